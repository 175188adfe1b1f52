"""`influence init DIR`: empty tables to fill in."""

from __future__ import annotations

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said


@question("init")
@click.argument("folder", metavar="DIR")
@click.option("--excel", is_flag=True, help="One workbook, explained by comments on its headers.")
@click.option("--overwrite", is_flag=True, help="Replace files that we did not write.")
def command(settings: Settings, folder: str, *, excel: bool, overwrite: bool) -> None:
    """Write empty tables with a line of explanation for each column into DIR (`--lang zh`: in Chinese).

    Example: influence init workspace/
    """
    from influence import tables

    files = [str(file) for file in tables.write_template(folder, settings.lang, excel=excel, overwrite=overwrite)]
    whole = envelope(settings, "init", {"folder": folder, "files": files}, parameters={"excel": excel})
    if settings.format == "table":
        click.echo(plain(said(f"{len(files)} files in {folder}; fill in contacts first", settings.lang)))
        for file in files:
            click.echo(plain(f"  {file}"))
    document(settings, whole, "none" if settings.format == "table" else "files")
