"""A store that was loaded, and a program to disturb."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from influence.stores import open_store
from stores.workspaces import AT, workspace

PROGRAM = Path(__file__).with_name("program.py")
BESIDE = {"w.db", "w.db-wal", "w.db-shm", "w.db-columns", "page.html"}
"""All that may lie in the folder of a store afterwards; the page is one that a test wrote."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store file with the small workspace, closed."""
    place = tmp_path / "w.db"
    with open_store(str(place), create=True) as store:
        store.load(workspace(), sources=[], at=AT)
    return place


def unmeasured() -> dict[str, str]:
    """The environment without what makes coverage look on: cut short, it would leave torn files and held locks."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def start(*words: object) -> subprocess.Popen[str]:
    """The program in a process of its own."""
    path = os.pathsep.join([os.fspath(PROGRAM.parents[1]), *sys.path])
    return subprocess.Popen(
        [sys.executable, PROGRAM, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=unmeasured() | {"PYTHONPATH": path},
    )


def is_sound(path: Path) -> str:
    """The digest of a store in which everything holds, after the next command has looked at it."""
    with open_store(str(path)) as store:
        assert store.verify() == []
        digest = store.digest()
        assert store.rows().digest == digest
    assert {entry.name for entry in path.parent.iterdir()} <= BESIDE
    return digest
