"""Hygiene of one cell's text: control, bidi, invisible and stacked characters, normal form, double encoding.

Each rule either rejects the cell or keeps it and says what it changed; nothing is changed silently except outer
white space and canonical composition (NFC), which looks the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from influence.tables.limits import Limits

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text holds, and XML cannot."""
BREAKS = re.compile("[\t\n\r]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
JOINER = re.compile("[\u200c\u200d]")
NEEDS_JOINER = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
MAPPED = re.compile("[\u0080-\U0010ffff]{2,}")
FORMULA = re.compile(r"^[\s;|,\"']*[=+\-@＝＋－＠﹢﹣﹦﹫]")
QUOTED = re.compile(r"^'[\s;|,\"']*[=+\-@＝＋－＠﹢﹣﹦﹫]")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to say about the text of a cell; `fatal` rejects the row."""

    code: str
    message: str
    hint: str = ""
    fatal: bool = True


def shown(text: str, length: int = 40) -> str:
    r"""`text` quoted for a report: cut at `length`, unprintable characters as code points.

    >>> shown("Bo\x00"), shown("\u202eann")
    ("'Bo\\x00'", "'U+202Eann'")
    """
    cut = text if len(text) <= length else text[: length - 1] + "…"
    return "'" + "".join(c if c.isprintable() else _escaped(c) for c in cut) + "'"


def _escaped(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02x}" if point < 0x100 else f"U+{point:04X}"


def points(found: list[str]) -> str:
    """Code points of the distinct characters of `found`, in order."""
    return " ".join(f"U+{ord(c):04X}" for c in sorted(set(found)))


def clean(text: str, limits: Limits, *, name: bool) -> tuple[str, list[Flag]]:
    """`text` trimmed and in normal form, with what there is to say about it.

    `name`: the cell is a name, an id, a reference or a choice, where line breaks and bidi controls have no place;
    in free text they are kept.
    """
    if text.isascii() and text.isprintable():
        return text.strip(), _too_long(text, limits)
    flags = _too_long(text, limits)
    if found := CONTROL.findall(text):
        flags.append(
            Flag(
                "control_character",
                f"control character {shown(''.join(sorted(set(found))))} in the cell",
                "type the cell again; it was probably copied from a terminal or a binary file",
            )
        )
        return text, flags
    text = _without_invisible(text, flags)
    text = text.strip()
    if name:
        flags += _name_flags(text)
    flags += _stacked(text, limits)
    flags += _double_encoded(text)
    return _composed(text, flags), flags


def _too_long(text: str, limits: Limits) -> list[Flag]:
    if len(text) <= limits.cell:
        return []
    return [Flag("too_long", f"the cell has {len(text):,} letters, the limit is {limits.cell:,}", "shorten the cell")]


def _without_invisible(text: str, flags: list[Flag]) -> str:
    found = INVISIBLE.findall(text)
    kept = INVISIBLE.sub("", text)
    if not NEEDS_JOINER.search(kept):
        found += JOINER.findall(kept)
        kept = JOINER.sub("", kept)
    if found:
        flags.append(
            Flag(
                "invisible_character",
                f"invisible {points(found)} removed, read as {shown(kept)}",
                "delete it in the source to silence this",
                fatal=False,
            )
        )
    return kept


def _name_flags(text: str) -> list[Flag]:
    flags = []
    if found := BIDI.findall(text):
        flags.append(Flag("bidi_control", f"bidirectional control {points(found)} in {shown(text)}", "delete it"))
    if BREAKS.search(text):
        flags.append(Flag("line_break", f"line break or tab inside {shown(text)}", "write it on one line"))
    return flags


def _stacked(text: str, limits: Limits) -> list[Flag]:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > limits.marks:
            return [
                Flag("stacked_marks", f"more than {limits.marks} combining marks on one letter", "delete the marks")
            ]
    return []


def _double_encoded(text: str) -> list[Flag]:
    try:
        repaired = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return []
    if repaired == text:
        return []
    return [
        Flag(
            "double_encoded",
            f"looks double-encoded: {shown(text)} may stand for {shown(repaired)}",
            "export the file again as UTF-8; the text was kept as it is",
            fatal=False,
        )
    ]


def _composed(text: str, flags: list[Flag]) -> str:
    if not COMPATIBLE.search(text):
        return unicodedata.normalize("NFC", text)
    found = COMPATIBLE.findall(text)
    flags.append(
        Flag(
            "compatibility_character",
            f"{points(found)} looks like "
            f"{unicodedata.normalize('NFC', ''.join(found))} and is matched as that; shown as written",
            fatal=False,
        )
    )
    return text


def key(text: str) -> str:
    r"""Form in which ids and names are compared: NFC.

    >>> key("Mu\u0308ller") == "M\u00fcller"
    True
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def neutral(text: str) -> str:
    """`text` so that no spreadsheet runs it: a leading ``'`` where it starts like a formula; `opened` takes it off.

    >>> neutral("=1+1"), neutral("O'Brien"), neutral("'=1")
    ("'=1+1", "O'Brien", "''=1")
    """
    return "'" + text if FORMULA.match(text) else text


def opened(text: str) -> str:
    """`text` as it was before `neutral`.

    >>> opened("'=1+1"), opened("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text[:1] == "'" and QUOTED.match(text) else text
