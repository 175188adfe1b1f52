"""P(win), opinions, influence, blockers and their answers against enumeration on 240 generated networks, to 1e-9."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from decision_enumeration import Brute
from decision_workspaces import workspace

from influence.analysis.blockers import blockers
from influence.analysis.decision import committee
from influence.analysis.influence import influencers
from influence.network import build

DAY = date(2026, 11, 1)
SEEDS = range(240)


def both(seed: int) -> tuple[Any, Brute]:
    rows, case = workspace(seed)
    net = build(rows, as_of=DAY)
    return net, Brute(net, case)


@pytest.mark.parametrize("seed", SEEDS)
def test_committee(seed: int) -> None:
    net, brute = both(seed)
    found = committee(net, "D", force=True).answer
    settled = brute.settled(brute.attitudes())
    unknown = [who for who, word in brute.attitudes().items() if word == "unknown"]
    assert found["pwin"] == pytest.approx(brute.pwin(), abs=1e-9)
    assert found["pwin_low"] == pytest.approx(brute.pwin(**dict.fromkeys(unknown, "doubt")), abs=1e-9)
    assert found["pwin_high"] == pytest.approx(brute.pwin(**dict.fromkeys(unknown, "accept")), abs=1e-9)
    assert [p["id"] for p in found["people"]] == sorted(brute.group(brute.attitudes()))
    for person in found["people"]:
        assert person["opinion"] == pytest.approx(settled[person["id"]], abs=1e-9)


@pytest.mark.parametrize("seed", range(0, 240, 4))
def test_influence(seed: int) -> None:
    net, brute = both(seed)
    result = influencers(net, "D", draws=0)
    answer = result.answer
    if brute.pwin() is None:
        # without votes everyone of the account counts alike, which is said
        assert any("vote" in warning for warning in result.warnings)
        return
    found = {entry["id"]: entry["influence"] for entry in answer["people"] + answer["outside"]}
    assert found == pytest.approx(brute.influence(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_blockers_and_their_answers(seed: int) -> None:
    net, brute = both(seed)
    found = blockers(net, "D", force=True).answer["people"]
    expected = brute.blockers()
    assert sorted(entry["id"] for entry in found) == sorted(expected)
    for entry in found:
        cost, answers = expected[entry["id"]]
        assert entry["cost"] == pytest.approx(cost, abs=1e-9)
        assert [a["answer"] for a in entry["answers"]] == [kind for kind, _ in answers]
        assert [a["pwin"] for a in entry["answers"]] == pytest.approx([value for _, value in answers], abs=1e-9)


@pytest.mark.parametrize("seed", range(0, 240, 3))
def test_what_if_somebody_leaves(seed: int) -> None:
    net, brute = both(seed)
    gone = max(brute.contacts)
    later = committee(net.without(gone), "D", force=True).answer["pwin"]
    stay = {who: word for who, word in brute.attitudes().items() if who != gone}
    settled = brute.settled(stay, people=set(stay))
    assert later == pytest.approx(brute.win(settled, brute.group(stay)), abs=1e-9)
