"""The order in which rows are written: by their values, so that the order of the lines of a file never shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.model.rows import Row


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Rows sorted by their values, None first, whatever order they came in.

    >>> in_order([("b", 1), ("a", None), ("a", 0)])
    [('a', None), ('a', 0), ('b', 1)]
    """
    return sorted(rows, key=lambda row: [(value is not None, value if value is not None else "") for value in row])
