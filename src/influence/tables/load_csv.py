"""One CSV file into the draft of its table: looks, encoding, header, rows, cells."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import influence.tables.csv_reader as csv_reader
import influence.tables.encoding as encoding
import influence.tables.headers as headers
import influence.tables.source as source
from influence.errors import EnvironmentFault
from influence.tables.cells import FREE, Cells, converter
from influence.tables.checked import Source
from influence.tables.text import Flag, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from influence.tables.csv_reader import Block, Head
    from influence.tables.draft import Draft
    from influence.tables.encoding import Scan
    from influence.tables.limits import Limits
    from influence.tables.report import Report
    from influence.tables.source import File

MANY = 1000
POOLED = 2_000_000


class Refused(Exception):
    """The file cannot be read as its table."""

    def __init__(self, code: str, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.line = code, message, hint, line


def examine(file: File, named: str | None, limits: Limits) -> tuple[Scan, Head]:
    """Fingerprint, encoding and header of a CSV file; raises `Refused`."""
    size = file.path.stat().st_size
    if size > limits.file:
        raise Refused("too_big", f"{size:,} bytes, the limit is {limits.file:,}", "split it, or raise the limit")
    with source.opened(file.path) as stream:
        _looks(stream.read(1024))
        stream.seek(0)
        found = encoding.scan(stream, named)
    if found.reason:
        raise _undecodable(file.path, found)
    head = csv_reader.head(file.path, found.encoding, file.table or "")
    if problem := headers.fault(head.cells, file.table or "", limits.columns):
        hint = _preamble(file.path, found.encoding, file.table or "") or problem.hint
        raise Refused(problem.code, problem.message, hint, head.line)
    return found, head


def _looks(start: bytes) -> None:
    if not start:
        raise Refused("empty_file", "the file is empty", "export it again, with its header line")
    if disguise := source.disguise(start):
        raise Refused("not_csv", f"this is {disguise[0]}, not a CSV file", disguise[1], 1)


def _undecodable(path: Path, found: Scan) -> Refused:
    if found.reason == "line too long":
        return Refused("too_long", f"line {found.line} is longer than any row may be", "is it CSV?", found.line)
    with source.opened(path) as stream:
        sample = stream.read(encoding.BLOCK)
    name = "UTF-8" if found.encoding.startswith("utf-8") else found.encoding
    cut = found.reason == "unexpected end of data" and found.offset + 4 > found.size
    what = "the file ends inside a character: truncated" if cut else f"not valid {name}"
    return Refused(
        "encoding",
        f"{what} at line {found.line}, byte {found.offset}",
        encoding.offer(sample) or "save the file as UTF-8",
        found.line,
    )


def _preamble(path: Path, encoding_name: str, table: str) -> str:
    """The line further down that looks like the header, in words; empty where there is none."""
    with path.open(encoding=encoding_name, newline="") as file:
        for number, line in enumerate(file, 1):
            if number > 50:
                break
            cells = line.strip().split(",")
            if number > 1 and len(cells) > 1 and not headers.fault(cells, table, 200):
                return f"line {number} looks like the header: delete the lines above it"
    return ""


def load(
    file: File, draft: Draft, limits: Limits, named: str | None, report: Report, tell: Callable[[int], None]
) -> Source | None:
    """Read `file` into `draft`; a file that cannot be read is refused in the report.

    `tell` is told how many bytes have been read.
    """
    try:
        before = state(file.path)
        found, head = examine(file, named, limits)
        _load_rows(file, draft, limits, found, head, tell)
        unchanged(file.path, before)
    except Refused as refusal:
        report.refuse(
            file.name, refusal.message, refusal.hint, line=refusal.line, table=file.table or "", code=refusal.code
        )
        return None
    except EnvironmentFault:
        raise
    except OSError as error:
        raise EnvironmentFault(f"cannot read {file.name}: {error.strerror}", hint="check the disk") from error
    _remark(file.name, head, found, report)
    return Source(file.name, found.sha256, found.size, str(file.path))


def state(path: Path) -> tuple[int, int, int]:
    """What changes when somebody writes to a file."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def unchanged(path: Path, before: tuple[int, int, int]) -> None:
    """Refuse a file that was written to while it was read."""
    if state(path) != before:
        raise Refused("changed", "the file changed while it was read", "wait until it is written, then read again")


def _remark(name: str, head: Head, found: Scan, report: Report) -> None:
    if head.delimiter != ",":
        report.remarks.append(
            f"{name}: cells are separated by {headers.DELIMITERS.get(head.delimiter, head.delimiter)}"
        )
    if not found.encoding.startswith("utf-8"):
        report.remarks.append(f"{name}: read as {found.encoding}")


def _load_rows(file: File, draft: Draft, limits: Limits, found: Scan, head: Head, tell: Callable[[int], None]) -> None:
    names = headers.columns_of(head.cells, draft.table.name)
    start_columns(draft, file, draft.table.name, head.cells, names)
    unknown_columns(draft, head.cells, names, head.line)
    filler = Filler(draft, names, limits, ours=headers.OURS in head.cells)
    first = len(draft)
    try:
        for block in csv_reader.blocks(file.path, found.encoding, head, limits):
            filler.add(block)
            tell(block.at)
    except csv_reader.Unclosed as unclosed:
        raise Refused(
            "unclosed_quote",
            f"a quote opened on line {unclosed.line} is never closed properly",
            'close it, or write quotes inside a quoted cell twice: ""',
            unclosed.line,
        ) from None
    if draft.table.name == "contacts" and len(draft) == first and not filler.seen:
        raise Refused("no_rows", "no data rows below the header", "one row per contact; only a name is needed", 1)


