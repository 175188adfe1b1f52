"""Loading files again: by way of the rows that differ from the newest load, where that leads to the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from influence.model.problems import Problem
    from influence.network import Columns
    from influence.stores.base import Loaded, Store
    from influence.stores.changing import Newest, Packed
    from influence.tables import Limits
    from influence.tables.reread import Reread

_FEW, _SHARE = 1_000, 0.01
"""Where more rows and a larger share of ties than this went or came since all rows were compiled, they are compiled
anew, so that the bounds that lead a search for routes are near the truth again."""


@dataclass(frozen=True, slots=True)
class LoadedAgain:
    """What reading found, as in `tables.Checked`, and what the load did."""

    counts: Mapping[str, int]
    digest: str
    problems: list[Problem]
    remarks: list[str]
    warned: Mapping[str, int]
    loaded: Loaded
    errors: bool = False
    rejected: int = 0


def ready(store: Store, sources: Sequence[str | Path], limits: Limits) -> Ready | None:
    """A load of `sources` by way of what differs from the newest one; None where all is to be read.

    Cost: a pass over the bytes of the files, reading the lines that differ, and copying the columns.
    """
    from influence.stores.changing import Unplaced
    from influence.tables.remembered import Reading
    from influence.tables.reread import Before, reread
    from influence.workspace import kept_columns, newest_of

    newest = newest_of(store)
    then = Reading.from_json(newest.reading) if newest else None
    old = kept_columns(store) if then else None
    if newest is None or then is None or old is None:
        return None
    found = reread(sources, Before(then, newest.rows_at, _Known(old)), limits)
    if found is None:
        return None
    with suppress(Unplaced):
        return _ready(store, newest, found, old)
    return None


def _ready(store: Store, newest: Newest, found: Reread, old: Columns) -> Ready | None:
    packed = newest.packed(found.changes)
    moved = found.reading.moved + packed.moved
    if moved > max(_FEW, _SHARE * packed.counts["relationships"]):
        return None
    columns = _columns(packed, old) if found.changes else old
    return (
        Ready(store, newest, replace(found, reading=replace(found.reading, moved=moved)), packed, columns)
        if columns
        else None
    )


class Ready(NamedTuple):
    """All that is to be written, made before the lock is taken."""

    store: Store
    newest: Newest
    found: Reread
    packed: Packed
    columns: Columns

    def load(self, at: str) -> LoadedAgain | None:
        """Write it in one transaction; None where another process has changed the store meanwhile."""
        from influence.workspace import note_of

        found, packed = self.found, self.packed
        loaded = self.newest.load(packed, found.sources, at, note_of(found.reading))
        if loaded is None:
            return None
        if loaded.changed:
            with suppress(KeyboardInterrupt):  # the load stands; its columns are made again when they are needed
                self.store.keep_columns(self.columns.parts(), self.columns.digest)
        return LoadedAgain(packed.counts, packed.digest, found.problems, found.remarks, found.warned, loaded)


def _columns(packed: Packed, old: Columns) -> Columns | None:
    """The columns with the changes; None where the rows that went or came ask for more than that."""
    from influence.network.compile_changes import compile_changes

    return compile_changes(old, packed.gone, packed.come, packed.whole("interactions"), packed.digest)


class _Known:
    """The ids of some tables, from columns."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __call__(self, tables: tuple[str, ...]) -> frozenset[str]:
        from influence.model.columns import PEOPLE, TABLES
        from influence.network.sequence import Texts

        if tables == PEOPLE:
            return frozenset(Texts(self.columns, "id"))
        return frozenset(row[TABLES[table].index("id")] for table in tables for row in self.columns.table(table))
