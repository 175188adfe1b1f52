"""Files that were read before: only the lines that differ are read and checked.

Where ties or interactions alone differ, in few lines, and nothing that is said of their rows depends on other rows, the
outcome is put together from that of the last reading. In every other case there is none, and all is to be read: this
is a shorter way to the same outcome, never to another one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import influence.tables.csv_reader as csv_reader
import influence.tables.load_csv as load_csv
import influence.tables.reread_rows as reread_rows
import influence.tables.source as source
import influence.tables.stretches as stretches
from influence.model.changes import Change, Span
from influence.tables.checked import Source
from influence.tables.remembered import FileThen, Reading
from influence.tables.report import LISTED, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from influence.model.problems import Problem
    from influence.model.rows import Row
    from influence.tables.csv_reader import Head
    from influence.tables.limits import Limits
    from influence.tables.remembered import Kind
    from influence.tables.reread_rows import Known
    from influence.tables.source import File
    from influence.tables.stretches import Cut, Differing

CHANGING = frozenset({"relationships", "interactions"})
"""Tables whose rows nothing else refers to, and whose every rule but one looks at a row alone."""
_SHARE = 0.25
"""Where more of the lines differ, reading all of them takes no longer."""


class _AllAnew(Exception):
    """The short way does not lead to the same outcome."""


class Before(NamedTuple):
    """What is known of the last reading.

    `rows_at` gives the rows of a table from some lines of a file (from the first to before the last), each with its
    line; `known` the ids of some tables.
    """

    reading: Reading
    rows_at: Callable[[str, str, Sequence[tuple[int, int]]], Sequence[tuple[int, Row]]]
    known: Known


@dataclass(frozen=True, slots=True)
class Reread:
    """Outcome of `reread`: as `Checked`, with changes in the place of rows, and with what to remember of it."""

    changes: Sequence[Change]
    problems: list[Problem]
    sources: list[Source]
    remarks: list[str]
    warned: Mapping[str, int]
    reading: Reading


def reread(sources: Sequence[str | Path], before: Before, limits: Limits) -> Reread | None:
    """What `read` would find in `sources`, and how their rows differ from `before`; None where all is to be read.

    What is said of ties that stand twice is left to the caller: two ties of one kind between the same two people that
    come together here must not. Cost: a pass over the bytes of the files, and reading the lines that differ.
    """
    report = Report()
    files = source.files(sources, report)
    try:
        return _Rereading(files, report, before, limits).outcome()
    except (_AllAnew, reread_rows.Unsettled, load_csv.Refused, OSError, UnicodeError, csv_reader.Unclosed):
        return None  # reading all will tell


def _demand(*, that: bool) -> None:
    if not that:
        raise _AllAnew


class _Rereading:
    def __init__(self, files: Sequence[File], report: Report, before: Before, limits: Limits) -> None:
        self.files, self.report, self.before, self.limits = files, report, before, limits
        self.then = before.reading
        self.problems = list(self.then.problems)
        self.counted = Counter(self.then.counted)

    def outcome(self) -> Reread:
        """What is found; raises what says that all is to be read."""
        self._same_files()
        states = [load_csv.state(file.path) for file in self.files]
        cuts = [self._cut(file, then) for file, then in zip(self.files, self.then.files, strict=True)]
        now = [FileThen.of(file, found) for file, found in zip(self.files, cuts, strict=True)]
        changes = [
            self._change(file, one, other)
            for file, one, other in zip(self.files, self.then.files, now, strict=True)
            if one.sha256 != other.sha256
        ]
        for file, state in zip(self.files, states, strict=True):
            load_csv.unchanged(file.path, state)
        self._whole(cuts)
        return Reread(
            changes,
            self.report.listed(),
            [Source(one.name, one.sha256, one.size, str(file.path)) for file, one in zip(self.files, now, strict=True)],
            self.report.remarks,
            self.report.warned,
            Reading(now, self.limits, self.then.listing, self.then.remarks, self.problems, self.counted),
        )

    def _same_files(self) -> None:
        then = self.then
        _demand(that=self.limits == then.limits and not self.report.refused)
        _demand(that=self.report.remarks == list(then.remarks[: then.listing]))
        names = [(file.name, file.table) for file in self.files]
        _demand(that=names == [(file.name, file.table) for file in then.files])
        _demand(that=len({file.name for file in self.files}) == len(names))

    def _whole(self, cuts: Sequence[Cut]) -> None:
        """What is asked of all files together."""
        _demand(that=len({found.sha256 for found in cuts}) == len(cuts))
        _demand(that=sum(one.lines for found in cuts for one in found.stretches) <= self.limits.rows)
        self.report.problems = list(self.problems)
        self.report.remarks = list(self.then.remarks)
        self.report.counted = self.counted

    def _cut(self, file: File, then: FileThen) -> Cut:
        """The file's cut; ends the search for a short way at the first file that allows none."""
        _demand(that=file.path.stat().st_size <= self.limits.file)
        found = stretches.cut(file.path)
        _demand(that=found.sha256 == then.sha256 or file.table in CHANGING)
        return found

    def _change(self, file: File, then: FileThen, now: FileThen) -> Change:
        head = now.head
        if head is None or head != then.head or not (then.stretches and now.stretches):
            raise _AllAnew
        parts = stretches.differing(then.stretches, now.stretches)
        until = self._until(now.name)
        try:
            return self._read(file, head, now, parts, _settled(parts, until))
        except _AllAnew:  # a warning less among those listed: the next one takes its place
            _demand(that=bool(parts) and parts[0].before[0] <= until)
        whole = stretches.joined(then.stretches, now.stretches, parts, until)
        parts = [whole, *(part for part in parts if part.before[0] >= whole.before[1])]
        return self._read(file, head, now, parts, whole.now[1])

    def _until(self, name: str) -> int:
        """The line of the last warning listed where there are more than are listed, 0 where all are."""
        cut_short = [kind for kind, count in self.then.counted.items() if kind[0] == name and count > LISTED[kind[3]]]
        _demand(that={code for _, _, code, _ in cut_short} <= {"assumed_strength"})  # told in the order of lines
        return max((one.line for one in self.problems if _kind(one) in cut_short), default=0)

    def _read(self, file: File, head: Head, now: FileThen, parts: Sequence[Differing], settled: int) -> Change:
        """Read some parts of a file; of those listed in part, every warning before line `settled` is known."""
        _demand(that=all(part.before[0] < part.before[1] for part in parts))
        _demand(that=sum(part.now[1] - part.now[0] for part in parts) <= _SHARE * sum(s.lines for s in now.stretches))
        rows, table = reread_rows.Few(file, head, self.limits, self.before.known), file.table or ""
        for part in parts:
            rows.read(part)
        old = self.before.rows_at(table, file.name, [part.before for part in parts])
        self._retell(now.name, head.line, parts, settled, rows.told(), reread_rows.told_of(file, head, old))
        return Change(table, file.name, list(self._spans(parts, rows)))

    @staticmethod
    def _spans(parts: Sequence[Differing], rows: reread_rows.Few) -> Iterator[Span]:
        for part in parts:
            found = list(rows.between(*part.now))
            moved = part.now[1] - part.before[1]
            yield Span(*part.before, [row for _, row in found], [line for line, _ in found], moved)

    def _retell(
        self, name: str, head: int, parts: Sequence[Differing], settled: int, found: Report, old: Report
    ) -> None:
        """Put what is said of the rows that differ in the place of what was said of them."""
        others = [one for one in self.problems if one.file != name]
        own = [one for one in self.problems if one.file == name]
        _demand(that=not any(name in one.message for one in others))
        _demand(that=all(one.line <= head or one.code in reread_rows.ROWWISE for one in own))
        stay = [moved for one in own if (moved := _moved(one, parts, head)) is not None]
        counted = Counter(self.counted)
        counted.update(found.counted)
        counted.subtract(old.counted)
        kept = list(_listed(sorted(stay + found.problems)))
        known = Counter(map(_kind, kept))
        counts = {kind: count for kind, count in counted.items() if kind[0] == name}
        _demand(that=all(known[kind] == min(count, LISTED[kind[3]]) for kind, count in counts.items()))
        cut_short = {kind for kind, count in self.then.counted.items() if count > LISTED[kind[3]]}
        _demand(that=all(one.line < settled for one in kept if _kind(one) in cut_short))
        self.problems, self.counted = others + kept, counted


def _settled(parts: Sequence[Differing], until: int) -> int:
    """The line now before which every warning up to line `until` of before is."""
    for part in reversed(parts):
        if part.before[0] <= until:
            return max(until + 1, part.before[1]) + part.now[1] - part.before[1]
    return until + 1


def _listed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those that are listed of each kind."""
    seen: Counter[Kind] = Counter()
    for one in problems:
        seen[_kind(one)] += 1
        if seen[_kind(one)] <= LISTED[one.severity]:
            yield one


def _moved(problem: Problem, parts: Sequence[Differing], head: int) -> Problem | None:
    """The problem at its new line; None where that line was read again."""
    if problem.line <= head:
        return problem
    for part in reversed(parts):
        if problem.line >= part.before[1]:
            return replace(problem, line=problem.line + part.now[1] - part.before[1])
        if problem.line >= part.before[0]:
            return None
    return problem


def _kind(problem: Problem) -> Kind:
    return problem.file, problem.table, problem.code, problem.severity
