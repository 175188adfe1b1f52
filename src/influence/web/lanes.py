"""Who waits for whom: quick questions never queue behind slow ones, and a known answer waits for nobody.

Python runs one thread at a time, so more threads than cores only make every answer late. Each lane has few, and is
served in the order of asking.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from influence.web import replies
from influence.web.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.responses import Response

    from influence.web.workspace import Workspace

QUICK = frozenset({"path", "routes", "show", "edits"})
HISTORY = frozenset({"edits", "status", "diff"})
"""Questions about the store's history, which the digest of the rows does not tell; any change of the file ends them."""
UNKEPT = frozenset({"cypher"})


class Lane:
    """At most `width` threads that work in the order of asking; they never keep the program from ending."""

    def __init__(self, width: int) -> None:
        self._waiting: SimpleQueue[tuple[Callable[[], Response], Future[Response]]] = SimpleQueue()
        self._left = width
        self._lock = threading.Lock()

    def put(self, act: Callable[[], Response]) -> Future[Response]:
        """Have `act`, which must not raise, done in its turn."""
        done: Future[Response] = Future()
        self._waiting.put((act, done))
        with self._lock:
            if self._left:
                self._left -= 1
                threading.Thread(target=self._work, daemon=True).start()
        return done

    def _work(self) -> None:
        while True:
            act, done = self._waiting.get()
            if done.set_running_or_notify_cancel():
                done.set_result(act())


def _lanes() -> dict[str, Lane]:
    return {"quick": Lane(2), "search": Lane(1), "slow": Lane(1)}


def lane(command: str) -> str:
    """Lane of a question; the search has its own, since the first one waits for the index."""
    return "search" if command == "search" else "quick" if command in QUICK else "slow"


@dataclass(slots=True)
class Desk:
    """Takes questions about `workspace`, answered by `ask`, each in its lane; keeps answers while the data stand."""

    workspace: Workspace
    ask: Callable[[str, dict[str, list[str]]], Any]
    kept: Kept = field(default_factory=Kept)
    lanes: dict[str, Lane] = field(default_factory=_lanes)

    async def reply(self, command: str, values: dict[str, list[str]]) -> Response:
        """The reply to one question."""
        known = self._known(self._key(command, values))
        if known is not None:
            return replies.sent(known)
        asked = self.lanes[lane(command)].put(lambda: replies.guarded(lambda: self._body(command, values)))
        return await asyncio.wrap_future(asked)

    def _known(self, key: Hashable | None) -> bytes | None:
        return None if key is None else self.kept.find(key)

    def _key(self, command: str, values: dict[str, list[str]]) -> Hashable | None:
        """What an answer is kept by; None where it is not, or where the store may have changed."""
        seen = None if command in UNKEPT else self.workspace.seen()
        if seen is None:
            return None
        stands = seen if command in HISTORY else seen[1]
        return stands, command, tuple(sorted((name, tuple(texts)) for name, texts in values.items()))

    def _body(self, command: str, values: dict[str, list[str]]) -> bytes:
        """The body of a reply; the same question may have been answered while this one waited."""
        if command not in HISTORY | UNKEPT:
            self.workspace.network()  # reads the store again where it has changed
        key = self._key(command, values)
        known = self._known(key)
        if known is not None:
            return known
        body = replies.body(self.ask(command, {name: list(texts) for name, texts in values.items()}))
        if key is not None and key == self._key(command, values):
            self.kept.keep(key, body)
        return body
