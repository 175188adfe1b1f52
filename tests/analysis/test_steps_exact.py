"""P(win) after several people moved, against the whole case computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.opinions_initial import one_step
from influence.analysis.steps import Steps

if TYPE_CHECKING:
    from influence.network import Network

GROUPS = (("chen-fang",), ("chen-fang", "zhao-gang"), ("peng-xue", "wu-jian", "he-jun", "gao-min"))


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("deal", ["premium-line", "kitchen-range"])
def test_moving_people_equals_a_new_case(sample_net: Network, deal: str, group: tuple[str, ...]) -> None:
    steps = Steps(case_of(sample_net, matter_of(sample_net, deal)))
    changed = sample_net
    for person in group:
        word = one_step(sample_net.attitude(sample_net.index(person)), 1)
        changed = changed.with_attitude(person, word)
    expected = case_of(changed, matter_of(changed, deal)).pwin
    assert steps.better([sample_net.index(p) for p in group]) == pytest.approx(expected, abs=1e-10)


def test_supporters_cannot_be_moved(sample_net: Network) -> None:
    steps = Steps(case_of(sample_net, matter_of(sample_net, "premium-line")))
    assert sample_net.index("lin-yue") not in steps.movable()
