"""What changed between two dates of the sample."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from influence.analysis.diff import diff
from influence.network import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.model.rows import Rows
    from influence.network import Network


@pytest.fixture(scope="module")
def summer(sample_rows: Rows) -> Network:
    return build(sample_rows, as_of=date(2026, 8, 1))


def kinds(rows: list[dict[str, object]]) -> set[tuple[object, object]]:
    return {(row["kind"], row["about"]) for row in rows}


def test_the_same_date_differs_in_nothing(sample_net: Network) -> None:
    assert diff(sample_net, sample_net).entries == []


def test_what_happened_since_august(summer: Network, sample_net: Network) -> None:
    found = diff(summer, sample_net)
    assert (found.answer["from"], found.answer["to"]) == ("2026-08-01", "2026-11-01")
    assert {("attitude", "sun-weimin"), ("deal", "kitchen-range"), ("pwin", "premium-line")} <= kinds(found.entries)


def test_an_attitude_in_words(summer: Network, sample_net: Network) -> None:
    row = next(row for row in diff(summer, sample_net).entries if row["about"] == "sun-weimin")
    assert (row["before"], row["after"], row["words"]) == ("neutral", "doubt", "Sun Weimin: neutral -> doubt")


def test_a_person_who_left(sample_net: Network) -> None:
    found = diff(sample_net, sample_net.without("lin-yue")).entries
    assert ("person", "lin-yue") in kinds(found)


def test_a_tie_that_was_warmed(sample_net: Network) -> None:
    found = diff(sample_net, sample_net.with_tie("li-na", "chen-fang", 0.7)).entries
    row = next(row for row in found if row["kind"] == "tie" and row["about"] == "chen-fang:li-na")
    assert (row["before"], row["after"]) == (None, pytest.approx(0.7))


def test_an_account_that_pays_later(sample_net: Network, changed_sample: Callable[..., Network]) -> None:
    found = diff(sample_net, changed_sample("accounts", {"id": "oakhall"}, payment_days=90.0)).entries
    assert [row["words"] for row in found] == ["Oakhall Furniture, payment_days: 60.0 -> 90.0"]


def test_words_in_chinese(summer: Network, sample_net: Network) -> None:
    assert "态度" in diff(summer, sample_net).explain("sun-weimin", "zh")
