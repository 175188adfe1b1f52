"""Killed at any instant: the store is as before or as after, and nothing of the attempt is left."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from faults.conftest import BESIDE, is_sound, start
from faults.program import large
from influence.stores import open_store, schema
from influence.stores.erase import byte_forms
from stores.workspaces import AT, workspace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
KILLS = 10
"""Kills of each of five kinds: 50 in all with every run of the tests; `test_soak.py` does 3,000."""


def disturb(path: Path, work: str, longest: float, number: int = signal.SIGKILL) -> int:
    """Start the work, end it at a random instant after its start; its exit code."""
    process = start(path, work)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.random() * longest)
    process.send_signal(number)
    process.communicate()
    return process.returncode


def test_a_killed_load_is_whole_or_absent(path: Path) -> None:
    before, after = is_sound(path), large().digest
    for _ in range(KILLS):
        disturb(path, "load", 0.4)
        assert is_sound(path) in {before, after}
        with open_store(str(path)) as store:
            store.load(workspace(), sources=[], at=AT)


def test_a_killed_first_load_leaves_no_half_store(tmp_path: Path) -> None:
    for number in range(KILLS):
        place = tmp_path / str(number) / "w.db"
        place.parent.mkdir()
        disturb(place, "load", 0.4)
        if place.exists():
            with open_store(str(place)) as store:
                assert [load.digest for load in store.loads()] in ([], [large().digest])


def test_a_killed_erasure_is_finished_by_the_next_command(tmp_path: Path) -> None:
    forms = byte_forms("Bo Li")
    for number in range(KILLS):
        place = tmp_path / str(number) / "w.db"
        place.parent.mkdir()
        with open_store(str(place), create=True) as store:
            store.load(large(), sources=[], at=AT)
        disturb(place, "forget", 0.3)
        is_sound(place)
        with open_store(str(place)) as store:
            gone = store.people("c1") == []
        found = any(form in entry.read_bytes() for entry in place.parent.iterdir() for form in forms)
        assert gone != found


def test_a_killed_migration_leaves_the_old_layout_or_the_new(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = is_sound(path)
    for _ in range(KILLS):
        disturb(path, "migrate", 0.1)
        monkeypatch.setattr(schema, "VERSION", 3)
        monkeypatch.setattr(schema, "MIGRATIONS", {2: lambda connection: connection.execute("SELECT 1")})
        assert is_sound(path) == digest
        with open_store(str(path)) as store:
            store.database.connection.execute("PRAGMA user_version = 2")


def test_killed_while_keeping_columns_leaves_old_or_new_ones(path: Path) -> None:
    for _ in range(KILLS):
        disturb(path, "keep", 0.2)
        with open_store(str(path)) as store:
            kept = store.columns()
            assert kept is None or len(kept) == 20_000_000
        assert {entry.name for entry in path.parent.iterdir()} <= BESIDE


def test_ctrl_c_changes_nothing_or_comes_too_late(path: Path) -> None:
    before, after = is_sound(path), large().digest
    for _ in range(KILLS):
        code = disturb(path, "load", 0.4, signal.SIGINT)
        assert is_sound(path) == {130: before, 0: after}[code]
        with open_store(str(path)) as store:
            store.load(workspace(), sources=[], at=AT)
