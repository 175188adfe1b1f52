"""What reading returns: rows, problems, sources, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import TYPE_CHECKING, overload

from influence.errors import RejectedData

if TYPE_CHECKING:
    from influence.model.problems import Problem
    from influence.model.rows import Rows
    from influence.tables.remembered import How


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: base name, SHA-256 of its bytes, size in bytes, real path."""

    name: str
    sha256: str
    size: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not taken: where it stands, why (the first reason), and its cells as written."""

    table: str
    file: str
    line: int
    code: str
    message: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """Outcome of `read`.

    `rows` are the good rows, `problems` every error and warning by file, line, column, `remarks` what was assumed for
    whole files. `refused`: a whole file could not be read, so nothing may be loaded. `warned` counts the warnings of
    each code, those that are too many to list included. `how`: what the next reading may compare with.
    """

    rows: Rows
    problems: list[Problem]
    sources: list[Source]
    remarks: list[str] = field(default_factory=list)
    refused: bool = False
    rejected: int = 0
    collect: Callable[[], Iterable[LeftOut]] = field(default=tuple, repr=False)
    warned: Mapping[str, int] = field(default_factory=dict, repr=False)
    how: How | None = field(default=None, repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """Good rows per table."""
        return self.rows.counts

    @property
    def digest(self) -> str:
        """Digest of the good rows."""
        return self.rows.digest

    @property
    def errors(self) -> bool:
        """Whether anything forbids a plain load."""
        return self.refused or any(problem.is_error for problem in self.problems)

    @property
    def left_out(self) -> list[LeftOut]:
        """The rows with errors, read again from their files (so that a million of them need no memory here)."""
        return list(self.collect())

    def demand(self) -> Rows:
        """The rows if nothing is wrong; raises `RejectedData` with all problems otherwise."""
        if not self.errors:
            return self.rows
        wrong = [problem for problem in self.problems if problem.is_error]
        shown = "; ".join(map(str, wrong[:3]))
        more = f"; and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise RejectedData(
            f"the input has {len(wrong)} errors, nothing was loaded: {shown}{more}",
            problems=self.problems,
            hint="`influence check` lists all of them; `influence load --quarantine FILE` loads the good rows",
        )


class Places(Sequence[tuple[str, int]]):
    """(file, line) of every row of a table, kept as line numbers with the row where each file starts."""

    __slots__ = ("_files", "_lines", "_starts")

    def __init__(self, starts: Sequence[int], files: Sequence[str], lines: Sequence[int]) -> None:
        self._starts, self._files, self._lines = starts, files, lines

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        ends = [*self._starts[1:], len(self._lines)]
        for file, start, end in zip(self._files, self._starts, ends, strict=True):
            yield from zip(repeat(file), islice(self._lines, start, end))

    @overload
    def __getitem__(self, index: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[str, int]]: ...

    def __getitem__(self, index: int | slice) -> tuple[str, int] | Sequence[tuple[str, int]]:
        from bisect import bisect_right

        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        row = range(len(self))[index]
        return self._files[bisect_right(self._starts, row) - 1], self._lines[row]
