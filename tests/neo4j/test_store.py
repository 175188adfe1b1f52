"""The team's store on a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.parity.generated import workspace as generated
from tests.stores.workspaces import AT, row
from tests.stores.workspaces import workspace as small

from influence.errors import UnknownName, UsageError
from influence.files import sha256
from influence.model.rows import Rows
from influence.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.neo4j.server import Server

    from influence.stores.neo4j.store import Neo4jStore

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
OURS = ("Person", "Account", "Deal", "Interest", "Event", "Attitude", "Sale", "Assumption", "Load")


@pytest.fixture
def store(server: Server, workspace: str) -> Iterator[Neo4jStore]:
    with open_store(server.uri, workspace=workspace) as opened:
        yield opened  # type: ignore[misc]


def loads_in(server: Server, workspace: str) -> set[str]:
    query = "MATCH (n) WHERE n.workspace = $workspace AND n.load IS NOT NULL RETURN DISTINCT n.load AS load"
    return {record["load"] for record in server.run(query, workspace=workspace)}


def written(server: Server, workspace: str) -> list[Any]:
    query = (
        "MATCH (n) WHERE n.workspace = $workspace OPTIONAL MATCH (n)-[r]->() "
        "RETURN elementId(n) AS node, elementId(r) AS tie, properties(n) AS held ORDER BY node, tie"
    )
    return server.run(query, workspace=workspace)


def test_the_same_again_writes_nothing(store: Neo4jStore, server: Server) -> None:
    first = store.load(small(), sources=(), at=AT)
    before = written(server, store.workspace)
    again = store.load(small(), sources=(), at="2026-01-01")
    assert (first.changed, again.changed, again.tag) == (True, False, first.tag)
    assert written(server, store.workspace) == before


def test_a_new_load_replaces_the_old_one(store: Neo4jStore, server: Server) -> None:
    store.load(small(), sources=(), at=AT)
    tag = store.load(generated(7), sources=(), at=AT).tag
    assert store.rows().digest == generated(7).digest
    assert loads_in(server, store.workspace) == {tag}


def test_workspaces_stay_apart(store: Neo4jStore, server: Server) -> None:
    store.load(small(), sources=(), at=AT)
    with open_store(server.uri, workspace=f"{store.workspace}-other") as other:
        other.load(generated(8), sources=(), at=AT)
        assert (other.digest(), store.digest()) == (generated(8).digest, small().digest)
        other.load(small(), sources=(), at=AT)
        other.forget("c1", at=AT)
        assert (store.verify(), store.rows().digest) == ([], small().digest)
        assert (store.forgotten("c1"), other.forgotten("c1")) == (False, True)


def test_an_edit_and_its_undo(store: Neo4jStore) -> None:
    store.load(small(), sources=(), at=AT)
    store.edit({"op": "attitude", "id": "c2", "value": "support"}, AT)
    assert store.digest() == store.rows().digest != small().digest
    store.undo()
    assert store.digest() == store.rows().digest == small().digest


def test_edits_outlive_a_load(store: Neo4jStore) -> None:
    store.load(small(), sources=(), at=AT)
    store.edit({"op": "tie", "source": "t1", "target": "c2", "kind": "friend", "strength": 0.9}, AT)
    store.load(small(sales=[]), sources=(), at=AT)
    assert [row[3] for row in store.rows()["relationships"] if row[:3] == ("t1", "c2", "friend")] == [0.9]
    assert store.digest() == store.rows().digest


def test_forgetting_reaches_every_property(store: Neo4jStore, server: Server) -> None:
    store.load(small(), sources=(), at=AT)
    done = store.forget("c1", at=AT)
    held = "MATCH (n) WHERE n.workspace = $workspace OPTIONAL MATCH (n)-[r]-() RETURN properties(n), properties(r)"
    assert "bo li" not in str(server.run(held, workspace=store.workspace)).lower()
    assert done.tombstone
    assert done.masked == 3


def test_the_forgotten_do_not_come_back(store: Neo4jStore) -> None:
    store.load(small(), sources=(), at=AT)
    store.forget("c1", at=AT)
    assert store.load(small(), sources=(), at=AT).left_out == 1
    assert "c1" not in {person[1] for person in store.rows()["contacts"]}
    assert store.forgotten("c1")


@pytest.mark.parametrize("delete", [True, False])
def test_forgetting_looks_through_our_files(store: Neo4jStore, tmp_path: Path, *, delete: bool) -> None:
    store.load(small(), sources=(), at=AT)
    page, other = tmp_path / "map.html", tmp_path / "other.html"
    for path, text in ((page, "<p>Bo Li</p>"), (other, "<p>Cy Wu</p>")):
        path.write_text(text, encoding="utf-8")
        store.record_output(str(path), sha256(path), at=AT, kind="map")
    done = store.forget("c1", at=AT, files=delete)
    assert (list(done.deleted), list(done.files)) == (([str(page)], []) if delete else ([], [str(page)]))
    assert (page.exists(), other.exists()) == (not delete, True)
    assert [output.path for output in store.outputs()] == [str(other)] if delete else [str(page), str(other)]


def test_forgetting_takes_rows_out_of_a_quarantine_file(store: Neo4jStore, tmp_path: Path) -> None:
    store.load(small(), sources=(), at=AT)
    left_out = tmp_path / "left.csv"
    left_out.write_text("table,name\ncontacts,Bo Li\ncontacts,Cy Wu\n", encoding="utf-8")
    store.record_output(str(left_out), sha256(left_out), at=AT, kind="quarantine")
    store.forget("c1", at="2026-12-01")
    assert "Bo Li" not in left_out.read_text(encoding="utf-8")
    assert [(o.at, o.sha256) for o in store.outputs()] == [("2026-12-01", sha256(left_out))]


def test_a_change_by_hand_is_found_and_mended(store: Neo4jStore, server: Server) -> None:
    store.load(small(), sources=(), at=AT)
    change = "MATCH (n:Person {id: 'c2'}) WHERE n.workspace = $workspace SET n.leaving = 0.9"
    server.run(change, workspace=store.workspace)
    assert "changed by hand" in store.verify()[0]
    store.load(small(sales=[]), sources=(), at=AT)
    assert store.verify() == []


def test_a_row_removed_by_hand_is_found(store: Neo4jStore, server: Server) -> None:
    store.load(small(), sources=(), at=AT)
    server.run("MATCH (n:Sale) WHERE n.workspace = $workspace DETACH DELETE n", workspace=store.workspace)
    assert store.verify() == ["sales: 0 rows in Neo4j, 1 were loaded"]


def test_only_the_current_load_has_a_tag(store: Neo4jStore) -> None:
    tag = store.load(small(), sources=(), at=AT).tag
    assert store.rows(tag).digest == small().digest
    with pytest.raises(UnknownName, match="no load has the tag"):
        store.rows("L999")


def test_around_reads_the_ties_of_some_people_alone(store: Neo4jStore) -> None:
    apart = [row("contacts", name="Di", id="z9", account="A2"), *small()["contacts"]]
    store.load(small(contacts=apart), sources=(), at=AT)
    around = store.around(["c1"])
    assert {person[1] for person in around["contacts"]} == {"c1", "c2"}
    assert list(around["interactions"]) == [met for met in small()["interactions"] if "c1" in met[2]]


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as told:
        open_store("neo4j://neo4j:hunter22@127.0.0.1:7687")
    assert "hunter22" not in str(told.value) + told.value.hint


def test_places_come_back(store: Neo4jStore) -> None:
    rows = Rows({"team": small()["team"]}, {"team": [("team.csv", 2)]})
    store.load(rows, sources=(), at=AT)
    assert store.rows(places=True).places == {"team": [("team.csv", 2)]}
    assert [(held.file, held.line) for held in store.held("t1")] == [("team.csv", 2)]
