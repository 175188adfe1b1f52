"""Copies of a workspace that show an audience no more than it needs. Pure functions from rows to rows.

| audience | sees | does not see |
|---|---|---|
| boss | people, ties, attitudes, interests, decisions, money | words about people, what referrers expect |
| rep | people, ties, attitudes, interests, notes, evidence | margins, credit, budgets, sales, our hours |
| partner | who works where, in which layer; who knows whom | attitudes, interests, decisions, money, notes |
| anonymous | ties, strengths, layers, attitudes, decisions | names, ids, titles of one's own, any text |
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.model.columns import PEOPLE, TABLES, Type
from influence.model.kinds import TIE_KINDS
from influence.model.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from influence.model.columns import Column, Table

_WORDS = {
    "accounts": ("note",),
    "contacts": ("style", "note"),
    "attitudes": ("note",),
    "team": ("note",),
    "referrers": ("expects", "balance", "note"),
    "interests": ("description",),
    "relationships": ("evidence",),
    "interactions": ("outcome", "subject"),
    "introductions": ("note",),
    "events": ("note",),
    "assumptions": ("note",),
}
_MONEY = {
    "accounts": ("margin", "credit", "payment_days"),
    "contacts": ("leaving",),
    "team": ("hours_per_week", "note"),
    "referrers": ("balance",),
    "deals": ("budget",),
}
_OUTSIDE = {
    "accounts": ("name", "id", "parent"),
    "contacts": ("name", "id", "account", "title", "department", "layer", "since", "until"),
    "team": ("name", "id", "title", "layer"),
    "referrers": ("name", "id", "organisation"),
    "relationships": ("source", "target", "kind", "directed"),
}
_PRIVATE_KINDS = ("family", "friend", "rapport", *(kind.name for kind in TIE_KINDS.values() if kind.blocks))
"""Kinds of tie that nobody outside is told of."""
AUDIENCES = ("boss", "rep", "partner", "anonymous")


def redact(rows: Rows, audience: str, *, key: bytes = b"") -> Rows:
    """A copy of `rows` for `audience`; `key` makes the made-up names of ``anonymous`` (random unless repeated).

    Raises `UsageError` for an audience that is none of `AUDIENCES`. Linear in the rows.
    """
    if audience not in AUDIENCES:
        raise UsageError(f"no audience is called {audience!r}", hint=f"one of {', '.join(AUDIENCES)}")
    if audience == "anonymous":
        return _anonymous(rows, key)
    if audience == "partner":
        return _for_partner(rows)
    hidden = _WORDS if audience == "boss" else _MONEY
    dropped = {"sales"} if audience == "rep" else set()
    kept = {name: lines for name, lines in rows.tables.items() if name not in dropped}
    return Rows({name: _hide(lines, TABLES[name], hidden.get(name, ())) for name, lines in kept.items()})


def _for_partner(rows: Rows) -> Rows:
    kind = TABLES["relationships"].index("kind")
    ties = [row for row in rows["relationships"] if row[kind] not in _PRIVATE_KINDS]
    shown = {name: rows[name] for name in _OUTSIDE} | {"relationships": ties}
    hidden = {name: set(TABLES[name].column_names) - set(columns) for name, columns in _OUTSIDE.items()}
    return Rows({name: _hide(lines, TABLES[name], hidden[name]) for name, lines in shown.items()})


def _hide(rows: Sequence[Row], table: Table, columns: Any) -> list[Row]:
    """Rows with some columns blank, each fact's source among them."""
    hidden = {*columns, "fact_source"}
    blanks = [(place, _blank(column)) for place, column in enumerate(table.columns) if column.name in hidden]
    return [_with(row, blanks) for row in rows]


def _with(row: Row, cells: list[tuple[int, Any]]) -> Row:
    values = list(row)
    for place, value in cells:
        values[place] = value
    return tuple(values)


def _blank(column: Column) -> Any:
    if column.type is Type.YES_NO:
        return False
    return column.scale.blank if column.scale else None


def _anonymous(rows: Rows, key: bytes) -> Rows:
    names = _Pseudonyms(rows, key)
    titles = _titles(rows)
    tables = {}
    for name, lines in rows.tables.items():
        table = TABLES[name]
        changes = [names.change(table, column) for column in table.columns]
        tables[name] = [tuple(c(cell) for c, cell in zip(changes, row, strict=True)) for row in lines]
        if name in titles:
            place = table.index("title")
            tables[name] = [_with(row, [(place, t)]) for row, t in zip(tables[name], titles[name], strict=True)]
        if "name" in table.column_names and name != "assumptions":
            place, identity = table.index("name"), table.index("id")
            tables[name] = [_with(row, [(place, row[identity])]) for row in tables[name]]
    return Rows(tables)


def _titles(rows: Rows) -> dict[str, list[str | None]]:
    """Titles that at least two people of one account bear; a title of one's own would tell who it is."""
    account, title = (TABLES["contacts"].index(name) for name in ("account", "title"))
    counts = Counter((row[account], row[title]) for row in set(rows["contacts"]))
    shared = [row[title] if counts[row[account], row[title]] > 1 else None for row in rows["contacts"]]
    return {"contacts": shared, "team": [None] * len(rows["team"])}


class _Pseudonyms:
    """Made-up ids: numbers in an order that only the key tells."""

    def __init__(self, rows: Rows, key: bytes) -> None:
        self.people = self._numbered(rows, PEOPLE, "person", key)
        self.of = {name: self._numbered(rows, (name,), name[:-1], key) for name in ("accounts", "deals", "interests")}

    def change(self, table: Table, column: Column) -> Callable[[Any], Any]:
        """What happens to the cells of a column."""
        if column.name == "id":
            return self._mapped(self.people if table.name in PEOPLE else self.of[table.name])
        if column.refers_to:
            known = [self.of[name] for name in column.refers_to if name in self.of]
            people = [self.people] if set(PEOPLE) & set(column.refers_to) else []
            return self._mapped(*people, *known)
        if column.type in {Type.TEXT, Type.QUORUM} and not self._harmless(table, column):
            return lambda _: None
        return lambda cell: cell

    @staticmethod
    def _harmless(table: Table, column: Column) -> bool:
        return column.type is Type.QUORUM or (table.name == "assumptions" and column.name == "name")

    @staticmethod
    def _mapped(*maps: Mapping[str, str]) -> Callable[[Any], Any]:
        def change(cell: Any) -> Any:
            if isinstance(cell, tuple):
                return tuple(change(part) for part in cell)
            return next((known[cell] for known in maps if cell in known), None)

        return change

    @staticmethod
    def _numbered(rows: Rows, tables: Sequence[str], word: str, key: bytes) -> dict[str, str]:
        ids = {row[TABLES[name].index("id")] for name in tables for row in rows[name]}
        mixed = sorted(ids, key=lambda text: hmac.new(key, text.encode(), hashlib.sha256).digest())
        width = len(str(len(mixed)))
        return {text: f"{word}-{number:0{width}d}" for number, text in enumerate(mixed, 1)}
