"""Who may ask: own host, own origin, own token; and the headers of every reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

Make = Callable[..., "TestClient"]
OWN = "127.0.0.1:8765"


@pytest.mark.parametrize("host", [OWN, "localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_own_hosts_pass(client: Make, host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example"]
)
def test_foreign_hosts_do_not(client: Make, host: str) -> None:
    assert client().get("/api/accounts", headers={"Host": host}).status_code == 403


def test_an_empty_host_does_not(client: Make) -> None:
    assert client().get("/", headers={"Host": ""}).status_code in (400, 403)


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8765", ""]
)
def test_foreign_origins_do_not(client: Make, origin: str) -> None:
    reply = client(edit=True).post("/api/undo", json={}, headers={"Origin": origin})
    assert reply.status_code == 403


def test_own_origin_passes(client: Make) -> None:
    assert client(edit=True).post("/api/undo", json={}, headers={"Origin": f"http://{OWN}"}).status_code == 200


@pytest.mark.parametrize("token", [None, "", "wrong", "a-token-of-this-tes"])
@pytest.mark.parametrize("path", ["/api/committee?deal=premium-line", "/api/page", "/api/nothing", "/api"])
def test_no_answer_without_the_token(client: Make, token: str | None, path: str) -> None:
    assert client(token=token).get(path).status_code == 401


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_bodies(client: Make, kind: str) -> None:
    body = b'{"op": "attitude", "id": "chen-fang", "value": "support"}'
    app = client(edit=True)
    assert app.post("/api/edit", content=body, headers={"Content-Type": kind}).status_code == 415
    assert app.get("/api/edits").json()["answer"]["edits"] == []


def test_large_bodies_stop_at_the_cap(client: Make) -> None:
    assert client(edit=True).post("/api/edit", json={"op": "x" * 70_000}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/", "/api/committee?deal=premium-line", "/api/nothing", "/nowhere", "/../etc/passwd", "/api/%2e%2e%2fetc"]
)
def test_every_reply_has_the_headers(client: Make, path: str) -> None:
    headers = client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path", ["/static/x", "/api/../../etc/passwd", "/api/..%2f..%2fetc%2fpasswd", "//etc/passwd", "/%00"]
)
def test_no_path_leads_to_a_file(client: Make, path: str) -> None:
    reply = client().get(path)
    assert reply.status_code in (404, 405)
    assert "root:" not in reply.text
