"""The bar on a terminal: what is read, how fast, how long it still takes."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from influence.cli.progress import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_drawn_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("checking", "en") as tick:
        assert tick is None


def _drawn(monkeypatch: pytest.MonkeyPatch, lang: str, share: float) -> str:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress("checking", lang) as tick:
        assert tick is not None
        tick("contacts.csv", 1_500, share)
    return screen.getvalue()


def test_a_bar_tells_file_rows_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _drawn(monkeypatch, "en", 0.5)
    assert "reading contacts.csv" in drawn
    assert "1,500 rows, " in drawn
    assert " a second" in drawn


def test_a_bar_speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "正在读取 contacts.csv" in _drawn(monkeypatch, "zh", 0.5)


def test_when_all_is_read_the_rest_has_its_own_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "reading" not in _drawn(monkeypatch, "en", 1.0)
