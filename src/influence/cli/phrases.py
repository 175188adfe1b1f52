"""The sentences of the command line in Chinese: a table of English patterns, as gettext would keep messages."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

_GAP = re.compile(r"\\\{(\w+)\\\}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (resources.files("influence.cli") / "phrases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((_pattern(row["english"]), row["chinese"]) for row in rows)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(r"(?P<\1>.*?)", re.escape(english)))


def said(line: str, lang: str) -> str:
    """`line` in `lang`; as it is where the table has no such sentence.

    >>> said("P(win) 34.7%", "zh"), said("P(win) 34.7%", "en")
    ('赢单概率 34.7%', 'P(win) 34.7%')
    """
    if lang != "zh":
        return line
    bare = line.lstrip()
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(bare)
        if found:
            parts = {name: said(part, lang) for name, part in found.groupdict().items()}
            return line[: len(line) - len(bare)] + chinese.format(**parts)
    return line
