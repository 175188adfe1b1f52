"""The sheets of a workbook into the drafts of their tables."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from influence.files import sha256
from influence.tables import headers
from influence.tables.checked import Source
from influence.tables.csv_reader import Block
from influence.tables.load_csv import Filler, Refused, start_columns, state, unchanged, unknown_columns
from influence.tables.text import Flag, shown
from influence.tables.workbook import Sheet, SheetRow, Workbook
from influence.tables.workbook_guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from influence.tables.draft import Draft
    from influence.tables.limits import Limits
    from influence.tables.report import Report
    from influence.tables.source import File

PASSED_OVER = frozenset({"readme", "说明"})


def load(file: File, drafts: Mapping[str, Draft], limits: Limits, report: Report) -> Source | None:
    """Read every sheet named after a table; one that cannot be read refuses the whole workbook."""
    sheet_title = ""
    before = state(file.path)
    try:
        with guarded(file.path, limits) as archive:
            book = Workbook(archive, limits)
            for sheet, table in _tables(book, file, report):
                sheet_title = sheet.title
                _load_sheet(book, sheet, drafts[table], file, limits)
        unchanged(file.path, before)
    except Refused as refusal:
        report.refuse(file.name, refusal.message, refusal.hint, line=refusal.line, table=sheet_title, code=refusal.code)
        return None
    return Source(file.name, sha256(file.path), before[0], str(file.path))


def _tables(book: Workbook, file: File, report: Report | None) -> Iterator[tuple[Sheet, str]]:
    found = [(sheet, headers.table_named(sheet.title)) for sheet in book.sheets]
    for sheet, table in found:
        if table and not sheet.hidden:
            yield sheet, table
        elif report and sheet.title.casefold() not in PASSED_OVER:
            why = "it is hidden" if sheet.hidden else "it is not named after a table"
            report.remarks.append(f"{file.name}: sheet {shown(sheet.title)} was not read: {why}")
    if not any(table and not sheet.hidden for sheet, table in found):
        raise Refused("no_table", "no sheet is named after a table", "it needs at least contacts (联系人)")


def _load_sheet(book: Workbook, sheet: Sheet, draft: Draft, file: File, limits: Limits) -> None:
    rows = book.rows(sheet)
    head = next((row for row in rows if any(map(str.strip, row.cells.values()))), None)
    if head is None:
        if draft.table.name == "contacts":
            raise Refused("empty_file", "the sheet is empty", "it needs a header and a row per contact")
        return
    cells = _cells(head, max(head.cells) + 1)
    if problem := headers.fault(cells, draft.table.name, limits.columns):
        raise Refused(problem.code, problem.message, problem.hint, head.line)
    names = headers.columns_of(cells, draft.table.name)
    start_columns(draft, file, sheet.title, cells, names)
    unknown_columns(draft, cells, names, head.line)
    filler = Filler(draft, names, limits)
    for row in rows:
        _add(row, filler, draft, limits)
    if draft.table.name == "contacts" and not filler.seen:
        raise Refused(
            "no_rows", "no data rows below the header", "one row per contact; only a name is needed", head.line
        )


def _cells(row: SheetRow, width: int) -> list[str]:
    return [row.cells.get(column, "") for column in range(width)]


def _add(row: SheetRow, filler: Filler, draft: Draft, limits: Limits) -> None:
    width = len(filler.names)
    beyond = [column for column, text in row.cells.items() if column >= width and text.strip()]
    if beyond and max(beyond) >= limits.columns:
        raise Refused(
            "too_big", f"a cell stands in column {max(beyond) + 1:,} of row {row.line:,}", "delete it", row.line
        )
    cells = _cells(row, width)
    if not any(map(str.strip, cells)) and not beyond and not row.flags:
        return
    first = len(draft)
    filler.add(Block([row.line], [cells]))
    _say(row, filler, draft, first, beyond)


def _say(row: SheetRow, filler: Filler, draft: Draft, at: int, beyond: list[int]) -> None:
    for column, flag in row.flags:
        if column < len(filler.names) and (name := filler.names[column]):
            draft.dropped.discard(at)
            draft.flag(at, name, flag)
    if beyond:
        draft.flag(
            at, "", Flag("ragged_row", "a cell stands right of the last column", "name its column, or delete it")
        )
    if row.hidden:
        draft.flag(at, "", Flag("hidden_row", "the row is hidden, and was read", "show or delete it", fatal=False))


def again(file: File, limits: Limits) -> Iterator[tuple[str, str, int, list[str]]]:
    """(table, sheet, line, cells) of every row once more, for the rows that are left out."""
    with guarded(file.path, limits) as archive:
        book = Workbook(archive, limits)
        for sheet, table in _tables(book, file, None):
            rows = book.rows(sheet)
            head = next((row for row in rows if row.cells), None)
            width = max(head.cells) + 1 if head else 0
            for row in chain(rows):
                yield table, sheet.title, row.line, _cells(row, max([width, *(column + 1 for column in row.cells)]))
