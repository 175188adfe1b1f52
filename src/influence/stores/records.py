"""What the embedded store notes about itself: loads, edits, outputs, its state; each record under a checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from influence.errors import StoreDamaged, StoreUnavailable, UnknownName
from influence.model.columns import TABLES
from influence.model.rows import Proof, digest
from influence.stores import schema
from influence.stores.base import LoadRecord, SourceRecord

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from influence.stores.base import SourceLike


class Held(NamedTuple):
    """What a load says of one of its tables: the proof of its rows, and the mark of the list of their blocks."""

    proof: Proof
    mark: bytes


class Current(NamedTuple):
    """The current load and the digest of its rows with edits applied."""

    load: int
    digest: str


def state(connection: sqlite3.Connection, name: str) -> Any:
    """A remembered value, None where there is none."""
    found = connection.execute("SELECT value, checksum FROM store_state WHERE name = ?", (name,)).fetchone()
    return schema.unseal(*found) if found else None


def remember(connection: sqlite3.Connection, name: str, value: Any) -> None:
    """Keep a value under a name; None removes it."""
    if value is None:
        connection.execute("DELETE FROM store_state WHERE name = ?", (name,))
    else:
        connection.execute("REPLACE INTO store_state VALUES (?, ?, ?)", (name, *schema.seal(value)))


def current(connection: sqlite3.Connection) -> Current | None:
    """The current load, None in an empty store."""
    value = state(connection, "current")
    return Current(value["load"], value["digest"]) if value else None


def needed(connection: sqlite3.Connection) -> Current:
    """The current load; raises `StoreUnavailable` in an empty store."""
    found = current(connection)
    if found is None:
        raise StoreUnavailable("the store holds no data yet", hint="load a folder or a workbook first")
    return found


def records(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, Any]]:
    """Number and value of every record of a table of ours, in order."""
    for number, *sealed in connection.execute(f"SELECT number, value, checksum FROM {table} ORDER BY number"):
        yield number, schema.unseal(*sealed)


def add_record(connection: sqlite3.Connection, table: str, value: Any) -> int:
    """Add a record; returns its number."""
    return connection.execute(f"INSERT INTO {table} (value, checksum) VALUES (?, ?)", schema.seal(value)).lastrowid or 0


def set_record(connection: sqlite3.Connection, table: str, number: int, value: Any) -> None:
    """Replace a record."""
    connection.execute(f"UPDATE {table} SET value = ?, checksum = ? WHERE number = ?", (*schema.seal(value), number))


def load_value(tables: Mapping[str, Held], sources: Sequence[SourceLike], at: str, left_out: int) -> dict[str, Any]:
    """What the record of a load holds."""
    return {
        "at": at,
        "sources": [[source.name, source.sha256, source.size] for source in sources],
        "left_out": left_out,
        **contents(tables),
    }


def contents(tables: Mapping[str, Held]) -> dict[str, Any]:
    """What the record of a load says of its rows."""
    return {
        "digest": digest(proofs(tables)),
        "tables": {
            name: [held.proof[0], f"{held.proof[1]:032x}", held.mark.hex()]
            for name, held in tables.items()
            if held.proof[0]
        },
    }


def tables(value: Mapping[str, Any]) -> dict[str, Held]:
    """What the record of a load says of each table that has rows."""
    return {
        name: Held((count, int(total, 16)), bytes.fromhex(mark))
        for name, (count, total, mark) in value["tables"].items()
    }


def proofs(tables: Mapping[str, Held]) -> dict[str, Proof]:
    """The proofs alone."""
    return {name: held.proof for name, held in tables.items()}


def as_load(number: int, value: Mapping[str, Any]) -> LoadRecord:
    """The record of a load as callers see it."""
    counts = {table: value["tables"].get(table, (0,))[0] for table in TABLES}
    sources = tuple(SourceRecord(*source) for source in value["sources"])
    return LoadRecord(f"L{number}", value["at"], sources, counts, value["digest"], value["left_out"])


def load_number(connection: sqlite3.Connection, tag: str) -> int:
    """Number of the load with this tag; raises `UnknownName`."""
    tags = [f"L{number}" for number, _ in records(connection, "store_loads")]
    if tag not in tags:
        raise UnknownName(f"no load has the tag {tag!r}", hint="see `influence status`", candidates=tags)
    return int(tag[1:])


def load_record(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """The record of one load; raises `StoreDamaged` where it is gone."""
    found = connection.execute("SELECT value, checksum FROM store_loads WHERE number = ?", (number,)).fetchone()
    if found is None:
        raise StoreDamaged(f"the record of load L{number} is missing", hint="load the sources into a new store")
    value: dict[str, Any] = schema.unseal(*found)
    return value
