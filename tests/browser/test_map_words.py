"""Words of the page: all of them in the language chosen, and a legend for what is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from influence import maps, sample
from influence.workspace import load

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]


def test_nothing_on_the_chinese_page_is_left_in_english(watched: Open, chinese_page: Path) -> None:
    page = watched(chinese_page).page
    said = page.locator("#right").inner_text()
    for person in page.evaluate("[...document.querySelectorAll('tr[data-id]')].map(row => row.dataset.id)"):
        page.evaluate("id => window.influence.select(id)", person)
        said += page.locator("#right").inner_text()
    assert re.findall("[A-Za-z]{3,}", said) == []


def test_nothing_on_the_chinese_page_of_accounts_is_left_in_english(watched: Open, tmp_path: Path) -> None:
    net = load(sample.folder("zh"), as_of=sample.AS_OF)
    page = watched(maps.map(net, lang="zh").save(tmp_path / "zh.html")).page
    said = page.locator("#right").inner_text() + page.locator("#title").inner_text()
    assert re.findall("[A-Za-z]{3,}", said) == []


def test_the_legend_tells_evidenced_ties_from_inferred_ones(watched: Open, account_page: Path) -> None:
    page = watched(account_page).page
    legend = page.locator("#legend").inner_text()
    assert all(words in legend for words in ("evidenced tie", "inferred tie", "conflict"))
    page.evaluate("window.influence.view('accounts')")
    assert "account, with its people" in page.locator("#legend").inner_text()


def test_the_lines_of_the_chart_are_in_the_window(watched: Open, account_page: Path) -> None:
    page = watched(account_page, width=1920, height=1080).page
    page.evaluate("window.influence.view('chart')")
    xs = page.evaluate(
        "[...document.querySelectorAll('tr[data-id]')].map(row => window.influence.where(row.dataset.id).x)"
    )
    assert min(xs) - page.locator("#stage").bounding_box()["x"] > 80
