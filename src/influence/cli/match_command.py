"""`influence match ACCOUNT`: who of us should meet whom."""

from __future__ import annotations

import click

from influence.cli.options import Settings, question
from influence.cli.output import show


@question("match")
@click.argument("account")
def command(settings: Settings, account: str) -> None:
    """Our people matched to those of ACCOUNT.

    Example: influence match oakhall
    """
    from influence.analysis.match import match

    with settings.network() as net:
        show(settings, match(net, account), columns=("ours", "theirs", "score", "why"))
