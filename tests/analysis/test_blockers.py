"""Blockers, allies, answers; access to people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

import influence as inf
from influence.analysis.access import access
from influence.analysis.routes import best_path, best_probability

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from influence.network import Network

CONTACTS = "id,name,account,attitude,leaving\na,Ann,F,accept,\nb,Bob,F,resist,0.3\nc,Cy,F,support,"
TIES = "source,target,kind,strength\nt,c,knows,0.9\nt,b,knows,0.2\nc,b,knows,0.7"
DEAL = "id,name,account,close_on\nD,D,F,"


@pytest.fixture
def net(network_of: Callable[..., Network]) -> Network:
    return network_of(
        contacts=CONTACTS,
        team="id,name\nt,Tim",
        relationships=TIES,
        deals=DEAL,
        decisions="deal,contact,part\nD,a,\nD,b,\nD,c,",
        interests="holder,id,kind,effect,severity,likelihood\nb,I,goal,threatened,0.5,0.5",
    )


def yes(z: float) -> float:
    return 1 / (1 + math.exp(-4 * z))


def answers(net: Network, who: str = "b") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = inf.blockers(net, "D").entry(who)["answers"]
    return found


def test_the_blocker_is_named_with_interests_and_unexplained_part(net: Network) -> None:
    entry = inf.blockers(net, "D").entry("b")
    assert entry["exposure"] == pytest.approx(0.25)
    assert entry["unexplained"] == pytest.approx(-1 + 0.125)
    assert [interest["id"] for interest in entry["interests"]] == ["I"]


def test_cost_is_pwin_with_the_attitude_neutral_less_pwin(net: Network) -> None:
    entry = inf.blockers(net, "D").entry("b")
    neutral, now = (inf.committee(one, "D").answer["pwin"] for one in (net.with_attitude("b", "neutral"), net))
    assert entry["cost"] == pytest.approx(neutral - now, abs=1e-12)


def test_allies_by_what_they_bring(net: Network) -> None:
    allies = inf.blockers(net, "D").answer["allies"]
    without = inf.committee(net.with_attitude("c", "neutral"), "D").answer["pwin"]
    assert [ally["id"] for ally in allies] == ["c", "a"]
    assert allies[0]["worth"] == pytest.approx(inf.committee(net, "D").answer["pwin"] - without, abs=1e-12)


def test_answers_in_order_with_hours_and_people(net: Network) -> None:
    found = answers(net)
    # nobody can introduce us to Ann: the others whom we reach hold one vote of three
    assert [a["answer"] for a in found] == ["win_over", "go_between", "go_between", "wait"]
    assert [a["hours"] for a in found] == [12, 4, 4, 0]
    assert {tuple(a["through"]) for a in found[1:3]} == {("t", "c"), ("t",)}


def test_winning_over_takes_half_the_best_route(net: Network) -> None:
    now = inf.committee(net, "D").answer["pwin"]
    better = inf.committee(net.with_attitude("b", "doubt"), "D").answer["pwin"]
    chance = 0.5 * best_probability(net, net.index("b"))
    assert answers(net)[0]["pwin"] == pytest.approx(chance * better + (1 - chance) * now, abs=1e-12)


def test_waiting_for_a_recorded_chance_of_leaving(net: Network) -> None:
    now = inf.committee(net, "D").answer["pwin"]
    gone = inf.committee(net.without("b"), "D").answer["pwin"]
    assert answers(net)[-1]["pwin"] == pytest.approx(0.3 * gone + 0.7 * now, abs=1e-12)


def test_bypass_counts_a_no_and_nobody_listens(network_of: Callable[..., Network]) -> None:
    net = network_of(
        contacts=CONTACTS,
        team="id,name\nt,Tim",
        relationships=f"{TIES}\nt,a,knows,0.5",
        deals=DEAL,
        decisions="deal,contact\nD,a\nD,b\nD,c",
    )
    entry = inf.blockers(net, "D").entry("b")
    assert entry["bypass"]["possible"]
    assert entry["answers"][0]["pwin"] == pytest.approx(yes(0.5) * yes(1), abs=1e-12)


def test_a_veto_cannot_be_bypassed(network_of: Callable[..., Network]) -> None:
    decisions = "deal,contact,part\nD,a,\nD,b,veto\nD,c,"
    net = network_of(contacts=CONTACTS, team="id,name\nt,Tim", relationships=TIES, deals=DEAL, decisions=decisions)
    assert inf.blockers(net, "D").entry("b")["bypass"] == {"possible": False, "why": "has a veto"}


def test_withheld_names_nobody(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="id,name,account,layer\na,Ann,F,decision\nb,Bob,F,decision")
    result = inf.blockers(net, "F")
    assert result.none
    assert (result.answer["people"], result.answer["allies"], result.answer["pwin"]) == ([], [], None)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_explained_in_words(net: Network, lang: str) -> None:
    words = inf.blockers(net, "D").explain("b", lang)
    assert "Bob" in words
    assert "%" in words


@pytest.mark.parametrize("name", ["story", "one", "two", "three"])
def test_access_equals_the_best_routes(shared: Path, name: str) -> None:
    net = inf.load(shared / "worked_examples" / name / "tables", as_of="2026-11-01")
    ways = access(net)
    for person in net.all_contacts:
        for avoid in (None, *net.neighbours(person)[:3]):
            around = () if avoid is None else (avoid,)
            path = best_path(net, person, avoid=around)
            assert ways.best(person, avoid) == pytest.approx(best_probability(net, person, avoid=around), abs=1e-12)
            assert ways.route(person, avoid) == (list(path.people) if path else [])


def test_beyond_the_exact_number_the_rest_is_held_and_it_is_said(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = shared / "worked_examples" / "one" / "tables"
    exact, held = (inf.load(tables, as_of="2026-11-01") for _ in range(2))
    expected = {entry["id"]: entry["cost"] for entry in inf.blockers(exact, "D1", force=True).entries}
    for module in ("opinions_change", "blockers"):
        monkeypatch.setattr(f"influence.analysis.{module}.EXACT", 18)
    found = inf.blockers(held, "D1", force=True)
    assert any("only the 18 with most pull" in text for text in found.warnings)
    assert found.entries
    for entry in found.entries:
        assert entry["cost"] == pytest.approx(expected[entry["id"]], abs=1e-3)
