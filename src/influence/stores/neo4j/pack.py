"""Rows to maps of properties, and back; the same row comes back, or its checksum says so."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from influence.model.columns import TABLES
from influence.model.kinds import TIE_KINDS
from influence.stores.neo4j.shape import EDGES, LINKS, MARKS, MET, NODES, PARTS, POST, SPARE_POST, TIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from influence.model.rows import Row, Rows
    from influence.stores.neo4j.shape import EdgeShape, LinkShape, NodeShape

    Parameters = dict[str, Any]
    Marks = tuple[int, int, str | None, int | None]

_CONTACT = TABLES["contacts"]
_PERSONAL = tuple(column.name for column in _CONTACT.columns if column.of_person)
_WIDTH = len(MARKS)
_KIND_OF = {kind.label: kind.name for kind in TIE_KINDS.values()}
_PART_OF = {shape.type: shape.part for shape in PARTS}


_SUM = 16  # bytes of a checksum


def short_sum(checksum: bytes) -> int:
    """63 bits of a checksum: what a property holds without another record."""
    return int.from_bytes(checksum[:8], "big") >> 1


@dataclass(frozen=True, slots=True)
class Summed:
    """Rows of a load, with the checksums of each table one after the other."""

    rows: Rows
    sums: Mapping[str, bytes]

    @classmethod
    def of(cls, rows: Rows) -> Summed:
        """The checksums of `rows`, computed once for the load's digest and for every row."""
        sums = {name: (b"".join(some) for _, some in rows.summed(name)) for name in rows.tables}
        return cls(rows, {name: b"".join(parts) for name, parts in sums.items()})

    def marks(self, table: str, number: int) -> Marks:
        """Values of `MARKS` for a row: its number, checksum and, where known, file and line."""
        places = self.rows.places.get(table)
        file, line = places[number] if places else (None, None)
        return number, short_sum(self.sums[table][number * _SUM : number * _SUM + 8]), file, line

    def lines(self, table: str, by: int | None = None) -> Iterator[tuple[Row, Marks]]:
        """Every row with its marks; those of one person together where `by` is the column of the person."""
        rows = self.rows[table]
        order = range(len(rows)) if by is None else sorted(range(len(rows)), key=lambda number: str(rows[number][by]))
        for number in order:
            yield rows[number], self.marks(table, number)


def entries(load: Summed) -> Iterator[tuple[str, Any]]:
    """Everything that is written, in order: name of the statement and what it takes for one row.

    Ties and meetings of one person come together, whatever their kind: the server then reads and locks each person's
    chain of relationships once rather than once a tie, which halves its work.
    """
    for node in NODES:
        yield from ((node.table, entry) for entry in _nodes(load, node))
    for edge in (POST, SPARE_POST):
        yield from ((edge.name, entry) for entry in _posts(load, edge))
    yield from _ties(load)
    for edge in EDGES:
        if edge not in (POST, SPARE_POST, *TIES):
            yield from ((edge.name, entry) for entry in (_meetings(load) if edge is MET else _plain(load, edge)))
    for link in LINKS:
        yield from ((link.name, entry) for entry in _links(load.rows, link))


def _nodes(load: Summed, shape: NodeShape) -> Iterator[Parameters]:
    """Properties of the nodes of a table."""
    if shape.table == "contacts":
        yield from _people(load)
        return
    names = TABLES[shape.table].column_names
    for row, marks in load.lines(shape.table):
        made = {"id": f"{shape.table}:{marks[0]}"} | _stated(MARKS, marks)
        yield made | _stated(names, row)


def _ties(load: Summed) -> Iterator[tuple[str, list[Any]]]:
    """Ends and properties of every tie, under its kind."""
    names = TABLES["relationships"].column_names
    start, end, kind = (names.index(name) for name in ("source", "target", "kind"))
    kept = itemgetter(*(names.index(name) for name in TIES[0].columns))
    for row, marks in load.lines("relationships", start):
        yield row[kind], _trimmed([row[start], row[end], *marks, *kept(row)])


def _plain(load: Summed, shape: EdgeShape) -> Iterator[list[Any]]:
    names = TABLES[shape.table].column_names
    start, end = names.index(shape.start[1]), names.index(shape.end[1])
    by = names.index(shape.by) if shape.by else -1
    kept = itemgetter(*(names.index(name) for name in shape.columns))
    for row, marks in load.lines(shape.table):
        if by < 0 or row[by] == shape.part:
            yield _trimmed([row[start], row[end], *marks, *kept(row)])


def _meetings(load: Summed) -> Iterator[list[Any]]:
    for row, marks in load.lines("interactions", 1):
        date, source, targets, *rest = row
        several = list(targets) if len(targets) > 1 else None
        for position, target in enumerate(targets):
            yield _trimmed([source, target, *marks, position, several, date, *rest])


def _trimmed(entry: list[Any]) -> list[Any]:
    """The entry without the blanks at its end: the statement reads them as null, and they need not travel."""
    while entry[-1] is None:
        entry.pop()
    return entry


def _links(rows: Rows, link: LinkShape) -> list[tuple[str, str]]:
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


def _stated(names: Iterable[str], values: Iterable[Any]) -> Parameters:
    """Properties that have a value: a node has no others."""
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _people(load: Summed) -> Iterator[Parameters]:
    """One node per contact: the row without an account where there is one, else the post that began last."""
    account = _CONTACT.index("account")
    for row, marks in _chosen(load).values():
        yield (_stated(MARKS, marks) if row[account] is None else {}) | _stated(_CONTACT.column_names, row)


def _chosen(load: Summed) -> dict[str, tuple[Row, Marks]]:
    """The row of each contact that its node shows."""
    chosen: dict[str, tuple[Row, Marks]] = {}
    own, account, since = (_CONTACT.index(name) for name in ("id", "account", "since"))
    for entry in load.lines("contacts"):
        before = chosen.get(entry[0][own])
        if before is None or _prefers(entry[0], before[0], account, since):
            chosen[entry[0][own]] = entry
    return chosen


def _prefers(row: Row, before: Row, account: int, since: int) -> bool:
    if before[account] is None or row[account] is None:
        return before[account] is not None
    return (row[since] or "") > (before[since] or "")


def _posts(load: Summed, shape: EdgeShape) -> Iterator[list[Any]]:
    kept = _chosen(load)
    own, account = _CONTACT.index("id"), _CONTACT.index("account")
    names = shape.properties[_WIDTH:]
    for row, marks in load.lines("contacts"):
        shown, (number, *_) = kept[row[own]]
        if (row[account] is not None) != (shape is POST) or (shown[account] is None and number == marks[0]):
            continue
        values = _own(row, shown)
        yield _trimmed([row[own], row[account] or row[own], *marks, *(values.get(name) for name in names)])


def _own(post: Row, shown: Row) -> Parameters:
    """What a post says beyond its person: its own columns, and personal ones where they differ."""
    record, node = (dict(zip(_CONTACT.column_names, row, strict=True)) for row in (post, shown))
    blank = [name for name in _PERSONAL if record[name] is None and node[name] is not None]
    same = {name for name in _PERSONAL if record[name] == node[name]}
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
    """Meetings with several people come back as the one row they were, also where one of them alone was asked for."""
    seen: set[int] = set()
    for start, finish, _, number, sum_, file, line, _, targets, date, *values in records:
        if number not in seen:
            seen.add(number)
            yield number, (date, start, tuple(targets or (finish,)), *values), sum_, (file, line)
