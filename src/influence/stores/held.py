"""What the store holds about one person, with file and line: over all loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES
from influence.stores import records, schema
from influence.stores.base import Held
from influence.stores.erase import Eraser, normal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from influence.model.columns import Table
    from influence.model.rows import Row


def people(connection: sqlite3.Connection, text: str) -> list[tuple[str, str]]:
    """``(id, name)`` of those whose id is `text`, or else of those whose name is; in the order of ids."""
    wanted = normal(text)
    everyone = {pair for table in PEOPLE for pair in connection.execute(f"SELECT id, name FROM {table}")}
    by_id = {pair for pair in everyone if normal(pair[0]) == wanted}
    found = by_id or {pair for pair in everyone if normal(pair[1]) == wanted}
    return sorted(dict(sorted(found)).items())


def eraser(connection: sqlite3.Connection, ids: set[str]) -> Eraser:
    """Takes out the people with these ids under every name they bear in any load."""
    names = {
        name
        for table in PEOPLE
        for identity, name in connection.execute(f"SELECT id, name FROM {table}")
        if identity in ids
    }
    return Eraser(frozenset(ids), frozenset(names))


def stored(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[int, Row, Any]]:
    """Number, row and ``(first, file, line)`` of every row of a table, over all loads."""
    decode = schema.decoder(table)
    for raw in connection.execute(schema.select(table, "rowid", "_first", "_file", "_line")):
        yield raw[-4], decode(raw), raw[-3:]


def held(connection: sqlite3.Connection, person: str) -> list[Held]:
    """Rows of the person, rows that refer to them, and free texts that name them (`mention`)."""
    taken = eraser(connection, {person})
    files = dict(records.records(connection, "store_files"))
    found = []
    for name, table in TABLES.items():
        for _, row, (first, file, line) in stored(connection, table):
            left = taken.row(name, row)
            if left is not row:
                values = {key: value for key, value in zip(table.column_names, row, strict=True) if value is not None}
                found.append(Held(name, files.get(file, ""), line or 0, f"L{first}", values, left is not None))
    return found
