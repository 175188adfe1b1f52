"""Retention: facts about people that were last confirmed before a day are not kept.

A dated fact is as old as its date: an interaction, an introduction, an event, an attitude of the history, a tie's
last contact or stage, the end of a post or of an interest. A fact without a date is confirmed by each load that
brings it. Accounts, deals, decisions and sales are facts about organisations and stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import Row, Rows
from influence.stores.erase import Eraser, named_in

_DATED = {
    "contacts": ("until",),
    "attitudes": ("on",),
    "interests": ("until",),
    "relationships": ("stage_on", "last_contact"),
    "interactions": ("date", "next_on"),
    "introductions": ("date",),
    "events": ("date",),
}
_PLACES = {table: [TABLES[table].index(name) for name in names] for table, names in _DATED.items()}


@dataclass(frozen=True)
class Retention:
    """Keeps what was confirmed on the day `keep_from` (ISO) or later.

    >>> Retention("2024-01-01").ended("attitudes", ("c1", "2023-12-31", "accept", None, None))
    True
    """

    keep_from: str

    def ended(self, table: str, row: Row) -> bool:
        """Whether the newest date of a row lies before the day."""
        dates = [row[place] for place in _PLACES.get(table, ()) if row[place]]
        return bool(dates) and max(dates) < self.keep_from

    def rows(self, rows: Rows) -> tuple[Rows, set[str]]:
        """What is kept, and the ids of people whose every post has ended: all about them goes."""
        tables, places = {}, {}
        for name, lines in rows.tables.items():
            kept = [number for number, row in enumerate(lines) if not self.ended(name, row)]
            tables[name] = [lines[number] for number in kept]
            if name in rows.places:
                places[name] = [rows.places[name][number] for number in kept]
        gone = _ids(rows) - _ids(Rows(tables))
        kept_rows = Rows(tables, places)
        return (Eraser(frozenset(gone), named_in(rows, gone)).rows(kept_rows) if gone else kept_rows), gone


def _ids(rows: Rows) -> set[str]:
    return {row[TABLES[table].index("id")] for table in PEOPLE for row in rows[table]}
