"""What a question about some people needs: read from them outwards, never the whole graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import Rows
from influence.stores.neo4j import read

if TYPE_CHECKING:
    from influence.model.rows import Row
    from influence.stores.neo4j.connect import Connection

_THINGS = {"deals": "Deal", "interests": "Interest", "events": "Event", "attitudes": "Attitude", "sales": "Sale"}


def around(connection: Connection, key: dict[str, Any], people: frozenset[str]) -> Rows:
    """Rows about `people`, about contacts they are tied to, directly or through other contacts, and about their ends.

    Contacts are followed to the last one; team members and referrers end the walk but are read.
    """
    inner, fringe = _reached(connection, key, people)
    asked = _both(connection, key, "introductions", inner | fringe)
    everyone = inner | fringe | {person for row in asked for person in row[1:4]}
    tables: dict[str, list[Row]] = {"introductions": asked}
    tables["relationships"] = [r for r in _both(connection, key, "relationships", inner) if {r[0], r[1]} <= everyone]
    tables["interactions"] = _meetings(connection, key, everyone)
    for name in PEOPLE:
        tables[name] = _lines(connection, key, name, everyone)
    tables |= _things(connection, key, tables["contacts"], everyone)
    return Rows({name: tables[name] for name in TABLES if tables.get(name)})


def _reached(connection: Connection, key: dict[str, Any], people: frozenset[str]) -> tuple[set[str], set[str]]:
    inner, fringe, frontier = set(people), set(), set(people)
    while frontier:
        found = connection.read("load/tied", **key, ids=sorted(frontier))
        frontier = {person for person, contact in found if contact and person not in inner}
        fringe |= {person for person, contact in found if not contact}
        inner |= frontier
    return inner, fringe - inner


def _lines(connection: Connection, key: dict[str, Any], name: str, ids: set[str] | None) -> list[Row]:
    return [row for _, row, _ in read.table(connection, key, name, ids)]


def _both(connection: Connection, key: dict[str, Any], name: str, ids: set[str]) -> list[Row]:
    """Relationships that start or end at one of these people, each once."""
    found = {number: row for end in ("", "b") for number, row, _ in read.table(connection, key, name, ids, end)}
    return [found[number] for number in sorted(found)]


def _meetings(connection: Connection, key: dict[str, Any], everyone: set[str]) -> list[Row]:
    """Meetings among these people: others who were there too are left out of them."""
    place = TABLES["interactions"].index("target")
    kept = []
    for row in _lines(connection, key, "interactions", everyone):
        there = tuple(person for person in row[place] if person in everyone)
        if there:
            kept.append((*row[:place], there, *row[place + 1 :]))
    return kept


def _things(
    connection: Connection, key: dict[str, Any], contacts: list[Row], everyone: set[str]
) -> dict[str, list[Row]]:
    """What these people and their accounts refer to."""
    accounts = {row[TABLES["contacts"].index("account")] for row in contacts} - {None}
    found = connection.read("load/things", **key, people=sorted(everyone), accounts=sorted(accounts))
    accounts |= {id_ for label, id_ in found if label == "Account"}
    tables = {"accounts": _lines(connection, key, "accounts", accounts)}
    for name, label in _THINGS.items():
        tables[name] = _lines(connection, key, name, {id_ for kind, id_ in found if kind == label})
    deals = {row[TABLES["deals"].index("id")] for row in tables["deals"]}
    tables["decisions"] = [row for row in _lines(connection, key, "decisions", everyone) if row[0] in deals]
    tables["assumptions"] = _lines(connection, key, "assumptions", None)
    return tables
