"""`influence committee DEAL`: P(win), votes, vetoes, power."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("name", "part", "vote_weight", "veto", "attitude", "opinion", "p_yes", "p_veto", "banzhaf", "pivotal")


@question("committee")
@click.argument("deal", metavar="DEAL-or-ACCOUNT")
def command(settings: Settings, deal: str) -> None:
    """Who decides, how each stands, who has power, and P(win).

    Example: influence committee D1
    """
    from influence.analysis.decision import committee

    with settings.network() as net:
        result = committee(net, deal, force=settings.force, seed=settings.seed)
        show(settings, result, columns=COLUMNS, headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    assumed = ", group assumed" if answer["rule"]["assumed"] else ""
    if answer["pwin"] is None:
        yield f"P(win) withheld: {answer['withheld']}"
        if answer["ask"]:
            yield f"ask first: what is the attitude of {', '.join(named(answer['ask']))}?"
    else:
        low, high = answer["pwin_low"], answer["pwin_high"]
        rule = answer["rule"]["quorum"]
        yield f"P(win) {answer['pwin']:.1%} ({low:.1%} to {high:.1%} by what is unknown), {rule}{assumed}"
    groups = answer["minimal_winning"]
    if groups:
        yield f"who must be won: {'; '.join(' + '.join(named(group)) for group in groups[:5])}"
    if answer["veto_players"]:
        yield f"nothing passes without: {', '.join(named(answer['veto_players']))}"
