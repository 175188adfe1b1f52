"""Rows to maps of properties, and back; the same row comes back, or its checksum says so."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged
from influence.model.columns import TABLES
from influence.model.kinds import TIE_KINDS
from influence.model.rows import checksum
from influence.stores.neo4j.shape import MARKS, MET, PARTS, POST, SPARE_POST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from influence.model.rows import Row, Rows
    from influence.stores.neo4j.shape import EdgeShape, LinkShape, NodeShape

    Parameters = dict[str, Any]
    Numbered = Iterable[tuple[int, Row, tuple[str, int] | None]]

_CONTACT = TABLES["contacts"]
_PERSONAL = tuple(column.name for column in _CONTACT.columns if column.of_person)
_WIDTH = len(MARKS)
_KIND_OF = {kind.label: kind.name for kind in TIE_KINDS.values()}
_PART_OF = {shape.type: shape.part for shape in PARTS}


def short_sum(row: Row) -> int:
    """63 bits of the checksum of a row: what a property holds without another record."""
    return int.from_bytes(checksum(row)[:8], "big") >> 1


def numbered(rows: Rows, table: str) -> Numbered:
    """Rows of a table with their number and, where known, their file and line."""
    places: Sequence[tuple[str, int] | None] = rows.places.get(table) or [None] * len(rows[table])
    return zip(range(len(rows[table])), rows[table], places, strict=True)


def nodes(rows: Rows, shape: NodeShape) -> Iterator[Parameters]:
    """Properties of the nodes of a table."""
    if shape.table == "contacts":
        yield from _people(rows)
        return
    names = TABLES[shape.table].column_names
    for number, row, place in numbered(rows, shape.table):
        made = {"id": f"{shape.table}:{number}"} | _marked(number, row, place)
        yield made | {name: value for name, value in zip(names, row, strict=True) if value is not None}


def edges(rows: Rows, shape: EdgeShape) -> Iterator[list[Any]]:
    """Ends and properties of the relationships of a shape, as its statement takes them."""
    if shape in (POST, SPARE_POST):
        return _posts(rows, shape)
    if shape is MET:
        return _meetings(rows)
    return _plain(rows, shape)


def _plain(rows: Rows, shape: EdgeShape) -> Iterator[list[Any]]:
    names = TABLES[shape.table].column_names
    start, end = names.index(shape.start[1]), names.index(shape.end[1])
    by = names.index(shape.by) if shape.by else -1
    kept = itemgetter(*(names.index(name) for name in shape.columns))
    for number, row, place in numbered(rows, shape.table):
        if by < 0 or row[by] == shape.part:
            yield [row[start], row[end], *_marks(number, row, place), *kept(row)]


def _meetings(rows: Rows) -> Iterator[list[Any]]:
    for number, row, place in numbered(rows, "interactions"):
        date, source, targets, *rest = row
        marks = _marks(number, row, place)
        for position, target in enumerate(targets):
            yield [source, target, *marks, position, date, *rest]


def links(rows: Rows, link: LinkShape) -> list[tuple[str, str]]:
    """Pairs of ids of a reference: the row's own, and the one it refers to."""
    table = TABLES[link.table]
    at = table.index(link.column)
    own = table.index("id") if "id" in table.column_names else None
    pairs = (
        (row[own] if own is not None else f"{link.table}:{number}", row[at])
        for number, row in enumerate(rows[link.table])
        if row[at] is not None
    )
    if link.column != "holder":
        return list(dict.fromkeys(pairs))
    contacts = {row[_CONTACT.index("id")] for row in rows["contacts"]}
    return [pair for pair in pairs if (pair[1] in contacts) == (link.label == "Person")]


def node_row(table: str) -> Any:
    """Function from a record of a node to ``(number, row, checksum, place)``."""
    if table == "contacts":
        return lambda record: (record[0], _contact(record[_WIDTH], {}, None), record[1], record[2:_WIDTH])
    return lambda record: (record[0], tuple(record[_WIDTH:]), record[1], record[2:_WIDTH])


def edge_rows(name: str, records: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Row, int, tuple[Any, ...]]]:
    """``(number, row, checksum, place)`` of each record of relationships."""
    if name == "interactions":
        yield from _met(records)
        return
    build = {"relationships": _tie, "decisions": _part, "introductions": _asked}.get(name, _post)
    for record in records:
        yield build(record)


