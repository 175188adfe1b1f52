"""A load into the embedded store: only what differs from the current rows is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES
from influence.stores import records, schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from influence.model.columns import Table
    from influence.model.rows import Row, Rows

NO_PLACE = ("", 0)


def write(connection: sqlite3.Connection, rows: Rows, sums: records.Sums, value: dict[str, Any]) -> int:
    """Write a load inside the transaction of the caller; returns its number. Cost: linear, writes: what changed."""
    number = records.add_record(connection, "store_loads", value)
    files = _files(connection, rows, number)
    for name, table in TABLES.items():
        fresh = _end_missing(connection, name, number, sums.get(name, []))
        lines = _lines(rows, table, sums.get(name, []), fresh)
        connection.executemany(schema.insert(table), _values(lines, table, number, files))
    return number


def _files(connection: sqlite3.Connection, rows: Rows, number: int) -> dict[str, int]:
    """A number for each file that rows come from."""
    names = sorted({file for places in rows.places.values() for file, _ in places if file})
    return {name: _add_file(connection, name, number) for name in names}


def _add_file(connection: sqlite3.Connection, name: str, load: int) -> int:
    statement = "INSERT INTO store_files (load, value, checksum) VALUES (?, ?, ?)"
    return connection.execute(statement, (load, *schema.seal(name))).lastrowid or 0


def _end_missing(connection: sqlite3.Connection, name: str, number: int, sums: Sequence[bytes]) -> set[int] | None:
    """End current rows that the new load lacks; positions of its rows that are not there yet (None: all of them)."""
    held = connection.execute(f"SELECT rowid, _sum FROM {name} WHERE {schema.CURRENT} ORDER BY rowid").fetchall()
    if not held:
        return None
    present = dict(zip(records.numbered([mark for _, mark in held]), (row for row, _ in held), strict=True))
    fresh = {place for place, mark in enumerate(records.numbered(sums)) if present.pop(mark, None) is None}
    ended = ((number - 1, row) for row in sorted(present.values()))
    connection.executemany(f"UPDATE {name} SET _last = ? WHERE rowid = ?", ended)
    return fresh


def _lines(
    rows: Rows, table: Table, sums: Sequence[bytes], fresh: set[int] | None
) -> Iterable[tuple[Row, bytes, tuple[str, int]]]:
    """Row, checksum and place of the rows to be added."""
    places = rows.places.get(table.name) or [NO_PLACE] * len(rows[table.name])
    lines = zip(rows[table.name], sums, places, strict=True)
    return lines if fresh is None else (line for place, line in enumerate(lines) if place in fresh)


def _values(
    lines: Iterable[tuple[Row, bytes, tuple[str, int]]], table: Table, number: int, files: dict[str, int]
) -> Iterator[Row]:
    encode = schema.encoder(table)
    for row, mark, (file, line) in lines:
        yield (*encode(row), number, files.get(file), line or None, mark)
