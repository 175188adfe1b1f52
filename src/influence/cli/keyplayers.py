"""`influence keyplayers ACCOUNT`: which few people reach everyone, or hold the account together."""

from __future__ import annotations

from typing import Any

import click

from influence.cli.options import Settings, kinds, question
from influence.cli.output import show


@question("keyplayers")
@click.argument("account")
@click.option("-k", type=click.IntRange(1), default=3, show_default=True, help="People in a set.")
@click.option("--criterion", default="reach", show_default=True, help="reach or fragmentation.")
@click.option("--steps", type=click.IntRange(1), default=1, show_default=True, help="Steps that count as reached.")
@click.option("--kind", multiple=True, help="Kinds of tie that count; repeatable, or with commas.")
def command(settings: Settings, account: str, kind: tuple[str, ...], **options: Any) -> None:
    """Best sets of people of ACCOUNT.

    Example: influence keyplayers oakhall -k 2 --criterion fragmentation
    """
    from influence.analysis.keyplayers import keyplayers

    with settings.network(account, "account") as net:
        result = keyplayers(net, account, kinds=kinds(kind), seed=settings.seed, **options)
        show(settings, result, columns=("people", "score"), headline=lambda a: [] if a["exact"] else ["best found"])
