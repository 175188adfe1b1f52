"""`influence accounts`: qualification, tiers, concentration, loyalty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.cli.options import Settings, question
from influence.cli.output import show

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("accounts")
def command(settings: Settings) -> None:
    """Which accounts deserve the effort.

    Example: influence accounts
    """
    from influence.analysis.accounts import accounts

    with settings.network() as net:
        result = accounts(net, draws=settings.draws, seed=settings.seed)
        show(
            settings, result, columns=("id", "name", "score", "tier", "tier_share", "disqualified"), headline=_headline
        )


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    if answer["gini"] is not None:
        yield f"concentration of sales (Gini): {answer['gini']:.2f}"
