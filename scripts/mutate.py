"""Plants wrong changes in reading, escaping, storing and erasing, one at a time, and counts those a test notices.

``python scripts/mutate.py [MODULE...]`` works in a copy of the tree. A first run of the fast tests notes which of
them reach which line; each mutant then meets only those, for at most a share (`CAP`) of the time that all tests take.
The mutants of a part come in an order drawn with a fixed seed, so that those met so far are a fair sample of it, and
those met next are new to the tests. Results are kept in `build/mutants.json`, what became of a mutant when it was first
met and what becomes of it now; a run that was cut short goes on, a module that was edited starts anew.

--sample N     at most N more mutants of a part (all of them without it)
--tests NAME   only tests of this folder (repeatable; all of `TESTS` without it)
--again        meet once more those that no test noticed
--report       only print the table
--survivors    list what no test noticed
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutants import Mutant, mutants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants.json"
CAP, PATIENCE, SEED = 0.15, 30.0, 2
MISSED = {"survived", "unreached"}
TESTS = ("files", "privacy", "stores", "faults", "tables", "again", "bad_inputs", "properties", "cli", "maps", "web")
HEAVY = ("numpy", "pandas", "networkx", "scipy.sparse.csgraph", "openpyxl", "python_calamine", "hypothesis",
         "starlette.applications", "jinja2", "rich.table",
         "rich.progress", "rapidfuzz", "uvicorn", "pypinyin",
         "asyncio", "anyio.pytest_plugin", "pytest_timeout", "pytest_cov.plugin",
         "hypothesis.extra.pytestplugin")  # fmt: skip
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:benchmark", "--hypothesis-seed=0",
           "-W", "ignore::pytest.PytestAssertRewriteWarning",
           "-m", "not slow and not soak and not browser and not neo4j")  # fmt: skip
GROUPS = {
    "reading": ["tables/" + name for name in (
        "cells", "check", "checked", "csv_reader", "cycles", "draft", "duplicates", "encoding", "headers", "limits",
        "load_csv", "load_workbook", "names", "people", "read", "remembered", "report", "reread", "reread_rows",
        "rules", "sensitive", "source", "stretches", "workbook", "workbook_guard")],
    "escaping": ["tables/text", "tables/write", "tables/quarantine", "tables/workbook_writer", "maps/page"],
    "storing": ["files", *("stores/" + name for name in (
        "blocks", "changing", "checking", "database", "edits", "first_layout", "kept", "reading", "records", "schema",
        "sqlite", "writing"))],
    "erasing": ["stores/" + name for name in (
        "erase", "forgetting", "held", "outputs", "redact", "retention", "rewrite", "tombstones")],
}  # fmt: skip
"""Modules of the four parts, below `src/influence`."""


class Chosen:
    """A pytest plug-in that runs only some tests, the quickest first, and notes what each takes."""

    def __init__(self, durations: Mapping[str, float] | None = None) -> None:
        self.durations, self.taken = durations, dict[str, float]()
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what was chosen."""
        known = self.durations
        if known is not None:
            places = {name: place for place, name in enumerate(known)}
            items[:] = sorted((i for i in items if i.nodeid in places), key=lambda i: places[i.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note duration and failure."""
        self.taken[report.nodeid] = self.taken.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed.add(report.nodeid)


def in_child(work: Callable[[], int], log: Path, limit: float) -> int | None:
    """Exit code of `work` in a process of its own; None where it took longer than `limit` seconds."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        with log.open("wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        try:
            os._exit(work())
        finally:  # whatever happens, the child must not go on as the parent
            traceback.print_exc()
            os._exit(1)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


class Bench:
    """A copy of the tree in which mutants meet the tests that reach their line."""

    def __init__(self, place: Path, tests: tuple[str, ...]) -> None:
        self.tree, self.log = place / "main", place / "log"
        place.chmod(0o755)  # some tests look in as another user
        leave = shutil.ignore_patterns(".*", "__pycache__", "build", "node_modules", "*.ipynb", "pictures")
        shutil.copytree(ROOT, self.tree, ignore=leave)
        if (ROOT.parent / "shared").is_dir():
            (place / "shared").symlink_to(ROOT.parent / "shared")
        os.chdir(self.tree)
        os.environ |= {"PYTHONPATH": str(self.tree / "src"), "TMPDIR": str(place)}
        tempfile.tempdir = str(place)
        sys.path.insert(0, str(self.tree / "src"))
        for name in HEAVY:
            __import__(name)
        self.reach, self.durations = self._look(tests)

    def _look(self, tests: tuple[str, ...]) -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
        """Which tests reach which line of which file, and how long each test takes."""
        told = self.log.with_suffix(".json")

        def work() -> int:
            import coverage

            chosen = Chosen()
            options = ["--cov=influence", "--cov-context=test", "--cov-report=", "-p", "pytest_cov"]
            pytest.main([*OPTIONS[1:], *options, *(f"tests/{name}" for name in tests)], plugins=[chosen])
            found = coverage.CoverageData(".coverage")
            found.read()
            ours = [file for file in found.measured_files() if file.startswith(str(self.tree))]
            lines = {file: found.contexts_by_lineno(file) for file in ours}
            taken = {name: seconds for name, seconds in chosen.taken.items() if name not in chosen.failed}
            told.write_text(json.dumps([lines, taken, sorted(chosen.failed)]), encoding="utf-8")
            return 0

        if in_child(work, self.log, 3600) != 0:
            raise SystemExit(self.log.read_text(encoding="utf-8")[-3000:])
        lines, durations, failed = json.loads(told.read_text(encoding="utf-8"))
        sys.stdout.write(
            f"{len(durations)} tests, {sum(durations.values()):.0f} s; failing without any mutant: {failed}\n"
        )
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        return {Path(file).relative_to(self.tree / "src" / "influence").as_posix(): _named(at)
                for file, at in lines.items()}, durations  # fmt: skip

    def meet(self, module: str, mutant: Mutant) -> str:
        """What becomes of a mutant: killed, slow (killed by the time limit), survived, or unreached."""
        chosen = self._chosen(module, mutant.line)
        if not chosen:
            return "unreached"
        own = {name: taken for name, taken in chosen.items() if name.startswith(_folder(module))}
        others = {name: taken for name, taken in chosen.items() if name not in own}
        file = self.tree / "src" / "influence" / f"{module}.py"
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
            compiled.unlink()
        before = file.read_text(encoding="utf-8")
        file.write_text(mutant.source, encoding="utf-8")
        try:
            code = next((found for found in map(self._pass, filter(None, (own, others))) if found != 0), 0)
        finally:
            file.write_text(before, encoding="utf-8")
        return {None: "slow", 0: "survived"}.get(code, "killed")

    def _pass(self, chosen: dict[str, float]) -> int | None:
        """What pytest says of some tests."""
        tests = sorted({name.partition("::")[0] for name in chosen})
        words = [*OPTIONS, f"--basetemp={self.tree.parent / 'each'}", *tests]
        limit = PATIENCE + 5 * sum(chosen.values())
        return in_child(lambda: int(pytest.main(words, plugins=[Chosen(chosen)])), self.log, limit)

    def _chosen(self, module: str, start: int) -> dict[str, float]:
        """Tests that reach the line: those named after the module, of its folder, then the others; quick ones first.

        As many as fit into their share of time, those of the first kind anyway. What runs on import reaches every test
        of a file that has to do with the module, even one that only looks at a constant.
        """
        at, line = self.reach.get(f"{module}.py", {}), start
        names = {name for beside in (line, line - 1, line + 1) for name in at.get(beside, ()) if name}
        while line and line not in at:  # a line within a statement counts as the first line of the statement
            line -= 1
            names |= {name for name in at.get(line, ()) if name}
        if "" in at.get(line, ()):
            files = {name.partition("::")[0] for found in at.values() for name in found}
            names = {name for name in self.durations if name.partition("::")[0] in files}
        stem, chosen, total = module.rpartition("/")[2].partition("_")[0], dict[str, float](), 0.0
        limit = CAP * sum(self.durations.values())
        near = {name for name in names if stem in name.partition("::")[0].rpartition("/")[2]}
        order = {name: (name not in near, not name.startswith(_folder(module)), self.durations[name])
                 for name in names & self.durations.keys()}  # fmt: skip
        for name in sorted(order, key=order.__getitem__):
            total += self.durations[name]
            if total <= limit or name in near or not chosen:
                chosen[name] = self.durations[name]
        return chosen


def _folder(module: str) -> str:
    """Where the tests of a module's package are."""
    return f"tests/{module.partition('/')[0]}/"


def _named(contexts: Mapping[str, Iterable[str]]) -> dict[int, list[str]]:
    return {int(line): [name.rpartition("|")[0] for name in names] for line, names in contexts.items()}


def waiting(part: list[str], tree: Path, *, again: bool) -> list[tuple[str, str, Mutant]]:
    """Module, number and mutant of those of a part to be met now, in the order drawn."""
    operators = (tree / "scripts" / "mutants.py").read_text(encoding="utf-8")
    open_: list[tuple[str, str, Mutant]] = []
    for module in part:
        source = (tree / "src" / "influence" / f"{module}.py").read_text(encoding="utf-8")
        found, checksum = list(mutants(source)), hashlib.sha256((source + operators).encode()).hexdigest()
        kept = load().get(module, {})
        if kept.get("checksum") != checksum:
            save(module, {"checksum": checksum, "total": len(found), "results": {}})
        open_ += [(module, str(number), mutant) for number, mutant in enumerate(found)]
    random.Random(SEED).shuffle(open_)  # noqa: S311 - an order that anybody can draw again
    ends = {(module, number): found["end"] for module in part for number, found in load()[module]["results"].items()}
    wanted = MISSED if again else {None}
    return [one for one in open_ if ends.get(one[:2]) in wanted]


def run(parts: Mapping[str, list[str]], sample: int, tests: tuple[str, ...], *, again: bool) -> None:
    """Try the mutants of the parts that were not tried yet, or `again` those that no test noticed."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:  # noqa: S108
        bench = Bench(Path(place), tests)
        for name, part in parts.items():
            begun, ends = time.monotonic(), []
            for module, number, mutant in waiting(part, bench.tree, again=again)[: sample or None]:
                ends.append(bench.meet(module, mutant))
                kept = load()[module]
                told = {"line": mutant.line, "before": mutant.before, "after": mutant.after, "first": ends[-1]}
                kept["results"][number] = told | kept["results"].get(number, {}) | {"end": ends[-1]}
                save(module, kept)
            noticed, took = sum(end not in MISSED for end in ends), time.monotonic() - begun
            sys.stdout.write(f"{name}: {noticed} of {len(ends)} met now were noticed, {took:.0f} s\n")
            sys.stdout.flush()
        os.chdir(ROOT)


def load() -> dict[str, Any]:
    """What is known so far."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8"))) if KEPT.exists() else {}


