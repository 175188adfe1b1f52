"""Running the app: one loopback port, one line with the address, a clean end."""

from __future__ import annotations

import contextlib
import secrets
import socket
import sys
import webbrowser
from typing import TYPE_CHECKING, Any

from influence.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.web.workspace import Workspace

HOST = "127.0.0.1"
GRACE = 3


def listening(port: int) -> socket.socket:
    """A socket bound to `port` on the loopback (0: any free one); raises `EnvironmentFault` where it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        raise EnvironmentFault(
            f"cannot listen on {HOST}:{port}: {(error.strerror or str(error)).lower()}",
            hint="choose another port with --port, or 0 for any free one",
        ) from error
    return bound


def _announced(server: Any, say: Callable[[], None]) -> Any:
    """`server` that calls `say` once it accepts connections."""
    begin = server.startup

    async def startup(sockets: list[socket.socket] | None = None) -> None:
        await begin(sockets=sockets)
        say()

    server.startup = startup
    return server


def serve(workspace: Workspace, *, port: int = 8765, browser: bool = True) -> None:
    """Serve `workspace` until SIGTERM or Ctrl-C; prints ``http://127.0.0.1:PORT/#token=TOKEN`` once it listens.

    Raises `EnvironmentFault` where the port is taken.
    """
    import uvicorn

    from influence.web.app import application

    with contextlib.closing(listening(port)) as bound:
        number = bound.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://{HOST}:{number}/#token={token}"

        def say() -> None:
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            if browser:
                webbrowser.open(address)

        config = uvicorn.Config(
            application(workspace, port=number, token=token),
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            lifespan="off",
        )
        with contextlib.suppress(KeyboardInterrupt):
            _announced(uvicorn.Server(config), say).run(sockets=[bound])
