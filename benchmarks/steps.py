"""What `make bench` measures: the steps of one size of network, and those that no size belongs to.

A step takes a `Place` and what the size's earlier steps found, and gives its own figures: seconds, MB.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import graphs
from environments import HERE, python_of, release_of
from programs import MOST_MEMORY, PATIENCE, GaveUpError, run, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = dict[str, Any]
COLD = 10
MANY = 1_000_000  # ties from which on others are started once and asked for three people
LIBRARIES = ("networkx", "rustworkx", "igraph", "networkit")


@dataclass(frozen=True)
class Place:
    """Where one size's files lie."""

    size: int
    folder: Path

    @property
    def source(self) -> Path:
        """The generated tables."""
        return self.folder / f"w{self.size}"

    @property
    def store(self) -> Path:
        """The store they are loaded into."""
        return self.folder / f"{self.size}.db"

    @property
    def arcs(self) -> Path:
        """The steps that may be taken, for others."""
        return self.folder / f"{self.size}.csv"


def _influence(place: Place, *words: str) -> list[str]:
    command = str(Path(sys.executable).parent / "influence")
    return [command, "--store", str(place.store), "--as-of", graphs.AS_OF, *words]


def _script(name: str, *words: object) -> Found:
    found: Found = json.loads(run([sys.executable, HERE / f"{name}.py", *words])["out"])
    return found


def _taken(command: list[str]) -> Found:
    return {name: value for name, value in run(command).items() if name != "out"}


def load(place: Place, _: Found) -> Found:
    """Load anew from CSV with every check."""
    shutil.rmtree(place.source, ignore_errors=True)
    for file in place.folder.glob(f"{place.size}.db*"):
        file.unlink()
    # in a process of its own: a child's peak memory counts what its parent held when it was started
    run([sys.executable, HERE / "graphs.py", place.size, place.source])
    found = _taken(_influence(place, "load", str(place.source)))
    columns = place.store.with_name(f"{place.store.name}-columns")
    return {**found, "columns": columns.stat().st_size / 1e6 if columns.exists() else None}


def reload(place: Place, _: Found) -> Found:
    """Load again after one row has changed."""
    run([sys.executable, HERE / "graphs.py", "change", place.source])
    return _taken(_influence(place, "load", str(place.source)))


def warm(place: Place, _: Found) -> Found:
    """Questions to one loaded network; writes the arcs that the others are given."""
    return _script("warm", place.store, place.arcs)


def cold(place: Place, found: Found) -> Found:
    """A process that asks for the routes to one person, for several people in turn after each was asked once."""
    targets = list(found["warm"]["best"])
    runs = [run(_influence(place, "path", targets[at % len(targets)]), good=(0, 1)) for at in range(2 * COLD)][COLD:]
    memory = max(one["memory"] for one in runs)
    return {**spread(one["seconds"] for one in runs), "cpu": spread(one["cpu"] for one in runs), "memory": memory}


def serve(place: Place, _: Found) -> Found:
    """Twenty readers of the local app, a question a second each."""
    return _script("map_serve", place.store, 10, graphs.AS_OF)


def library(name: str) -> Callable[[Place, Found], Found]:
    """The step that asks another library the same: read and ask in a process of its own, then several questions."""

    def step(place: Place, found: Found) -> Found:
        targets = list(found["warm"]["best"])[: 3 if place.size >= MANY else None]
        command = [python_of(name), HERE / "peers.py", name, place.arcs]
        bounds: Any = {"limit": PATIENCE, "memory": MOST_MEMORY}
        times = 1 if place.size >= MANY else 3
        once = [run([*command, targets[0], "--once"], **bounds) for _ in range(times)]
        answers = json.loads(run([*command, *targets], **bounds)["out"])
        cold = spread(one["seconds"] for one in once)
        return {**answers, "cold": cold, "memory": once[0]["memory"], "release": release_of(name)}

    return step


def neo4j(place: Place, found: Found) -> Found:
    """A local server: load by plain batches, ask for the fewest steps."""
    command = [sys.executable, HERE / "neo4j_peer.py", place.source, *found["warm"]["best"]]
    answers: Found = json.loads(run(command, limit=PATIENCE)["out"])
    return answers


def start(_: Place, __: Found) -> Found:
    """`influence --help`."""
    runs = [run([str(Path(sys.executable).parent / "influence"), "--help"]) for _ in range(COLD + 1)][1:]
    return spread(one["seconds"] for one in runs)


def decision(_: Place, __: Found) -> Found:
    """A committee of 20 with everything, a plan that compares 40 actions, accounts beyond them."""
    return _script("decision")


def page(_: Place, __: Found) -> Found:
    """The map of 2,000 people beside pyvis as it comes."""
    return _script("map", 2000)


OF_A_SIZE: dict[str, Callable[[Place, Found], Found]] = {
    "load": load,
    "reload": reload,
    "warm": warm,
    "cold": cold,
    "serve": serve,
    **{name: library(name) for name in LIBRARIES},
    "neo4j": neo4j,
}
OF_NONE: dict[str, Callable[[Place, Found], Found]] = {"help": start, "decision": decision, "map": page}
PEERS = (*LIBRARIES, "neo4j")


def attempted(step: Callable[[Place, Found], Found], place: Place, found: Found) -> Found:
    """What the step finds, or why it gave up."""
    try:
        return step(place, found)
    except KeyError as error:
        return {"gave_up": f"nothing was found by the step {error}"}
    except (GaveUpError, OSError, ValueError, subprocess.CalledProcessError) as error:
        return {"gave_up": str(error)}
