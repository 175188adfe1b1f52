"""`influence redact`: a copy of the workspace that is safe for an audience."""

from __future__ import annotations

from typing import Any

import click

from influence.cli.export import AUDIENCES, write, written
from influence.cli.options import Settings, question


@question("redact")
@written("influence-redacted")
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="anonymous", show_default=True, help="Who will see it."
)
def command(settings: Settings, audience: str, **options: Any) -> None:
    """Write a copy that shows an audience no more than it needs.

    Example: influence redact --audience partner -o for-the-dealer/
    """
    write(settings, "redact", audience, **options)
