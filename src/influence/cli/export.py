"""`influence export` and `influence redact`: the workspace as files, whole or safe for an audience."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain

if TYPE_CHECKING:
    from collections.abc import Callable

FORMS = ("csv", "excel", "graphml", "json")
AUDIENCES = ("boss", "rep", "partner", "anonymous")


def written(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of a command that writes the workspace."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option("--share", is_flag=True, help="Readable by others (0644 instead of 0600)."),
            click.option("--overwrite", is_flag=True, help="Replace files that influence did not write."),
            click.option("--as", "form", type=click.Choice(FORMS), help="Form of the files; else by their ending."),
            click.option("-o", "--output", type=click.Path(path_type=Path), default=Path(default), show_default=True,
                         metavar="TO", help="Folder for CSV, or a file .xlsx, .graphml, .json."),
        ):  # fmt: skip
            function = option(function)
        return function

    return add


@question("export")
@written("influence-export")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Show no more than this audience needs.")
def command(settings: Settings, audience: str | None, **options: Any) -> None:
    """Write the workspace, edits included, so that it can be loaded again: CSV, Excel, GraphML or JSON.

    Example: influence export -o copy/
    """
    write(settings, "export", audience, **options)


def write(
    settings: Settings,
    name: str,
    audience: str | None,
    output: Path,
    form: str | None,
    *,
    overwrite: bool,
    share: bool,
) -> None:
    """Write the workspace for an audience, and say what was written."""
    from influence.cli.outputs import Outputs, form_of, told, write_rows
    from influence.stores.redact import redact
    from influence.workspace import now

    with settings.opened() as store:
        rows = store.rows(settings.load)
        shown = redact(rows, audience, key=_key(audience)) if audience else rows
        register = Outputs(store, now(), name)
        chosen = form_of(output, form)
        files = write_rows(settings, shown, output, chosen, register, overwrite=overwrite, share=share)
        digest = store.digest(settings.load)
    asked = {"audience": audience, "output": str(output), "as": chosen}
    whole = envelope(settings, name, told(files, rows, shown), digest=digest, parameters=asked)
    if settings.format == "table":
        for file in files:
            click.echo(plain(str(file)))
    document(settings, whole, "none" if settings.format == "table" else "files")


def _key(audience: str | None) -> bytes:
    """A new key each time: made-up names of two copies cannot be matched."""
    import secrets

    return secrets.token_bytes(32) if audience == "anonymous" else b""
