"""`influence check SOURCE...`: every problem of the tables, nothing loaded."""

from __future__ import annotations

import click

from influence.cli.load import limit, read, report
from influence.cli.options import Settings, question


@question("check")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--encoding", help="Encoding of the files, where it is not UTF-8.")
@limit
def command(settings: Settings, sources: tuple[str, ...], encoding: str | None, limits: tuple[str, ...]) -> None:
    """List every problem of SOURCE (a folder, workbook or CSV; several go together) with place, reason and hint.

    Example: influence check workspace/
    """
    checked = read(settings, sources, encoding, limits)
    answer = {
        "problems": [problem.to_dict() for problem in checked.problems],
        "counts": checked.rows.counts,
    }
    report(settings, "check", answer, checked, list(checked.remarks), 1 if checked.errors else 0)
