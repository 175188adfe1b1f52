"""What the app says when a question fails in a way that nobody foresaw."""

from __future__ import annotations

import json

import pytest

from influence.web.replies import guarded


def fails() -> bytes:
    return str(1 // 0).encode()


def test_an_unforeseen_fault_is_told_without_its_insides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INFLUENCE_DEBUG", raising=False)

    reply = guarded(fails)

    told = json.loads(bytes(reply.body))["error"]
    assert (reply.status_code, told["code"]) == (500, "internal")
    assert told["message"].endswith("ZeroDivisionError")
    assert "INFLUENCE_DEBUG=1" in told["hint"]


def test_whoever_looks_into_it_gets_the_fault_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFLUENCE_DEBUG", "1")

    with pytest.raises(ZeroDivisionError):
        guarded(fails)
