"""Rows -> Network: immutable columns, strength, as_of, what-ifs, to and from networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.network.columns import Columns
from influence.network.network import Network, build, over
from influence.network.tie import Person, Post, Tie

if TYPE_CHECKING:
    from influence.model.rows import Rows

__all__ = ["Columns", "Network", "Person", "Post", "Tie", "build", "compile_rows", "over"]


def compile_rows(rows: Rows, digest: str | None = None) -> Columns:
    """Columns of `rows`; see `influence.network.compile.compile_rows`, which is imported when it is needed."""
    from influence.network import compile as compiling

    return compiling.compile_rows(rows, digest)
