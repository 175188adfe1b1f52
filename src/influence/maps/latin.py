"""Latin spelling of Chinese names, for the search box."""

from __future__ import annotations

from functools import cache


@cache
def _pinyin() -> object | None:
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return None
    return lazy_pinyin


def latin(name: str) -> str:
    """`name` in pinyin, with and without spaces; empty where it has no Chinese letters or the extra is missing."""
    spell = _pinyin()
    if name.isascii() or not callable(spell):
        return ""
    syllables = spell(name)
    return f"{' '.join(syllables)} {''.join(syllables)}"
