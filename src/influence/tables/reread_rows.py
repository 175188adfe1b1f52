"""A few rows of a file of ties or interactions, checked as `check` would among all others."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import influence.tables.csv_reader as csv_reader
import influence.tables.load_csv as load_csv
import influence.tables.rules as rules
import influence.tables.sensitive as sensitive
import influence.tables.source as source
from influence.model.columns import TABLES, Type
from influence.tables.check import fill_blanks
from influence.tables.draft import Draft
from influence.tables.headers import OURS, columns_of
from influence.tables.names import Lookup, resolve, resolve_several
from influence.tables.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from influence.model.rows import Row
    from influence.tables.csv_reader import Head
    from influence.tables.limits import Limits
    from influence.tables.source import File
    from influence.tables.stretches import Differing

    Known = Callable[[tuple[str, ...]], frozenset[str]]

ROWWISE = frozenset({"assumed_strength", "sensitive"})
"""What is said of a row because of its own values alone."""


class Unsettled(Exception):
    """Something is to be said of a row that only all the others can settle."""


class Few:
    """Some rows of `file`; `known` gives the ids of some tables, which references must be among."""

    def __init__(self, file: File, head: Head, limits: Limits, known: Known) -> None:
        self.file, self.head, self.limits, self.known = file, head, limits, known
        self.drafts = _drafts(file, head)
        self.draft = self.drafts[file.table or ""]
        self.filler = load_csv.Filler(
            self.draft, columns_of(head.cells, self.draft.table.name), limits, ours=OURS in head.cells
        )

    def read(self, part: Differing) -> None:
        """Read the lines that are there now."""
        start, end = part.at
        with source.opened(self.file.path) as stream:
            stream.seek(start)
            text = stream.read(end - start).decode("utf-8" if start else "utf-8-sig")
        lines = text.split("\n")
        skipped = max(0, self.head.line + 1 - part.now[0])
        few = [f"{line}\n" for line in lines[skipped : part.now[1] - part.now[0]]]
        self.filler.add(csv_reader.few(few, part.now[0] + skipped, self.head, self.limits))

    def told(self) -> Report:
        """What is to be said of them; raises `Unsettled` for anything but what `ROWWISE` has."""
        draft = self.draft
        for column in draft.table.columns:
            if column.refers_to:
                action = resolve_several if column.type is Type.REFERENCES else resolve
                action(draft, column.name, Lookup.of(self.known(column.refers_to)))
        fill_blanks(self.drafts)
        return _told(self.drafts, draft)

    def between(self, first: int, end: int) -> Iterator[tuple[int, Row]]:
        """The rows on lines from `first` to before `end`."""
        lines = self.draft.lines
        return ((lines[row], self.draft.row(row)) for row in range(bisect_left(lines, first), bisect_left(lines, end)))


def told_of(file: File, head: Head, rows: Sequence[tuple[int, Row]]) -> Report:
    """What was said of rows that were taken before."""
    drafts = _drafts(file, head)
    draft = drafts[file.table or ""]
    draft.lines.extend(line for line, _ in rows)
    for place, values in enumerate(draft.columns.values()):
        values.extend(row[place] for _, row in rows)
    return _told(drafts, draft)


def _drafts(file: File, head: Head) -> dict[str, Draft]:
    report = Report()
    drafts = {table: Draft(table, report) for table in TABLES}
    table = file.table or ""
    load_csv.start_columns(drafts[table], file, table, head.cells, columns_of(head.cells, table))
    return drafts


def _told(drafts: dict[str, Draft], draft: Draft) -> Report:
    rules.rows(drafts)
    sensitive.warn(drafts)
    report = draft.report
    if draft.bad or draft.dropped or {code for _, _, code, _ in report.counted} - ROWWISE:
        raise Unsettled
    return report
