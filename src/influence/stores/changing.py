"""A load that differs from the newest one in some spans of lines: only the blocks with such lines are made anew."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES
from influence.model.rows import Rows, checksum, digest, proof, proved
from influence.stores import blocks, reading, records, tombstones, writing
from influence.stores.base import Loaded
from influence.stores.blocks import Entry
from influence.stores.records import Held

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from influence.model.changes import Change, Span
    from influence.model.rows import Row
    from influence.stores.base import SourceLike
    from influence.stores.database import Database

    Place = tuple[str, int]
    Lines = tuple[int, int]

NOTE = "reading"
"""The name of what is remembered of the reading for the newest load; it quotes files, so an erasure clears it."""


class Unplaced(Exception):
    """Rows came where none were before, so that their place is not known."""


class Newest:
    """The newest load, as one that the next may build on; `reading` is what its reading left to remember."""

    def __init__(self, database: Database, number: int, reading: Any) -> None:
        self.database, self.number, self.reading = database, number, reading

    @classmethod
    def of(cls, database: Database, version: str) -> Newest | None:
        """None where something stands between the load and its files: edits, forgotten people, another version."""
        with database.reading() as connection:
            found = _plain(connection)
            note = records.state(connection, NOTE) if found else None
        if found is None or note is None or (note["load"], note["version"]) != (found, version):
            return None
        return cls(database, found, note["reading"])

    def rows_at(self, table: str, file: str, lines: Sequence[Lines]) -> list[tuple[int, Row]]:
        """The rows of a table from lines of a file (first to before last), each with its line."""
        found: list[tuple[int, Row]] = []
        with self.database.reading() as connection:
            held = records.tables(records.load_record(connection, self.number)).get(table)
            for entry in reading.entries(connection, table, held.mark) if held else ():
                if _meets(entry, file, lines):
                    rows = reading.block(connection, table, entry.mark)
                    placed = zip(entry.places, rows, strict=True)
                    found += [(line, row) for (name, line), row in placed if name == file and _within(line, lines)]
        return found

    def packed(self, changes: Sequence[Change]) -> Packed:
        """The tables with `changes`, ready to be written; raises `Unplaced`."""
        with self.database.reading() as connection:
            return Packed(connection, self.number, changes)

    def load(self, packed: Packed, sources: Sequence[SourceLike], at: str, note: Any) -> Loaded | None:
        """Write a load in one transaction; None where another process has changed the store meanwhile."""
        with self.database.transaction() as connection:
            if _plain(connection) != self.number:
                return None
            if packed.digest == records.needed(connection).digest:
                return Loaded(f"L{self.number}", changed=False)
            writing.write(connection, packed.bodies)
            value = records.load_value(packed.tables, sources, at, 0)
            number = records.add_record(connection, "store_loads", value)
            reading.settle(connection, number)
            remember(connection, number, note)
        return Loaded(f"L{number}", changed=True)


def remember(connection: sqlite3.Connection, number: int, note: Any) -> None:
    """Note what the reading for load `number` left to remember; replaces what is there."""
    records.remember(connection, NOTE, note and {"load": number, **note})


def _plain(connection: sqlite3.Connection) -> int | None:
    """The newest load, if it is current as its files say it."""
    current = records.current(connection)
    bare = tombstones.memory(connection) == (None, frozenset(), None) and not reading.ops(connection)
    return current.load if current and bare else None


def _within(line: int, lines: Iterable[Lines]) -> bool:
    return any(first <= line < end for first, end in lines)


def _meets(entry: Entry, file: str, lines: Iterable[Lines]) -> bool:
    own = [(line, line + size) for name, line, size in entry.runs if name == file]
    return any(first < last and start < end for first, end in lines for start, last in own)


class Packed:
    """The tables of load `number` with `changes`, ready to be written: as `writing.Packed`, from little.

    `entries` has the blocks of the tables that changed.
    """

    def __init__(self, connection: sqlite3.Connection, number: int, changes: Sequence[Change]) -> None:
        self.connection = connection
        self.bodies: dict[bytes, bytes] = {}
        self.tables = records.tables(records.load_record(connection, number))
        self.entries: dict[str, list[Entry]] = {}
        self._gone: dict[str, Counter[Row]] = {}
        self._come: dict[str, Counter[Row]] = {}
        for change in changes:
            self._change(change)

    @property
    def digest(self) -> str:
        """Digest of the rows with the changes."""
        return digest(records.proofs(self.tables))

    @property
    def counts(self) -> dict[str, int]:
        """Rows per table, every table named."""
        return {name: self.tables[name].proof[0] if name in self.tables else 0 for name in TABLES}

    @property
    def gone(self) -> Rows:
        """The rows that went."""
        return Rows({table: list(rows.elements()) for table, rows in self._gone.items()})

    @property
    def come(self) -> Rows:
        """The rows that came."""
        return Rows({table: list(rows.elements()) for table, rows in self._come.items()})

    @property
    def moved(self) -> int:
        """How many rows went or came."""
        return sum(rows.total() for rows in (*self._gone.values(), *self._come.values()))

    def whole(self, table: str) -> Rows:
        """All rows of a table, where it changed."""
        if table not in self.entries:
            return Rows({})
        return Rows({table: [row for entry in self.entries[table] for row in self._block(table, entry.mark)]})

    def _block(self, table: str, mark: bytes) -> list[Row]:
        if mark in self.bodies:
            return blocks.opened(self.bodies[mark], TABLES[table])
        return reading.block(self.connection, table, mark)

    def _change(self, change: Change) -> None:
        table, waiting = change.table, list(change.spans)
        held = self.tables[table]
        before: Counter[Row] = Counter()
        after: Counter[Row] = Counter()
        entries: list[Entry] = []
        lines = [(span.first, span.end) for span in change.spans]
        listed = self.entries.get(table) or reading.entries(self.connection, table, held.mark)
        for meets, group in groupby(listed, lambda entry: _meets(entry, change.file, lines)):
            if not meets:
                entries += [_moved(entry, change) for entry in group]
                continue
            old = [pair for entry in group for pair in self._placed(table, entry)]
            new = list(_replaced(old, change.file, change.spans, waiting))
            before.update(row for _, row in old)
            after.update(row for _, row in new)
            entries += self._cut(table, new)
        if waiting:
            raise Unplaced
        whole = proved(held.proof, proof(list(map(checksum, before.elements()))), -1)
        whole = proved(whole, proof(list(map(checksum, after.elements()))))
        self._gone[table] = self._gone.get(table, Counter()) + (before - after)
        self._come[table] = self._come.get(table, Counter()) + (after - before)
        self.entries[table] = entries
        self.tables[table] = Held(whole, self._keep(blocks.listed(entries)))

    def _placed(self, table: str, entry: Entry) -> Iterator[tuple[Place, Row]]:
        yield from zip(entry.places, self._block(table, entry.mark), strict=True)

    def _cut(self, table: str, placed: Sequence[tuple[Place, Row]]) -> Iterator[Entry]:
        rows = Rows({table: [row for _, row in placed]}, {table: [place for place, _ in placed]})
        for entry, body in blocks.cut(rows, table):
            self.bodies[entry.mark] = body
            yield entry

    def _keep(self, body: bytes) -> bytes:
        mark = blocks.mark_of(body)
        self.bodies[mark] = body
        return mark


def _moved(entry: Entry, change: Change) -> Entry:
    """The block at its new lines."""
    runs = [
        (name, line + _shift(line, change.spans) if name == change.file else line, size)
        for name, line, size in entry.runs
    ]
    return Entry(entry.mark, entry.count, runs)


def _shift(line: int, spans: Iterable[Span]) -> int:
    return next((span.moved for span in reversed([*spans]) if line >= span.end), 0)


def _replaced(
    placed: Iterable[tuple[Place, Row]], file: str, spans: Sequence[Span], waiting: list[Span]
) -> Iterator[tuple[Place, Row]]:
    """Rows with those of `spans` replaced; takes what it puts in from those `waiting`."""
    for (name, line), row in placed:
        span = next((one for one in spans if one.first <= line < one.end), None) if name == file else None
        if span is None:
            yield (name, line + _shift(line, spans) if name == file else line), row
        elif span in waiting:
            waiting.remove(span)
            yield from (((file, at), new) for at, new in zip(span.lines, span.rows, strict=True))
