"""People: one id space, posts of one person that agree, ids and names that are easily mistaken."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from influence.model.columns import PEOPLE
from influence.tables.duplicates import drop_equal, id_clash, repeated
from influence.tables.text import Flag, key, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.tables.draft import Draft
    from influence.tables.names import Drafts

LOOKALIKE = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEKMHOPCTYXaeopcyxijsdqwhlABEZHIKMNOPTYXovc"
)


def posts(draft: Draft, made: set[int]) -> None:
    """Rows of contacts with one id are posts of one person, whose own columns agree or are blank."""
    for text, rows in repeated(draft["id"], draft):
        left = drop_equal(draft, rows, "id")
        if len(left) > 1 and made.intersection(left):
            id_clash(draft, text, left, made)
        elif len(left) > 1:
            _agree(draft, text, left)


def _agree(draft: Draft, text: str, rows: list[int]) -> None:
    for column in draft.table.columns:
        if not column.of_person:
            continue
        stated = {row: _compared(draft[column.name][row]) for row in rows}
        differing = [row for row, value in stated.items() if value is not None]
        if len({stated[row] for row in differing}) > 1:
            for row in differing:
                others = ", ".join(
                    f"{draft.where(other)}: {shown(str(draft[column.name][other]))}"
                    for other in differing
                    if other != row
                )
                draft.flag(
                    row,
                    column.name,
                    Flag(
                        "person_disagrees",
                        f"{column.name} of {text} is {shown(str(draft[column.name][row]))} here, but {others}",
                        f"{column.name} belongs to the person: write it alike, or give two people two ids",
                    ),
                )


def _compared(value: object) -> object:
    if value == "unknown":
        return None
    return key(value) if isinstance(value, str) else value


def one_space(drafts: Drafts) -> None:
    """An id stands in one of contacts, team and referrers alone."""
    seen: dict[str, dict[str, list[int]]] = defaultdict(dict)
    tables = [table for table in PEOPLE if len(drafts[table])]
    if len(tables) < 2:
        return
    for table in tables:
        for row, text in enumerate(drafts[table]["id"]):
            if text is not None and row not in drafts[table].dropped:
                seen[text].setdefault(table, []).append(row)
    for text, found in seen.items():
        if len(found) > 1:
            _shared(drafts, text, found)


def _shared(drafts: Drafts, text: str, found: dict[str, list[int]]) -> None:
    places = {(table, row): drafts[table].where(row) for table, rows in found.items() for row in rows}
    for (table, row), place in places.items():
        others = ", ".join(other for other in places.values() if other != place)
        drafts[table].flag(
            row,
            "id",
            Flag(
                "shared_id", f"id {text} also stands at {others}", "contacts, team and referrers share one space of ids"
            ),
        )


def mistaken(drafts: Drafts, made: dict[str, set[int]]) -> None:
    """Warn of ids that differ in case alone, and of names that look alike in different scripts."""
    ids: dict[str, dict[str, list[tuple[Draft, int]]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, dict[str, list[tuple[Draft, int]]]] = defaultdict(lambda: defaultdict(list))
    for table in PEOPLE:
        draft = drafts[table]
        for row in draft.good():
            text, name = draft["id"][row], draft["name"][row]
            if row not in made[table] and not text.isdigit():
                ids[text.casefold()][text].append((draft, row))
            names[skeleton(name)][unicodedata.normalize("NFKC", name)].append((draft, row))
    _alike(ids.values(), "id", "case_only", "differs in case alone from", "ids are told apart by case: is it intended?")
    _alike(names.values(), "name", "confusable_name", "looks like the name at", "type one of them again")


def skeleton(name: str) -> str:
    """`name` with look-alike letters of other scripts replaced by Latin ones."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name).translate(LOOKALIKE)


def _alike(groups: Iterable[dict[str, list[tuple[Draft, int]]]], column: str, code: str, what: str, hint: str) -> None:
    for group in groups:
        if len(group) < 2:
            continue
        for text, places in group.items():
            others = ", ".join(d.where(r) for other, found in group.items() if other != text for d, r in found)
            for draft, row in places:
                draft.flag(row, column, Flag(code, f"{shown(text)} {what} {others}", hint, fatal=False))
