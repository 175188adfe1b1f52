"""Almost empty workspaces: every question answers, or says why it cannot; nothing is NaN."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import influence as inf
from influence.errors import UsageError
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.analysis.results import Result
    from influence.network import Network

BLANK = {
    "contacts": {"attitude": "unknown", "public_official": False},
    "accounts": {"reference": False},
    "relationships": {"kind": "knows", "directed": False},
}


def rows(**tables: list[dict[str, Any]]) -> Rows:
    full = {
        table: [
            tuple({**BLANK.get(table, {}), **row}.get(name) for name in TABLES[table].column_names) for row in given
        ]
        for table, given in tables.items()
    }
    return Rows(full)


def net(**tables: list[dict[str, Any]]) -> Network:
    return build(rows(**tables), as_of=date(2026, 1, 1))


ACCOUNT = [{"id": "A", "name": "A"}]
ONE = [{"id": "a", "name": "a", "account": "A"}]
TWO = [*ONE, {"id": "b", "name": "b", "account": "A", "layer": "decision", "attitude": "accept"}]
US = [{"id": "t", "name": "t"}]
WORKSPACES: dict[str, dict[str, list[dict[str, Any]]]] = {
    "one person": {"accounts": ACCOUNT, "contacts": ONE},
    "one person and us": {"accounts": ACCOUNT, "contacts": ONE, "team": US},
    "two apart": {"accounts": ACCOUNT, "contacts": TWO, "team": US},
    "two tied": {"accounts": ACCOUNT, "contacts": TWO, "team": US, "relationships": [{"source": "a", "target": "b"}]},
    "two in conflict": {
        "accounts": ACCOUNT,
        "contacts": TWO,
        "team": US,
        "relationships": [{"source": "a", "target": "b", "kind": "conflict"}],
    },
}
QUESTIONS: dict[str, Callable[[Network], Result]] = {
    "centrality": lambda net: inf.centrality(net, "A"),
    "centrality directed": lambda net: inf.centrality(net, "A", directed=True, weighted=True),
    "keyplayers": lambda net: inf.keyplayers(net, "A", k=1),
    "fragmentation": lambda net: inf.keyplayers(net, "A", k=1, criterion="fragmentation"),
    "structure": lambda net: inf.structure(net, "A", likely=True),
    "interests": lambda net: inf.interests(net, "A"),
    "coverage": lambda net: inf.coverage(net, "A"),
    "plan": lambda net: inf.plan(net, "A", force=True),
    "questions": lambda net: inf.questions(net, "A"),
    "time": inf.time,
    "accounts": inf.accounts,
    "alerts": inf.alerts,
    "ledger": inf.ledger,
}


@pytest.mark.parametrize("workspace", WORKSPACES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_answers_without_nan(name: str, workspace: str) -> None:
    found = QUESTIONS[name](net(**WORKSPACES[workspace]))
    assert json.dumps(found.document(), allow_nan=False)


def test_nobody_of_ours_can_be_matched() -> None:
    with pytest.raises(UsageError, match="nobody in the team"):
        inf.match(net(**WORKSPACES["one person"]), "A")


def test_nobody_who_votes_is_asked_about() -> None:
    found = inf.questions(net(**WORKSPACES["one person"]), "A").entries
    assert [(row["ask"], row["change"]) for row in found] == [("does a decide, advise or veto?", None)]


def test_time_cannot_say() -> None:
    found = inf.time(net(**WORKSPACES["one person"]))
    assert (found.answer["misallocation"], found.none) == (None, True)


def test_no_sales_no_concentration() -> None:
    assert inf.accounts(net(**WORKSPACES["one person"])).answer["gini"] is None


def test_conflicts_are_no_ties() -> None:
    found = inf.centrality(net(**WORKSPACES["two in conflict"]), "A", ["degree"])
    assert [row["degree"] for row in found.entries] == [0.0, 0.0]


def test_the_way_in_to_strangers() -> None:
    ties = [{"source": "t", "target": "a", "strength": 0.2}, {"source": "a", "target": "b", "strength": 0.8}]
    found = inf.coverage(net(accounts=ACCOUNT, contacts=TWO, team=US, relationships=ties), "A").answer
    assert [(row["contact"], row["route"]) for row in found["access"]] == [("a", ["t", "a"]), ("b", ["t", "a", "b"])]
