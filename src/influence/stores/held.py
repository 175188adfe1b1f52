"""What the store holds about one person, with file and line: over all loads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from influence.model.columns import PEOPLE, TABLES
from influence.stores import reading
from influence.stores.base import Held
from influence.stores.erase import Eraser, normal

if TYPE_CHECKING:
    import sqlite3

    from influence.model.rows import Row

    Found = list[tuple[int, Row, bool]]


def people(connection: sqlite3.Connection, text: str) -> list[tuple[str, str]]:
    """``(id, name)`` of those whose id is `text`, or else of those whose name is; in the order of ids."""
    wanted = normal(text)
    everyone = _everyone(connection)
    by_id = {pair for pair in everyone if normal(pair[0]) == wanted}
    found = by_id or {pair for pair in everyone if normal(pair[1]) == wanted}
    return sorted(dict(sorted(found)).items())


def eraser(connection: sqlite3.Connection, ids: set[str]) -> Eraser:
    """Takes out the people with these ids under every name they bear in any load."""
    names = {name for identity, name in _everyone(connection) if identity in ids}
    return Eraser(frozenset(ids), frozenset(names))


def _everyone(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """``(id, name)`` of everybody in any load."""
    marks = {
        (table, entry.mark)
        for _, _, listed in reading.loads(connection)
        for table in PEOPLE
        for entry in listed.get(table, ())
    }
    return {(row[1], row[0]) for table, mark in marks for row in reading.block(connection, table, mark)}


def held(connection: sqlite3.Connection, person: str) -> list[Held]:
    """Rows of the person, rows that refer to them, and free texts that name them (`mention`).

    A row that several loads have is told once, as the first of them has it.
    """
    search = _Search(connection, eraser(connection, {person}))
    told: Counter[tuple[str, Row]] = Counter()
    found: dict[str, list[Held]] = {name: [] for name in TABLES}
    for number, _, listed in reading.loads(connection):
        here: Counter[tuple[str, Row]] = Counter()
        for name, entries in listed.items():
            for entry in entries:
                for at, row, mention in search.of(name, entry.mark):
                    here[name, row] += 1
                    if here[name, row] > told[name, row]:
                        told[name, row] += 1
                        file, line = entry.places[at]
                        found[name].append(Held(name, file, line, f"L{number}", _values(name, row), mention))
    return [entry for entries in found.values() for entry in entries]


class _Search:
    """Rows that concern somebody, block by block; each block is looked at once."""

    def __init__(self, connection: sqlite3.Connection, taken: Eraser) -> None:
        self.connection, self.taken = connection, taken
        self.known: dict[tuple[str, bytes], Found] = {}

    def of(self, name: str, mark: bytes) -> Found:
        """Position and row of each row of a block that concerns the person, and whether it only mentions them."""
        if (name, mark) not in self.known:
            rows = enumerate(reading.block(self.connection, name, mark))
            left = ((at, row, self.taken.row(name, row)) for at, row in rows)
            self.known[name, mark] = [(at, row, new is not None) for at, row, new in left if new is not row]
        return self.known[name, mark]


def _values(name: str, row: Row) -> dict[str, object]:
    return {key: value for key, value in zip(TABLES[name].column_names, row, strict=True) if value is not None}
