"""`influence interests ACCOUNT-or-DEAL`: who gains and who loses what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import show

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("interests")
@click.argument("deal", metavar="ACCOUNT-or-DEAL")
def command(settings: Settings, deal: str) -> None:
    """Vested interests per person, level and horizon.

    Example: influence interests premium-line
    """
    from influence.analysis.interests import interests

    with settings.network() as net:
        show(settings, interests(net, deal), headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    for name in ("by_level", "by_horizon"):
        for word, sums in answer[name].items():
            yield f"{word}: threatened {sums['threatened']:.2f}, served {sums['served']:.2f}"
