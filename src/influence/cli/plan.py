"""`influence plan DEAL`: what to do with some hours, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("plan")
@click.argument("deal")
@click.option("--hours", type=click.FloatRange(0), default=10.0, show_default=True, help="Hours to spend.")
@click.option(
    "--reserve", type=click.FloatRange(0, 1, max_open=True), default=0.0, help="Share kept for later accounts."
)
def command(settings: Settings, deal: str, hours: float, reserve: float) -> None:
    """The actions that raise P(win) most.

    Example: influence plan premium-line --hours 10
    """
    from influence.analysis.plan import plan

    with settings.network() as net:
        result = plan(net, deal, hours=hours, reserve=reserve, force=settings.force)
        show(settings, result, columns=("order", "who", "person", "action", "hours", "gain", "why"), headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    if answer["pwin_before"] is None:
        yield f"P(win) is withheld: {answer['withheld']}"
        return
    yield f"P(win) {answer['pwin_before']:.1%} -> {answer['pwin_after']:.1%}"
    yield f"one more hour adds {answer['next_hour']:.1%}"
    for row in answer["actions"]:
        if row["flags"]:
            yield from _action("flagged", row, row["hours"])
    for row in answer["left_out"]:
        yield from _action("left out", row, row["needs_hours"])


def _action(what: str, row: dict[str, Any], hours: float) -> Iterator[str]:
    yield f"{what}: {row['action']} {named(row['person'])} ({hours:g} h, {row['gain']:.1%})"
    yield from (f"   ! {flag['text']}" for flag in row["flags"])
