"""Running the app: one loopback port, one line with the address, a clean end."""

from __future__ import annotations

import contextlib
import secrets
import socket
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

from influence.errors import EnvironmentFault, InfluenceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.web.app import Ask
    from influence.web.language import Told
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


def _warmed(workspace: Workspace) -> None:
    """Have the network and the search ready before they are asked for."""
    with contextlib.suppress(InfluenceError):  # whoever asks is told
        workspace.index()


def serve(workspace: Workspace, ask: Ask, told: Told, *, port: int = 8765, browser: bool = True) -> None:
    """Serve `workspace` until SIGTERM or Ctrl-C; `ask` answers commands, `told` says errors in the page's language.

    Prints ``http://127.0.0.1:PORT/#token=TOKEN`` once it listens, and reads the store while the page opens.

    Raises `EnvironmentFault` where the port is taken.
    """
    import uvicorn

    from influence.web.app import application

    with contextlib.closing(listening(port)) as bound:
        number = bound.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://{HOST}:{number}/#token={token}"

        def say() -> None:
            threading.Thread(target=_warmed, args=(workspace,), daemon=True).start()
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            if browser:
                webbrowser.open(address)

        config = uvicorn.Config(
            application(workspace, ask, port=number, token=token, told=told),
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            lifespan="off",
        )
        with contextlib.suppress(KeyboardInterrupt):
            _announced(uvicorn.Server(config), say).run(sockets=[bound])
