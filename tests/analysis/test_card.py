from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence import sample
from influence.analysis.card import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network


@pytest.fixture(scope="module")
def net() -> Network:
    found: Network = inf.load(sample.folder(), as_of=sample.AS_OF)
    return found


def test_a_person_shows_posts_ties_interests_and_advice(net: Network) -> None:
    card = show(net, "Chen Fang").answer

    assert card["kind"] == "contact"
    assert card["posts"][0]["title"] == "Managing director"
    assert {"jiang-tao"} <= {tie["source"] for tie in card["ties"]}
    assert card["advice"]


def test_advice_comes_in_chinese(net: Network) -> None:
    assert any("一" <= letter <= "鿿" for letter in show(net, "Chen Fang", lang="zh").answer["advice"][0])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("oakhall", "account"), ("premium-line", "deal"), ("chen-brand", "interest"), ("Gao Jie", "referrer")],
)
def test_every_kind_of_thing_has_a_card(net: Network, name: str, kind: str) -> None:
    assert show(net, name).answer["kind"] == kind


def test_an_account_shows_its_type(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="name,account\nAnn,F", accounts="name,type\nF,group")
    assert show(net, "F").answer["type"] == "group"


@pytest.mark.parametrize("thing", ["D", "I"])
def test_what_is_not_there_at_the_date_still_has_a_card(network_of: Callable[..., Network], thing: str) -> None:
    net = network_of(
        as_of="2026-01-01",
        contacts="name,account\nAnn,F",
        deals="name,account,opened_on\nD,F,2026-06-01",
        interests="id,holder,since\nI,Ann,2026-06-01",
    )
    assert show(net, thing).answer["id"] == thing
