"""Reading a load: every table from its nodes and relationships, every row under its checksum."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.columns import TABLES
from influence.model.rows import Row, Rows
from influence.stores.neo4j import pack
from influence.stores.neo4j.statements import statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from influence.stores.neo4j.connect import Connection

    Marked = list[tuple[int, Row, int, tuple[Any, ...]]]
    Found = list[tuple[int, Row, tuple[Any, ...]]]

_EDGES = {
    "contacts": ("posts", "posts_without_account"),
    "relationships": ("relationships",),
    "decisions": ("decisions",),
    "interactions": ("interactions",),
    "introductions": ("introductions",),
}
_NODELESS = ("relationships", "decisions", "interactions", "introductions")
_LOOKED_UP = re.compile(r"\ba(?=\.workspace|\.load|\.id IS NOT NULL|:Person\(workspace)")
"""The node that a statement looks up first, wherever the statement says so."""


def rows(connection: Connection, key: dict[str, Any], tables: Iterable[str] | None, *, places: bool) -> Rows:
    """Rows of a load in the order they were written; only `tables` where given."""
    wanted = [name for name in TABLES if tables is None or name in tables]
    found = {name: table(connection, key, name) for name in wanted}
    kept = {name: [row for _, row, _ in lines] for name, lines in found.items() if lines}
    if not places:
        return Rows(kept)
    return Rows(kept, {name: [(file or "", line or 0) for *_, (file, line) in found[name]] for name in kept})


def table(
    connection: Connection, key: dict[str, Any], name: str, within: Collection[str] | None = None, end: str = ""
) -> Found:
    """Number, row and place of each row of a table, in order; only those whose node has an id `within`.

    Relationships are looked for from their start, with `end` ``"b"`` from their end.
    """
    found: Marked = []
    if name not in _NODELESS:
        found += map(pack.node_row(name), _ask(connection, f"load/read_{name}", key, within))
    for source in _EDGES.get(name, ()):
        found += pack.edge_rows(source, _ask(connection, f"load/read_{source}", key, within, end))
    found.sort(key=itemgetter(0))
    _check(name, found)
    return [(number, row, tuple(place)) for number, row, _, place in found]


def _check(table: str, found: Marked) -> None:
    """Raise `StoreDamaged` unless every row has its checksum."""
    sums = (total for _, totals in Rows({table: [row for _, row, *_ in found]}).summed(table) for total in totals)
    for (number, _, expected, _), total in zip(found, sums, strict=True):
        if pack.short_sum(total) != expected:
            raise StoreDamaged(
                f"row {number + 1} of {table} in Neo4j does not fit its checksum: it was changed by hand",
                hint="load the sources again; that writes the whole graph anew",
            )


def _ask(
    connection: Connection, name: str, key: dict[str, Any], within: Collection[str] | None, end: str = ""
) -> list[Any]:
    text = statement(name)
    if within is None:
        return connection.ask(text, key)
    if end:
        text = _LOOKED_UP.sub(end, text)
    return connection.ask(text.replace(".id IS NOT NULL", ".id IN $ids"), key | {"ids": sorted(within)})
