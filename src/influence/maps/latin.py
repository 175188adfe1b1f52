"""Latin spelling of Chinese names, for the search box."""

from __future__ import annotations

from functools import cache
from typing import Any

_LONG = 6  # letters up to which a name is looked through for phrases


@cache
def _pinyin() -> tuple[Any, Any] | None:
    """What spells a text letter by letter, and the phrases whose letters are read otherwise; None without the extra."""
    try:
        from pypinyin import lazy_pinyin
        from pypinyin.constants import PHRASES_DICT
    except ImportError:
        return None
    return lazy_pinyin, PHRASES_DICT


@cache
def _letter(letter: str) -> str:
    """One Chinese letter in pinyin; empty for any other."""
    found = _pinyin()
    spelt = "".join(found[0](letter)) if found else ""
    return "" if spelt == letter else spelt


def _syllables(name: str, spell: Any, phrases: Any) -> list[str]:
    """Syllables of `name`; letter by letter, which is quicker, where no part of it is a phrase."""
    size = len(name)
    if size <= _LONG and not any(name[i:j] in phrases for i in range(size) for j in range(i + 2, size + 1)):
        found = [_letter(letter) for letter in name]
        if all(found):
            return found
    syllables: list[str] = spell(name)
    return syllables


def latin(name: str) -> str:
    """`name` in pinyin, with and without spaces; empty where it has no Chinese letters or the extra is missing."""
    found = None if name.isascii() else _pinyin()
    if found is None:
        return ""
    syllables = _syllables(name, *found)
    return f"{' '.join(syllables)} {''.join(syllables)}"
