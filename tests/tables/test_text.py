"""Hygiene of one cell."""

from __future__ import annotations

import pytest

from influence.tables.limits import Limits
from influence.tables.text import clean, opened, shown


def said(text: str, *, name: bool = True, limits: Limits = Limits()) -> tuple[str, list[str]]:  # noqa: B008 - frozen
    """The cleaned text and the codes of what was said."""
    cleaned, flags = clean(text, limits, name=name)
    return cleaned, [flag.code for flag in flags]


@pytest.mark.parametrize(
    ("text", "cleaned", "codes"),
    [
        ("  Ann ", "Ann", []),
        ("Ann\u00a0", "Ann", []),
        ("Mu\u0308ller", "Müller", []),
        ("A\u200bnn", "Ann", ["invisible_character"]),
        ("\ufeffAnn", "Ann", ["invisible_character"]),
        ("A\u200dnn", "Ann", ["invisible_character"]),
        ("علی\u200cرضا", "علی\u200cرضا", []),
        ("\uf979", "\uf979", ["compatibility_character"]),
        ("A\x00", "A\x00", ["control_character"]),
        ("A\x1b[31m", "A\x1b[31m", ["control_character"]),
        ("A\ufffe", "A\ufffe", ["control_character"]),
        ("A\uffff", "A\uffff", ["control_character"]),
        ("A\nB", "A\nB", ["line_break"]),
        ("\u202eA", "\u202eA", ["bidi_control"]),
        ("Ã¼", "Ã¼", ["double_encoded"]),
        ("A" + "\u0301" * 20, None, ["stacked_marks"]),
    ],
)
def test_names(text: str, cleaned: str | None, codes: list[str]) -> None:
    found, told = said(text)
    assert told == codes
    assert cleaned is None or found == cleaned


@pytest.mark.parametrize("text", ["two\nlines", "a\tb", "\u202eisolated where shown\u202c"])
def test_free_text_keeps_breaks_and_bidi(text: str) -> None:
    assert said(text, name=False) == (text, [])


def test_long_cell_tells_its_length_alone() -> None:
    (flag,) = clean("secret" * 10, Limits(cell=10), name=False)[1]
    assert ("60" in flag.message, "secret" in flag.message) == (True, False)


def test_report_shows_code_points_and_cuts() -> None:
    assert shown("a\x00\u202e" + "b" * 100) == "'a\\x00U+202E" + "b" * 36 + "…'"


@pytest.mark.parametrize("text", ["'tis", "'", "''", "O'Brien"])
def test_quotes_of_people_stay(text: str) -> None:
    assert opened(text) == text
