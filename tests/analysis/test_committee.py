"""Committee: group, P(win), what is withheld, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence.analysis.decision_rule import quorum
from influence.errors import AmbiguousName, UnknownName, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

FLAT = "id,name,account,layer,attitude\na,Ann,F,decision,support\nb,Bob,F,decision,neutral\nc,Cy,F,management,doubt"
DEAL = "id,name,account,quorum\nD,Deal,F,"


@pytest.fixture
def flat(network_of: Callable[..., Network]) -> Network:
    """Nobody listens to anybody: opinions are the attitudes."""
    return network_of(
        contacts=FLAT, deals=DEAL, decisions="deal,contact,part,vote_weight,veto\nD,a,,2,\nD,b,,1,\nD,c,veto,,0.5"
    )


def test_pwin_by_hand(flat: Network) -> None:
    # a alone is a majority: P(yes_a) times (1 - veto of c at z = -.5)
    expected = 1 / (1 + 2.718281828459045**-4) * (1 - 0.25)
    assert inf.committee(flat, "D").answer["pwin"] == pytest.approx(expected, abs=1e-12)


def test_the_account_stands_for_its_only_open_deal(flat: Network) -> None:
    assert inf.committee(flat, "F").answer == inf.committee(flat, "D").answer


def test_power_goes_to_whoever_decides_alone(flat: Network) -> None:
    answer = inf.committee(flat, "D").answer
    assert [p["banzhaf"] for p in answer["people"]] == [1, 0, 0]
    assert answer["minimal_winning"] == [["a"]]
    assert answer["veto_players"] == ["a"]


def test_a_full_veto_is_a_veto_player(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=FLAT, deals=DEAL, decisions="deal,contact,part\nD,a,\nD,b,\nD,c,veto")
    assert inf.committee(net, "D").answer["veto_players"] == ["a", "b", "c"]


def test_assumed_group_from_layers(network_of: Callable[..., Network]) -> None:
    answer = inf.committee(network_of(contacts=FLAT), "F").answer
    assert answer["rule"] == {"quorum": "majority", "assumed": True}
    assert [(p["part"], p["vote_weight"], p["veto"]) for p in answer["people"]] == [
        ("decide", 1, 0),
        ("decide", 1, 0),
        ("veto", 0, 0.2),
    ]


def test_an_open_threat_makes_a_manager_of_an_assumed_group_object(network_of: Callable[..., Network]) -> None:
    contacts = FLAT.replace("doubt", "accept")
    interests = "holder,id,effect,severity,likelihood,state\nc,I,threatened,1,1,"
    threatened = network_of(contacts=contacts, interests=f"{interests}open")
    assert inf.committee(threatened, "F").answer["people"][2]["part"] == "veto"
    assert inf.committee(threatened.with_settled("I"), "F").answer["people"][2]["part"] == "advise"


def test_withheld_where_most_attitudes_are_unknown(network_of: Callable[..., Network]) -> None:
    contacts = FLAT.replace("support", "unknown").replace("neutral", "unknown")
    net = network_of(contacts=contacts, deals=DEAL, decisions="deal,contact\nD,a\nD,b\nD,c")
    result = inf.committee(net, "D")
    assert result.none
    assert [result.answer[key] for key in ("pwin", "pwin_low", "pwin_high")] == [None] * 3
    assert result.answer["ask"] == ["a", "b"]
    assert "1 of 3" in result.answer["withheld"]


def test_force_shows_what_is_withheld_and_keeps_the_reason(network_of: Callable[..., Network]) -> None:
    contacts = FLAT.replace("support", "unknown").replace("neutral", "unknown")
    net = network_of(contacts=contacts, deals=DEAL, decisions="deal,contact\nD,a\nD,b\nD,c")
    result = inf.committee(net, "D", force=True)
    assert not result.none
    assert result.answer["pwin_low"] < result.answer["pwin"] < result.answer["pwin_high"]
    assert result.answer["withheld"]


def test_nobody_votes_is_an_answer_even_with_force(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="id,name,account\na,Ann,F")
    result = inf.committee(net, "F", force=True)
    assert result.none
    assert result.answer["pwin"] is None
    assert "nobody votes" in result.answer["withheld"]


def test_a_decision_of_somebody_who_left_does_not_count(network_of: Callable[..., Network]) -> None:
    contacts = "id,name,account,attitude,until\na,Ann,F,support,2026-01-01\nb,Bob,F,resist,"
    net = network_of(contacts=contacts, deals=DEAL, decisions="deal,contact\nD,a\nD,b")
    result = inf.committee(net, "D")
    assert [p["id"] for p in result.answer["people"]] == ["b"]
    assert any("Ann" in text and "ended" in text for text in result.warnings)


def test_warns_when_one_step_of_one_person_changes_the_side(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="id,name,account,attitude\na,Ann,F,neutral", deals=DEAL, decisions="deal,contact\nD,a")
    assert inf.committee(net, "D").warnings == ["one step of Ann to doubt takes P(win) to 12 %"]


def test_an_interest_without_effect_is_said_to_count_for_neither(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=FLAT, interests="holder,id,kind\na,I9,goal")
    assert any("I9" in text for text in inf.committee(net, "F").warnings)


def test_two_open_deals_of_an_account_are_listed(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=FLAT, deals="id,name,account\nD,One,F\nE,Two,F")
    with pytest.raises(AmbiguousName) as stop:
        inf.committee(net, "F")
    assert stop.value.candidates == ["D One", "E Two"]


def test_an_unknown_deal_is_an_error(flat: Network) -> None:
    with pytest.raises(UnknownName):
        inf.committee(flat, "nothing")


@pytest.mark.parametrize("text", ["0", "1.2", "3/2", "most", "1/0", "-0.5", "nan"])
def test_impossible_rules_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no decision rule"):
        quorum(text)


@pytest.mark.parametrize(
    ("text", "yes", "expected"),
    [
        (None, 1.5, False),
        ("majority", 1.6, True),
        ("2/3", 2.0, True),
        ("unanimity", 2.9, False),
        ("一致同意", 3.0, True),
    ],
)
def test_rules_at_their_edge(text: str | None, yes: float, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert quorum(text).meets(yes, 3.0) is expected


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_explained_in_words(flat: Network, lang: str) -> None:
    words = inf.committee(flat, "D").explain("a", lang)
    assert "Ann" in words
    assert "98 %" in words


def test_the_words_do_not_tell_what_is_withheld(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=FLAT.replace("support", "").replace("neutral", ""))
    assert inf.committee(net, "F").explain("a").endswith("group: -.")


@pytest.mark.parametrize(("parts", "expected"), [("decide veto", ("decide", 1, 1)), ("advise veto", ("veto", 0, 1))])
def test_two_rows_of_a_person_count_both(
    network_of: Callable[..., Network], parts: str, expected: tuple[str, float, float]
) -> None:
    rows = "".join(f"\nD,a,{part}" for part in parts.split())
    net = network_of(contacts=FLAT, deals=DEAL, decisions="deal,contact,part\nD,b,decide" + rows)
    person = inf.committee(net, "D").answer["people"][0]
    assert (person["part"], person["vote_weight"], person["veto"]) == expected
