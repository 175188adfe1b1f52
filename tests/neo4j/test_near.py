"""A question about one account or person reads what surrounds it, and answers as if everything had been read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.stores.workspaces import AT, row

from influence import tables
from influence.cli.main import main
from influence.model.rows import Rows
from influence.stores import open_store
from influence.stores.neo4j import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.neo4j.server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "src" / "influence" / "sample" / "en"
NAMED = ("contacts", "team", "referrers", "accounts", "deals", "interests")
TIE = {"op": "tie", "source": "chen-fang", "target": "zhao-gang", "kind": "friend", "strength": 0.4}
QUESTIONS = (["structure", "A0"], ["centrality", "A0"], ["keyplayers", "A0"], ["show", "p0-0"], ["show", "A0"])


def groups(count: int) -> Rows:
    """Accounts of five people each, every one tied to the first account and known to the same one of us."""
    each = [(group, n) for group in range(count) for n in range(5)]
    people = [row("contacts", name=f"p{g}-{n}", id=f"p{g}-{n}", account=f"A{g}", layer="operation") for g, n in each]
    ties = [(f"p{g}-{n}", f"p{g}-{(n + 1) % 5}") for g, n in each]
    ties += [("t1", f"p{group}-0") for group in range(count)]
    ties += [(f"p{group}-1", f"p{group + 1}-1") for group in range(count - 1)]
    return Rows(
        {
            "accounts": [row("accounts", name=f"A{group}", id=f"A{group}") for group in range(count)],
            "contacts": people,
            "team": [row("team", name="Ours", id="t1")],
            "relationships": [row("relationships", source=a, target=b, kind="knows", strength=0.5) for a, b in ties],
            "interactions": [
                row("interactions", date="2026-05-01", source="t1", target=(f"p{g}-0", f"p{g}-1"), channel="call")
                for g in range(count)
            ],
        }
    )


@pytest.fixture
def hits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Database hits of every statement that reads."""
    counted: list[int] = []

    def rows(transaction: Any, text: str, values: dict[str, Any]) -> list[Any]:
        answer = transaction.run(f"PROFILE {text}", values)
        found = [tuple(record.values()) for record in answer]
        counted.append(total(answer.consume().profile))
        return found

    monkeypatch.setattr(connect, "_rows", rows)
    return counted


def total(plan: dict[str, Any]) -> int:
    """Database hits of a plan and of everything below it."""
    own: int = plan.get("args", {}).get("DbHits", 0)
    return own + sum(map(total, plan.get("children", ())))


def asked(question: list[str], store: str, workspace: str, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main([*question, "--store", store, "--workspace", workspace, "--format", "json", "--as-of", "2026-11-01"])
    return stop.value.code, json.loads(capsys.readouterr().out)


@pytest.fixture
def costs(
    server: Server, workspace: str, hits: list[int], capsys: pytest.CaptureFixture[str]
) -> Callable[[list[str]], list[int]]:
    """Database hits of a question in a workspace and in one twenty times as large."""

    def counted(question: list[str]) -> Iterator[int]:
        for count in (3, 60):
            with open_store(server.uri, workspace=f"{workspace}-{count}") as store:
                store.load(groups(count), sources=(), at=AT)
            hits.clear()
            assert asked(question, server.uri, f"{workspace}-{count}", capsys)[0] == 0
            yield sum(hits)

    return lambda question: list(counted(question))


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_what_is_read_does_not_grow_with_the_database(question: list[str], costs: Callable[..., list[int]]) -> None:
    small, large = costs(question)
    assert large <= small * 1.1


def test_an_account_that_is_called_as_somebody_is_numbered(
    server: Server, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = groups(2)
    named = [row("accounts", name="p0-0", id="A0"), *rows["accounts"][1:]]
    with open_store(server.uri, workspace=workspace) as store:
        store.load(Rows({**rows.tables, "accounts": named}), sources=(), at=AT)
    code, told = asked(["structure", "p0-0"], server.uri, workspace, capsys)
    assert (code, told["parameters"]["account"]) == (0, "A0")


def test_a_question_about_everything_does_grow(costs: Callable[..., list[int]]) -> None:
    """What the test above counts is there to be counted."""
    small, large = costs(["centrality"])
    assert large > small * 5


def test_the_same_cards_and_structure_for_everything_in_the_sample(
    server: Server, workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, file = tables.read([SAMPLE]).rows, str(tmp_path / "s.db")
    for address, name in ((file, "default"), (server.uri, workspace)):
        with open_store(address, create=True, workspace=name) as store:
            store.load(rows, sources=(), at=AT)
            store.edit(TIE, AT)
    named = [one[1] for table in NAMED for one in rows[table]]
    questions = [["show", one] for one in dict.fromkeys(named)]
    accounts = [one[1] for one in rows["accounts"]]
    questions += [[word, one] for one in accounts for word in ("structure", "centrality", "keyplayers")]
    wrong = [q for q in questions if asked(q, file, "default", capsys) != asked(q, server.uri, workspace, capsys)]
    assert wrong == []
