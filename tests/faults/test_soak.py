"""Thousands of kills: each piece of work is ended at a random instant, and what is left is looked at every time.

The work runs in a fork of this process, so that a kill costs milliseconds; a kill that came after the end counts for
nothing. `make soak` runs it; `test_killed.py` does a few with whole programs in every run of the tests.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from faults.conftest import BESIDE, is_sound
from influence.cli.outputs import Outputs
from influence.files import write_file
from influence.stores import open_store, schema
from influence.stores.erase import byte_forms
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from influence.model.rows import Rows

pytestmark = [pytest.mark.soak, pytest.mark.timeout(36_000)]
PEOPLE = 400


def crowd(mark: str) -> Rows:
    """A workspace of some hundred people, each named beside Bo Li in a note."""
    contacts = [row("contacts", name=f"P{i}", id=f"p{i}", note=f"{mark} Bo Li {i}") for i in range(PEOPLE)]
    return workspace(contacts=[*workspace()["contacts"], *contacts])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a workspace of some hundred people, and a copy of it to start from each time."""
    (tmp_path / "now").mkdir()
    with open_store(str(tmp_path / "whole.db"), create=True) as store:
        store.load(crowd("old"), sources=[], at=AT)
    return tmp_path / "now" / "w.db"


def renew(path: Path) -> None:
    """Put the store back to what it was."""
    for entry in path.parent.iterdir():
        entry.unlink()
    shutil.copyfile(path.parent.parent / "whole.db", path)


def forked(work: Callable[[], object]) -> int:
    """Number of a process that does the work and ends."""
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)  # whatever happens, the tests do not go on here


def usual(path: Path, work: Callable[[], object]) -> float:
    """Seconds that the undisturbed work takes, its fork included."""
    taken = []
    for _ in range(5):
        renew(path)
        start = time.monotonic()
        assert os.waitpid(forked(work), 0)[1] == 0
        taken.append(time.monotonic() - start)
    return sorted(taken)[2]


def killed(path: Path, work: Callable[[], object], kills: int) -> Iterator[int]:
    """After each kill that came in time, its number, with what the kill left in place."""
    longest, tries, done = usual(path, work), 0, 0
    while done < kills:
        renew(path)
        process = forked(work)
        time.sleep(random.random() * longest)
        os.kill(process, signal.SIGKILL)
        ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        assert ended in {0, -signal.SIGKILL}, "the work itself fails"
        tries += 1
        if ended:
            done += 1
            yield done
    sys.stdout.write(f"{done} kills of {tries} tries within {1000 * longest:.0f} ms\n")


def _load(path: Path) -> None:
    with open_store(str(path), create=True) as store:
        store.load(crowd("new"), sources=[], at=AT)


def test_a_killed_load_is_whole_or_absent(path: Path) -> None:
    digests = {crowd(mark).digest for mark in ("old", "new")}
    found = {is_sound(path) for _ in killed(path, lambda: _load(path), 800)}
    assert found <= digests


def test_a_killed_first_load_leaves_no_half_store(path: Path) -> None:
    def work() -> None:
        path.unlink()
        _load(path)

    whole = crowd("new").digest
    for _ in killed(path, work, 400):
        if path.exists():
            with open_store(str(path)) as store:
                assert store.verify() == []
                assert [load.digest for load in store.loads()] in ([], [whole], [crowd("old").digest])
        assert {entry.name for entry in path.parent.iterdir() if not entry.name.endswith(".tmp")} <= BESIDE


def test_a_killed_erasure_is_finished_by_the_next_command(path: Path) -> None:
    def work() -> None:
        with open_store(str(path)) as store:
            store.forget("c1", at=AT)

    forms = byte_forms("Bo Li")
    for _ in killed(path, work, 600):
        is_sound(path)
        with open_store(str(path)) as store:
            gone = store.people("c1") == []
        found = any(form in entry.read_bytes() for entry in path.parent.iterdir() for form in forms)
        assert gone != found


def test_a_killed_page_is_the_old_one_or_the_new(path: Path) -> None:
    page = path.with_name("page.html")
    old, new = (mark * 3_000_000 for mark in (b"old", b"new"))

    def work() -> None:
        with open_store(str(path)) as store:
            parts = (new[start : start + 65_536] for start in range(0, len(new), 65_536))
            write_file(page, parts, overwrite=True, register=Outputs(store, AT, "map"))

    def prepared() -> None:
        write_file(page, [old])
        work()

    for _ in killed(path, prepared, 600):
        assert not page.exists() or page.read_bytes() in (old, new)
        is_sound(path)


def test_a_killed_migration_leaves_the_old_layout_or_the_new(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS | {schema.VERSION: _newer})
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert {is_sound(path) for _ in killed(path, lambda: open_store(str(path)).close(), 300)} == {crowd("old").digest}


def _newer(connection: object) -> None:
    """A step of a migration: a table more, and many rows in it."""
    connection.execute("CREATE TABLE store_more (number INTEGER) STRICT")  # type: ignore[attr-defined]
    connection.executemany("INSERT INTO store_more VALUES (?)", ((n,) for n in range(50_000)))  # type: ignore[attr-defined]


def test_kept_columns_are_whole_or_absent(path: Path) -> None:
    def work() -> None:
        with open_store(str(path)) as store:
            store.keep_columns([bytes(1_000_000)] * 5)

    for _ in killed(path, work, 300):
        is_sound(path)
        with open_store(str(path)) as store:
            kept = store.columns()
            assert kept is None or len(kept) == 5_000_000
