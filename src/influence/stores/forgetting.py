"""Erasing in the embedded store: rows first, in one transaction; then what lies around them; then the free pages.

The store notes what is still to be done. A run that is cut short is finished by the next command that opens it.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from influence.errors import StoreUnavailable
from influence.stores import changing, edits, held, kept, outputs, reading, records, rewrite, tombstones
from influence.stores.base import Forgotten
from influence.stores.database import undisturbed
from influence.stores.erase import Eraser, normal
from influence.stores.retention import Retention

if TYPE_CHECKING:
    import sqlite3

    from influence.stores.database import Database
    from influence.stores.rewrite import Change


def forget(database: Database, person: str, *, at: str, files: bool = False) -> Forgotten:
    """Erase the person with the id `person` from all loads, and remember that they must not come back."""
    with database.transaction() as connection:
        taken = held.eraser(connection, {person})
        removed, masked = _rewrite(connection, taken.row, taken)
        # a later file may lack ids: then the name is the id
        marks = tombstones.bury(connection, [person, *sorted({normal(name) for name in taken.names} - {person})])
        _note(connection, taken, removed, masked, files=files, at=at)
        kept.clear(database.path)
    with undisturbed():
        remaining, deleted = _finish(database)
    return Forgotten(removed, masked, marks[0], remaining, deleted)


def forget_older(database: Database, than: str, *, at: str, files: bool = False) -> Forgotten:
    """Erase facts last confirmed before `than`, and loads made before it unless they are current."""
    with database.transaction() as connection:
        current = records.needed(connection).load
        keep_from = max(than, records.state(connection, "keep_from") or "")
        retention = Retention(keep_from)
        gone = retention.rows(reading.read(connection, current))[1]
        taken = held.eraser(connection, gone)
        removed = Counter(_drop_loads(connection, keep_from, current))
        rewritten, masked = _rewrite(
            connection, lambda table, row: None if retention.ended(table, row) else taken.row(table, row), taken
        )
        records.remember(connection, "keep_from", keep_from)
        _note(connection, taken, removed, masked, files=files, at=at)
        kept.clear(database.path)
    with undisturbed():
        remaining, deleted = _finish(database)
    return Forgotten(dict(removed + Counter(rewritten)), masked, None, remaining, deleted, len(gone))


def resume(database: Database) -> None:
    """Finish an erasure that was cut short, unless somebody else holds the store."""
    with suppress(StoreUnavailable):
        _finish(database)


def _rewrite(connection: sqlite3.Connection, change: Change, taken: Eraser) -> tuple[dict[str, int], int]:
    """Change every row of every load; returns rows removed per table and how many free texts were masked."""
    rewriting = rewrite.Rewriting(connection, change, taken.text)
    for number, value, listed in reading.loads(connection):
        value.update(records.contents(rewriting.load(listed)))
        value["sources"] = [[taken.text(name), *rest] for name, *rest in value["sources"]]
        records.set_record(connection, "store_loads", number, value)
    for number, value in list(records.records(connection, "store_edits")):
        if taken.ids.intersection(edits.named(value["op"])):
            connection.execute("DELETE FROM store_edits WHERE number = ?", (number,))
    records.remember(connection, changing.NOTE, None)
    rewrite.drop_unused(connection)
    current = records.current(connection)
    if current is not None:
        reading.settle(connection, current.load)
    return rewriting.removed, rewriting.masked


def _drop_loads(connection: sqlite3.Connection, keep_from: str, current: int) -> dict[str, int]:
    """Remove loads made before a day; returns the rows that were theirs alone."""
    old = [n for n, value in records.records(connection, "store_loads") if value["at"] < keep_from and n != current]
    if not old:
        return {}
    first = min(n for n, _ in records.records(connection, "store_loads") if n not in old)
    removed = rewrite.rows_before(connection, first)
    connection.execute("DELETE FROM store_loads WHERE number < ?", (first,))
    return removed


def _note(
    connection: sqlite3.Connection, taken: Eraser, removed: dict[str, int], masked: int, *, files: bool, at: str
) -> None:
    """Note what is still to be done outside the rows."""
    note = {"ids": sorted(taken.ids), "names": sorted(taken.names), "files": files, "at": at}
    records.remember(connection, "erasing", note | {"removed": removed, "masked": masked})


def _finish(database: Database) -> tuple[list[str], list[str]]:
    """Clean what we wrote elsewhere, then clear free pages and the log; returns files that remain and deleted ones."""
    remaining: list[str] = []
    deleted: list[str] = []
    with database.reading() as connection:
        note = records.state(connection, "erasing")
    if note and "ids" in note:
        kept.clear(database.path)
        taken = Eraser(frozenset(note["ids"]), frozenset(note["names"]))
        with database.transaction() as connection:
            remaining, deleted = outputs.clean(connection, taken, delete=note["files"], at=note["at"])
            records.remember(connection, "erasing", {"to": "clear free pages"})
    database.compact()
    with database.transaction() as connection:
        records.remember(connection, "erasing", None)
    return remaining, deleted
