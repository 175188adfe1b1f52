"""Checked rows: what every later layer starts from.

A row is a tuple of values in the order of its table's columns; blank cells are None except yes/no (False) and
choices whose scale declares what blank stands for. References hold ids, dates are ISO text, numbers are floats.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, overload

from influence.model.columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Row = tuple[Any, ...]
Proof = tuple[int, int]
"""How many rows there are, and the sum of their checksums: the same whatever their order."""
_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BATCH = 5_000
_WHOLE = 1 << 128


def texts(rows: Sequence[Row]) -> list[bytes]:
    """Canonical text of each row: its values as JSON, without the outer brackets; 0.0 and -0.0 are one value.

    Written all at once, which takes half the time of one by one.

    >>> texts([("c1", None, 0.5, True), ("c2", None, -0.0, False)])
    [b'"c1",null,0.5,true', b'"c2",null,0.0,false']
    """
    if not rows:
        return []
    whole = _as_text(list(rows))
    if "-0.0" in whole:
        rows = [tuple(value + 0.0 if isinstance(value, float) else value for value in row) for row in rows]
        whole = _as_text(rows)
    found = whole[2:-2].encode().split(b"],[")
    if len(found) == len(rows):  # else a cell holds the separator
        return found
    return [_as_text(row)[1:-1].encode() for row in rows]


def checksum_of(text: bytes) -> bytes:
    """Sixteen bytes that depend on the canonical text of a row alone."""
    return blake2b(b"[%b]" % text, digest_size=16).digest()


def checksum(row: Row) -> bytes:
    """Sixteen bytes that depend on the values of `row` alone."""
    return checksum_of(texts([row])[0])


def proof(checksums: Sequence[bytes]) -> Proof:
    """The proof of rows with these checksums."""
    return len(checksums), sum(map(int.from_bytes, checksums)) % _WHOLE


def proved(one: Proof, other: Proof, sign: int = 1) -> Proof:
    """The proof of the rows of two proofs together, or, with `sign` -1, of those of the first without the second's."""
    return one[0] + sign * other[0], (one[1] + sign * other[1]) % _WHOLE


def digest(proofs: Mapping[str, Proof]) -> str:
    """Digest of a workspace from the proofs of its tables (64 hexadecimal digits); empty tables count as absent."""
    whole = blake2b(digest_size=32)
    for table in TABLES:
        count, total = proofs.get(table, (0, 0))
        if count:
            whole.update(f"{table}:{count}:{total:032x};".encode())
    return whole.hexdigest()


class ByColumn(Sequence[Row]):
    """Rows kept as columns of equal length: a tuple is made when a row is looked at.

    >>> rows = ByColumn([["c1", "c2"], [None, 0.5]])
    >>> rows[1], list(rows), rows[:1]
    (('c2', 0.5), [('c1', None), ('c2', 0.5)], [('c1', None)])
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Row]:
        return zip(*self.columns, strict=True)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        some = [column[index] for column in self.columns]
        return list(zip(*some, strict=True)) if isinstance(index, slice) else tuple(some)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # as a list


@dataclass(frozen=True, slots=True)
class Rows:
    """All checked rows of a workspace.

    `tables` maps a table name to its rows. `places` maps a table name to one ``(file, line)`` per row, where known.
    """

    tables: Mapping[str, Sequence[Row]]
    places: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    _proofs: dict[str, Proof] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.tables.get(table, ())

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {len(rows)}" for name, rows in self.tables.items() if rows)
        return f"Rows({counts})"

    def columns(self, table: str) -> dict[str, Sequence[Any]]:
        """The columns of a table by name."""
        rows, names = self[table], TABLES[table].column_names
        whole = rows.columns if isinstance(rows, ByColumn) else list(zip(*rows, strict=True)) or [()] * len(names)
        return dict(zip(names, whole, strict=True))

    @property
    def counts(self) -> dict[str, int]:
        """Rows per table, every table named."""
        return {name: len(self[name]) for name in TABLES}

    def summed(self, table: str) -> Iterator[tuple[list[bytes], list[bytes]]]:
        """Canonical texts and checksums of the rows of a table, a few thousand at a time; what they prove is kept."""
        rows, found = self[table], (0, 0)
        for start in range(0, len(rows), _BATCH):
            written = texts(rows[start : start + _BATCH])
            sums = list(map(checksum_of, written))
            found = proved(found, proof(sums))
            yield written, sums
        self._proofs[table] = found

    def proof(self, table: str) -> Proof:
        """Proof of the rows of a table; computed once, at a cost linear in the rows."""
        if table not in self._proofs:
            for _ in self.summed(table):
                pass
        return self._proofs[table]

    @property
    def proofs(self) -> Mapping[str, Proof]:
        """Proof of every table that has rows."""
        return {table: self.proof(table) for table, rows in self.tables.items() if rows}

    @property
    def digest(self) -> str:
        """Digest of the content, whatever the order of the rows; computed once, at a cost linear in the rows."""
        return digest(self.proofs)


class _Records(dict[str, Any]):
    """Made one by one, when they are needed: a short question reads two of fourteen."""

    def __missing__(self, table: str) -> Any:
        self[table] = namedtuple(table, TABLES[table].column_names)
        return self[table]


RECORDS = _Records()
"""A named tuple per table, for reading a row by column name: ``RECORDS["deals"](*row).close_on``."""
