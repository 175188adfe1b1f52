"""Answers are kept while the data stand, and no more of them than there is room for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from influence.web.kept import Kept
from influence.web.lanes import Lane, lane

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Make = Callable[..., "TestClient"]


def test_the_one_asked_longest_ago_makes_room() -> None:
    kept = Kept(most=10)
    for name in ("a", "b"):
        kept.keep(name, b"12345")
    kept.find("a")
    kept.keep("c", b"12345")
    assert [kept.find(name) for name in "abc"] == [b"12345", None, b"12345"]
    assert kept.size == 10


def test_keeping_again_replaces() -> None:
    kept = Kept(most=10)
    kept.keep("a", b"12345")
    kept.keep("a", b"1")
    assert (kept.find("a"), kept.size) == (b"1", 1)


def test_what_would_take_most_of_the_room_is_not_kept() -> None:
    kept = Kept(most=10)
    kept.keep("a", b"123456")
    assert kept.find("a") is None


def test_a_slow_question_does_not_hold_up_a_quick_one() -> None:
    assert {lane(command) for command in ("path", "show")} == {"quick"}
    assert lane("blockers") == "slow"


def test_a_lane_works_in_the_order_of_asking() -> None:
    done: list[int] = []
    one = Lane(1)
    gate = threading.Event()
    asked = [one.put(gate.wait), *(one.put(lambda n=n: done.append(n)) for n in range(5))]
    gate.set()
    for future in asked:
        future.result(timeout=5)
    assert done == [0, 1, 2, 3, 4]


def test_the_second_answer_is_the_first_one(client: Make) -> None:
    app = client()
    asked = {"deal": "premium-line", "draws": "20"}
    first = app.get("/api/influencers", params=asked)
    assert app.get("/api/influencers", params=asked).content == first.content


def test_an_answer_does_not_outlive_an_edit(client: Make) -> None:
    app = client(edit=True)
    before = app.get("/api/committee", params={"deal": "premium-line"}).json()["answer"]["pwin"]
    app.post("/api/edit", json={"op": "attitude", "id": "chen-fang", "value": "support"})
    edited = app.get("/api/committee", params={"deal": "premium-line"}).json()["answer"]["pwin"]
    app.post("/api/undo", json={})
    assert edited > before
    assert app.get("/api/committee", params={"deal": "premium-line"}).json()["answer"]["pwin"] == before


def test_a_question_that_cannot_be_asked_is_not_kept(client: Make) -> None:
    app = client()
    assert [app.get("/api/path?to=Nobody").status_code for _ in range(2)] == [404, 404]


def test_the_log_of_edits_is_never_an_old_one(client: Make) -> None:
    app = client(edit=True)
    app.get("/api/committee", params={"deal": "premium-line"})
    before = [len(app.get(f"/api/{name}").json()["answer"]["edits"]) for name in ("edits", "status") for _ in "ab"]
    app.post("/api/edit", json={"op": "attitude", "id": "chen-fang", "value": "support"})
    after = [len(app.get(f"/api/{name}").json()["answer"]["edits"]) for name in ("edits", "status") for _ in "ab"]
    assert (before, after) == ([0] * 4, [1] * 4)
