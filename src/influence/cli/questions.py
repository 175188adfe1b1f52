"""`influence questions DEAL`: what to find out next."""

from __future__ import annotations

import click

from influence.cli.options import Settings, question
from influence.cli.output import show


@question("questions")
@click.argument("deal")
@click.option("-k", type=click.IntRange(1), default=20, show_default=True, help="How many questions at most.")
def command(settings: Settings, deal: str, k: int) -> None:
    """Unknown facts by how much they could change P(win).

    Example: influence questions premium-line
    """
    from influence.analysis.questions import questions

    with settings.network() as net:
        show(settings, questions(net, deal, k=k), columns=("id", "ask", "change", "why"))
