"""Everything in a store file, looked at once: pages, records, rows of every load, digests, compiled columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.errors import StoreDamaged
from influence.stores import reading, records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from influence.stores.database import Database

RECORDS = ("store_edits", "store_outputs")


def problems(database: Database) -> list[str]:
    """What does not hold, in words."""
    found = []
    with database.lock:
        for check in (_pages, _records, _loads, _current):
            try:
                with database.faults(), database.reading() as connection:
                    found += list(check(connection))
            except StoreDamaged as error:
                found.append(error.message)
    return found


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    return (text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok")


def _records(connection: sqlite3.Connection) -> Iterator[str]:
    for table in RECORDS:
        list(records.records(connection, table))
    yield from ()


def _loads(connection: sqlite3.Connection) -> Iterator[str]:
    for number, value in list(records.records(connection, "store_loads")):
        try:
            if reading.read(connection, number).digest != value["digest"]:
                yield f"load L{number}: its rows do not fit its digest"
        except StoreDamaged as error:
            yield f"load L{number}: {error.message}"


def _current(connection: sqlite3.Connection) -> Iterator[str]:
    current = records.current(connection)
    if current and reading.edited_digest(connection, current.load, reading.ops(connection)) != current.digest:
        yield "the current digest does not fit the rows and edits"
