"""Errors in the language of the page that asked: it says in a header which one it shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from influence.web.guard import App, Receive, Scope, Send

LANGUAGE = b"x-influence-lang"
Told = Callable[[str, str], str]
"""A message or a hint, in a language."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """ASGI application whose error documents `told` puts into the language asked for; without one they stay English."""

    app: App
    told: Told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and what comes back."""
        asked = [value for name, value in scope.get("headers", ()) if name == LANGUAGE]
        await self.app(scope, receive, self._speaking(send, asked[0].decode("latin-1")) if asked else send)

    def _speaking(self, send: Send, lang: str) -> Send:
        held: list[Any] = []

        async def reply(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                held.append(message)
                return
            if held:
                start, body = held.pop(), self._in_words(message["body"], lang)
                headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
                await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
                message = {**message, "body": body}
            await send(message)

        return reply

    def _in_words(self, body: bytes, lang: str) -> bytes:
        """The document with its message and hint in `lang`; what is no error document stays."""
        try:
            document = json.loads(body)
            error = document["error"]
        except (ValueError, LookupError, TypeError):
            return body
        for part in ("message", "hint"):
            error[part] = self.told(error[part], lang)
        return json.dumps(document, ensure_ascii=False).encode()
