"""The text of a cell -> its value, one converter per type of column.

A converter returns the value and what there is to say; `Cells` remembers both by text, so that a column of a million
cells costs one look-up each.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.model import words
from influence.model.columns import Column, Type
from influence.tables.text import Flag, clean, key, opened, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.model.scales import Scale
    from influence.tables.limits import Limits

Converted = tuple[Any, list[Flag]]
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAMAGED = re.compile(r"\d+\.0+|\d(\.\d+)?[eE]\+\d+", re.ASCII)
FREE = frozenset(
    {
        "note",
        "evidence",
        "description",
        "outcome",
        "subject",
        "expects",
        "title",
        "fact_source",
        "style",
        "skills",
        "budget",
        "timing",
        "product",
        "incumbent",
    }
)
YES_NO = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
KEPT = 100_000


class Cells(dict[str, Any]):
    """Value by cell text for one column; `flags` holds what was said about some of the texts."""

    def __init__(self, convert: Callable[[str], Converted]) -> None:
        super().__init__()
        self.convert = convert
        self.flags: dict[str, list[Flag]] = {}

    def __missing__(self, text: str) -> Any:
        value, flags = self.convert(text)
        if flags:
            self.flags[text] = flags
        self[text] = value
        return value

    def forget(self) -> None:
        """Start anew when too much is remembered."""
        if len(self) > KEPT:
            self.clear()
            self.flags.clear()


def converter(column: Column, limits: Limits, *, ours: bool = False) -> Callable[[str], Converted]:
    """The converter of `column`: clean, refuse a blank where one is required, convert.

    `ours`: the file is an export of ours, whose neutralised formula cells are restored.
    """
    convert = _choice(column.scale) if column.scale else _CONVERTERS[column.type]
    named = column.name not in FREE

    def from_text(text: str) -> Converted:
        cleaned, flags = clean(text, limits, name=named)
        cleaned = opened(cleaned) if ours else cleaned
        if not cleaned:
            return None, flags + _blank(column)
        if any(flag.fatal for flag in flags):
            return None, flags
        if column.name in {"name", "id"}:
            flags += _name_flags(cleaned, column, limits)
        value, more = convert(cleaned)
        return value, flags + more

    return from_text


def _blank(column: Column) -> list[Flag]:
    if not column.required:
        return []
    return [Flag("missing", f"{column.name} is blank", "every row needs one")]


def _name_flags(text: str, column: Column, limits: Limits) -> list[Flag]:
    if len(text) > limits.name:
        return [Flag("too_long", f"{column.name} has {len(text):,} letters, the limit is {limits.name}", "shorten it")]
    if column.name == "id" and DAMAGED.fullmatch(text):
        return [
            Flag(
                "damaged_id",
                f"{shown(text)} looks like an id damaged by a spreadsheet",
                "format the id column as text and export again",
            )
        ]
    return []


def _text(text: str) -> Converted:
    return text, []


def _key(text: str) -> Converted:
    return key(text), []


def _number(text: str) -> Converted:
    plain, flags = _plain_digits(text)
    if NUMBER.fullmatch(plain) and math.isfinite(value := float(plain)):
        return value + 0.0, flags
    return None, [Flag("bad_value", f"{shown(text)} is not a number", _number_hint(plain))]


def _number_hint(text: str) -> str:
    if re.fullmatch(r"[+-]?[\d.]+,\d+", text):
        return f"numbers use a point and no thousands separator: 0.5, 1000; not {text}"
    if text.endswith("%"):
        return "write a share: 0.5 for 50 %"
    return "write digits with a point, such as 0.5"


def _plain_digits(text: str) -> tuple[str, list[Flag]]:
    if text.isascii():
        return text, []
    folded = unicodedata.normalize("NFKC", text)
    plain = "".join(str(unicodedata.digit(c, c)) for c in folded)
    return plain, [Flag("other_digits", f"{shown(text)} was read as {plain}", "write 0 to 9", fatal=False)]


def _amount(text: str) -> Converted:
    value, flags = _number(text)
    if value is not None and value < 0:
        return None, [*flags, Flag("bad_value", f"{shown(text)} is negative", "write a number of at least 0")]
    return value, flags


def _share(text: str) -> Converted:
    value, flags = _number(text)
    if value is None or 0 <= value <= 1:
        return value, flags
    hint = "write a share from 0 to 1"
    if 1 < value <= 100:
        hint += (
            f"; divide by the length of your scale ({value:g} of 5 is {value / 5:g}, {value:g} % is {value / 100:g})"
        )
    return None, [*flags, Flag("bad_value", f"{shown(text)} is outside 0 to 1", hint)]


def _date(text: str) -> Converted:
    if ISO.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat(), []
        except ValueError:
            return None, [Flag("bad_date", f"there is no day {shown(text)}", "check month and day")]
    hint = "write YYYY-MM-DD, such as 2026-03-04"
    if re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII):
        hint = f"this looks like a spreadsheet's serial number; format the cells as dates, or {hint}"
    return None, [Flag("bad_date", f"{shown(text)} is not a date", hint)]


def _yes_no(text: str) -> Converted:
    value = YES_NO.get(words.matched(text))
    if value is None:
        return None, [
            Flag("bad_value", f"{shown(text)} is neither yes nor no", "write yes or no (是 or 否), or leave it")
        ]
    return value, []


def _quorum(text: str) -> Converted:
    word = words.aliases("value quorum").get(words.matched(text))
    if word:
        return word, []
    fraction = FRACTION.fullmatch(text)
    if fraction and 0 < int(fraction[1]) <= int(fraction[2]):
        return f"{int(fraction[1])}/{int(fraction[2])}", []
    if NUMBER.fullmatch(text) and 0 < float(text) <= 1:
        return text, []
    return None, [
        Flag(
            "bad_value",
            f"{shown(text)} is no decision rule",
            "write majority, unanimity, a share above 0 and up to 1, or a fraction up to 1 such as 2/3",
        )
    ]


def _choice(scale: Scale) -> Callable[[str], Converted]:
    known = {words.matched(word): word for word in scale.words} | words.aliases(scale.where)
    chinese = [word for english in scale.words for word in words.in_place(scale.where).get(english, ())]

    def from_text(text: str) -> Converted:
        word = known.get(words.matched(text))
        if word is not None:
            return word, []
        allowed = " ".join(scale.words if text.isascii() else chinese)
        other = " ".join(chinese if text.isascii() else scale.words)
        return None, [Flag("bad_value", f"{shown(text)} is not one of {allowed}", f"or: {other}")]

    return from_text


_CONVERTERS: dict[Type, Callable[[str], Converted]] = {
    Type.TEXT: _text,
    Type.CHOICE: _text,
    Type.NUMBER: _number,
    Type.AMOUNT: _amount,
    Type.SHARE: _share,
    Type.DATE: _date,
    Type.YES_NO: _yes_no,
    Type.REFERENCE: _key,
    Type.REFERENCES: _key,
    Type.QUORUM: _quorum,
}
