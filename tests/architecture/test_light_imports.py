"""Commands that must start in a moment import nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from differential.generated import workspace
from influence.network import compile_rows
from influence.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    *("numpy", "pandas", "networkx", "scipy", "neo4j", "pyvis", "rich", "starlette", "rapidfuzz", "openpyxl"),
    *("pyspark", "influence.spark"),
}
ASK = "import sys; from influence.cli import main\ntry: main({words})\nfinally: print('MODULES', *sys.modules)"


def modules(*words: str) -> set[str]:
    program = [sys.executable, "-c", ASK.format(words=list(words))]
    found = subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 0, found.stderr
    return set(found.stdout.rpartition("MODULES ")[2].split())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rows, file = workspace(1, people=40), tmp_path / "s.db"
    with open_store(str(file), create=True) as opened:
        opened.load(rows, sources=[], at="2026-06-30T00:00:00+00:00")
        columns = compile_rows(rows)
        opened.keep_columns(columns.parts(), columns.digest)
    return file


def test_help_is_light() -> None:
    assert not HEAVY & modules("--help")


def test_path_is_light(store: Path) -> None:
    found = modules("--store", str(store), "--as-of", "2026-06-30", "path", "c1")
    assert not (HEAVY | {"influence.network.compile", "influence.tables"}) & found
