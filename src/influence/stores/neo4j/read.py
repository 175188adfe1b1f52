"""Reading a load: every table from its nodes and relationships, every row under its checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES
from influence.model.rows import Row, Rows
from influence.stores.neo4j import pack
from influence.stores.neo4j.statements import statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from influence.stores.neo4j.connect import Connection

    Found = list[tuple[int, Row, tuple[str, int]]]

_EDGES = {
    "contacts": ("posts", "posts_without_account"),
    "relationships": ("relationships",),
    "decisions": ("decisions",),
    "interactions": ("interactions",),
    "introductions": ("introductions",),
}
_NODELESS = ("relationships", "decisions", "interactions", "introductions")


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
    found: Found = []
    if name not in _NODELESS:
        build = pack.node_row(name)
        found += _checked(name, map(build, _ask(connection, f"load/read_{name}", key, within)))
    for source in _EDGES.get(name, ()):
        found += _checked(name, pack.edge_rows(source, _ask(connection, f"load/read_{source}", key, within, end)))
    return sorted(found, key=lambda entry: entry[0])


def _checked(name: str, entries: Iterable[Any]) -> Found:
    return [(number, pack.check(name, number, row, total), tuple(place)) for number, row, total, place in entries]


def _ask(
    connection: Connection, name: str, key: dict[str, Any], within: Collection[str] | None, end: str = ""
) -> list[Any]:
    text = statement(name)
    if within is None:
        return connection.ask(text, key)
    if end:
        text = text.replace("a.workspace", f"{end}.workspace").replace("a.load", f"{end}.load")
        text = text.replace("a.id IS NOT NULL", f"{end}.id IS NOT NULL")
    return connection.ask(text.replace(".id IS NOT NULL", ".id IN $ids"), key | {"ids": sorted(within)})
