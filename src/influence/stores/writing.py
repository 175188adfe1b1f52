"""A load into the embedded store: only blocks that are not there yet are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.model.columns import TABLES
from influence.stores import blocks
from influence.stores.records import Held

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from influence.model.rows import Rows


class Packed:
    """Rows as blocks, ready to be written; made before the lock is taken. Cost: linear in the rows."""

    def __init__(self, rows: Rows) -> None:
        self.bodies: dict[bytes, bytes] = {}
        self.tables = {name: self._table(rows, name) for name in TABLES if rows[name]}

    def _table(self, rows: Rows, name: str) -> Held:
        entries = []
        for entry, body in blocks.cut(rows, name):
            entries.append(entry)
            self.bodies[entry.mark] = body
        listed = blocks.listed(entries)
        mark = blocks.mark_of(listed)
        self.bodies[mark] = listed
        return Held(rows.proof(name), mark)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the blocks that are missing."""
        write(connection, self.bodies)


def write(connection: sqlite3.Connection, bodies: Mapping[bytes, bytes]) -> None:
    """Write blocks by their marks, unless they are there, inside the transaction of the caller."""
    connection.executemany("INSERT OR IGNORE INTO store_blocks VALUES (?, ?)", bodies.items())
