"""Replies that were worked out before, so that the same question is worked out once while the data stand."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

MOST_BYTES = 64 * 2**20


@dataclass(slots=True)
class Kept:
    """Bodies of replies by question; the ones asked longest ago make room once there are more than `most` bytes.

    Safe to use from several threads.
    """

    most: int = MOST_BYTES
    size: int = 0
    _bodies: OrderedDict[Hashable, bytes] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, question: Hashable) -> bytes | None:
        """The body kept for `question`, or None."""
        with self._lock:
            found = self._bodies.get(question)
            if found is not None:
                self._bodies.move_to_end(question)
            return found

    def keep(self, question: Hashable, body: bytes) -> None:
        """Keep `body` for `question`; one larger than half the room is not kept."""
        if len(body) > self.most // 2:
            return
        with self._lock:
            self.size += len(body) - len(self._bodies.pop(question, b""))
            self._bodies[question] = body
            while self.size > self.most:
                self.size -= len(self._bodies.popitem(last=False)[1])
