"""Influencers: shares, ranks, intervals, hidden ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence.analysis.influence import hidden_influencers
from influence.analysis.ranking import ranking, ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

CONTACTS = (
    "id,name,account,layer,attitude\na,Ann,F,decision,neutral\nb,Bob,F,operation,support\n"
    "c,Cy,F,management,doubt\nd,Di,G,operation,accept"
)
TIES = "source,target,kind,strength,confidence\nb,a,influences,0.8,0.9\nb,c,influences,0.9,\nd,a,influences,0.2,"


@pytest.fixture
def net(network_of: Callable[..., Network]) -> Network:
    return network_of(
        contacts=CONTACTS, relationships=TIES, deals="id,name,account\nD,D,F", decisions="deal,contact\nD,a"
    )


def test_influence_by_hand(net: Network) -> None:
    # a hears b (.8 * .4) and d (.2 * .4), R = .4; half of .4/1.4 goes to them by weight
    answer = inf.influencers(net, "D", draws=0).answer
    given = 0.5 * 0.4 / 1.4
    found = {entry["id"]: entry["influence"] for entry in answer["people"] + answer["outside"]}
    assert found == pytest.approx({"a": 1 - given, "b": given * 0.8, "c": 0, "d": given * 0.2})


def test_outside_are_the_contacts_of_other_accounts(net: Network) -> None:
    assert [entry["id"] for entry in inf.influencers(net, "D").answer["outside"]] == ["d"]


def test_intervals_hold_the_rank_and_repeat_with_the_seed(net: Network) -> None:
    first, second = (inf.influencers(net, "D", draws=200, seed=7) for _ in range(2))
    assert first.document() == second.document()
    for entry in first.entries:
        assert entry["rank_low"] <= entry["rank"] <= entry["rank_high"]
        assert 0 <= entry["p_top3"] <= 1


def test_a_claim_needs_four_draws_in_five(network_of: Callable[..., Network]) -> None:
    close = "source,target,kind,strength\nb,a,influences,0.5\nc,a,influences,0.41"
    contacts = CONTACTS.replace("management", "operation")
    net = network_of(
        contacts=contacts, relationships=close, deals="id,name,account\nD,D,F", decisions="deal,contact\nD,a"
    )
    people = inf.influencers(net, "D").entries
    assert [entry["id"] for entry in people] == ["a", "b", "c"]
    assert [entry["before_next"] for entry in people] == [True, people[1]["p_before_next"] >= 0.8, False]
    assert 0.5 < people[1]["p_before_next"] < 1


def test_the_stamp_says_how_often_the_top_stays(net: Network) -> None:
    assert inf.influencers(net, "D").answer["robustness"].startswith("the same top 3 in ")


def test_without_a_vote_all_contacts_count_alike_and_it_is_said(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="id,name,account\na,Ann,F\nb,Bob,F")
    result = inf.influencers(net, "F")
    assert [entry["influence"] for entry in result.entries] == [0.5, 0.5]
    assert [entry["rank"] for entry in result.entries] == [1, 1]
    assert any("nobody votes" in text for text in result.warnings)


def test_an_empty_account_cannot_say(network_of: Callable[..., Network]) -> None:
    net = network_of(accounts="id,name\nF,F\nG,G", contacts="id,name,account\na,Ann,F")
    result = inf.influencers(net, "G")
    assert result.none
    assert any("cannot say" in text for text in result.warnings)


def test_hidden_influencer_is_far_above_rank() -> None:
    layers = ["decision", "operation", "management", "management", None]
    assert hidden_influencers([0.1, 0.5, 0.4, 0.0, 0.0], layers) == {1, 2}
    assert hidden_influencers([0.6, 0.0, 0.0, 0.4, 0.0], layers) == set()


def test_equal_values_rank_by_place() -> None:
    assert ranking([0.3, 0.3 + 5e-13, 0.5]) == [2, 0, 1]
    assert ranks([0.3, 0.3 + 5e-13, 0.5]) == [2, 2, 1]


@pytest.mark.parametrize(("lang", "word"), [("en", "of the decision"), ("zh", "左右这项决策")])
def test_explained_in_words(net: Network, lang: str, word: str) -> None:
    assert word in inf.influencers(net, "D").explain("b", lang)
