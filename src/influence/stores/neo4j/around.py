"""What a question about the ties of one person or account needs: read from there outwards, never the whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import Rows
from influence.stores.neo4j import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from influence.model.rows import Row
    from influence.stores.neo4j.connect import Connection

    Found = dict[str, list[Row]]

_THINGS = {"deals": "Deal", "interests": "Interest", "events": "Event", "attitudes": "Attitude", "sales": "Sale"}
_TIED = ("relationships", "interactions", "introductions")


def near(connection: Connection, key: dict[str, Any], text: str, kind: str | None, more: Iterable[str]) -> Rows | None:
    """Rows around whatever has the id `text`: a person, the contacts of an account, a deal, an interest.

    `more` are people who are read as well, without their ties. None where nothing (of the `kind`) has this id: it may
    be the name of something.
    """
    found = connection.read("load/named", **key, id=text)
    wanted = kind is None or kind.capitalize() in dict(found)
    people = frozenset(person for _, person in found if person is not None)
    things = {table: {text} for table, label in {"accounts": "Account", **_THINGS}.items() if (label in dict(found))}
    return around(connection, key, people, things, more) if found and wanted else None


def around(
    connection: Connection,
    key: dict[str, Any],
    people: frozenset[str],
    things: dict[str, set[str]] | None = None,
    more: Iterable[str] = (),
) -> Rows:
    """Ties, meetings and requests of `people`, the people at their other ends, and everything all these refer to.

    What is told of `things` (ids by table) and of `people` comes too. Ties among the people at the other ends do not.
    """
    wanted = {name: set(ids) for name, ids in (things or {}).items()}
    given = {name: sorted(wanted.get(name, ())) for name in ("accounts", "deals")}
    for label, id_ in connection.read("load/things", **key, people=sorted(people), **given):
        wanted.setdefault(next(name for name, own in _THINGS.items() if own == label), set()).add(id_)
    tables = {name: _lines(connection, key, name, ids) for name, ids in wanted.items()}
    tables |= {name: _both(connection, key, name, people) for name in _TIED}
    tables["decisions"] = _lines(connection, key, "decisions", people)
    tables["assumptions"] = _lines(connection, key, "assumptions", None)
    lines = {id_ for (id_,) in connection.read("load/reporting", **key, ids=sorted(people))}
    _add_people(connection, key, tables, {*people, *lines, *more})
    _close(connection, key, tables)
    return Rows({name: tables[name] for name in TABLES if tables.get(name)})


def _lines(connection: Connection, key: dict[str, Any], name: str, ids: Iterable[str] | None) -> list[Row]:
    return [row for _, row, _ in read.table(connection, key, name, None if ids is None else set(ids))]


def _both(connection: Connection, key: dict[str, Any], name: str, ids: Iterable[str]) -> list[Row]:
    """Relationships that start or end at one of these people, each once."""
    found = {number: row for end in ("", "b") for number, row, _ in read.table(connection, key, name, set(ids), end)}
    return [found[number] for number in sorted(found)]


def _add_people(connection: Connection, key: dict[str, Any], tables: Found, ids: set[str]) -> None:
    for name in PEOPLE:
        tables[name] = tables.get(name, []) + _lines(connection, key, name, ids)


def _close(connection: Connection, key: dict[str, Any], tables: Found) -> None:
    """Read what rows refer to, until nothing is missing."""
    asked: set[tuple[str, str]] = set()
    while missing := {entry for entry in _missing(tables) if entry not in asked}:
        asked |= missing
        for name in {table for table, _ in missing}:
            ids = {id_ for table, id_ in missing if table == name}
            tables[name] = tables.get(name, []) + _lines(connection, key, name, ids)


def _missing(tables: Found) -> Iterator[tuple[str, str]]:
    """``(table, id)`` of what a row refers to and nobody has read; every table that it may be in."""
    referred = {name for table in TABLES.values() for column in table.columns for name in column.refers_to}
    ids = {name: {row[TABLES[name].index("id")] for row in tables.get(name, ())} for name in referred}
    for name, rows in tables.items():
        for place, column in enumerate(TABLES[name].columns):
            known = set().union(*(ids[table] for table in column.refers_to))
            for row in rows if column.refers_to else ():
                cells = row[place] if isinstance(row[place], tuple) else (row[place],)
                yield from (
                    (table, id_) for id_ in cells if id_ is not None and id_ not in known for table in column.refers_to
                )
