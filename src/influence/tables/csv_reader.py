"""A CSV file -> blocks of rows with the physical line that each starts on.

Quoting is strict (RFC 4180): what the csv module would mend silently is reported instead.
"""

from __future__ import annotations

import csv
import io
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from influence.tables.headers import DELIMITERS, columns_of
from influence.tables.text import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from influence.tables.limits import Limits

BLOCK = 20_000


@dataclass(slots=True)
class Block:
    """Rows of one width with their lines; `odd` rows do not have it, or cannot be split at all.

    `at`: how many bytes of the file have been read.
    """

    lines: Sequence[int] = ()
    rows: list[list[str]] = field(default_factory=list)
    odd: list[tuple[int, list[str], Flag]] = field(default_factory=list)
    at: int = 0


class Unclosed(Exception):
    """A quote opened on `line` runs on to the end or to a place where it cannot end."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@contextmanager
def field_limit(letters: int) -> Iterator[None]:
    """Let the csv module take cells of `letters`, and put its process-wide limit back afterwards."""
    before = csv.field_size_limit(letters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@dataclass(frozen=True, slots=True)
class Head:
    """The header: its cells, its line, the delimiter, and whether a ``sep=`` line named it."""

    cells: list[str]
    line: int
    delimiter: str


def head(path: Path, encoding: str, table: str) -> Head:
    """Find the delimiter: a ``sep=`` line names it, else it is the one whose header has most known columns."""
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        if first[:4].casefold() == "sep=" and len(first.rstrip("\r\n")) == 5:
            return Head(_split(chain([], file), first[4]), 2, first[4])
        found = {mark: _split(chain([first], islice(file, 0)), mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: sum(name is not None for name in columns_of(found[mark], table)))
    return Head(found[best], 1, best)


def _split(lines: Iterator[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def blocks(path: Path, encoding: str, start: Head, limits: Limits) -> Iterator[Block]:
    """The rows below the header, in blocks; raises `Unclosed`."""
    with field_limit(max(1 << 20, limits.cell + 1)), path.open(encoding=encoding, newline="") as file:
        for _ in islice(file, start.line):
            pass
        done = start.line
        while lines := list(islice(file, BLOCK)):
            block, used = _block(lines, file, done, start)
            done += used
            block.at = os.lseek(file.fileno(), 0, os.SEEK_CUR)
            yield block


def few(lines: list[str], first: int, start: Head, limits: Limits) -> Block:
    """The rows of a few whole lines, the first of which is number `first`."""
    with field_limit(max(1 << 20, limits.cell + 1)):
        return _block(lines, io.StringIO(), first - 1, start)[0]


def _block(lines: list[str], file: TextIO, done: int, start: Head) -> tuple[Block, int]:
    if '"' not in "".join(lines):
        try:
            rows = list(csv.reader(lines, delimiter=start.delimiter, strict=True))
            return _sorted_out(range(done + 1, done + 1 + len(rows)), rows, start), len(lines)
        except csv.Error:  # a cell beyond the field limit: found again, with its line, below
            pass
    return _careful(lines, file, done, start)


def _careful(lines: list[str], file: TextIO, done: int, start: Head) -> tuple[Block, int]:
    """Record by record, because some span several lines or cannot be split."""
    reader = csv.reader(chain(lines, file), delimiter=start.delimiter, strict=True)
    numbers: list[int] = []
    rows: list[list[str]] = []
    broken: list[tuple[int, list[str], Flag]] = []
    while (before := reader.line_num) < len(lines):
        try:
            row = next(reader)
        except csv.Error as error:
            if reader.line_num - before > 1 or "end of data" in str(error):
                raise Unclosed(done + before + 1) from error
            broken.append((done + before + 1, [lines[before].rstrip("\r\n")], _broken(error, lines[before])))
        else:
            numbers.append(done + before + 1)
            rows.append(row)
    block = _sorted_out(numbers, rows, start)
    block.odd += broken
    return block, reader.line_num


def _broken(error: csv.Error, line: str) -> Flag:
    if "limit" in str(error):
        return Flag("too_long", f"a cell of this line of {len(line):,} letters is over the limit", "shorten it")
    return Flag("stray_quote", "text after a closing quote", 'write a quote inside a quoted cell twice: ""')


def _sorted_out(lines: Sequence[int], rows: list[list[str]], start: Head) -> Block:
    """Rows of the header's width; blank lines are skipped, others set apart with the reason."""
    width = len(start.cells)
    if set(map(len, rows)) <= {width} and width > 1:
        return Block(lines, rows)
    block, kept = Block(), []
    for line, row in zip(lines, rows, strict=True):
        if not any(map(str.strip, row)) and len(row) <= 1:
            continue
        if len(row) == width:
            block.rows.append(row)
            kept.append(line)
        else:
            block.odd.append((line, row, _ragged(row, width)))
    block.lines = kept
    return block


def _ragged(row: list[str], width: int) -> Flag:
    if len(row) > width and not any(map(str.strip, row[width:])):
        return Flag(
            "trailing_cells",
            f"{len(row) - width} empty cells after the last column were ignored",
            "delete the extra delimiter at the end of the line",
            fatal=False,
        )
    hint = "quote cells that hold the delimiter; leave no cell out"
    if any("，" in cell for cell in row):
        hint = "full-width commas (U+FF0C) separate nothing: use plain ones"
    return Flag("ragged_row", f"{len(row)} cells, {width} expected", hint)
