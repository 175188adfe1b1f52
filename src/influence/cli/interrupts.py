"""Ctrl-C stops a command and nothing has changed; once something has changed, it comes too late."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def too_late() -> None:
    """Ignore Ctrl-C from here to the end of the command: the message that nothing changed would be wrong."""
    if _here():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def as_before() -> Iterator[None]:
    """Let Ctrl-C do after the block what it did before it, for callers that live on."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if _here() and signal.getsignal(signal.SIGINT) != before:
            signal.signal(signal.SIGINT, before)


def _here() -> bool:
    return threading.current_thread() is threading.main_thread()
