"""`influence influencers DEAL`: who really moves the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import show

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("rank", "name", "influence", "rank_low", "rank_high", "p_top3", "layer", "attitude", "opinion", "hidden")


@question("influencers")
@click.argument("deal", metavar="DEAL-or-ACCOUNT")
def command(settings: Settings, deal: str) -> None:
    """Who really moves the decision, whatever their title, with rank intervals.

    Example: influence influencers D1
    """
    from influence.analysis.influence import influencers

    with settings.network() as net:
        result = influencers(net, deal, force=settings.force, draws=settings.draws, seed=settings.seed)
        show(settings, result, columns=COLUMNS, headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    if answer["robustness"]:
        yield answer["robustness"]
    hidden = [entry["name"] for entry in answer["people"] if entry["hidden"]]
    if hidden:
        yield f"hidden influencers: {', '.join(hidden)}"
