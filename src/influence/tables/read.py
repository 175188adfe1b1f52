"""Files -> checked rows: the one way in."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import influence.tables.load_csv as load_csv
import influence.tables.source as source
from influence.model.columns import TABLES
from influence.tables.check import check, rows_of
from influence.tables.checked import Checked, LeftOut, Source
from influence.tables.draft import Draft
from influence.tables.encoding import known_encoding
from influence.tables.limits import LIMITS, Limits
from influence.tables.remembered import How
from influence.tables.report import Report

if TYPE_CHECKING:
    from influence.tables.source import File
    from influence.tables.text import Flag

Progress = Callable[[str, int, float], None]


def read(
    sources: Sequence[str | Path],
    *,
    encoding: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Checked:
    """Read and check folders of CSV files, workbooks and single tables, given together as one workspace.

    `encoding` names the encoding of CSV files that are not UTF-8. `progress` is called, now and then, with the name of
    the file, the number of rows read so far and the share of all bytes that has been read. Everything wrong is in the
    result, nothing is raised for it; `UsageError` is raised for what is no file, `EnvironmentFault` for what cannot be
    read. Cost is linear in the rows; a row of a million takes a few microseconds.

    >>> read(["no-such-folder"])
    Traceback (most recent call last):
    ...
    influence.errors.EnvironmentFault: cannot read no-such-folder: No such file or directory
    """
    if encoding is not None:
        known_encoding(encoding)
    report = Report()
    files = source.files(sources, report)
    listing = len(report.remarks)
    drafts = {table: Draft(table, report) for table in TABLES}
    with without_collection():
        found = list(_load(files, drafts, report, encoding, limits, progress))
        _twice(found, report)
        if not report.refused and not drafts["contacts"].starts:
            report.refuse(
                Path(sources[0]).name,
                "there is no contacts table",
                "contacts.csv (联系人.csv) is needed",
                table="contacts",
                code="no_contacts",
            )
        check(drafts, report, limits)
        rows = rows_of(drafts)
    rejected = sum(len(draft.bad) for draft in drafts.values())
    collect = partial(_left_out, files, drafts, encoding, limits)
    how = How(files, limits, listing, encoding, report.counted)
    return Checked(rows, report.listed(), found, report.remarks, report.refused, rejected, collect, report.warned, how)


@contextmanager
def without_collection() -> Iterator[None]:
    """Spare the search for cyclic garbage, of which rows make none, while millions of them are created."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.unfreeze()  # all that was made now counts as old, so that the next search passes it over
            gc.enable()


def _load(
    files: Sequence[File],
    drafts: dict[str, Draft],
    report: Report,
    encoding: str | None,
    limits: Limits,
    progress: Progress | None,
) -> Iterator[Source]:
    telling = _Telling(files, drafts, progress)
    for file in files:
        if file.table is None:
            from influence.tables import load_workbook

            loaded = load_workbook.load(file, drafts, limits, report)
        else:
            tell = partial(telling.tell, file)
            loaded = load_csv.load(file, drafts[file.table], limits, encoding, report, tell)
        if loaded:
            yield loaded
        if telling.rows > limits.rows:
            report.refuse(
                file.name, f"more than {limits.rows:,} rows", "raise the limit if it is meant", code="too_many_rows"
            )
        telling.end(file)


class _Telling:
    """Tells how far the reading has come."""

    def __init__(self, files: Sequence[File], drafts: dict[str, Draft], progress: Progress | None) -> None:
        self.drafts, self.progress = drafts, progress
        self.sizes = {file: _size(file) for file in files}
        self.done = 0

    @property
    def rows(self) -> int:
        """Rows read so far."""
        return sum(map(len, self.drafts.values()))

    def tell(self, file: File, at: int) -> None:
        """`at` bytes of `file` have been read."""
        if self.progress:
            self.progress(file.name, self.rows, min(1.0, (self.done + at) / (sum(self.sizes.values()) or 1)))

    def end(self, file: File) -> None:
        """All of `file` has been read."""
        self.tell(file, self.sizes[file])
        self.done += self.sizes[file]


def _size(file: File) -> int:
    with suppress(OSError):  # told when it is read
        return file.path.stat().st_size
    return 0


def _twice(found: Sequence[Source], report: Report) -> None:
    """The same bytes under two names would count everything twice."""
    seen: dict[str, Source] = {}
    for loaded in found:
        first = seen.setdefault(loaded.sha256, loaded)
        if first is not loaded and first.path != loaded.path:
            report.refuse(
                loaded.name,
                f"{loaded.name} has the same content as {first.name}",
                "give every file once",
                code="given_twice",
            )


def _left_out(
    files: Sequence[File], drafts: dict[str, Draft], encoding: str | None, limits: Limits
) -> Iterable[LeftOut]:
    """Every rejected row once more with its cells, file by file."""
    for file in files:
        wanted = {table: _reasons(draft, file) for table, draft in drafts.items() if draft.bad}
        if not any(wanted.values()):
            continue
        for table, sheet, line, cells in _again(file, encoding, limits):
            flag = wanted.get(table, {}).get((sheet, line))
            if flag is not None:
                yield LeftOut(sheet, file.name, line, flag.code, flag.message, tuple(cells))


def _reasons(draft: Draft, file: File) -> dict[tuple[str, int], Flag]:
    """Why rows of `file` are left out, by sheet and line."""
    parts = {part for part, path in enumerate(draft.paths) if path == file.path}
    places = ((draft.part(row), draft.lines[row], flag) for row, flag in draft.bad.items())
    return {(draft.sheets[part], line): flag for part, line, flag in places if part in parts}


def _again(file: File, encoding: str | None, limits: Limits) -> Iterator[tuple[str, str, int, list[str]]]:
    if file.table is None:
        from influence.tables import load_workbook

        yield from load_workbook.again(file, limits)
        return
    with suppress(load_csv.Refused):
        found, head = load_csv.examine(file, encoding, limits)
        for line, cells in load_csv.again(file, found, head, limits):
            yield file.table, file.table, line, cells
