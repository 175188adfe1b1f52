"""`influence serve`: the local app in the browser."""

from __future__ import annotations

import click

from influence.cli.options import Settings, question


@question("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--edit", is_flag=True, help="Allow edits of attitudes and ties, with undo and a log.")
def command(settings: Settings, port: int, *, no_browser: bool, edit: bool) -> None:
    """Show the store in the browser: the map, live, on 127.0.0.1 alone.

    Prints the address once it listens; ends with Ctrl-C. Example: influence serve --edit
    """
    from influence.web.server import serve
    from influence.web.workspace import Workspace
    from influence.workspace import now

    workspace = Workspace(
        settings.store,
        settings.date,
        now,
        lang=settings.lang,
        edit=edit,
        assume=settings.assumed,
        name=settings.workspace,
    )
    serve(workspace, port=port, browser=not no_browser)
