"""From the first layout of a store, a SQL table per table and a row per row, to blocks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.columns import TABLES, Type
from influence.model.rows import Rows, checksum
from influence.stores import reading, records, schema, writing

if TYPE_CHECKING:
    import sqlite3

    from influence.model.columns import Column
    from influence.model.rows import Row


def migrate(connection: sqlite3.Connection) -> None:
    """Write every load as blocks, drop the tables of rows; raises `StoreDamaged` where a checksum does not hold."""
    connection.execute(schema.BLOCKS)
    files = dict(records.records(connection, "store_files"))
    for number, value in list(records.records(connection, "store_loads")):
        rows = _rows(connection, number, files)
        if {name: list(proof) for name, proof in rows.proofs.items()} != _proofs(value):
            raise StoreDamaged(f"rows are missing or doubled in load L{number}", hint=reading.REBUILD)
        packed = writing.Packed(rows)
        packed.write(connection)
        del value["proofs"]
        records.set_record(connection, "store_loads", number, value | records.contents(packed.tables))
    for name in (*TABLES, "store_files"):
        connection.execute(f"DROP TABLE {name}")
    current = records.current(connection)
    if current is not None:
        reading.settle(connection, current.load)


def _proofs(value: dict[str, Any]) -> dict[str, list[int]]:
    return {name: [count, int(total, 16)] for name, (count, total) in value["proofs"].items()}


def _rows(connection: sqlite3.Connection, number: int, files: dict[int, str]) -> Rows:
    tables: dict[str, list[Row]] = {}
    places: dict[str, list[tuple[str, int]]] = {}
    for name, table in TABLES.items():
        names = ", ".join(f'"{column}"' for column in table.column_names)
        found = connection.execute(
            f"SELECT {names}, _sum, _file, _line FROM {name}"
            " WHERE _first <= :load AND (_last IS NULL OR _last >= :load) ORDER BY rowid",
            {"load": number},
        ).fetchall()
        if found:
            tables[name] = [_row(table.columns, line[:-3], line[-3]) for line in found]
            places[name] = [(files.get(file, ""), line or 0) for *_, file, line in found]
    return Rows(tables, places)


def _row(columns: tuple[Column, ...], values: Row, expected: bytes) -> Row:
    row = tuple(_value(column, value) for column, value in zip(columns, values, strict=True))
    if checksum(row) != expected:
        raise StoreDamaged("a row does not fit its checksum", hint=reading.REBUILD)
    return row


def _value(column: Column, value: Any) -> Any:
    if column.type is Type.REFERENCES:
        return tuple(json.loads(value))
    return bool(value) if column.type is Type.YES_NO else value
