"""`influence structure ACCOUNT`: cut people, bridges, factions, holes, roles, likely ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show

if TYPE_CHECKING:
    from collections.abc import Iterator

LIKELY_SHOWN = 12


@question("structure")
@click.argument("account")
@click.option("--likely", is_flag=True, help="Add ties that are inferred, not recorded.")
def command(settings: Settings, account: str, likely: bool) -> None:  # noqa: FBT001 - click gives options by name
    """How ACCOUNT hangs together.

    Example: influence structure oakhall --likely
    """
    from influence.analysis.structure import structure

    with settings.network(account, "account") as net:
        show(settings, structure(net, account, likely=likely, seed=settings.seed), headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    yield f"cut people: {', '.join(named(answer['cut_people'])) or 'none'}"
    yield f"bridges: {', '.join(' - '.join(named(pair)) for pair in answer['bridges']) or 'none'}"
    for at, camp in enumerate(answer["factions"]):
        yield f"faction {at}: {', '.join(named(camp['people']))} (stability {camp['stability']:.2f})"
    for hole in answer["holes"]:
        bridging = ", ".join(named(hole["people"])) or "nobody: a hole"
        yield f"between factions {hole['between'][0]} and {hole['between'][1]}: {bridging}"
    likely = answer["likely_ties"]
    for tie in likely[:LIKELY_SHOWN]:
        yield f"likely: {named(tie['source'])} - {named(tie['target'])} {tie['probability']:.0%}, {tie['why']}"
    if len(likely) > LIKELY_SHOWN:
        yield f"... and {len(likely) - LIKELY_SHOWN} more, see --format json"
