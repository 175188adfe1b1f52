"""Checked rows: what every later layer starts from.

A row is a tuple of values in the order of its table's columns; blank cells are None except yes/no (False) and
choices whose scale declares what blank stands for. References hold ids, dates are ISO text, numbers are floats.
"""

from __future__ import annotations

import hashlib
import json
from collections import namedtuple
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = tuple[Any, ...]
_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def checksum(row: Row) -> bytes:
    """Sixteen bytes that depend on the values of `row` alone; 0.0 and -0.0 are one value, as in every store."""
    text = _as_text(row)
    if "-0.0" in text:
        text = _as_text(tuple(value + 0.0 if isinstance(value, float) else value for value in row))
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def digest(checksums: Mapping[str, Iterable[bytes]]) -> str:
    """Digest of a workspace from the checksums of its rows, whatever their order (64 hexadecimal digits).

    Tables without rows count as absent.
    """
    whole = hashlib.blake2b(digest_size=32)
    for table in TABLES:
        ordered = sorted(checksums.get(table, ()))
        if ordered:
            whole.update(f"{table}:{len(ordered)}:".encode())
            whole.update(b"".join(ordered))
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Rows:
    """All checked rows of a workspace.

    `tables` maps a table name to its rows. `places` maps a table name to one ``(file, line)`` per row, where known.
    """

    tables: Mapping[str, Sequence[Row]]
    places: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.tables.get(table, ())

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {len(rows)}" for name, rows in self.tables.items() if rows)
        return f"Rows({counts})"

    @property
    def counts(self) -> dict[str, int]:
        """Rows per table, every table named."""
        return {name: len(self[name]) for name in TABLES}

    @property
    def digest(self) -> str:
        """Digest of the content, whatever the order of the rows; cost linear in the rows."""
        return digest({name: map(checksum, rows) for name, rows in self.tables.items()})


RECORDS: dict[str, Any] = {name: namedtuple(name, table.column_names) for name, table in TABLES.items()}
"""A named tuple per table, for reading a row by column name: ``RECORDS["deals"](*row).close_on``."""
