"""The sentences of the command line in Chinese: tables of English patterns, as gettext would keep messages.

The tables lie beside this file: what answers say, and what is wrong with the input, the question or the machine. A gap
in small letters may hold a word or a sentence that is said in Chinese too; one in CAPITALS holds a name, a file or a
value, which stays as it is, COUNT a number. Some gaps hold several things, and some words of the tables, as told below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

ANSWERS = ("answers", "notes")
"""Tables of what answers say; free texts and names pass by these alone."""
_GAP = re.compile(r"\{(\w+)\}")
_HOLDS = {"COUNT": r"[\d,.]+", "FILE": ".*"}
"""What a gap of this name holds; as little text as possible where nothing is stated."""
_LISTS = {
    **dict.fromkeys(("table", "tables", "column", "columns", "first", "second", "kinds"), re.compile(", | or | and ")),
    **dict.fromkeys(("counts", "posts", "layers"), re.compile(", ")),
    "candidates": re.compile("; "),
}
"""What stands between the things that a gap holds; words of the tables among them are said in Chinese."""
_JOINS = {
    **dict.fromkeys(("names", "people", "shares", "bridging"), (", ", "、")),
    **dict.fromkeys(("route", "through"), (" -> ", " → ")),
    "groups": ("; ", "；"),
}
"""What joins the names that a gap holds, and what joins them in Chinese."""
_LINE = re.compile(r" line (\d+)(?=[,):]|$)")


@dataclass(frozen=True)
class _Phrase:
    """One row of the tables."""

    english: str
    chinese: str
    of_answers: bool

    @cached_property
    def pieces(self) -> list[str]:
        """The text around the gaps."""
        return _GAP.split(self.english)[::2]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: a run says a few sentences of many hundred."""
        parts = enumerate(_GAP.split(self.english))
        return re.compile("".join(_group(part) if at % 2 else re.escape(part) for at, part in parts), re.DOTALL)

    def parts(self, text: str) -> dict[str, str] | None:
        """What stands in the gaps where `text` is this phrase; None where it is another."""
        pieces = self.pieces
        if not (text.startswith(pieces[0]) and text.endswith(pieces[-1]) and all(piece in text for piece in pieces)):
            return None
        found = self._pattern.fullmatch(text)
        return found.groupdict() if found else None

    def vagueness(self) -> tuple[bool, bool, int]:
        """Order in which phrases are tried: "P(win) would be {low} to {high}" before "P(win) {middle}"."""
        vague = self.english.startswith("{")
        return vague, self.of_answers and not vague, -len("".join(self.pieces))


def _group(gap: str) -> str:
    return f"(?P<{gap}>{_HOLDS.get(gap, '.*?')})"


@cache
def phrases(*tables: str) -> tuple[_Phrase, ...]:
    """Phrases of some tables, all where none is named, the most definite first."""
    import csv

    rows: list[_Phrase] = []
    for file in sorted(Path(__file__).parent.glob("*.csv")):
        if not tables or file.stem in tables:
            text = file.read_text(encoding="utf-8")
            found = csv.DictReader(text.splitlines())
            rows += [_Phrase(row["english"], row["chinese"], file.stem in ANSWERS) for row in found]
    return tuple(sorted(rows, key=_Phrase.vagueness))


@cache
def _scale_words() -> dict[str, str]:
    """Words of every scale, the first scale that has a word naming it."""
    from influence.model.words import words

    scales = [word for word in words() if word.where.startswith("value ")]
    return {word.english: word.chinese[0] for word in reversed(scales)}


@cache
def _table_words(table: str) -> dict[str, str]:
    """Words of tables and columns, of `table` where it has its own, else the first that has a word naming it."""
    from influence.model.words import aliases, in_place, matched, words

    found = {word.english: word.chinese[0] for word in reversed(words()) if not word.where.startswith("value ")}
    own = in_place("any", aliases("table").get(matched(table), ""))
    return {"person": "人员"} | found | {english: chinese[0] for english, chinese in own.items()}


def line(text: str, tables: tuple[str, ...], table: str = "") -> str:
    """A line in Chinese, from some tables (all where none is named); `table` is the one that its words are of."""
    bare = text.lstrip()
    return text[: len(text) - len(bare)] + _chinese(bare, tables, table)


@lru_cache(maxsize=4096)
def _chinese(text: str, tables: tuple[str, ...], table: str) -> str:
    word = _scale_words().get(text)
    if word is not None:
        return word
    for phrase in phrases(*tables):
        parts = phrase.parts(text)
        if parts is not None:
            filled = {name: _filled(name, part, tables, table) for name, part in parts.items()}
            return phrase.chinese.format(**filled)
    return text


def _filled(gap: str, text: str, tables: tuple[str, ...], table: str) -> str:
    if gap.isupper():
        return text
    if gap == "places":
        return _LINE.sub(r" 第 \1 行", text).replace(" 行, ", " 行、")
    if gap == "words":
        return "、".join(_explained(word) for word in text.split(", "))
    if gap in _LISTS:
        known = _scale_words() if gap == "layers" else _table_words(table)
        things = (known.get(thing) or _counted(thing, known) for thing in _LISTS[gap].split(text))
        *others, last = (line(thing, tables, table) for thing in things)
        comma = "；" if gap == "candidates" else "、"
        before_last = "或" if " or " in text else "和" if " and " in text else comma
        return before_last.join([comma.join(others), last]) if others else last
    found = line(text, tables, table)
    return found.replace(*_JOINS[gap]) if gap in _JOINS and found == text else found


def _explained(word: str) -> str:
    """A word that may be typed, with its meaning."""
    meaning = _scale_words().get(word)
    return word if meaning is None else f"{word}（{meaning}）"


def _counted(thing: str, known: dict[str, str]) -> str:
    """The thing, a known word before its number in Chinese: ``contacts 28``."""
    word, _, number = thing.partition(" ")
    return f"{known[word]} {number}" if word in known and number[:1].isdigit() else thing
