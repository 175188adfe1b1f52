"""The corpus of bad inputs: one manifest row is one run."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from influence import tables
from influence.tables.checked import Checked

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "bad-inputs"


@dataclass(frozen=True)
class Run:
    """One row of the manifest."""

    id: str
    file: str
    table: str
    outcome: str
    bad_lines: frozenset[int]
    source: str
    options: str
    expectation: str


def runs() -> list[Run]:
    """Every run, or none where the corpus is absent."""
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [_run(row) for row in csv.DictReader(file)]


def _run(row: dict[str, str]) -> Run:
    lines = frozenset(int(line) for line in row["bad_lines"].split(";") if line)
    return Run(
        row["id"], row["file"], row["table"], row["outcome"], lines, row["source"], row["options"], row["expectation"]
    )


def source(run: Run, folder: Path) -> Path:
    """What to give as SOURCE."""
    if run.source == "itself":
        return FOLDER / run.file
    shutil.copytree(FOLDER / "good", folder) if run.source == "good" else folder.mkdir()
    for copied in folder.iterdir():
        copied.chmod(0o600)
    shutil.copyfile(FOLDER / run.file, folder / f"{run.table}.csv")
    return folder


def read(run: Run, folder: Path) -> Checked:
    """The outcome of a run."""
    encoding = run.options.removeprefix("--encoding ").strip() or None
    return tables.read([source(run, folder)], encoding=encoding)
