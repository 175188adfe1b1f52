"""Words of the tables in English and Chinese, read from `words.csv` and `meanings.csv`.

English words are the ones the program works with; Chinese ones may stand in their place in every header, sheet name,
file name and choice cell. Where several Chinese words mean the same, the first is the one written out.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "zh")


class Word(NamedTuple):
    """One row of `words.csv`: where the word is used, the English word, and its Chinese ones (first = preferred)."""

    where: str
    english: str
    chinese: tuple[str, ...]


def matched(text: str) -> str:
    """Form in which headers, table names and choice words are compared: NFKC, case folded, trimmed.

    >>> matched("  Ｎame ")
    'name'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _records(file: str) -> Iterator[dict[str, str]]:
    import csv

    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(keepends=True))


@cache
def words() -> tuple[Word, ...]:
    """Every word, in the order of the file."""
    return tuple(Word(row["where"], row["english"], tuple(row["chinese"].split(";"))) for row in _records("words.csv"))


@cache
def in_place(*places: str) -> dict[str, tuple[str, ...]]:
    """English word -> Chinese words of all `places` (``table``, ``any``, ``contacts``, ``value layer`` ...).

    >>> in_place("value layer")["decision"]
    ('决策层',)
    """
    return {word.english: word.chinese for place in places for word in words() if word.where == place}


@cache
def aliases(*places: str) -> dict[str, str]:
    """Matched form of every word of `places`, English or Chinese -> its English word.

    >>> aliases("table")["联系人"]
    'contacts'
    """
    found = {}
    for english, chinese in in_place(*places).items():
        found.update({matched(word): english for word in (english, *chinese)})
    return found


def shown(english: str, lang: str, *places: str) -> str:
    """`english` in `lang` (``en`` or ``zh``); the English word where `places` have no other.

    >>> shown("contacts", "zh", "table"), shown("contacts", "en", "table")
    ('联系人', 'contacts')
    """
    if lang == "en":
        return english
    return in_place(*places).get(english, (english,))[0]


def table_word(table: str, lang: str) -> str:
    """Name of `table` in `lang`."""
    return shown(table, lang, "table")


def column_word(table: str, column: str, lang: str) -> str:
    """Header of `column` of `table` in `lang`.

    >>> column_word("contacts", "name", "zh"), column_word("contacts", "note", "zh")
    ('姓名', '备注')
    """
    return shown(column, lang, "any", table)


def choice_word(where: str, word: str, lang: str) -> str:
    """`word` of the scale whose words stand at `where`, in `lang`.

    >>> choice_word("value layer", "decision", "zh")
    '决策层'
    """
    return shown(word, lang, where)


@cache
def meanings() -> dict[tuple[str, str], dict[str, str]]:
    """(table, column) -> explanation by language; the column ``""`` explains the table itself."""
    return {
        (row["table"], row["column"]): {"en": row["english"], "zh": row["chinese"]} for row in _records("meanings.csv")
    }


def meaning(table: str, column: str, lang: str) -> str:
    """One line that explains `column` of `table` (or the table, for ``""``) in `lang`.

    >>> meaning("contacts", "leaving", "en")
    'chance that the person leaves before the deal closes, 0 to 1'
    """
    found = meanings()
    return (found.get((table, column)) or found["any", column])[lang]
