"""A small proxy that cuts, delays or silences a connection at chosen bytes of what the server sends."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Self


class Proxy:
    """Passes bytes between clients and the server at `port`.

    After `allowed` bytes from the server (None: never) it does what `then` says: ``cut`` closes both ends, ``silence``
    passes nothing more, ``truncate`` passes half of the last piece and closes. `delay` seconds before each piece.
    """

    def __init__(self, port: int, *, allowed: int | None = None, then: str = "cut", delay: float = 0) -> None:
        self.target, self.allowed, self.then, self.delay = port, allowed, then, delay
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()
        for end in self.open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                self.open += [client, server]
                for ends in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:  # noqa: FBT001 - an inner call
        with suppress(OSError):
            while piece := source.recv(4096):
                time.sleep(self.delay)
                if answers and self._over(piece, sink, source):
                    return
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _over(self, piece: bytes, sink: socket.socket, source: socket.socket) -> bool:
        """Whether the allowance is used up; then the fault happens."""
        self.passed += len(piece)
        if self.allowed is None or self.passed <= self.allowed:
            return False
        if self.then == "truncate":
            sink.sendall(piece[: len(piece) // 2])
        if self.then != "silence":
            for end in (sink, source):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        return True