def start_columns(draft: Draft, file: File, sheet: str, cells: Sequence[str], names: Sequence[str | None]) -> None:
    """Tell `draft` where the next rows come from and how their columns are headed."""
    shown_as = {name: cell.strip() for cell, name in zip(cells, names, strict=True) if name}
    draft.begin(file.name, sheet, shown_as, file.path)


def unknown_columns(draft: Draft, cells: Sequence[str], names: Sequence[str | None], line: int) -> None:
    """Warn of columns that the table does not have."""
    from influence.model.problems import Problem

    for cell, name in zip(cells, names, strict=True):
        if name is None and cell != headers.OURS:
            near = headers.nearest(cell.strip().casefold(), list(headers.column_words(draft.table.name)))
            hint = f"did you mean {near}?" if near else "we keep only the columns of the table"
            draft.report.add(
                Problem(
                    draft.files[-1],
                    line,
                    shown(cell.strip())[1:-1],
                    "unknown_column",
                    f"unknown column {shown(cell.strip())}, its values are not stored",
                    hint,
                    "warning",
                    draft.sheets[-1],
                )
            )


class Filler:
    """Appends blocks of text cells to a draft, converting column by column."""

    def __init__(self, draft: Draft, names: Sequence[str | None], limits: Limits, *, ours: bool = False) -> None:
        self.draft, self.names, self.limits = draft, names, limits
        self.seen = 0
        self.cells = {column.name: Cells(converter(column, limits, ours=ours)) for column in draft.table.columns}
        self.place = {name: index for index, name in enumerate(names) if name}
        self.pool: dict[str, str | None] = {"": None}  # the ids of many rows are few: each is kept once
        self.references = {column.name: column.required for column in draft.table.columns if column.refers_to}

    def add(self, block: Block) -> None:
        """Append the rows of `block`; report the odd ones."""
        self.seen += len(block.rows) + len(block.odd)
        self._append(block.lines, block.rows)
        for line, row, flag in block.odd:
            width = len(self.names)
            self._append([line], [(row + [""] * width)[:width] if flag.fatal is False else [""] * width], because=flag)

    def _append(self, lines: Sequence[int], rows: list[list[str]], because: Flag | None = None) -> None:
        draft, first = self.draft, len(self.draft)
        if not rows:
            return
        draft.lines.extend(lines)
        texts = list(zip(*rows, strict=True))
        for name, cells in self.cells.items():
            index = self.place.get(name)
            column = texts[index] if index is not None else None
            self._column(name, cells, column, len(rows))
        if because:
            draft.flag(first, "", because)
        if not (because and because.fatal):
            self._flags(texts, first)

    def _column(self, name: str, cells: Cells, column: Sequence[str] | None, count: int) -> None:
        values = self.draft[name]
        if column is None:
            values.extend([None] * count)
        elif name in FREE and self._differ(column) and self._plain(column):
            values.extend([text.strip() or None for text in column])
        elif name in self.references and self._plain(column, spaces="", blanks=not self.references[name]):
            if len(self.pool) > POOLED:
                self.pool = {"": None}
            values.extend(map(self.pool.setdefault, column, column))
        else:
            values.extend(map(cells.__getitem__, column))

    @staticmethod
    def _differ(column: Sequence[str]) -> bool:
        return len(set(column)) * 2 >= len(column)

    def _plain(self, column: Sequence[str], *, spaces: str = " ", blanks: bool = True) -> bool:
        """Whether nothing can be said of any text of a long column, so that each need not be looked at."""
        if len(column) < MANY or not (blanks or all(column)):
            return False
        whole = "".join(column)
        if not (whole.isascii() and whole.isprintable()) or "'" in whole or (not spaces and " " in whole):
            return False
        return max(map(len, column)) <= self.limits.cell

    def _flags(self, texts: list[tuple[str, ...]], first: int) -> None:
        flagged = [
            (name, texts[self.place[name]], cells.flags)
            for name, cells in self.cells.items()
            if cells.flags and name in self.place
        ]
        for name, column, flags in flagged:
            for index, text in enumerate(column):
                if text in flags:
                    self._flag(first + index, name, flags[text], texts, index)
        for cells in self.cells.values():
            cells.forget()

    def _flag(self, row: int, name: str, flags: list[Flag], texts: list[tuple[str, ...]], index: int) -> None:
        if flags[0].code == "missing" and not any(column[index].strip() for column in texts):
            self.draft.dropped.add(row)
            return
        for flag in flags:
            self.draft.flag(row, name, flag)


def again(file: File, found: Scan, head: Head, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(line, cells as written) of every row once more, for the rows that are left out."""
    with suppress(csv_reader.Unclosed):
        for block in csv_reader.blocks(file.path, found.encoding, head, limits):
            yield from zip(block.lines, block.rows, strict=True)
            yield from ((line, row) for line, row, _ in block.odd)
