"""Rows out of the embedded store: each checked against its checksum, each table against the load's proof."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.columns import TABLES
from influence.model.rows import Rows, checksum, digest
from influence.stores import edits, records, schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from influence.model.columns import Table
    from influence.model.rows import Row

_BATCH = 5_000
REBUILD = "load the sources into a new store"


def read(
    connection: sqlite3.Connection, number: int, tables: Iterable[str] | None = None, *, places: bool = False
) -> Rows:
    """Rows of one load; raises `StoreDamaged` where a checksum does not hold or a row is missing."""
    proofs = records.load_record(connection, number)["proofs"]
    wanted = list(TABLES) if tables is None else [name for name in TABLES if name in set(tables)]
    found = {name: _table(connection, TABLES[name], number, proofs) for name in wanted}
    origins = {name: _places(connection, name, number) for name in wanted} if places else {}
    return Rows(found, origins)


def _table(connection: sqlite3.Connection, table: Table, number: int, proofs: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = []
    sums: list[bytes] = []
    cursor = connection.execute(schema.select(table, where=schema.IN_LOAD), {"load": number})
    for batch, marks in _batches(cursor, table):
        rows += batch
        sums += marks
    if records.proof(sums) != proofs.get(table.name, records.proof([])):
        raise StoreDamaged(f"rows of {table.name} are missing or doubled in load L{number}", hint=REBUILD)
    return rows


def _batches(cursor: sqlite3.Cursor, table: Table) -> Iterator[tuple[list[Row], list[bytes]]]:
    """Checked rows and their checksums, a few thousand at a time."""
    width, decode = len(table.columns), schema.decoder(table)
    while raw := cursor.fetchmany(_BATCH):
        rows, sums = _decoded(raw, decode, table.name), [line[width] for line in raw]
        if list(map(checksum, rows)) != sums:
            raise StoreDamaged(f"a row of {table.name} does not fit its checksum", hint=REBUILD)
        yield rows, sums


def _decoded(raw: list[Any], decode: Any, table: str) -> list[Row]:
    try:
        return [decode(line) for line in raw]
    except (ValueError, TypeError) as error:
        raise StoreDamaged(f"a row of {table} cannot be read", hint=REBUILD) from error


def _places(connection: sqlite3.Connection, table: str, number: int) -> list[tuple[str, int]]:
    names = dict(records.records(connection, "store_files"))
    statement = f"SELECT _file, _line FROM {table} WHERE {schema.IN_LOAD} ORDER BY rowid"
    found = connection.execute(statement, {"load": number})
    return [(names.get(file, ""), line or 0) for file, line in found]


def sums(connection: sqlite3.Connection, number: int) -> records.Sums:
    """Checksums of the rows of one load, by table, without the rows."""
    statements = {name: f"SELECT _sum FROM {name} WHERE {schema.IN_LOAD}" for name in TABLES}
    return {name: [mark for (mark,) in connection.execute(text, {"load": number})] for name, text in statements.items()}


def of_people(connection: sqlite3.Connection, number: int, people: Iterable[str]) -> Rows:
    """The rows of one load that an edit of these people may look at or change; cost: one look through the tables."""
    wanted = {"load": number, "people": json.dumps(sorted(people))}
    found = {}
    for name in edits.NEEDED:
        key = edits.KEYS.get(name, "id")
        where = f"{schema.IN_LOAD} AND {key} IN (SELECT value FROM json_each(:people))"
        cursor = connection.execute(schema.select(TABLES[name], where=where), wanted)
        found[name] = [row for batch, _ in _batches(cursor, TABLES[name]) for row in batch]
    return Rows(found)


def ops(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The edits, in the order they were made."""
    return [value["op"] for _, value in records.records(connection, "store_edits")]


def edited_digest(connection: sqlite3.Connection, number: int) -> str:
    """Digest of a load with the edits applied; only rows of the people that edits name are read."""
    made = ops(connection)
    if not made:
        return str(records.load_record(connection, number)["digest"])
    before = of_people(connection, number, {person for op in made for person in edits.named(op)})
    after = edits.apply(before, made)
    whole = sums(connection, number)
    for name in edits.EDITED:
        gone = Counter(map(checksum, before[name]))
        kept = [mark for mark in whole[name] if mark not in gone]
        whole[name] = [*kept, *map(checksum, after[name])]
    return digest(whole)


def settle(connection: sqlite3.Connection, number: int) -> None:
    """Note the current load and the digest of its rows with edits applied."""
    records.remember(connection, "current", {"load": number, "digest": edited_digest(connection, number)})
