"""Workspaces made from a seed: every table, several posts, odd names, blanks, several targets."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES, Column, Type
from influence.model.kinds import TIE_KINDS
from influence.model.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("Ann", "陈芳", "O'Neil", "Zoë", 'Q"uo', "a`b", "x\\y", "$ref", "e\u0301", "Bo Li", "{id: 1}", "😀")
SIZE = {"accounts": 3, "contacts": 9, "team": 3, "referrers": 2, "deals": 2, "interests": 5}
OTHERS = ("attitudes", "relationships", "interactions", "decisions", "introductions", "events", "sales")
SYMMETRIC = {kind.name for kind in TIE_KINDS.values() if kind.symmetric}


def workspace(seed: int) -> Rows:
    """Canonical rows, the same for the same seed."""
    draw = random.Random(seed)
    ids = {table: [f"{draw.choice(NAMES)} {table[0]}{n}" for n in range(size)] for table, size in SIZE.items()}
    ids["interests"] = [f"i{n}" for n in range(SIZE["interests"])]
    tables = {table: [_row(draw, table, ids, own) for own in ids[table]] for table in SIZE}
    tables["contacts"] += list(_second_posts(draw, tables["contacts"], ids))
    tables |= {table: _unique(table, [_row(draw, table, ids) for _ in range(12)]) for table in OTHERS}
    return Rows({table: rows for table, rows in tables.items() if rows})


def _row(draw: random.Random, table: str, ids: dict[str, list[str]], own: str = "") -> Row:
    values = {column.name: _value(draw, column, ids) for column in TABLES[table].columns}
    values |= {key: own for key in ("id", "name") if own and key in values}
    _hold_rules(draw, table, values, ids)
    return tuple(values.values())


def _hold_rules(draw: random.Random, table: str, values: dict[str, Any], ids: dict[str, list[str]]) -> None:
    """What the checks of the tables would demand."""
    everyone = [person for name in PEOPLE for person in ids[name]]
    if table in {"relationships", "interactions"}:
        values["source"], *others = draw.sample(everyone, 3)
        values["target"] = others[0] if table == "relationships" else tuple(others[: draw.randint(1, 2)])
    if table == "introductions":
        values["asker"], values["introducer"], values["target"] = draw.sample(everyone, 3)
    if table in {"contacts", "team"}:
        values["reports_to"] = None
    if table == "accounts":
        values["parent"] = None
    if table == "deals":
        values["quorum"] = draw.choice([None, "majority", "2/3"])
        values["opened_on"] = None
    if table == "decisions" and values["part"] == "advise":
        values["vote_weight"] = values["veto"] = None
    if "since" in values and "until" in values:
        values["since"] = values["until"] = None


def _second_posts(draw: random.Random, contacts: list[Row], ids: dict[str, list[str]]) -> Iterator[Row]:
    """Some people hold another post; one is a post at no account."""
    place = TABLES["contacts"].index("account")
    for row in draw.sample(contacts, 3):
        account = draw.choice([None, *ids["accounts"]])
        if account != row[place]:
            yield (*row[:place], account, f"title {draw.random()}", *row[place + 2 :])


def _unique(table: str, rows: list[Row]) -> list[Row]:
    """Rows that no rule calls duplicates."""
    keys = {"attitudes": slice(0, 2), "decisions": slice(0, 2)}
    if table == "relationships":
        return list({_ends(row): row for row in rows}.values())
    return list({row[keys[table]]: row for row in rows}.values()) if table in keys else rows


def _ends(row: Row) -> tuple[Any, ...]:
    return (*(sorted(row[:2]) if row[2] in SYMMETRIC else row[:2]), row[2])


def _value(draw: random.Random, column: Column, ids: dict[str, list[str]]) -> Any:
    if column.type is Type.YES_NO:
        return draw.random() < 0.2
    if column.scale and column.scale.blank is not None and draw.random() < 0.3:
        return column.scale.blank
    if not column.required and draw.random() < 0.4:
        return column.scale.blank if column.scale else None
    return _filled(draw, column, ids)


def _filled(draw: random.Random, column: Column, ids: dict[str, list[str]]) -> Any:
    if column.type is Type.CHOICE and column.scale:
        return draw.choice(column.scale.words)
    if column.type is Type.REFERENCE:
        return draw.choice([one for name in column.refers_to for one in ids[name]])
    if column.type in (Type.NUMBER, Type.AMOUNT):
        return draw.choice([0.0, 1.0, 40.0, 0.1, 1e-7, 12345678901.5])
    day = f"202{draw.randint(4, 6)}-0{draw.randint(1, 9)}-{draw.randint(10, 28)}"
    text = f"{draw.choice(NAMES)} said: 'it''s \"so\"'\n{draw.random()}"
    return {Type.SHARE: draw.random(), Type.DATE: day, Type.REFERENCES: ()}.get(column.type, text)
