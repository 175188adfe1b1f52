"""Database hits of each shipped question grow with the account or the route it is about, not with the database."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.neo4j.test_near import groups, total
from tests.stores.workspaces import AT, row

from influence.model.rows import Rows
from influence.stores import open_store
from influence.stores.neo4j.questions import questions, values
from influence.stores.neo4j.statements import statement

if TYPE_CHECKING:
    from tests.neo4j.server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
SIZES = (5, 100)
GIVEN = {"account": "A0", "deal": "D0", "person": "p0-0", "since": "2026-01-01", "asked": "1"}


def busy(count: int) -> Rows:
    """The groups, each with a deal, a decision and an interest; five of us, each with a friend in one group."""
    rows, all_groups, team = groups(count), range(count), range(SIZES[0])
    ours = [row("team", name=f"t{g}", id=f"t{g}") for g in team]
    ties = [row("relationships", source=f"t{g}", target=f"p{g}-2", kind="friend", strength=0.9) for g in team]
    more = {
        "team": ours,
        "relationships": [tie for tie in rows["relationships"] if tie[0] != "t1"] + ties,
        "interactions": [],
        "deals": [row("deals", name=f"D{g}", id=f"D{g}", account=f"A{g}") for g in all_groups],
        "decisions": [row("decisions", deal=f"D{g}", contact=f"p{g}-0", part="decide") for g in all_groups],
        "interests": [row("interests", holder=f"p{g}-0", id=f"i{g}", deal=f"D{g}") for g in all_groups],
        "introductions": [
            row("introductions", date="2026-02-01", asker="t0", introducer="p0-2", target="p0-0", outcome="met")
        ],
    }
    return Rows({**rows.tables, **more})


@pytest.fixture(scope="module")
def stored(neo4j_server: Server) -> dict[int, str]:
    """Names of two workspaces, a small one and one twenty times as large, in one database."""
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in neo4j_server.environment.items():
            patch.setenv(name, value)
        for size in SIZES:
            names[size] = f"c{uuid.uuid4().hex[:12]}"
            with open_store(neo4j_server.uri, workspace=names[size]) as store:
                store.load(busy(size), sources=(), at=AT)
            for name in questions():  # the plans are those made while the database held little
                profiled(neo4j_server, name, names[size])
    return names


def profiled(server: Server, name: str, workspace: str, **more: str) -> tuple[int, int]:
    """Rows of a question's answer, and the database hits it took."""
    own = {parameter.name for parameter in questions()[name].parameters}
    given = {key: value for key, value in (GIVEN | more).items() if key in own}
    filled: dict[str, Any] = values(questions()[name], given, workspace=workspace, today=date(2026, 11, 1))
    with server.driver() as driver, driver.session(database="neo4j") as session:
        answer = session.run(f"PROFILE {statement(f'questions/{name}')}", filled)
        found = list(answer)
        return len(found), total(answer.consume().profile)


@pytest.mark.parametrize("name", sorted(questions()))
def test_hits_do_not_grow_with_the_database(name: str, server: Server, stored: dict[int, str]) -> None:
    (few, small), (many, large) = (profiled(server, name, stored[size]) for size in SIZES)
    assert few == many
    assert large <= small * 1.2


def test_fewer_steps_read_less(server: Server, stored: dict[int, str]) -> None:
    asked = [profiled(server, "strongest_introductions", stored[5], least="0.1", hops=hops) for hops in "3456"]
    hits = [cost for _, cost in asked]
    assert sorted(set(hits)) == hits
