"""Network: what is there at a date, and what-ifs."""

from __future__ import annotations

from datetime import date

import pytest

from differential.generated import row
from influence.errors import UnknownName, UsageError
from influence.model.rows import Rows
from influence.network import Network, build


def net_at(day: str = "2026-06-30") -> Network:
    contacts = [
        row("contacts", name="Ann", id="a", account="X", layer="decision", attitude="doubt", since="2020-01-01"),
        row("contacts", name="Bo", id="b", account="X", layer="operation", until="2026-01-01"),
        row("contacts", name="Cy", id="c", account="Y", since="2027-01-01"),
    ]
    rows = {
        "accounts": [row("accounts", name=one, id=one) for one in "XY"],
        "contacts": contacts,
        "team": [row("team", name="Us", id="u", layer="operation")],
        "attitudes": [row("attitudes", contact="a", on="2026-05-01", attitude="support")],
        "relationships": [
            row("relationships", source="u", target="a", kind="knows", strength=0.5),
            row("relationships", source="u", target="b", kind="knows", strength=0.4),
            row("relationships", source="a", target="b", kind="conflict"),
        ],
    }
    return build(Rows(rows), as_of=date.fromisoformat(day))


def ids(net: Network, people: list[int]) -> list[str]:
    return [net.ids[person] for person in people]


def test_ended_posts_end_membership_not_the_person() -> None:
    net = net_at()
    assert ids(net, net.contacts("X")) == ["a"]
    assert ids(net, net.everyone) == ["a", "b", "u"]


def test_posts_are_inclusive_at_their_end() -> None:
    assert ids(net_at("2026-01-01"), net_at("2026-01-01").contacts("X")) == ["a", "b"]


def test_a_person_comes_with_the_first_row() -> None:
    assert ids(net_at("2027-01-01"), net_at("2027-01-01").everyone) == ["a", "b", "c", "u"]


@pytest.mark.parametrize(("day", "word"), [("2026-04-30", "doubt"), ("2026-05-01", "support")])
def test_attitudes_hold_from_their_date(day: str, word: str) -> None:
    net = net_at(day)
    assert net.attitude(net.index("a")) == word


def test_without_removes_a_person_and_their_ties_and_leaves_the_first_network_alone() -> None:
    net = net_at()
    gone = net.without("a")
    assert ids(gone, gone.everyone) == ["b", "u"]
    assert ids(gone, list(gone.neighbours(gone.index("u")))) == ["b"]
    assert len(net.everyone) == 3


def test_a_changed_attitude_shows_in_the_new_network_alone() -> None:
    net = net_at()
    changed = net.with_attitude("a", "resist")
    assert (changed.attitude(0), net.attitude(0), changed.digest == net.digest) == ("resist", "support", True)


def test_a_stated_tie_replaces_all_others_of_the_pair() -> None:
    changed = net_at().with_tie("a", "b", 0.9)
    assert [(tie.kind, tie.strength) for tie in changed.ties(0, 1)] == [("knows", 0.9)]
    assert not changed.blocked(0, 1)


def test_a_tie_of_zero_is_cut() -> None:
    assert net_at().with_tie("u", "a", 0).ties(0, 3) == ()


@pytest.mark.parametrize(("one", "other", "strength"), [("a", "a", 0.5), ("a", "b", 1.5)])
def test_impossible_ties_are_refused(one: str, other: str, strength: float) -> None:
    with pytest.raises(UsageError):
        net_at().with_tie(one, other, strength)


def test_an_account_has_its_contacts_and_those_of_us_with_a_tie_to_them() -> None:
    small = net_at().account("X")
    assert ids(small, small.everyone) == ["a", "u"]


def test_unknown_people_and_accounts_are_named() -> None:
    with pytest.raises(UnknownName):
        net_at().index("nobody")
    with pytest.raises(UnknownName):
        net_at().contacts("Z")
