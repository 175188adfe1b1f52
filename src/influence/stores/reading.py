"""Rows out of the embedded store: every block is checked against its mark when it is read."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from influence.errors import StoreDamaged
from influence.model.columns import TABLES
from influence.model.rows import Rows, checksum, digest, proof, proved
from influence.stores import blocks, edits, records

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from influence.model.rows import Row

REBUILD = "load the sources into a new store"


def read(
    connection: sqlite3.Connection, number: int, tables: Iterable[str] | None = None, *, places: bool = False
) -> Rows:
    """Rows of one load; raises `StoreDamaged` where a checksum does not hold or rows are missing."""
    held = records.tables(records.load_record(connection, number))
    wanted = list(TABLES) if tables is None else [name for name in TABLES if name in set(tables)]
    listed = {name: entries(connection, name, held[name].mark) if name in held else [] for name in wanted}
    found = {name: [row for entry in listed[name] for row in block(connection, name, entry.mark)] for name in wanted}
    origins = {name: [place for entry in listed[name] for place in entry.places] for name in wanted} if places else {}
    return Rows(found, origins)


def body(connection: sqlite3.Connection, name: str, mark: bytes) -> bytes:
    """The content of a block of table `name`, checked."""
    found = connection.execute("SELECT body FROM store_blocks WHERE mark = ?", (mark,)).fetchone()
    if found is None:
        raise StoreDamaged(f"rows of {name} are missing", hint=REBUILD)
    content = bytes(found[0])
    if blocks.mark_of(content) != mark:
        raise StoreDamaged(f"a block of {name} does not fit its checksum", hint=REBUILD)
    return content


def block(connection: sqlite3.Connection, name: str, mark: bytes) -> list[Row]:
    """The rows of a block."""
    return blocks.opened(body(connection, name, mark), TABLES[name])


def entries(connection: sqlite3.Connection, name: str, mark: bytes) -> list[blocks.Entry]:
    """The blocks of a table, by the mark of their list."""
    return blocks.entries(body(connection, name, mark))


def loads(connection: sqlite3.Connection) -> Iterator[tuple[int, dict[str, Any], dict[str, list[blocks.Entry]]]]:
    """Number, record and blocks by table of every load, the oldest first."""
    for number, value in list(records.records(connection, "store_loads")):
        held = records.tables(value)
        yield number, value, {name: entries(connection, name, held[name].mark) for name in TABLES if name in held}


def of_people(connection: sqlite3.Connection, number: int, people: Iterable[str]) -> Rows:
    """The rows of one load that an edit of these people may look at or change.

    Cost: one look through the blocks of their tables, of which only those that hold an id are opened.
    """
    wanted = set(people)
    ids = [json.dumps(person, ensure_ascii=False).encode() for person in wanted]
    held = records.tables(records.load_record(connection, number))
    found: dict[str, list[Row]] = {}
    for name in edits.NEEDED:
        key = TABLES[name].index(edits.KEYS.get(name, "id"))
        listed = entries(connection, name, held[name].mark) if name in held else []
        written = [b"[" + text for text in ids] if key == 0 else ids  # where it is the first cell of its row
        contents = (body(connection, name, entry.mark) for entry in listed)
        near = (content for content in contents if any(text in content for text in written))
        found[name] = [row for content in near for row in blocks.opened(content, TABLES[name]) if row[key] in wanted]
    return Rows(found)


def ops(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The edits, in the order they were made."""
    return [value["op"] for _, value in records.records(connection, "store_edits")]


def edited_digest(connection: sqlite3.Connection, number: int, made: Sequence[Mapping[str, Any]]) -> str:
    """Digest of a load with edits applied; only rows of the people that edits name are read."""
    value = records.load_record(connection, number)
    if not made:
        return str(value["digest"])
    before = of_people(connection, number, {person for op in made for person in edits.named(op)})
    after = edits.apply(before, made)
    whole = records.proofs(records.tables(value))
    for name in edits.EDITED:
        left = proved(whole.get(name, (0, 0)), proof(list(map(checksum, before[name]))), -1)
        whole[name] = proved(left, proof(list(map(checksum, after[name]))))
    return digest(whole)


class Step(NamedTuple):
    """What an edit did: the digests of all rows before and after it, the rows that went and those that came."""

    before: str
    after: str
    gone: Rows
    come: Rows


def last_edit(connection: sqlite3.Connection, number: int) -> Step | None:
    """What the newest edit did to the rows of a load; None without edits."""
    made = ops(connection)
    if not made:
        return None
    rows = of_people(connection, number, edits.named(made[-1]))
    old, new = edits.apply(rows, made[:-1]), edits.apply(rows, made)
    counts = {name: (Counter(old[name]), Counter(new[name])) for name in edits.EDITED}
    gone = Rows({name: list((one - other).elements()) for name, (one, other) in counts.items()})
    come = Rows({name: list((other - one).elements()) for name, (one, other) in counts.items()})
    return Step(edited_digest(connection, number, made[:-1]), records.needed(connection).digest, gone, come)


def settle(connection: sqlite3.Connection, number: int) -> None:
    """Note the current load and the digest of its rows with edits applied."""
    records.remember(
        connection, "current", {"load": number, "digest": edited_digest(connection, number, ops(connection))}
    )
