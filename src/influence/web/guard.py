"""What stands before every request of the local app: right host, right origin, right token, and the safe headers.

The app listens on the loopback alone, but any page in the same browser can aim a request at it. A foreign Host stops
DNS rebinding, a foreign Origin stops other pages, the token stops other users of the machine.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN = b"x-influence-token"
LARGEST_BODY = 65_536


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further: HTTP status, code and message."""

    status: int
    code: str
    message: str
    hint: str


HOST_MISSING = Refusal(400, "host", "the request names no host", "use the address that `influence serve` printed")
HOST_FOREIGN = Refusal(
    403, "host", "the request names a foreign host", "use the address that `influence serve` printed"
)
ORIGIN_FOREIGN = Refusal(403, "origin", "the request comes from another page", "open the app's own page")
TOKEN_WRONG = Refusal(401, "token", "the token is missing or wrong", "open the address that `influence serve` printed")
TOO_LARGE = Refusal(413, "too_large", f"the body is larger than {LARGEST_BODY} bytes", "send one edit at a time")
NOT_JSON = Refusal(415, "content_type", "the body is not JSON", "send Content-Type: application/json")


def hosts(port: int) -> frozenset[str]:
    """The names under which the app may be addressed."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


def _all(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI application that lets through to `app` what may pass and adds the headers to every reply."""

    app: App
    port: int
    token: str
    policy: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        reply = self._headed(send)
        if refusal is None:
            await self.app(scope, receive, reply)
        else:
            await _refuse(refusal, reply)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why the request is refused, or None."""
        return self._stranger(scope) or self._unsigned(scope) or _unfit(scope)

    def _stranger(self, scope: Scope) -> Refusal | None:
        named = [value.decode("latin-1").lower() for value in _all(scope, b"host")]
        if len(named) != 1 or not named[0]:
            return HOST_MISSING
        if named[0] not in hosts(self.port):
            return HOST_FOREIGN
        origins = {value.decode("latin-1").lower() for value in _all(scope, b"origin")}
        own = {f"http://{name}" for name in hosts(self.port)}
        return None if origins <= own else ORIGIN_FOREIGN

    def _unsigned(self, scope: Scope) -> Refusal | None:
        if not scope["path"].startswith("/api"):
            return None
        given = _all(scope, TOKEN)
        known = len(given) == 1 and hmac.compare_digest(given[0], self.token.encode())
        return None if known else TOKEN_WRONG

    def _headed(self, send: Send) -> Send:
        async def reply(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_headers(self.policy)]
            await send(message)

        return reply


def _headers(policy: str) -> Iterable[tuple[bytes, bytes]]:
    return (
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cache-control", b"no-store"),
        (b"x-frame-options", b"DENY"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"content-security-policy", f"{policy}; frame-ancestors 'none'".encode()),
    )


def _unfit(scope: Scope) -> Refusal | None:
    if scope["method"] != "POST":
        return None
    kinds = [value.split(b";")[0].strip().lower() for value in _all(scope, b"content-type")]
    if kinds != [b"application/json"]:
        return NOT_JSON
    lengths = [value for value in _all(scope, b"content-length") if value.isdigit()]
    return TOO_LARGE if not lengths or int(lengths[0]) > LARGEST_BODY else None


async def _refuse(refusal: Refusal, send: Send) -> None:
    from starlette.responses import JSONResponse

    body = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint, "candidates": []}
    response = JSONResponse({"schema_version": 1, "error": body}, refusal.status)
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": response.body})
