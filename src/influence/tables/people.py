"""People: one id space, posts of one person that agree, ids and names that are easily mistaken."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from influence.model.columns import PEOPLE
from influence.tables.duplicates import drop_equal, id_clash, repeated
from influence.tables.text import Flag, key, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.tables.draft import Draft
    from influence.tables.names import Drafts

LOOKALIKE = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEKMHOPCTYXaeopcyxijsdqwhlABEZHIKMNOPTYXovc"
)
ALIKE = {"case_only": "differs in case alone from", "confusable_name": "looks like the name at"}


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
    good = [(drafts[table], row) for table in PEOPLE for row in drafts[table].good()]
    stated = [
        (draft, row) for draft, row in good if row not in made[draft.table.name] and not draft["id"][row].isdigit()
    ]
    _alike(stated, "id", str, str.casefold, "case_only", "ids are told apart by case: is it intended?")
    _alike(good, "name", _compatible, skeleton, "confusable_name", "type one of them again")


def _compatible(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def skeleton(name: str) -> str:
    """`name` with look-alike letters of other scripts replaced by Latin ones."""
    if name.isascii():
        return name
    # before as well: normal form makes a sigma of the Greek letter that looks like c
    return unicodedata.normalize("NFKC", name.translate(LOOKALIKE)).translate(LOOKALIKE)


def _alike(
    places: list[tuple[Draft, int]],
    column: str,
    told_apart: Callable[[str], str],
    looks: Callable[[str], str],
    code: str,
    hint: str,
) -> None:
    """Warn of texts that are `told_apart` and yet look the same."""
    texts = {draft[column][row] for draft, row in places}
    if len(set(map(told_apart, texts))) == len(set(map(looks, texts))):
        return
    groups: dict[str, dict[str, list[tuple[Draft, int]]]] = defaultdict(lambda: defaultdict(list))
    for draft, row in places:
        groups[looks(draft[column][row])][told_apart(draft[column][row])].append((draft, row))
    for group in groups.values():
        if len(group) < 2:
            continue
        for text, found in group.items():
            others = ", ".join(d.where(r) for other, same in group.items() if other != text for d, r in same)
            for draft, row in found:
                draft.flag(row, column, Flag(code, f"{shown(text)} {ALIKE[code]} {others}", hint, fatal=False))
