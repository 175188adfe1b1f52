"""Ids and names: filling ids in, and resolving references to ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from influence.tables.draft import Draft
from influence.tables.headers import nearest
from influence.tables.text import Flag, key, shown

ENTITIES = ("accounts", "contacts", "team", "referrers", "deals")
NEAR_SEARCHES = 200

Drafts = Mapping[str, Draft]


def fill_ids(draft: Draft) -> set[int]:
    """Make the id of rows that state none from the name; returns those rows."""
    ids, names = draft["id"], draft["name"]
    made = {row for row, text in enumerate(ids) if text is None and names[row] is not None}
    for row in made:
        ids[row] = key(names[row])
    for row in range(len(ids)):
        if ids[row] is not None and row not in made:
            ids[row] = key(ids[row])
    return made


class Lookup(dict[str | None, str | None]):
    """Text of a reference -> id among some tables; `flags` says why a text has none."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        super().__init__()
        self.flags: dict[str, Flag] = {}
        self.drafts = list(drafts)
        self.tables = [draft.table.name for draft in self.drafts]
        self.searches = 0
        for draft in self.drafts:
            self.update((text, text) for text in draft["id"] if text is not None)
        self.ids: frozenset[str] = frozenset(text for text in self if text is not None)
        self[None] = None  # a blank refers to nobody

    @classmethod
    def of(cls, ids: frozenset[str]) -> Lookup:
        """Among these ids alone."""
        found = cls([])
        found.update(zip(ids, ids, strict=True))
        found.ids = ids
        return found

    @cached_property
    def named(self) -> dict[str, dict[str, str]]:
        """Ids by name, each with what tells it from the others; made only where a text is no id."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for draft in self.drafts:
            accounts = draft.columns.get("account") or [None] * len(draft)
            for text, name, account in zip(draft["id"], draft["name"], accounts, strict=True):
                if text is not None and name is not None:
                    found[key(name)].setdefault(text, f"{text} ({account})" if account else text)
        return found

    def __missing__(self, text: str) -> str | None:
        found = self.named.get(text, {})
        value = next(iter(found)) if len(found) == 1 else None
        if value is None:
            self.flags[text] = self._ambiguous(text, found) if found else self._unknown(text)
        self[text] = value
        return value

    def _ambiguous(self, text: str, found: dict[str, str]) -> Flag:
        listed = ", ".join(found.values())
        return Flag("ambiguous_name", f"{shown(text)} is the name of {listed}", "write the id instead of the name")

    def _unknown(self, text: str) -> Flag:
        where = " or ".join(self.tables) or "the tables given"
        near = self._nearest(text)
        return Flag(
            "unknown_reference",
            f"{shown(text)} is not in {where}",
            f"did you mean {near}?" if near else "write an id or a name from there, or add the row",
        )

    def _nearest(self, text: str) -> str:
        plain = text.removesuffix(".0").lstrip("0")
        if plain in self.ids:
            return plain
        self.searches += 1
        if self.searches > NEAR_SEARCHES:
            return ""
        return nearest(text, sorted(self.ids)) or nearest(text, sorted(self.named))


def resolve(draft: Draft, column: str, lookup: Lookup) -> None:
    """Turn the texts of a reference column into ids; report those that have none."""
    texts = draft[column]
    values = list(map(lookup.__getitem__, texts))
    if lookup.flags:
        for row, text in enumerate(texts):
            if text is not None and text in lookup.flags:
                draft.flag(row, column, lookup.flags[text])
    draft.columns[column] = values


def resolve_several(draft: Draft, column: str, lookup: Lookup) -> None:
    """The same for cells that hold several references separated by ``;``; one bad spoils the row."""
    draft.columns[column] = [
        None if text is None else _several(draft, row, column, text, lookup) for row, text in enumerate(draft[column])
    ]


def _several(draft: Draft, row: int, column: str, text: str, lookup: Lookup) -> tuple[str, ...] | None:
    found: list[str] = []
    for part in parts(text, lookup):
        value = lookup[part]
        if value is None:
            draft.flag(row, column, lookup.flags[part])
        elif value in found:
            draft.flag(row, column, Flag("named_twice", f"{shown(part)} is named twice, counted once", fatal=False))
        else:
            found.append(value)
    return tuple(found) or None


def parts(text: str, lookup: Lookup) -> list[str]:
    """The references in `text`: the longest known ids first, since an id may hold a ``;`` itself."""
    if text in lookup.ids:
        return [text]
    pieces = [piece.strip() for piece in text.split(";")]
    found, start = [], 0
    while start < len(pieces):
        end = next(
            (end for end in range(len(pieces), start + 1, -1) if ";".join(pieces[start:end]) in lookup.ids), start + 1
        )
        if piece := ";".join(pieces[start:end]):
            found.append(piece)
        start = end
    return found


def make_accounts(contacts: Draft, accounts: Draft, *, warn: bool) -> None:
    """Accounts that contacts name but no row has become accounts of that name."""
    lookup, made = Lookup([accounts]), dict[str, int]()
    for row, text in enumerate(contacts["account"]):
        if text is None or text in lookup.ids or text in lookup.named:
            continue
        if warn:
            near = nearest(text, sorted(lookup.named)) if len(made) < NEAR_SEARCHES else ""
            contacts.flag(
                row,
                "account",
                Flag(
                    "account_made",
                    f"no row of accounts is {shown(text)}, it was made",
                    f"did you mean {near}?" if near else "add it to accounts",
                    fatal=False,
                ),
            )
        if row not in contacts.bad:
            made.setdefault(text, row)
    for text, row in made.items():
        _new_account(accounts, text, contacts.place(row))


def _new_account(accounts: Draft, name: str, place: tuple[str, int]) -> None:
    accounts.begin(place[0], "contacts", {})
    accounts.lines.append(place[1])
    known: dict[str, Any] = {"name": name, "id": name}
    for column, values in accounts.columns.items():
        values.append(known.get(column))
