from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.errors import AmbiguousName, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network


@pytest.fixture
def net(network_of: Callable[..., Network]) -> Network:
    return network_of(
        accounts="id,name\nA1,Acme\nA2,Acorn",
        contacts="id,name,account,title\n1,Chen Fang,A1,CFO\n2,Chen Fang,A2,\n3,陈伟,A1,\n4,Ann Ash,A1,",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", ("person", "1")),
        ("Ann Ash", ("person", "4")),
        ("ann ash", ("person", "4")),
        ("Ash", ("person", "4")),
        ("陈伟", ("person", "3")),
        ("伟", ("person", "3")),
        ("Chen Wei", ("person", "3")),
        ("wei chen", ("person", "3")),
        ("en we", ("person", "3")),
        ("Acme", ("account", "A1")),
    ],
)
def test_a_name_means_one_thing(net: Network, text: str, found: tuple[str, str]) -> None:
    assert net.resolve(text) == found


def test_a_shared_name_lists_everyone_with_account_and_title(net: Network) -> None:
    with pytest.raises(AmbiguousName) as caught:
        net.resolve("Chen Fang", "person")

    assert caught.value.candidates == ["Chen Fang (1, CFO at A1)", "Chen Fang (2, contact at A2)"]


def test_a_misspelt_name_offers_the_nearest(net: Network) -> None:
    with pytest.raises(UnknownName, match="no person is called 'Anm Ash'") as caught:
        net.resolve("Anm Ash", "person")

    assert caught.value.hint == "did you mean Ann Ash (4)?"


def test_a_name_that_begins_another_is_not_taken_for_it(network_of: Callable[..., Network]) -> None:
    net = network_of(contacts="id,name\n1,Ann\n2,Ann Ash\n3,Jo Ann")

    assert net.resolve("Ann").id == "1"


def test_a_name_that_no_text_can_be_is_unknown(net: Network) -> None:
    with pytest.raises(UnknownName):
        net.resolve("\udce9")
