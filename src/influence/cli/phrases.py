"""The sentences of the command line in Chinese: a table of English patterns, as gettext would keep messages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_GAP = re.compile(r"\\\{(\w+)\\\}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    import csv

    text = Path(__file__).with_name("phrases.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: _vagueness(row["english"]))
    return tuple((_pattern(row["english"]), row["chinese"]) for row in rows)


def _vagueness(english: str) -> tuple[bool, int]:
    """Order in which sentences are tried: "P(win) would be {low} to {high}" before "P(win) {middle}"."""
    return english.startswith("{"), -len(_GAP.sub("", re.escape(english)))


@cache
def _scale_words() -> dict[str, str]:
    """Words of every scale, the first scale that has a word naming it."""
    from influence.model.words import words

    scales = [word for word in words() if word.where.startswith("value ")]
    return {word.english: word.chinese[0] for word in reversed(scales)}


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(r"(?P<\1>.*?)", re.escape(english)))


def said(line: str, lang: str) -> str:
    """`line` in `lang`; as it is where neither the sentences nor the scales have it.

    >>> said("P(win) 34.7%", "zh"), said("P(win) 34.7%", "en"), said("alumni", "zh")
    ('赢单概率 34.7%', 'P(win) 34.7%', '校友')
    """
    if lang != "zh":
        return line
    bare = line.lstrip()
    if bare in _scale_words():
        return line[: len(line) - len(bare)] + _scale_words()[bare]
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(bare)
        if found:
            parts = {name: said(part, lang) for name, part in found.groupdict().items()}
            return line[: len(line) - len(bare)] + chinese.format(**parts)
    return line