def save(module: str, kept: Mapping[str, Any]) -> None:
    """Keep what became of the mutants of a module."""
    KEPT.parent.mkdir(exist_ok=True)
    spare = KEPT.with_suffix(f".{os.getpid()}")
    spare.write_text(json.dumps(load() | {module: kept}, indent=1), encoding="utf-8")
    spare.replace(KEPT)


def row(name: str, *kept: Mapping[str, Any]) -> Iterator[str]:
    """A line of the table: part or module, its mutants, those tried, the share noticed when first met, and now."""
    total = sum(entry["total"] for entry in kept)
    found = [result for entry in kept for result in entry["results"].values()]
    if found:
        noticed = [sum(result[when] not in MISSED for result in found) for when in ("first", "end")]
        yield " | ".join((f"| {name} | {total} | {len(found)}", *(share(n, len(found), total) for n in noticed))) + " |"


def share(hits: int, of: int, total: int) -> str:
    """A share in words, with its interval unless everything was tried."""
    low, high = interval(hits, of)
    return f"{hits / of:.0%}" + ("" if of == total else f" ({low:.0%} to {high:.0%})")


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    z, share = 1.96, hits / of
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2)
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def report(*, survivors: bool) -> Iterator[str]:
    """The table of parts and modules; below it what no test noticed."""
    known = load()
    yield from ("| part or module | mutants | tried | noticed at first | noticed now |", "|---|---|---|---|---|")
    for part, modules in GROUPS.items():
        yield from row(f"**{part}**", *(known[name] for name in modules if name in known))
        for name in modules:
            yield from row(name, known[name]) if name in known else ()
    for name, entry in known.items() if survivors else ():
        for result in entry["results"].values():
            if result["end"] in MISSED:
                yield f"{name}.py:{result['line']}: {result['before']}  ->  {result['after']} [{result['end']}]"


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="parts or modules, such as erasing or tables/text")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--tests", action="append")
    for flag in ("again", "report", "survivors"):
        parser.add_argument(f"--{flag}", action="store_true")
    given = parser.parse_args()
    if not given.report:
        parts = {name: GROUPS.get(name, [name]) for name in given.modules or GROUPS}
        run(parts, given.sample, tuple(given.tests or TESTS), again=given.again)
    sys.stdout.write("".join(f"{line}\n" for line in report(survivors=given.survivors)))


if __name__ == "__main__":
    main()
