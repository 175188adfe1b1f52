"""`influence serve`: the local app in the browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from influence.cli.options import Settings, question
from influence.cli.phrases import told

if TYPE_CHECKING:
    from influence.web.app import Ask
    from influence.web.workspace import Workspace


@question("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--edit", is_flag=True, help="Allow edits of attitudes and ties, with undo and a log.")
def command(settings: Settings, port: int, *, no_browser: bool, edit: bool) -> None:
    """Show the store in the browser: the map, live, on 127.0.0.1 alone.

    Prints the address once it listens; ends with Ctrl-C. Example: influence serve --edit
    """
    from influence.web.server import serve

    workspace, ask = served(settings, edit=edit)
    serve(workspace, ask, told, port=port, browser=not no_browser)


def served(settings: Settings, *, edit: bool) -> tuple[Workspace, Ask]:
    """What the app serves and how it answers: every command that only asks has its twin."""
    from influence.cli.twin import answer
    from influence.web.workspace import Workspace
    from influence.workspace import now

    fixed = replace(settings, as_of=settings.date.isoformat())
    workspace = Workspace(
        settings.store,
        settings.date,
        now,
        lang=settings.lang,
        edit=edit,
        assume=settings.assumed,
        name=settings.workspace,
    )
    return workspace, lambda name, values: answer(
        fixed, name, values, lambda asked: workspace.assuming(asked.date, asked.assumed)
    )
