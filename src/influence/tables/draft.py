"""A table while it is being checked: columns of values, the place of every row, and the rows found bad."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES
from influence.model.problems import Problem
from influence.model.rows import ByColumn
from influence.tables.checked import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from influence.model.rows import Row
    from influence.tables.report import Report
    from influence.tables.text import Flag


def _severity(flag: Flag) -> str:
    return "error" if flag.fatal else "warning"


class Draft:
    """Values by column and row of one table, from one or several files."""

    def __init__(self, table: str, report: Report) -> None:
        self.table = TABLES[table]
        self.report = report
        self.columns: dict[str, list[Any]] = {name: [] for name in self.table.column_names}
        self.lines = array("q")
        self.starts: list[int] = []
        self.files: list[str] = []
        self.paths: list[Path | None] = []
        self.sheets: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bad: dict[int, Flag] = {}  # the first reason why a row is left out
        self.dropped: set[int] = set()

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]

    def begin(self, file: str, sheet: str, header: Mapping[str, str], path: Path | None = None) -> None:
        """Rows added from here on come from `file` at `path`, whose columns are headed as `header` says."""
        self.paths.append(path)
        self.starts.append(len(self))
        self.files.append(file)
        self.sheets.append(sheet)
        self.headers.append(header)

    def part(self, row: int) -> int:
        """Which file a row is from."""
        return bisect_right(self.starts, row) - 1

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a row."""
        return self.files[self.part(row)], self.lines[row]

    def where(self, row: int) -> str:
        """File and line of a row in words: ``contacts.csv line 3``."""
        file, line = self.place(row)
        return f"{file} line {line}"

    def flag(self, row: int, column: str, flag: Flag) -> None:
        """Report `flag` at a cell; a fatal one rejects the row."""
        part = self.part(row)
        if self.report.counts(self.files[part], self.sheets[part], flag.code, _severity(flag)):
            self._list(part, row, column, flag)
        if flag.fatal:
            self.reject(row, flag)

    def warn(self, rows: Sequence[int], column: str, flags: Callable[[int], Flag]) -> None:
        """Report warnings of one code at the cells of many `rows`, in order; those beyond the listed are counted."""
        for part, start in enumerate(self.starts):
            end = self.starts[part + 1] if part + 1 < len(self.starts) else len(self)
            own = rows[bisect_left(rows, start) : bisect_left(rows, end)]
            if own:
                code = flags(own[0]).code
                listed = self.report.counts(self.files[part], self.sheets[part], code, "warning", len(own))
                for row in own[:listed]:
                    self._list(part, row, column, flags(row))

    def _list(self, part: int, row: int, column: str, flag: Flag) -> None:
        header = self.headers[part].get(column, column)
        place = (self.files[part], self.lines[row], header)
        self.report.problems.append(
            Problem(*place, flag.code, flag.message, flag.hint, _severity(flag), self.sheets[part])
        )

    def reject(self, row: int, flag: Flag) -> None:
        """Leave the row out, for the first reason given."""
        self.bad.setdefault(row, flag)

    def good(self) -> Iterable[int]:
        """Rows that nothing speaks against so far."""
        if not self.bad and not self.dropped:
            return range(len(self))
        return (row for row in range(len(self)) if row not in self.bad and row not in self.dropped)

    def row(self, row: int) -> Row:
        """The values of one row."""
        return tuple(column[row] for column in self.columns.values())

    def rows(self) -> Sequence[Row]:
        """The good rows."""
        whole = ByColumn(list(self.columns.values()))
        if not self.bad and not self.dropped:
            return whole
        return [row for number, row in enumerate(whole) if number not in self.bad and number not in self.dropped]

    def places(self) -> Places:
        """Places of the good rows."""
        if not self.bad and not self.dropped:
            return Places(self.starts, self.files, self.lines)
        kept = list(self.good())
        starts = [bisect_left(kept, start) for start in self.starts]
        return Places(starts, self.files, array("q", (self.lines[row] for row in kept)))
