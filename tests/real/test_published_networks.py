"""Known facts of published networks, asked through the commands."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
Ask = Callable[..., Any]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(answer: dict[str, Any], measure: str) -> dict[str, float]:
    return {person["id"]: person[measure] for person in answer["people"]}


def test_the_most_asked_manager_is_not_the_chief(ask: Ask) -> None:
    """Krackhardt 1987: M2, a vice president, is asked by 18 of 20; the chief M7 by 13."""
    answer = ask(
        "krackhardt_hightech", "centrality", "plant", "--measure", "out_degree", "--kind", "influences", "--directed"
    )
    asked = measured(answer, "out_degree")
    assert max(asked, key=lambda person: asked[person]) == "M2"
    assert (asked["M2"] * 20, asked["M7"] * 20) == pytest.approx((18, 13))


def test_friendship_has_its_own_centre(ask: Ask) -> None:
    answer = ask("krackhardt_hightech", "centrality", "plant", "--measure", "degree,betweenness", "--kind", "friend")
    assert measured(answer, "degree")["M17"] * 20 == pytest.approx(18)
    assert measured(answer, "betweenness")["M17"] * 190 == pytest.approx(43.9, abs=0.05)


def test_everyone_but_the_chief_reports(ask: Ask) -> None:
    answer = ask(
        "krackhardt_hightech", "centrality", "plant", "--measure", "out_degree", "--kind", "reports_to", "--directed"
    )
    assert [person for person, value in measured(answer, "out_degree").items() if value == 0] == ["M7"]


def test_the_office_turns_round_emma(ask: Ask) -> None:
    """Thurman 1979: Emma has by far the highest betweenness."""
    betweenness = measured(ask("thurman_office", "centrality", "office", "--measure", "betweenness"), "betweenness")
    assert max(betweenness, key=lambda person: betweenness[person]) == "Emma"
    assert betweenness["Emma"] * 91 == pytest.approx(37.2476, abs=5e-5)


def test_cutting_emma_breaks_most(ask: Ask) -> None:
    answer = ask("thurman_office", "keyplayers", "office", "-k", "1", "--criterion", "fragmentation")
    assert answer["sets"][0]["people"] == ["Emma"]
    assert answer["sets"][0]["score"] == pytest.approx(0.275, abs=5e-4)


def test_advice_tells_partners_from_associates(ask: Ask) -> None:
    """Lazega 2001: area under the curve .875, ties counted half."""
    answer = ask(
        "lazega_lawfirm", "centrality", "firm", "--measure", "out_degree", "--kind", "influences", "--directed"
    )
    asked = measured(answer, "out_degree")
    partners = [value for person, value in asked.items() if int(person[1:]) <= 36]
    others = [value for person, value in asked.items() if int(person[1:]) > 36]
    wins = sum((one > other) + (one == other) / 2 for one in partners for other in others)
    assert wins / (len(partners) * len(others)) == pytest.approx(0.875, abs=5e-4)
    assert asked["L26"] * 70 == pytest.approx(37)


def test_congress_loads_whole(ask: Ask) -> None:
    assert ask("us_congress_committees", "status")["counts"]["contacts"] == 537


def test_leaders_carry_their_title(ask: Ask) -> None:
    assert ask("us_congress_committees", "show", "Mike Johnson")["posts"][0]["title"] == "Speaker of the House"


def test_colleagues_of_a_committee_meet_through_its_chair(ask: Ask, shared: Path) -> None:
    edges = table(shared / "us_congress_committees" / "edges.csv")
    seats = [edge for edge in edges if edge["target"] == "SSAF"]
    chair = next(edge["source"] for edge in seats if edge["role"] == "Chairman")
    one, other = [edge["source"] for edge in seats if edge["source"] != chair][:2]
    best = ask("us_congress_committees", "path", one, other, "--max-hops", "2")["routes"]
    assert chair in {route["people"][1] for route in best}
