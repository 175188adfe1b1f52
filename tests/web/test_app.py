"""The app's questions: the same documents as on the command line, and nothing changed on GET."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from influence import sample
from influence.analysis.decision import committee
from influence.analysis.routes import routes
from influence.workspace import load

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Make = Callable[..., "TestClient"]


def test_committee_is_the_document_of_the_function(client: Make) -> None:
    net = load(sample.folder("en"), as_of=sample.AS_OF)
    reply = client().get("/api/committee", params={"deal": "premium-line"})
    assert reply.json() == committee(net, "premium-line").document()


def test_path_takes_the_long_names_of_the_command(client: Make) -> None:
    net = load(sample.folder("en"), as_of=sample.AS_OF)
    asked = {"to": "Chen Fang", "k": "2", "max-hops": "3", "avoid": ["cai-dong", "li-na"]}
    expected = routes(net, "Chen Fang", k=2, max_hops=3, avoid=["cai-dong", "li-na"])
    assert client().get("/api/path", params=asked).json()["answer"] == expected.document()["answer"]


def test_as_of_asks_about_another_day(client: Make) -> None:
    reply = client().get("/api/committee", params={"deal": "premium-line", "as-of": "2026-06-01"})
    assert reply.json()["as_of"] == "2026-06-01"


def test_whatif_reads_changes(client: Make) -> None:
    asked = {"deal": "premium-line", "attitude": "chen-fang=support", "tie": "li-na:chen-fang=0.9"}
    answer = client().get("/api/whatif", params=asked).json()["answer"]
    assert answer["after"]["pwin"] > answer["before"]["pwin"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/path?to=Nobody", 404),
        ("/api/path", 422),
        ("/api/path?to=Chen+Fang&k=many", 422),
        ("/api/path?to=Chen+Fang&colour=red", 422),
        ("/api/committee?deal=premium-line&as-of=soon", 422),
        ("/api/nothing", 404),
        ("/api/search?text=chen&limit=all", 422),
    ],
)
def test_what_cannot_be_answered_says_why(client: Make, path: str, status: int) -> None:
    reply = client().get(path)
    assert reply.status_code == status
    assert reply.json()["error"]["message"]


def test_search_finds_people_accounts_and_deals(client: Make) -> None:
    found = client().get("/api/search", params={"text": "oak"}).json()["answer"]["found"]
    assert {"kind": "account", "id": "oakhall", "name": "Oakhall Furniture"} in found
    found = client().get("/api/search", params={"text": "finance director"}).json()["answer"]["found"]
    assert "sun-weimin" in [thing["id"] for thing in found]


def test_page_holds_the_view_and_the_shell_holds_no_data(client: Make) -> None:
    page = client().get("/api/page", params={"account": "oakhall"}).json()["answer"]
    assert "chen-fang" in page["people"]["id"]
    assert "chen-fang" not in client().get("/").text


def test_edit_changes_and_undo_restores_the_digest(client: Make) -> None:
    app = client(edit=True)
    before = app.get("/api/committee", params={"deal": "premium-line"}).json()
    edited = app.post("/api/edit", json={"op": "attitude", "id": "chen-fang", "value": "support"})
    after = app.get("/api/committee", params={"deal": "premium-line"}).json()
    assert (edited.status_code, after["digest"]) == (200, edited.json()["digest"])
    assert after["answer"]["pwin"] > before["answer"]["pwin"]
    assert len(app.get("/api/edits").json()["answer"]["edits"]) == 1
    assert app.post("/api/undo", json={}).json()["digest"] == before["digest"]
    assert app.get("/api/committee", params={"deal": "premium-line"}).json() == before


def test_a_tie_is_edited(client: Make) -> None:
    app = client(edit=True)
    tie = {"op": "tie", "source": "li-na", "target": "chen-fang", "kind": "friend", "strength": 0.9}
    assert app.post("/api/edit", json=tie).status_code == 200
    best = app.get("/api/path", params={"to": "chen-fang", "k": 1}).json()["answer"]["routes"][0]
    assert best["people"] == ["li-na", "chen-fang"]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "erase", "id": "chen-fang"},
        {"op": "attitude", "id": "chen-fang", "value": "keen"},
        {"op": "attitude", "id": "", "value": "support"},
        {"op": "attitude", "id": "chen-fang"},
        {"op": "attitude", "id": "chen-fang", "value": "support", "on": "2020-01-01"},
        {"op": "tie", "source": "li-na", "target": "chen-fang", "kind": "likes", "strength": 0.5},
        {"op": "tie", "source": "li-na", "target": "chen-fang", "kind": "knows", "strength": 2},
        {"op": "tie", "source": "li-na", "target": "chen-fang", "kind": "knows", "strength": True},
        ["attitude"],
    ],
)
def test_edits_that_cannot_be_are_refused(client: Make, operation: object) -> None:
    app = client(edit=True)
    before = app.get("/api/edits").json()
    assert app.post("/api/edit", json=operation).status_code == 422
    assert app.get("/api/edits").json() == before


def test_read_only_unless_asked_for(client: Make) -> None:
    app = client()
    assert app.post("/api/edit", json={"op": "attitude", "id": "chen-fang", "value": "support"}).status_code == 403
    assert app.post("/api/undo", json={}).status_code == 403


@pytest.mark.parametrize("path", ["/api/edit", "/api/undo"])
def test_nothing_changes_on_get(client: Make, path: str) -> None:
    app = client(edit=True)
    assert app.get(path, params={"op": "attitude", "id": "chen-fang", "value": "support"}).status_code in (404, 405)
    assert app.get("/api/edits").json()["answer"]["edits"] == []
