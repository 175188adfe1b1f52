"""Blocks: some hundred rows of a table that are stored, shared between loads and checked together.

Where a block ends depends on the content of its rows alone, so that a row added, changed or removed leaves the other
blocks as they were. A block is named after its content (`mark`), as is the list of a table's blocks in a load: who
has the list's mark has, by way of the marks in it, a checksum of every row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from influence.model.columns import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from influence.model.columns import Table
    from influence.model.rows import Row, Rows

    Place = tuple[str, int]
    Run = tuple[str, int, int]

NO_PLACE = ("", 0)
_END = b"\x00\x80"
"""A row whose checksum is below this ends a block: one in 512."""
_MOST = 2_000
"""Rows after which a block ends at the next opportunity, come what may."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A block in a load: its name, how many rows it has, and where they stand as ``(file, first line, lines)``."""

    mark: bytes
    count: int
    runs: Sequence[Run] = ()

    @property
    def places(self) -> list[Place]:
        """File and line of each row."""
        found = [(file, line) for file, first, size in self.runs for line in range(first, first + size)]
        return found or [NO_PLACE] * self.count


def mark_of(body: bytes) -> bytes:
    """The name of a block: sixteen bytes that depend on its content."""
    return blake2b(body, digest_size=16).digest()


def joined(texts: Sequence[bytes]) -> bytes:
    """The content of a block of rows with these canonical texts: JSON."""
    return b"[[%b]]" % b"],[".join(texts)


def opened(body: bytes, table: Table) -> list[Row]:
    """The rows of a block.

    >>> from influence.model.columns import TABLES
    >>> opened(b'[["2026-01-02","t1",["c1","c2"]]]', TABLES["interactions"])
    [('2026-01-02', 't1', ('c1', 'c2'))]
    """
    rows: list[list[Any]] = json.loads(body)
    for place in (place for place, column in enumerate(table.columns) if column.type is Type.REFERENCES):
        for row in rows:
            row[place] = tuple(row[place])
    return list(map(tuple, rows))


def cut(rows: Rows, table: str) -> Iterator[tuple[Entry, bytes]]:
    """The blocks of a table and their contents, in order."""
    places = iter(rows.places.get(table) or ())
    for texts in _groups(rows, table):
        body = joined(texts)
        yield Entry(mark_of(body), len(texts), runs(list(islice(places, len(texts))))), body


def _groups(rows: Rows, table: str) -> Iterator[list[bytes]]:
    rest: list[bytes] = []
    for texts, sums in rows.summed(table):
        start = 0
        for end in [place for place, mark in enumerate(sums, 1) if mark < _END]:
            yield rest + texts[start:end]
            rest, start = [], end
        rest += texts[start:]
        if len(rest) > _MOST:
            yield rest
            rest = []
    if rest:
        yield rest


def runs(places: Sequence[Place]) -> list[Run]:
    """Places as runs of consecutive lines.

    >>> runs([("a.csv", 2), ("a.csv", 3), ("a.csv", 5), ("b.csv", 2)])
    [('a.csv', 2, 2), ('a.csv', 5, 1), ('b.csv', 2, 1)]
    """
    if not places:
        return []
    file, line = places[0]
    if list(places) == [(file, at) for at in range(line, line + len(places))]:
        return [(file, line, len(places))]
    found: list[Run] = []
    for name, at in places:
        file, line, size = found[-1] if found else ("", -1, 0)
        if found and (name, at) == (file, line + size):
            found[-1] = (file, line, size + 1)
        else:
            found.append((name, at, 1))
    return found


def listed(entries: Iterable[Entry]) -> bytes:
    """The list of a table's blocks in a load, itself kept as a block."""
    files: dict[str, int] = {}
    blocks = [
        [entry.mark.hex(), entry.count, [[files.setdefault(file, len(files)), *run] for file, *run in entry.runs]]
        for entry in entries
    ]
    return json.dumps([list(files), blocks], ensure_ascii=False, separators=(",", ":")).encode()


def entries(body: bytes) -> list[Entry]:
    """The entries of a list of blocks."""
    files, blocks = json.loads(body)
    return [
        Entry(bytes.fromhex(mark), count, [(files[file], line, size) for file, line, size in runs])
        for mark, count, runs in blocks
    ]
