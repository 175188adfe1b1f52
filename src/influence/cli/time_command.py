"""`influence time`: hours spent against value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("time")
@click.argument("account", required=False)
def command(settings: Settings, account: str | None) -> None:
    """Share of hours against share of value.

    Example: influence time oakhall
    """
    from influence.analysis.time_audit import time

    with settings.network() as net:
        show(settings, time(net, account, force=settings.force), headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    if answer["misallocation"] is None:
        yield "cannot say: no hours or no value to compare"
        return
    yield f"misallocation {answer['misallocation']:.2f}"
    yield f"over-served: {', '.join(named(answer['over_served'])) or 'nobody'}"
    yield f"under-served: {', '.join(named(answer['under_served'])) or 'nobody'}"
