"""What-if: every number before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network


@pytest.fixture
def net(network_of: Callable[..., Network]) -> Network:
    return network_of(
        contacts="id,name,account,attitude\na,Ann,F,accept\nb,Bob,F,resist\nc,Cy,F,",
        team="id,name\nt,Tim\nu,Una",
        relationships="source,target,kind,strength\nt,a,knows,0.9\nu,b,knows,0.5\nb,a,influences,0.8\na,c,friend,0.7",
        deals="id,name,account\nD,D,F",
        decisions="deal,contact\nD,a\nD,b",
        interests="holder,id,effect,severity,likelihood\nc,I,threatened,0.9,0.9",
    )


def test_several_changes_equal_the_same_made_by_hand(net: Network) -> None:
    later = net.without("b").with_attitude("a", "support").with_tie("u", "c", 0.4).with_settled("I")
    answer = inf.whatif(net, "D", without="b", attitude={"a": "support"}, tie=[("u", "c", 0.4)], settle="I").answer
    assert answer["before"]["pwin"] == inf.committee(net, "D").answer["pwin"]
    assert answer["after"]["pwin"] == inf.committee(later, "D").answer["pwin"]
    assert len(answer["changes"]) == 4


def test_the_order_of_the_changes_does_not_matter(net: Network) -> None:
    one = net.with_tie("u", "c", 0.4).with_settled("I").without("b").with_attitude("a", "support")
    other = net.with_attitude("a", "support").without("b").with_settled("I").with_tie("u", "c", 0.4)
    assert inf.committee(one, "D").answer == inf.committee(other, "D").answer


def test_settling_an_interest_frees_an_unknown_attitude(net: Network) -> None:
    answer = inf.whatif(net, "D", settle="I").answer
    before, after = (answer[side]["people"][2]["opinion"] for side in ("before", "after"))
    assert before < 0 < after


def test_an_interest_of_somebody_who_leaves_may_be_settled_too(net: Network) -> None:
    both = inf.whatif(net, "D", without="c", settle="I").answer
    assert both["after"] == inf.whatif(net, "D", without="c").answer["after"]


def test_orphaned_are_those_who_knew_only_the_one_who_left(net: Network) -> None:
    assert inf.whatif(net, "D", without="t").answer["orphaned"] == ["a"]
    assert inf.whatif(net, "D", without="a").answer["orphaned"] == []


def test_cutting_the_only_tie_orphans_and_takes_the_route(net: Network) -> None:
    answer = inf.whatif(net, "D", tie=[("t", "a", 0.0)]).answer
    route = next(route for route in answer["routes"] if route["to"] == "a")
    assert answer["orphaned"] == ["a"]
    assert route["before"] > 0
    assert route["after"] == 0  # Bob resists and introduces nobody


def test_a_removed_person_has_no_route_left(net: Network) -> None:
    routes = {route["to"]: route for route in inf.whatif(net, "D", without="b").answer["routes"]}
    assert routes["b"]["before"] > 0
    assert routes["b"]["after"] == 0


def test_removing_the_last_voter_withholds_the_other_side_alone(net: Network) -> None:
    result = inf.whatif(net, "D", without=["a", "b"])
    assert result.none
    assert result.answer["before"]["pwin"] is not None
    assert result.answer["after"]["pwin"] is None


def test_an_attitude_may_become_unknown(net: Network) -> None:
    answer = inf.whatif(net, "D", attitude={"b": "unknown"}).answer
    assert answer["after"]["people"][1]["opinion"] > answer["before"]["people"][1]["opinion"]


def test_the_network_asked_is_left_as_it_was(net: Network) -> None:
    first = inf.committee(net, "D").document()
    inf.whatif(net, "D", without="b")
    assert inf.committee(net, "D").document() == first


def test_no_change_is_a_usage_error(net: Network) -> None:
    with pytest.raises(UsageError, match="no change"):
        inf.whatif(net, "D")


@pytest.mark.parametrize(
    "change",
    [
        {"attitude": {"a": "keen"}},
        {"attitude": {"t": "support"}},
        {"tie": [("a", "a", 0.5)]},
        {"tie": [("a", "b", 2.0)]},
    ],
)
def test_impossible_changes_are_refused(net: Network, change: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        inf.whatif(net, "D", **change)


@pytest.mark.parametrize("change", [{"without": "nobody"}, {"settle": "nothing"}])
def test_unknown_names_are_refused(net: Network, change: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        inf.whatif(net, "D", **change)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_explained_in_words(net: Network, lang: str) -> None:
    assert "Cy" in inf.whatif(net, "D", without="b").explain("c", lang)
    assert "Bob" in inf.whatif(net, "D", without="b").explain("b", lang)
