"""Changing rows of all loads: blocks with such rows are made anew, and the lists that name them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from influence.model.columns import TABLES
from influence.model.rows import checksum_of, proof, proved, texts
from influence.stores import blocks, reading
from influence.stores.blocks import Entry
from influence.stores.erase import MASK
from influence.stores.records import Held

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from influence.model.rows import Proof, Row

    Change = Callable[[str, Row], Row | None]
    Facts = Counter[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class _Changed:
    """A block after the change: its name, the proof of its rows, positions and rows that went, rows masked."""

    mark: bytes
    proof: Proof
    gone: frozenset[int]
    removed: Sequence[Row]
    masked: Mapping[Row, int]


class Rewriting:
    """Changes loads one by one; a block that several loads have is changed once."""

    def __init__(self, connection: sqlite3.Connection, change: Change, rename: Callable[[str], str]) -> None:
        self.connection, self.change, self.rename = connection, change, rename
        self._known: dict[tuple[str, bytes], _Changed] = {}
        self._removed: Facts = Counter()
        self._masked: Facts = Counter()

    def load(self, listed: Mapping[str, Sequence[Entry]]) -> dict[str, Held]:
        """Change the blocks of a load; returns what its record now says of each table."""
        removed: Facts = Counter()
        masked: Facts = Counter()
        tables = {name: self._table(name, entries, removed, masked) for name, entries in listed.items()}
        self._removed |= removed  # a row that several loads have counts once
        self._masked |= masked
        return tables

    @property
    def removed(self) -> dict[str, int]:
        """Rows that went, by table."""
        return by_table(self._removed)

    @property
    def masked(self) -> int:
        """How many free texts were masked."""
        return sum(self._masked.values())

    def _table(self, name: str, entries: Iterable[Entry], removed: Facts, masked: Facts) -> Held:
        left, whole = [], (0, 0)
        for entry in entries:
            changed = self._block(name, entry.mark)
            removed.update((name, row) for row in changed.removed)
            masked.update({(name, row): count for row, count in changed.masked.items()})
            whole = proved(whole, changed.proof)
            if changed.proof[0]:
                left.append(Entry(changed.mark, changed.proof[0], self._runs(entry, changed.gone)))
        return Held(whole, self._keep(blocks.listed(left)))

    def _runs(self, entry: Entry, gone: frozenset[int]) -> Sequence[blocks.Run]:
        if not gone:
            return [(self.rename(file), line, size) for file, line, size in entry.runs]
        places = [(self.rename(file), line) for file, line in entry.places] if entry.runs else []
        return blocks.runs([place for at, place in enumerate(places) if at not in gone])

    def _block(self, name: str, mark: bytes) -> _Changed:
        if (name, mark) not in self._known:
            self._known[name, mark] = self._changed(name, mark)
        return self._known[name, mark]

    def _changed(self, name: str, mark: bytes) -> _Changed:
        rows = reading.block(self.connection, name, mark)
        new = [self.change(name, row) for row in rows]
        written = texts([row for row in new if row is not None])
        gone = frozenset(at for at, row in enumerate(new) if row is None)
        masked: Counter[Row] = Counter()
        for row, other in zip(rows, new, strict=True):
            if other is not None and other is not row:
                masked[row] += sum(old != cell and MASK in str(cell) for old, cell in zip(row, other, strict=True))
        if gone or masked:
            mark = self._keep(blocks.joined(written))
        return _Changed(mark, proof(list(map(checksum_of, written))), gone, [rows[at] for at in gone], masked)

    def _keep(self, body: bytes) -> bytes:
        mark = blocks.mark_of(body)
        self.connection.execute("INSERT OR IGNORE INTO store_blocks VALUES (?, ?)", (mark, body))
        return mark


def by_table(facts: Facts) -> dict[str, int]:
    """How many rows of each table, in the order of tables."""
    found = Counter[str]()
    for (name, _), count in facts.items():
        found[name] += count
    return {name: found[name] for name in TABLES if found[name]}


def rows_before(connection: sqlite3.Connection, first: int) -> dict[str, int]:
    """How many rows by table only loads before number `first` have."""
    loads = [(number < first, _marks(listed)) for number, _, listed in reading.loads(connection)]
    old = set().union(*(marks for before, marks in loads if before))
    new = set().union(*(marks for before, marks in loads if not before))
    facts: dict[bool, Facts] = {True: Counter(), False: Counter()}
    for before, marks in loads:
        alone = marks - (new if before else old)
        facts[before] |= Counter((name, row) for name, mark in alone for row in reading.block(connection, name, mark))
    return by_table(facts[True] - facts[False])


def drop_unused(connection: sqlite3.Connection) -> None:
    """Remove the blocks that no load has."""
    used: set[bytes] = set()
    for _, value, listed in reading.loads(connection):
        used |= {mark for _, mark in _marks(listed)}
        used |= {bytes.fromhex(mark) for *_, mark in value["tables"].values()}
    gone = [(mark,) for (mark,) in connection.execute("SELECT mark FROM store_blocks") if mark not in used]
    connection.executemany("DELETE FROM store_blocks WHERE mark = ?", gone)


def _marks(listed: Mapping[str, Iterable[Entry]]) -> set[tuple[str, bytes]]:
    return {(name, entry.mark) for name, entries in listed.items() for entry in entries}
