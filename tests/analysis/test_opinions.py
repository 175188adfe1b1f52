"""Opinions: who listens to whom, what people start with, where they settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.opinions import friedkin_johnsen, susceptibility
from influence.analysis.opinions_initial import one_step, stakes, unexplained
from influence.analysis.opinions_listening import listening
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

PEOPLE = "id,name,account,layer,attitude\na,Ann,F,decision,neutral\nb,Bob,F,management,support\nc,Cy,F,management,doubt"


def arcs(net: Network) -> dict[str, float]:
    ears = listening(net)
    ids = [net.ids[int(person)] for person in ears.people]
    ends = zip(ears.listener, ears.speaker, ears.weight, strict=True)
    return {f"{ids[i]}<{ids[j]}": round(float(weight), 12) for i, j, weight in ends}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("b,c,knows,0.5,", {"b<c": 0.35, "c<b": 0.35}),  # equals
        ("b,a,knows,0.5,", {"a<b": 0.2, "b<a": 0.5}),  # up 1, down .4
        ("b,a,influences,0.5,", {"a<b": 0.2}),  # the target hears the source
        ("a,b,mentor,0.5,", {"b<a": 0.5}),
        ("b,a,knows,0.5,yes", {"b<a": 0.5}),  # a directed row: the source hears the target
        ("a,b,reports_to,0.5,", {"a<b": 0.5, "b<a": 0.2}),  # the tie states who stands higher
        ("b,c,knows,0,", {}),
    ],
)
def test_raw_weights(network_of: Callable[..., Network], row: str, expected: dict[str, float]) -> None:
    net = network_of(contacts=PEOPLE, relationships=f"source,target,kind,strength,directed\n{row}")
    assert arcs(net) == expected


def test_the_heaviest_of_parallel_ties_counts(network_of: Callable[..., Network]) -> None:
    rows = "source,target,kind,strength\nb,c,knows,0.2\nb,c,friend,0.6"
    assert arcs(network_of(contacts=PEOPLE, relationships=rows))["b<c"] == pytest.approx(0.42)


def test_a_conflict_silences_a_pair(network_of: Callable[..., Network]) -> None:
    rows = "source,target,kind,strength\nb,c,knows,0.9\nb,c,conflict,"
    assert arcs(network_of(contacts=PEOPLE, relationships=rows)) == {}


def test_rivals_neither_hear_nor_are_heard(network_of: Callable[..., Network]) -> None:
    net = network_of(
        accounts="id,name,type\nF,F,\nR,R,rival",
        contacts=f"{PEOPLE}\nr,Rae,R,decision,support",
        relationships="source,target,kind,strength\nr,a,friend,0.9",
    )
    case = case_of(net, matter_of(net, "F"))
    assert arcs(net) == {}
    assert case.opinions[case.places[net.index("r")]] == -1


def test_our_own_people_are_no_part_of_it(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=PEOPLE, team="id,name\nt,Tim", relationships="source,target,strength\nt,a,0.9")
    assert arcs(net) == {}


def test_two_people_settle_by_hand(network_of: Callable[..., Network]) -> None:
    # R = .35 each; lam_b = .3 * .35/1.35, lam_c = .5 * .35/1.35
    net = network_of(contacts=PEOPLE, relationships="source,target,kind,strength\nb,c,knows,0.5")
    case = case_of(net, matter_of(net, "F"))
    lam_b, lam_c = 0.3 * 0.35 / 1.35, 0.5 * 0.35 / 1.35
    b = ((1 - lam_b) + lam_b * (1 - lam_c) * -0.5) / (1 - lam_b * lam_c)
    assert case.opinions.tolist() == pytest.approx([0, b, (1 - lam_c) * -0.5 + lam_c * b], abs=1e-15)


def test_exposure_and_gain_of_the_deal_alone(network_of: Callable[..., Network]) -> None:
    net = network_of(
        contacts=PEOPLE,
        deals="id,name,account\nD,D,F\nE,E,F",
        interests="holder,id,kind,effect,severity,likelihood,state,deal,until\n"
        "a,1,goal,threatened,0.8,0.5,open,,\na,2,goal,threatened,0.5,,easing,D,\na,3,goal,served,,,open,E,\n"
        "a,4,goal,threatened,1,1,settled,,\na,5,goal,served,1,1,open,,2026-01-01",
    )
    stake = stakes(net, "D")["a"]
    assert stake.exposure == pytest.approx(1 - (1 - 0.4) * (1 - 0.125))
    assert stake.gain == 0
    assert [interest.id for interest in stakes(net, None)["a"].interests] == ["1", "4"]


def test_an_unknown_attitude_starts_from_the_stake(network_of: Callable[..., Network]) -> None:
    net = network_of(
        contacts="id,name,account\na,Ann,F", interests="holder,effect,severity,likelihood\na,threatened,0.7,0.9"
    )
    assert case_of(net, matter_of(net, "F")).initial.tolist() == pytest.approx([-0.315])


def test_what_interests_do_not_explain(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts=PEOPLE, interests="holder,effect,severity,likelihood\nc,threatened,0.8,0.5")
    stake = stakes(net, None)["c"]
    assert unexplained("doubt", stake, net.assumptions) == pytest.approx(-0.3)
    assert unexplained("unknown", stake, net.assumptions) is None


@pytest.mark.parametrize(
    ("word", "steps", "expected"),
    [("resist", 1, "doubt"), ("unknown", 1, "accept"), ("unknown", -1, "doubt"), ("support", 1, "support")],
)
def test_one_step(word: str, steps: int, expected: str) -> None:
    assert one_step(word, steps) == expected


def test_susceptibility_grows_with_what_is_heard() -> None:
    assert susceptibility([0.0, 1.0, 3.0], [0.5, 0.5, 0.5]).tolist() == [0, 0.25, 0.375]


def test_a_closed_circle_that_holds_on_to_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="never settle") as stop:
        friedkin_johnsen([[0, 1], [1, 0]], [1.0, -1.0], [1.0, 1.0])
    assert "susceptibility below 1" in stop.value.hint


def test_nobody_is_an_empty_answer() -> None:
    assert friedkin_johnsen([], [], []).tolist() == []
