"""Several writers at once, and answers that end too soon: provoked on purpose, and survived."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from neo4j.exceptions import Neo4jError
from tests.neo4j.proxy import Proxy
from tests.neo4j.test_near import groups
from tests.parity.generated import workspace as generated
from tests.stores.workspaces import AT

from influence.errors import StoreUnavailable
from influence.model.kinds import TIE_KINDS
from influence.stores import open_store
from influence.stores.neo4j import write

if TYPE_CHECKING:
    from tests.neo4j.server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow, pytest.mark.timeout(120)]
HOLD_PEOPLE = "MATCH (p:Person {workspace: $workspace}) SET p.rival = true"
WANT_LOADS = "MATCH (l:Load {workspace: $workspace}) SET l.rival = true"


class Rival:
    """Another writer, who holds every person of a workspace and then wants its loads, which the loader holds."""

    def __init__(self, server: Server, workspace: str) -> None:
        self.server, self.workspace = server, workspace
        self.thread = threading.Thread(target=self._write, daemon=True)
        self.holds, self.failed = threading.Event(), ""

    def clash(self) -> None:
        """Come back when both want what the other one holds."""
        self.thread.start()
        assert self.holds.wait(20)
        time.sleep(0.5)

    def _write(self) -> None:
        with self.server.driver() as driver, driver.session(database="neo4j") as session:
            transaction = session.begin_transaction()
            try:
                transaction.run(HOLD_PEOPLE, workspace=self.workspace).consume()
                self.holds.set()
                transaction.run(WANT_LOADS, workspace=self.workspace).consume()
                transaction.rollback()
            except Neo4jError as error:
                self.failed = error.code or ""


def test_a_deadlock_with_another_writer(server: Server, workspace: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rival, asked, original = Rival(server, workspace), [], write.statement

    def statement(name: str) -> str:
        asked.append(name)
        if name.removeprefix("load/") in TIE_KINDS and not rival.thread.ident:
            rival.clash()
        return original(name)

    monkeypatch.setattr(write, "BATCH", 20)
    monkeypatch.setattr(write, "statement", statement)
    with open_store(server.uri, workspace=workspace) as store:
        store.load(groups(10), sources=(), at=AT)
        rival.thread.join(20)
        assert "DeadlockDetected" in rival.failed or asked.count("load/batch") > _batches(groups(10))
        assert store.digest() == store.rows().digest == groups(10).digest


def _batches(rows: Any) -> int:
    """Batches of a load that nothing disturbs."""
    from influence.stores.neo4j.pack import Summed, entries

    return -(-len(list(entries(Summed.of(rows)))) // write.BATCH)


@pytest.mark.parametrize("then", ["cut", "truncate"])
@pytest.mark.parametrize("more", [10, 3_000, 20_000])
def test_the_connection_ends_in_the_middle_of_an_answer(more: int, then: str, server: Server, workspace: str) -> None:
    with open_store(server.uri, workspace=workspace) as store:
        store.load(groups(60), sources=(), at=AT)
    with Proxy(server.port) as proxy, open_store(proxy.uri, workspace=workspace) as store:
        store.digest()
        proxy.allowed, proxy.then = proxy.passed + more, then
        with pytest.raises(StoreUnavailable, match="cannot be reached"):
            store.rows()
    with open_store(server.uri, workspace=workspace) as store:
        assert store.rows().digest == groups(60).digest


def test_first_loads_of_several_people_at_once(mortal: Server, workspace: str) -> None:
    """They make the constraints at the same time, which the server answers with deadlocks."""
    from concurrent.futures import ThreadPoolExecutor

    mortal.run("MATCH (n) DETACH DELETE n")
    for kind, found in (("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"), ("INDEX", "SHOW RANGE INDEXES YIELD name")):
        for one in mortal.run(found):
            mortal.run(f"DROP {kind} {one['name']} IF EXISTS")

    def load(person: int) -> bool:
        with open_store(mortal.uri, workspace=f"{workspace}-{person}") as store:
            store.load(generated(person), sources=(), at=AT)
            return store.rows().digest == generated(person).digest

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(load, range(4))) == [True] * 4


def test_two_loaders_in_small_batches(server: Server, workspace: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their transactions interleave many times, on the same workspace."""
    from concurrent.futures import ThreadPoolExecutor

    def load(seed: int) -> None:
        with open_store(server.uri, workspace=workspace) as store:
            store.load(generated(seed), sources=(), at=AT)

    monkeypatch.setattr(write, "BATCH", 10)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(load, range(3)))
    with open_store(server.uri, workspace=workspace) as store:
        assert store.verify() == []
        assert store.digest() in {generated(seed).digest for seed in range(3)}
