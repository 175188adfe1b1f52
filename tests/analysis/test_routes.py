"""Routes on graphs that a reader can compute by hand: p(1) = 1 / (1 + e^(1.9 - 4.4)) and so on."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

import pytest

from influence.analysis.routes import routes
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

    Build = Callable[..., Network]

TEAM = "id,name\nt,Tom"
TIES = "source,target,kind,strength\n"


def p(strength: float) -> float:
    return 1 / (1 + exp(1.9 - 4.4 * strength))


@pytest.fixture
def chain(network_of: Build) -> Network:
    """Tom knows Ann (.8), Ann knows Bob (.5); Tom knows Cy (.3), Cy knows Bob (.9). Cy doubts."""
    return network_of(
        team=TEAM,
        contacts="id,name,attitude,department\na,Ann,support,IT\nb,Bob,resist,Finance\nc,Cy,doubt,IT",
        relationships=TIES + "t,a,knows,0.8\na,b,knows,0.5\nt,c,knows,0.3\nc,b,knows,0.9",
    )


def test_a_route_is_worth_the_product_of_its_steps(chain: Network) -> None:
    best = routes(chain, "Bob").entries[0]

    assert best["people"] == ["t", "a", "b"]
    assert best["probability"] == pytest.approx(p(0.8) * p(0.5), abs=1e-12)


def test_whoever_doubts_is_charged_on_leaving_and_the_target_never(chain: Network) -> None:
    second = routes(chain, "Bob").entries[1]

    assert second["probability"] == pytest.approx(p(0.3) * 0.4 * p(0.9), abs=1e-12)


def test_weakest_step_and_what_warming_it_would_gain(chain: Network) -> None:
    best = routes(chain, "Bob").entries[0]

    assert best["weakest_step"] == 1
    assert best["gain_if_warmed"] == pytest.approx(p(0.8) * p(0.75) - p(0.8) * p(0.5), abs=1e-12)


def test_avoid_and_via_choose_the_other_route(chain: Network) -> None:
    assert routes(chain, "Bob", avoid=["Ann"]).entries[0]["people"] == ["t", "c", "b"]
    assert routes(chain, "Bob", via=["Cy"]).entries[0]["people"] == ["t", "c", "b"]


def test_routes_that_share_nobody_are_listed(chain: Network) -> None:
    assert routes(chain, "Bob").answer["disjoint"] == [0, 1]


def test_no_route_says_which_filter_blocks(chain: Network) -> None:
    answer = routes(chain, "Bob", kind=["family"])

    assert answer.none
    assert "--kind" in answer.answer["why_none"]["reason"]


def test_fewer_steps_than_needed_is_no_route(chain: Network) -> None:
    why = routes(chain, "Bob", max_hops=1).answer["why_none"]

    assert "--max-hops" in why["reason"]
    assert why["nearest"] == "a"


def test_a_conflict_carries_no_introduction(network_of: Build) -> None:
    net = network_of(
        team=TEAM,
        contacts="id,name\na,Ann",
        relationships=TIES + "t,a,knows,0.8\nt,a,conflict,",
    )

    why = routes(net, "Ann").answer["why_none"]

    assert why["blocked_by"] == [{"what": "conflict", "people": ["a", "t"]}]


def test_a_directed_row_is_travelled_one_way(network_of: Build) -> None:
    net = network_of(
        team=TEAM,
        contacts="id,name\na,Ann",
        relationships="source,target,kind,strength,directed\na,t,knows,0.8,yes",
    )

    assert routes(net, "Ann").none


def test_equal_routes_come_by_fewer_steps_then_ids(network_of: Build) -> None:
    net = network_of(
        team=TEAM,
        contacts="id,name,attitude\na,Ann,support\nb,Bob,support\nz,Zoe,",
        relationships=TIES + "t,b,knows,0.5\nt,a,knows,0.5\na,z,knows,0.5\nb,z,knows,0.5",
    )

    assert [entry["people"] for entry in routes(net, "Zoe").entries] == [["t", "a", "z"], ["t", "b", "z"]]


def test_a_recent_refusal_closes_the_way_and_an_old_one_tires(network_of: Build) -> None:
    tables = {
        "team": TEAM,
        "referrers": "id,name\nr,Rob",
        "contacts": "id,name\nb,Bob",
        "relationships": TIES + "t,r,knows,0.5\nr,b,knows,0.5",
    }
    recent = network_of(**tables, introductions="date,asker,introducer,target,outcome\n2026-10-02,t,r,b,declined")
    assert routes(recent, "Bob").none

    old = network_of(**tables, introductions="date,asker,introducer,target,outcome\n2026-02-04,t,r,b,declined")
    assert routes(old, "Bob").entries[0]["steps"][1]["factor"] == pytest.approx(0.7 ** (2 ** (-270 / 90)), abs=1e-12)


def test_a_commission_is_flagged_and_said_first(network_of: Build) -> None:
    net = network_of(
        team=TEAM,
        referrers="id,name,expects_kind\nr,Rob,commission",
        contacts="id,name\nb,Bob",
        relationships=TIES + "t,r,knows,0.5\nr,b,knows,0.5",
    )

    answer = routes(net, "Bob")

    assert [flag["code"] for flag in answer.entries[0]["flags"]] == ["expects_commission"]
    assert "flagged" in answer.warnings[0]


def test_from_and_to_the_same_person_is_refused(chain: Network) -> None:
    with pytest.raises(UsageError, match="start where it ends"):
        routes(chain, "Bob", "Bob")


def test_an_unknown_kind_is_refused_with_the_known_ones(chain: Network) -> None:
    with pytest.raises(UsageError, match="'likes' is no kind of tie"):
        routes(chain, "Bob", kind=["likes"])


@pytest.mark.parametrize(("lang", "words"), [("en", "The weakest step is Ann to Bob"), ("zh", "最弱一步是Ann到Bob")])
def test_a_route_explains_itself(chain: Network, lang: str, words: str) -> None:
    assert words in routes(chain, "Bob").explain(0, lang)
