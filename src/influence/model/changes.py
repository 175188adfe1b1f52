"""How rows of a file differ from those of an earlier reading of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.model.rows import Row


class Span(NamedTuple):
    """Lines that were read anew: before, those from `first` to before `end`; now, `rows` at `lines`.

    The lines behind it, up to the next span, have moved by `moved`.
    """

    first: int
    end: int
    rows: Sequence[Row]
    lines: Sequence[int]
    moved: int


class Change(NamedTuple):
    """The spans of one file that holds rows of `table`, in order."""

    table: str
    file: str
    spans: Sequence[Span]
