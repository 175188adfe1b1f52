"""Headers of a table: English or Chinese words to columns, and what is wrong with a header line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from influence.model import words
from influence.model.columns import TABLES
from influence.tables.text import INVISIBLE, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = "written by influence"
"""Header of an empty last column that marks our exports: only there is a leading ``'`` before a formula taken off."""
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a header cannot be used; the whole file is refused."""

    code: str
    message: str
    hint: str


@cache
def column_words(table: str) -> dict[str, str]:
    """Matched header -> column of `table`; English names win over Chinese ones."""
    known = TABLES[table].column_names
    found = {alias: name for alias, name in words.aliases("any", table).items() if name in known}
    return found | {words.matched(name): name for name in known}


def table_named(text: str) -> str | None:
    """The table that `text` names in English or Chinese, or None.

    >>> table_named("Contacts"), table_named("关系"), table_named("misc")
    ('contacts', 'relationships', None)
    """
    return words.aliases("table").get(words.matched(text))


def nearest(text: str, known: Sequence[str]) -> str:
    """The word of `known` most like `text`, or an empty text."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extractOne(text, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.6)
    return str(found[0]) if found else ""


def columns_of(header: Sequence[str], table: str) -> list[str | None]:
    """Column per header cell, None where it is unknown."""
    known = column_words(table)
    return [known.get(words.matched(INVISIBLE.sub("", cell))) for cell in header]


def fault(header: Sequence[str], table: str, limit: int) -> Fault | None:
    """What forbids to use `header` for `table`; None where nothing does."""
    if len(header) > limit:
        return Fault("too_many_columns", f"{len(header):,} columns, the limit is {limit}", "keep the columns you need")
    found = columns_of(header, table)
    return _missing(header, found, table) or _blank(header) or _double(header, found)


def _missing(header: Sequence[str], found: list[str | None], table: str) -> Fault | None:
    missing = [column.name for column in TABLES[table].columns if column.required and column.name not in found]
    if not missing:
        return None
    hint = f"columns of {table}: {' '.join(TABLES[table].column_names)}"
    if any("，" in cell for cell in header):
        hint = "full-width commas (U+FF0C) separate nothing: save as CSV with plain commas"
    shown_line = shown(",".join(header), 120)
    return Fault(
        "missing_column", f"required column {' and '.join(missing)} is missing; the first line is {shown_line}", hint
    )


def _blank(header: Sequence[str]) -> Fault | None:
    blank = [str(i) for i, cell in enumerate(header, 1) if not cell.strip()]
    if not blank:
        return None
    return Fault("blank_column_name", f"column {' and '.join(blank)} has no name", "name it or delete the column")


def _double(header: Sequence[str], found: list[str | None]) -> Fault | None:
    seen: dict[str, int] = {}
    for place, (cell, column) in enumerate(zip(header, found, strict=True), 1):
        name = column or words.matched(cell)
        if name in seen:
            return Fault(
                "duplicate_column", f"{shown(name)} stands at columns {seen[name]} and {place}", "keep one of the two"
            )
        seen[name] = place
    return None
