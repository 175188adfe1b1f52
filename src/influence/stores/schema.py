"""The tables of the embedded store.

A load is a record that names, for each table, the list of its blocks; lists and blocks lie side by side, each under
the checksum of its content (see `blocks`), and are shared by the loads that have them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.rows import checksum

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

APPLICATION = 0x494E464C
"""What marks a SQLite file as ours (``INFL``)."""
VERSION = 2
"""Version of this layout, kept in the file as `user_version`."""
BLOCKS = "CREATE TABLE store_blocks (mark BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT;"
_RECORDS = """
CREATE TABLE store_state (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_loads (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_edits (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_outputs (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_tombstones (hash TEXT PRIMARY KEY) STRICT;
"""


def _to_blocks(connection: sqlite3.Connection) -> None:
    from influence.stores import first_layout

    first_layout.migrate(connection)


MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _to_blocks}
"""Step that leads from a version to the next, each run inside the one transaction of the migration."""


def create(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database and mark it as ours."""
    connection.executescript(_RECORDS + BLOCKS)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an older layout up to `VERSION`, inside the transaction of the caller.

    Raises `StoreDamaged` where no step leads on.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    while version < VERSION:
        step = MIGRATIONS.get(version)
        if step is None:
            raise StoreDamaged(f"no way leads from layout {version} of a store to {VERSION}", hint="load it again")
        step(connection)
        version += 1
    connection.execute(f"PRAGMA user_version = {VERSION}")


def seal(value: Any) -> tuple[str, bytes]:
    """A record as text, and its checksum."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text, checksum((text,))


def unseal(text: str, seal: bytes) -> Any:
    """The record, if its checksum holds; raises `StoreDamaged` otherwise."""
    if checksum((text,)) != seal:
        raise StoreDamaged("a record of the store does not fit its checksum", hint="load the sources into a new store")
    return json.loads(text)