def check(table: str, number: int, row: Row, expected: int) -> Row:
    """The row, if its checksum holds; raises `StoreDamaged` otherwise."""
    if short_sum(row) != expected:
        raise StoreDamaged(
            f"row {number + 1} of {table} in Neo4j does not fit its checksum: it was changed by hand",
            hint="load the sources again; that writes the whole graph anew",
        )
    return row


def _marks(number: int, row: Row, place: tuple[str, int] | None) -> tuple[Any, ...]:
    return (number, short_sum(row), *(place or (None, None)))


def _marked(number: int, row: Row, place: tuple[str, int] | None) -> Parameters:
    return {k: v for k, v in zip(MARKS, _marks(number, row, place), strict=True) if v is not None}


def _people(rows: Rows) -> Iterator[Parameters]:
    """One node per contact: the row without an account where there is one, else the post that began last."""
    chosen: dict[str, tuple[int, Row, tuple[str, int] | None]] = {}
    own, account, since = (_CONTACT.index(name) for name in ("id", "account", "since"))
    for entry in numbered(rows, "contacts"):
        before = chosen.get(entry[1][own])
        if before is None or _prefers(entry[1], before[1], account, since):
            chosen[entry[1][own]] = entry
    for number, row, place in chosen.values():
        marks = _marked(number, row, place) if row[account] is None else {}
        yield marks | {k: v for k, v in zip(_CONTACT.column_names, row, strict=True) if v is not None}


def _prefers(row: Row, before: Row, account: int, since: int) -> bool:
    if before[account] is None or row[account] is None:
        return before[account] is not None
    return (row[since] or "") > (before[since] or "")


def _posts(rows: Rows, shape: EdgeShape) -> Iterator[list[Any]]:
    kept = {node["id"]: node for node in _people(rows)}
    for number, row, place in numbered(rows, "contacts"):
        record = dict(zip(_CONTACT.column_names, row, strict=True))
        node = kept[record["id"]]
        if (record["account"] is not None) != (shape is POST) or node.get("row") == number:
            continue
        target = record["account"] or record["id"]
        own = _own(record, node)
        yield [
            record["id"],
            target,
            *_marks(number, row, place),
            *(own.get(name) for name in shape.properties[_WIDTH:]),
        ]


def _own(record: Parameters, node: Parameters) -> Parameters:
    """What a post says beyond its person: its own columns, and personal ones where they differ."""
    blank = [name for name in _PERSONAL if record[name] is None and name in node]
    same = {name for name in _PERSONAL if record[name] == node.get(name)}
    own = {name: value for name, value in record.items() if name not in same}
    return own | {"blank": blank or None}


def _contact(node: Parameters, post: Parameters, account: str | None) -> Row:
    if not post:
        return tuple(node.get(name) for name in _CONTACT.column_names)
    blank = post.get("blank", ())
    personal = {name: node.get(name) for name in _PERSONAL if name not in blank}
    values = personal | post | {"id": node["id"], "account": account}
    return tuple(values.get(name) for name in _CONTACT.column_names)


def _post(record: tuple[Any, ...]) -> tuple[int, Row, int, tuple[Any, ...]]:
    node, post, account = record[_WIDTH : _WIDTH + 3]
    return record[0], _contact(node, post, account), record[1], record[2:_WIDTH]


def _tie(record: tuple[Any, ...]) -> tuple[int, Row, int, tuple[Any, ...]]:
    start, finish, type_, number, sum_, file, line, *values = record
    return number, (start, finish, _KIND_OF[type_], *values), sum_, (file, line)


def _part(record: tuple[Any, ...]) -> tuple[int, Row, int, tuple[Any, ...]]:
    start, finish, type_, number, sum_, file, line, *values = record
    return number, (finish, start, _PART_OF[type_], *values), sum_, (file, line)


def _asked(record: tuple[Any, ...]) -> tuple[int, Row, int, tuple[Any, ...]]:
    start, finish, _, number, sum_, file, line, date, *values = record
    return number, (date, start, finish, *values), sum_, (file, line)


def _met(records: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Row, int, tuple[Any, ...]]]:
    """Meetings with several people come back as the one row they were."""
    number = 3
    for _, group in groupby(sorted(records, key=itemgetter(number, number + _WIDTH)), key=itemgetter(number)):
        several = list(group)
        start, _, _, row, sum_, file, line, _, date, *values = several[0]
        yield row, (date, start, tuple(record[1] for record in several), *values), sum_, (file, line)
