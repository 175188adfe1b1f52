"""Turns published networks into workspaces, and asks the product about them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

INFLUENCE = Path(sys.executable).parent / "influence"
LAYERS = {"1": "decision", "2": "management", "3": "operation"}
Ask = Callable[..., Any]
Cells = Mapping[str, Any]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, name: str, rows: Iterable[Cells]) -> None:
    listed = list(rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)


def undirected(edges: Iterable[tuple[str, str]], kind: str) -> list[Cells]:
    """One row per pair, whoever named whom."""
    pairs = sorted({(min(edge), max(edge)) for edge in edges})
    return [{"source": one, "target": other, "kind": kind} for one, other in pairs]


def related(source: Path, relation: str) -> list[tuple[str, str]]:
    names = {row["id"]: row["label"] for row in table(source / "nodes.csv")}
    edges = (row for row in table(source / "edges.csv") if row["relation"] == relation)
    return [(names[row["source"]], names[row["target"]]) for row in edges]


def asked_about(source: Path) -> list[Cells]:
    """Advice: whoever is asked influences whoever asks."""
    pairs = related(source, "advice")
    return [{"source": asked, "target": asking, "kind": "influences"} for asking, asked in pairs]


def hightech(source: Path, folder: Path) -> None:
    boss = dict(related(source, "reports_to"))
    write(
        folder,
        "contacts",
        (
            {
                "name": row["label"],
                "account": "plant",
                "title": row["level_name"],
                "department": row["dept"],
                "layer": LAYERS[row["level"]],
                "reports_to": boss.get(row["label"], ""),
            }
            for row in table(source / "nodes.csv")
        ),
    )
    write(folder, "relationships", asked_about(source) + undirected(related(source, "friendship"), "friend"))


def office(source: Path, folder: Path) -> None:
    write(
        folder,
        "contacts",
        ({"name": row["label"], "account": "office"} for row in table(source / "nodes.csv")),
    )
    write(folder, "relationships", undirected(related(source, "multiplex_tie"), "works_with"))


def law_firm(source: Path, folder: Path) -> None:
    write(
        folder,
        "contacts",
        (
            {
                "name": row["label"],
                "account": "firm",
                "department": row["practice"],
                "layer": "decision" if row["status"] == "partner" else "operation",
            }
            for row in table(source / "nodes.csv")
        ),
    )
    ties = undirected(related(source, "cowork"), "works_with") + undirected(related(source, "friendship"), "friend")
    write(folder, "relationships", asked_about(source) + ties)


def congress(source: Path, folder: Path) -> None:
    nodes = {row["id"]: row for row in table(source / "nodes.csv")}
    people = [row for row in nodes.values() if row["kind"] == "person"]
    write(folder, "contacts", (member(row) for row in people))
    write(folder, "relationships", chaired(table(source / "edges.csv"), nodes))


def member(row: Cells) -> Cells:
    return {
        "id": row["id"],
        "name": row["label"],
        "account": row["chamber"],
        "title": row["leadership_role"],
        "department": row["party"],
        "layer": "decision" if row["leadership_role"] else "",
        "public_official": "yes",
    }


def chaired(edges: list[dict[str, str]], nodes: Mapping[str, Cells]) -> list[Cells]:
    """Everyone on a committee works with its chair."""
    members = (edge for edge in edges if edge["relation"] == "member_of")
    seats = [edge for edge in members if nodes[edge["target"]]["kind"] == "committee"]
    chairs = {edge["target"]: edge["source"] for edge in seats if edge["role"] in {"Chair", "Chairman"}}
    pairs = [(edge["source"], chairs[edge["target"]]) for edge in seats if edge["target"] in chairs]
    return undirected((pair for pair in pairs if pair[0] != pair[1]), "works_with")


SETS: dict[str, Callable[[Path, Path], None]] = {
    "krackhardt_hightech": hightech,
    "thurman_office": office,
    "lazega_lawfirm": law_firm,
    "us_congress_committees": congress,
}


def run(*arguments: str, store: Path) -> dict[str, Any]:
    command = [str(INFLUENCE), "--store", str(store), "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="session")
def ask(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """``ask(set, command, ...)``: the answer about a published network, loaded once a session."""
    stores: dict[str, Path] = {}

    def answer(name: str, *arguments: str) -> Any:
        if name not in stores:
            folder = tmp_path_factory.mktemp(name)
            SETS[name](shared / name, folder)
            loaded = run("load", str(folder), store=folder / "influence.db")["answer"]
            assert loaded["tag"], loaded["problems"]
            stores[name] = folder / "influence.db"
        return run(*arguments, store=stores[name])["answer"]

    return answer
