"""Inputs made to exhaust a machine are answered within a bounded memory, whatever they claim to be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs"
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30,) * 2)
from influence import tables
from influence.tables.limits import Limits
limits = Limits(file=int(sys.argv[2])) if len(sys.argv) > 2 else Limits()
checked = tables.read([sys.argv[1]], limits=limits)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(checked.refused), int(peak) // 1024)
"""


def refused(*words: object) -> tuple[bool, int]:
    """Whether reading in a process of its own refuses the file, and the MiB it took at most."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", READ, *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]
    answer, peak = map(int, done.stdout.split())
    return bool(answer), peak


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "name", ["xlsx-far-cell.xlsx", "xlsx-zip-bomb-20mb.xlsx", "gzip-bomb-20mb.csv.gz", "data-deep-nesting.json"]
)
def test_a_bomb_is_refused_in_300_mib(name: str) -> None:
    answer, peak = refused(CORPUS / name)
    assert (answer, peak < 300) == (True, True), peak


@pytest.mark.slow
@pytest.mark.parametrize("limit", [(), (6 << 30,)])
def test_five_empty_gigabytes_are_refused_in_500_mib(tmp_path: Path, limit: tuple[int, ...]) -> None:
    (tmp_path / "contacts.csv").write_text("name\nAnn\n", encoding="utf-8")
    with (tmp_path / "relationships.csv").open("wb") as file:
        file.write(b"source,target\n")
        file.truncate(5 << 30)
    answer, peak = refused(tmp_path, *limit)
    assert (answer, peak < 500) == (True, True), peak


@pytest.mark.slow
def test_many_bad_rows_are_all_counted_in_500_mib(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("name\nAnn\nBo\n", encoding="utf-8")
    (tmp_path / "relationships.csv").write_text(
        "source,target,strength\n" + "Ann,Bo,high\n" * 200_000, encoding="utf-8"
    )
    answer, peak = refused(tmp_path)
    assert (answer, peak < 500) == (False, True), peak
