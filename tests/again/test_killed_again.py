"""Killed while loading again by way of what differs: the store is as before or as after, and the next load succeeds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from faults.conftest import is_sound
from influence.stores import open_store
from influence.tables import read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
KILLS = 10
PEOPLE = 3_000


def write(folder: Path, strength: float) -> str:
    """A workspace of 12,000 ties, one of which has this strength; the digest of its rows."""
    folder.mkdir(exist_ok=True)
    people = "".join(f"P{i},p{i}\n" for i in range(PEOPLE))
    ties = [f"p{i},p{(i + step) % PEOPLE},knows,0.5" for i in range(PEOPLE) for step in (1, 2, 5, 11)]
    ties[7_000] = f"{ties[7_000][:-4]},{strength}"
    (folder / "contacts.csv").write_text("name,id\n" + people, encoding="utf-8")
    (folder / "relationships.csv").write_text(
        "source,target,kind,strength\n" + "\n".join(ties) + "\n", encoding="utf-8"
    )
    return read([folder]).digest


def load(folder: Path, store: Path, patience: float | None = None) -> None:
    """`influence load`, killed after so many seconds unless it has ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "influence", "load", str(folder), "--store", str(store)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if patience is not None:
        time.sleep(patience)
        process.kill()
    process.wait()


def test_a_kill_leaves_the_load_before_or_the_one_after(tmp_path: Path) -> None:
    folder, store = tmp_path / "tables", tmp_path / "store" / "w.db"
    store.parent.mkdir()
    digests = [write(folder, 0.5)]
    load(folder, store)
    for number in range(KILLS):
        digests.append(write(folder, 0.6 + 0.01 * number))
        load(folder, store, random.uniform(0.1, 0.7))
        assert is_sound(store) in digests[-2:]

        load(folder, store)

        assert is_sound(store) == digests[-1]
    with open_store(str(store)) as opened:
        assert len(opened.loads()) == KILLS + 1
