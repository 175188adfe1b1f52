"""Who was forgotten, as keyed hashes: enough to leave them out of later loads, not enough to tell who they were."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES
from influence.stores import records
from influence.stores.erase import Eraser, named_in, normal
from influence.stores.retention import Retention

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from influence.model.rows import Rows


def bury(connection: sqlite3.Connection, texts: Iterable[str]) -> list[str]:
    """Remember ids and names that must not come back; returns their hashes, in order."""
    key = records.state(connection, "key")
    if key is None:
        key = secrets.token_hex(32)
        records.remember(connection, "key", key)
    hashes = [hashed(key, text) for text in texts]
    connection.executemany("INSERT OR IGNORE INTO store_tombstones VALUES (?)", [(mark,) for mark in hashes])
    return hashes


def hashed(key: str, text: str) -> str:
    """Keyed hash of an id or a name, hexadecimal."""
    return hmac.new(bytes.fromhex(key), normal(text).encode(), hashlib.sha256).hexdigest()


def memory(connection: sqlite3.Connection) -> tuple[Any, ...]:
    """All that decides who and what is left out of a load; equal means equal outcome."""
    marks = sorted(mark for (mark,) in connection.execute("SELECT hash FROM store_tombstones"))
    return records.state(connection, "key"), frozenset(marks), records.state(connection, "keep_from")


def leave_out(rows: Rows, remembered: tuple[Any, ...]) -> tuple[Rows, int, int]:
    """`rows` without the people forgotten earlier and what retention has ended; how many people and old rows went."""
    key, marks, keep_from = remembered
    gone = {person for person in _people(rows) if hashed(key, person) in marks} if marks else set()
    if gone:
        rows = Eraser(frozenset(gone), named_in(rows, gone)).rows(rows)
    given = _count(rows)
    if keep_from:
        rows, ended = Retention(keep_from).rows(rows)
        gone |= ended
    return rows, len(gone), given - _count(rows)


def _count(rows: Rows) -> int:
    return sum(map(len, rows.tables.values()))


def _people(rows: Rows) -> set[str]:
    return {row[TABLES[table].index("id")] for table in PEOPLE for row in rows[table]}
