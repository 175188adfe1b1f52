"""The tables of the embedded store, derived from the model, and how rows go in and come out.

Each table of the model is a STRICT table with the model's columns and five of ours: the loads between which a row
holds (`_first` to `_last`, open while it is current), the file and line it came from, and its checksum.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.columns import TABLES, Type
from influence.model.rows import checksum

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from influence.model.columns import Table
    from influence.model.rows import Row

APPLICATION = 0x494E464C
"""What marks a SQLite file as ours (``INFL``)."""
VERSION = 1
"""Version of this layout, kept in the file as `user_version`."""
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}
"""Step that leads from a version to the next, each run inside the one transaction of the migration."""

_SQL_TYPES = {Type.NUMBER: "REAL", Type.AMOUNT: "REAL", Type.SHARE: "REAL", Type.YES_NO: "INTEGER"}
_RECORDS = """
CREATE TABLE store_state (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_loads (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_files (number INTEGER PRIMARY KEY, load INTEGER NOT NULL REFERENCES store_loads (number),
 value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_edits (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_outputs (number INTEGER PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE store_tombstones (hash TEXT PRIMARY KEY) STRICT;
"""


def create(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database and mark it as ours."""
    connection.executescript(_RECORDS + "".join(map(_create_table, TABLES.values())))
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


def insert(table: Table) -> str:
    """Statement that adds a row: its values, then first load, file, line, checksum."""
    names = [*map(_quoted, table.column_names), "_first", "_file", "_line", "_sum"]
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def select(table: Table, *extra: str, where: str = "") -> str:
    """Statement that reads rows in the order they were written: values, checksum, then `extra` columns."""
    names = ", ".join([*map(_quoted, table.column_names), "_sum", *extra])
    condition = f" WHERE {where}" if where else ""
    return f"SELECT {names} FROM {table.name}{condition} ORDER BY rowid"


IN_LOAD = "_first <= :load AND (_last IS NULL OR _last >= :load)"
CURRENT = "_last IS NULL"


def encoder(table: Table) -> Callable[[Row], Row]:
    """Function from a row to the values SQLite takes."""
    places = _places(table, Type.REFERENCES)
    if not places:
        return tuple
    place = places[0]
    return lambda row: (*row[:place], json.dumps(row[place], ensure_ascii=False), *row[place + 1 :])


def decoder(table: Table) -> Callable[[Row], Row]:
    """Function from the values SQLite gives (with others behind them) to a row."""
    width = len(table.columns)
    cells: list[tuple[int, Callable[[Any], Any]]] = [(place, bool) for place in _places(table, Type.YES_NO)]
    cells += [(place, _listed) for place in _places(table, Type.REFERENCES)]
    if not cells:
        return lambda raw: raw[:width]
    if len(cells) == 1:
        ((place, change),) = cells
        return lambda raw: (*raw[:place], change(raw[place]), *raw[place + 1 : width])
    return lambda raw: _changed(raw[:width], cells)


def seal(value: Any) -> tuple[str, bytes]:
    """A record as text, and its checksum."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text, checksum((text,))


def unseal(text: str, seal: bytes) -> Any:
    """The record, if its checksum holds; raises `StoreDamaged` otherwise."""
    if checksum((text,)) != seal:
        raise StoreDamaged("a record of the store does not fit its checksum", hint="load the sources into a new store")
    return json.loads(text)


def _changed(row: Row, cells: list[tuple[int, Callable[[Any], Any]]]) -> Row:
    values = list(row)
    for place, change in cells:
        values[place] = change(values[place])
    return tuple(values)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _places(table: Table, kind: Type) -> list[int]:
    return [place for place, column in enumerate(table.columns) if column.type is kind]


def _quoted(name: str) -> str:
    return f'"{name}"'


def _create_table(table: Table) -> str:
    columns = [f"{_quoted(column.name)} {_SQL_TYPES.get(column.type, 'TEXT')}" for column in table.columns]
    ours = (
        "_first INTEGER NOT NULL REFERENCES store_loads (number)",
        "_last INTEGER",
        "_file INTEGER REFERENCES store_files (number)",
        "_line INTEGER",
        "_sum BLOB NOT NULL",
    )
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *ours])}) STRICT;\n"
