"""The sample's story comes out of the numbers, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import influence as inf
from influence import sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

DEAL = "premium-line"


@pytest.fixture(scope="module")
def net() -> Network:
    return inf.load(sample.folder("en"), as_of=sample.AS_OF)


def test_nobody_of_ours_knows_her_and_a_satisfied_customer_does(net: Network) -> None:
    best, second, third = inf.routes(net, to="Chen Fang", k=3).answer["routes"]
    assert best["people"] == ["wang-lei", "jiang-tao", "chen-fang"]
    assert second["people"] == ["li-na", "lin-yue", "chen-fang"]
    assert third["people"] == ["wang-lei", "mei-lan", "chen-fang"]
    assert best["probability"] == pytest.approx(0.7403249536355646, abs=1e-12)


def test_the_former_colleague_leads_to_finance(net: Network) -> None:
    best = inf.routes(net, to="Sun Weimin", k=1).answer["routes"][0]
    assert best["people"] == ["zhou-ting", "song-yu", "sun-weimin"]


def test_the_dealer_is_flagged(net: Network) -> None:
    routes = inf.routes(net, to="Zhao Gang", k=3).answer["routes"]
    dealer = next(route for route in routes if "cai-dong" in route["people"])
    assert [flag["code"] for flag in dealer["flags"]] == ["expects_commission"]


def test_the_sister_is_never_asked(net: Network) -> None:
    routes = inf.routes(net, to="Gao Min", k=20).answer["routes"]
    assert not any("gao-jie" in route["people"] for route in routes)


def test_nobody_reaches_the_investor(net: Network) -> None:
    answer = inf.routes(net, to="Ren Feng").answer
    assert (answer["routes"], answer["why_none"]["nearest"]) == ([], None)


def test_pwin_of_the_main_deal(net: Network) -> None:
    assert inf.committee(net, DEAL).answer["pwin"] == pytest.approx(0.34704345629886396, abs=1e-12)


def test_pwin_of_the_second_deal_is_withheld(net: Network) -> None:
    result = inf.committee(net, "kitchen-range")
    assert (result.answer["pwin"], result.none) == (None, True)


def test_design_moves_the_decision_more_than_the_founder(net: Network) -> None:
    people = {person["id"]: person for person in inf.influencers(net, DEAL, draws=50).answer["people"]}
    assert people["lin-yue"]["hidden"]
    assert people["lin-yue"]["influence"] > people["pan-wenhua"]["influence"]


def test_purchasing_costs_most(net: Network) -> None:
    people = inf.blockers(net, DEAL).answer["people"]
    assert people[0]["id"] == "zhao-gang"
    assert people[0]["cost"] > 2 * people[1]["cost"]
    assert {"qian-bo", "wu-jian", "gao-min"} <= {person["id"] for person in people}


def test_a_word_from_inside_beats_time(net: Network) -> None:
    answers = inf.blockers(net, DEAL).answer["people"][0]["answers"]
    best = {answer["answer"]: answer for answer in reversed(answers)}
    assert best["go_between"]["pwin"] > best["win_over"]["pwin"]


def test_sales_the_customer_and_design_are_allies(net: Network) -> None:
    allies = [ally["id"] for ally in inf.blockers(net, DEAL).answer["allies"]]
    assert allies[:3] == ["he-jun", "jiang-tao", "lin-yue"]


ANSWERS: list[Callable[[Network], Any]] = [
    lambda net: inf.committee(net, DEAL).answer["pwin"],
    lambda net: [route["probability"] for route in inf.routes(net, to="chen-fang").answer["routes"]],
    lambda net: [(one["id"], one["cost"]) for one in inf.blockers(net, DEAL).answer["people"]],
]


@pytest.mark.parametrize("question", ANSWERS, ids=["pwin", "routes", "blockers"])
def test_chinese_gives_the_same_numbers(net: Network, question: Callable[[Network], Any]) -> None:
    chinese = inf.load(sample.folder("zh"), as_of=sample.AS_OF)
    assert question(chinese) == question(net)


def test_chinese_is_found_by_its_name() -> None:
    chinese = inf.load(sample.folder("zh"), as_of=sample.AS_OF)
    assert inf.routes(chinese, to="陈芳").answer["to"] == ["chen-fang"]


def test_the_plan_speaks_to_purchasing_and_to_the_chief(net: Network) -> None:
    answer = inf.plan(net, DEAL, hours=10).answer
    assert {action["person"] for action in answer["actions"]} == {"zhao-gang", "chen-fang"}
    assert answer["pwin_after"] > 0.5 > answer["pwin_before"]


def test_our_hours_go_to_purchasing_and_not_to_the_chief(net: Network) -> None:
    answer = inf.time(net).answer
    assert "qian-bo" in answer["over_served"]
    assert answer["under_served"][0] == "chen-fang"


def test_the_camps_are_purchasing_design_and_engineering(net: Network) -> None:
    camps = [set(faction["people"]) for faction in inf.structure(net, "oakhall").answer["factions"]]
    assert any({"zhao-gang", "qian-bo", "gao-min"} <= camp for camp in camps)
    assert any({"chen-fang", "lin-yue", "he-jun"} <= camp for camp in camps)
    assert any({"wu-jian", "xu-lan", "luo-jie"} <= camp for camp in camps)


def test_alerts_of_many_kinds(net: Network) -> None:
    kinds = {alert["kind"] for alert in inf.alerts(net).answer["alerts"]}
    assert {"silence", "cooling", "attitude_drop", "orders_shrinking", "stage_clock", "stale", "moved"} <= kinds


def test_the_year_goes_down_while_we_talk_price() -> None:
    days = [date(2026, 2, 15), date(2026, 5, 1), date(2026, 8, 1), sample.AS_OF]
    year = [inf.load(sample.folder("en"), as_of=day) for day in days]
    chances = [inf.committee(net, DEAL).answer["pwin"] for net in year]
    assert chances == sorted(chances, reverse=True)


def test_the_last_quarter_in_words(net: Network) -> None:
    before = inf.load(sample.folder("en"), as_of=date(2026, 8, 1))
    words = [change["words"] for change in inf.diff(before, net).answer["changes"]]
    assert "Sun Weimin: neutral -> doubt" in words


def test_the_board_member_is_the_first_to_ask_about(net: Network) -> None:
    assert inf.questions(net, "kitchen-range").answer["people"][0]["id"] == "ren-feng"
