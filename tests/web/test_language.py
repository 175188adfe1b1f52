"""Errors in the language of the page that asks; without a page's header everything stays as the command line has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    Make = Callable[..., TestClient]

CHINESE = {"X-Influence-Lang": "zh"}


def test_an_unknown_name_is_told_in_chinese(client: Make) -> None:
    reply = client().get("/api/path", params={"to": "nobody at all"}, headers=CHINESE)

    assert reply.status_code == 404
    assert reply.json()["error"]["message"] == "没有名为 'nobody at all' 的人员、客户或商机"
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_a_refused_token_is_told_in_chinese(client: Make) -> None:
    reply = client(token=None).get("/api/status", headers=CHINESE)

    assert reply.status_code == 401
    assert reply.json()["error"] == {
        "code": "token",
        "message": "访问令牌缺失或有误",
        "hint": "请打开 `influence serve` 显示的地址",
        "candidates": [],
    }
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("headers", [{}, {"X-Influence-Lang": "en"}, {"X-Influence-Lang": "xx"}], ids=str)
def test_other_pages_and_programs_get_english(client: Make, headers: dict[str, str]) -> None:
    reply = client().get("/api/path", params={"to": "nobody at all"}, headers=headers)

    assert reply.json()["error"]["message"] == "no person or account or deal is called 'nobody at all'"


def test_an_edit_that_is_refused_is_told_in_chinese(client: Make) -> None:
    edit = {"op": "attitude", "id": "chen-fang", "value": "keen"}

    read_only = client().post("/api/edit", json=edit, headers=CHINESE)
    wrong = client(edit=True).post("/api/edit", json=edit, headers=CHINESE)

    assert read_only.json()["error"]["message"] == "应用以只读方式启动"
    assert wrong.json()["error"]["message"] == "value 'keen' 未知"


def test_answers_and_pages_are_untouched(client: Make) -> None:
    app = client()

    assert app.get("/api/status", headers=CHINESE).content == app.get("/api/status").content
    assert app.get("/nothing", headers=CHINESE).content == app.get("/nothing").content
