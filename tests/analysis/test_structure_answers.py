"""Centrality, key players and structure as answers: shape, errors, edge cases, words."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence.analysis import spectral
from influence.analysis.centrality import MEASURES, centrality
from influence.analysis.graph import graph_of
from influence.analysis.keyplayers import keyplayers
from influence.analysis.structure import structure
from influence.errors import UnknownName, UsageError
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import Network, build
from influence.sample import AS_OF

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.analysis.results import Result

QUESTIONS: dict[str, Callable[[Network], Result]] = {
    "centrality": lambda net: inf.centrality(net, "oakhall"),
    "keyplayers": lambda net: inf.keyplayers(net, "oakhall", k=2, criterion="fragmentation"),
    "structure": lambda net: inf.structure(net, "oakhall", likely=True),
    "interests": lambda net: inf.interests(net, "premium-line"),
    "coverage": lambda net: inf.coverage(net, "oakhall"),
    "plan": lambda net: inf.plan(net, "premium-line"),
    "questions": lambda net: inf.questions(net, "premium-line"),
    "time": inf.time,
    "match": lambda net: inf.match(net, "oakhall"),
    "accounts": inf.accounts,
    "alerts": inf.alerts,
    "ledger": inf.ledger,
}


@pytest.mark.parametrize("name", QUESTIONS)
class TestEveryAnswer:
    def test_is_plain_json_without_nan(self, sample_net: Network, name: str) -> None:
        document = QUESTIONS[name](sample_net).document()
        assert json.loads(json.dumps(document, allow_nan=False)) == document

    def test_does_not_show_the_order_of_rows(self, sample_rows: Rows, sample_net: Network, name: str) -> None:
        mixed = {table: sorted(rows, key=repr, reverse=True) for table, rows in sample_rows.tables.items()}
        shuffled = build(Rows(mixed), as_of=AS_OF)
        assert QUESTIONS[name](shuffled).answer == QUESTIONS[name](sample_net).answer

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_explains_its_first_line(self, sample_net: Network, name: str, lang: str) -> None:
        assert len(QUESTIONS[name](sample_net).explain(0, lang)) > 15

    def test_makes_a_frame(self, sample_net: Network, name: str) -> None:
        result = QUESTIONS[name](sample_net)
        assert len(result.to_frame()) == len(result.entries)


def small(*contacts: str, ties: tuple[tuple[str, str], ...] = ()) -> Network:
    """Contacts of one account A and plain ties among them."""
    names = {table: TABLES[table].column_names for table in TABLES}

    def row(table: str, **values: object) -> tuple[object, ...]:
        return tuple(values.get(name) for name in names[table])

    tables = {
        "accounts": [
            row("accounts", id="A", name="A", reference=False),
            row("accounts", id="B", name="B", reference=False),
        ],
        "contacts": [
            row("contacts", id=c, name=c, account="A", attitude="unknown", public_official=False) for c in contacts
        ],
        "relationships": [row("relationships", source=a, target=b, kind="knows", directed=False) for a, b in ties],
    }
    return build(Rows(tables), as_of=date(2026, 1, 1))


def test_an_unknown_measure_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="is no measure") as caught:
        centrality(small("a"), "A", ["beauty"])
    assert "pagerank" in caught.value.hint


def test_an_empty_account_is_an_error() -> None:
    with pytest.raises(UsageError, match="there is nobody at B"):
        centrality(small("a"), "B")


def test_an_unknown_account_is_an_error() -> None:
    with pytest.raises(UnknownName):
        keyplayers(small("a"), "C")


@pytest.mark.parametrize("contacts", [("a",), ("a", "b"), ("a", "b", "c")])
def test_people_without_ties_have_plain_values(contacts: tuple[str, ...]) -> None:
    people = centrality(small(*contacts), "A").entries
    assert all(row["constraint"] is None and row["effective_size"] == 0 for row in people)
    assert [row["eigenvector"] for row in people] == pytest.approx([len(contacts) ** -0.5] * len(contacts))


def test_undirected_in_degree_equals_degree_and_says_so() -> None:
    found = centrality(small("a", "b", "c", ties=(("a", "b"),)), "A", ["degree", "in_degree"])
    assert [row["in_degree"] for row in found.entries] == [row["degree"] for row in found.entries] == [0.5, 0.5, 0.0]
    assert "--directed" in found.warnings[0]


def test_all_measures_of_a_directed_account(sample_net: Network) -> None:
    found = centrality(sample_net, "oakhall", directed=True, weighted=True)
    assert found.answer["measures"] == list(MEASURES)
    assert found.answer["ties_used"]["directed"] is True


def test_of_a_line_the_middle_holds_it_together() -> None:
    net = small("a", "b", "c", ties=(("a", "b"), ("b", "c")))
    found = keyplayers(net, "A", k=1, criterion="fragmentation").answer
    assert found["sets"] == [{"people": ["b"], "score": 1.0}]


def test_two_steps_reach_further() -> None:
    net = small("a", "b", "c", ties=(("a", "b"), ("b", "c")))
    assert keyplayers(net, "A", k=1, steps=2).answer["sets"][0] == {"people": ["a"], "score": 1.0}


@pytest.mark.parametrize("k", [0, 4])
def test_an_impossible_size_is_an_error(k: int) -> None:
    with pytest.raises(UsageError, match="not possible"):
        keyplayers(small("a", "b", "c"), "A", k=k)


def test_an_unknown_criterion_is_an_error() -> None:
    with pytest.raises(UsageError, match="is no criterion"):
        keyplayers(small("a"), "A", k=1, criterion="charm")


def test_cut_people_and_bridges_of_a_line() -> None:
    found = structure(small("a", "b", "c", ties=(("a", "b"), ("b", "c"))), "A").answer
    assert (found["cut_people"], found["bridges"]) == (["b"], [["a", "b"], ["b", "c"]])


def test_two_camps_joined_by_nobody_leave_a_hole() -> None:
    one, other = tuple("abcdef"), tuple("ghijkl")
    ties = tuple((a, b) for camp in (one, other) for at, a in enumerate(camp) for b in camp[at + 1 :])
    found = structure(small(*one, *other, ties=ties), "A").answer
    assert [camp["people"] for camp in found["factions"]] == [list(one), list(other)]
    assert found["holes"] == [{"between": [0, 1], "people": [], "hole": True}]


def test_likely_ties_are_off_unless_asked_for() -> None:
    net = small("a", "b", "c", ties=(("a", "b"), ("b", "c")))
    assert structure(net, "A").answer["likely_ties"] == []
    found = structure(net, "A", likely=True).answer["likely_ties"]
    assert [(tie["source"], tie["target"], tie["inferred"]) for tie in found] == [("a", "c", True)]
    assert found[0]["probability"] == pytest.approx(0.3)


def test_directed_arcs_point_as_the_rows_do() -> None:
    net = small("a", "b", "c", ties=(("a", "b"),))
    found = centrality(net, "A", ["in_degree", "out_degree"], directed=True).entries
    assert [(row["in_degree"], row["out_degree"]) for row in found] == [(0.5, 0.5), (0.5, 0.5), (0.0, 0.0)]


def test_reports_point_upwards(sample_net: Network) -> None:
    found = centrality(sample_net, "oakhall", ["in_degree", "out_degree"], kinds=["reports_to"], directed=True).entries
    chief = next(row for row in found if row["id"] == "chen-fang")
    assert (chief["out_degree"], chief["in_degree"] > 0) == (0.0, True)


def test_weighted_degree_is_the_sum_of_strengths() -> None:
    found = centrality(small("a", "b", "c", ties=(("a", "b"), ("a", "c"))), "A", ["degree"], weighted=True).entries
    assert [row["degree"] for row in found] == pytest.approx([0.8, 0.4, 0.4])


def test_an_unknown_kind_of_tie_is_an_error(sample_net: Network) -> None:
    with pytest.raises(UsageError, match="is no kind of tie"):
        centrality(sample_net, "oakhall", kinds=["gossip"])


def test_what_does_not_settle_is_an_error_not_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectral, "RESTARTS", 1)
    chain = graph_of(900, [(at, at + 1) for at in range(899)])
    with pytest.raises(UsageError, match="does not settle"):
        spectral.eigenvector(chain)
