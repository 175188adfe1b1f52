"""Cells of the tables as cards and reports show them: names for ids, words of the column's scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.cli.output import named, shown
from influence.cli.phrases import said
from influence.model.columns import TABLES, Type
from influence.model.words import choice_word, column_word, table_word

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCES = frozenset({"account", "contacts", "deal", "holder", "parent", "reports_to", "based_at"})


def cell(table: str, column: str, value: Any, lang: str) -> str:
    """A cell of `table` in `lang`; free text and names stay as they are.

    >>> cell("events", "kind", "economic", "zh"), cell("accounts", "type", "economic", "en")
    ('经济', 'economic')
    """
    text = shown(named(value) if column in REFERENCES else value)
    known = next((one for one in TABLES[table].columns if one.name == column), None)
    if lang == "en" or known is None:
        return text if lang == "en" else text.replace(", ", "、")
    if known.scale is not None:
        return choice_word(known.scale.where, text, lang)
    return said(text, lang) if known.type in {Type.QUORUM, Type.YES_NO} else text


def heading(table: str, column: str, lang: str) -> str:
    """What a column of a card is called in `lang`."""
    word = column_word(table, column, lang)
    return (table_word(column, lang) if word == column else word).replace("_", " ")


def edited(edit: Mapping[str, Any]) -> str:
    """An edit of the local app in words.

    >>> edited({"op": "attitude", "id": "a", "value": "support", "on": "2026-11-01"})
    'attitude of a: support, since 2026-11-01'
    """
    if edit["op"] == "attitude":
        return f"attitude of {edit['id']}: {edit['value']}, since {edit['on']}"
    return f"tie of {edit['source']} and {edit['target']} ({edit['kind']}): strength {edit['strength']:g}"
