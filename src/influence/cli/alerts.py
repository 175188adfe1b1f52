"""`influence alerts`: silence, cooling, churn, slow deals, promises."""

from __future__ import annotations

import click

from influence.cli.options import Settings, question
from influence.cli.output import show


@question("alerts")
@click.argument("account", required=False)
def command(settings: Settings, account: str | None) -> None:
    """What needs attention, and what to do about it.

    Example: influence alerts oakhall
    """
    from influence.analysis.alerts import alerts

    with settings.network() as net:
        show(settings, alerts(net, account, lang=settings.lang), columns=("on", "about", "kind", "message", "measure"))
