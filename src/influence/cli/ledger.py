"""`influence ledger`: introducers asked, owed, tired."""

from __future__ import annotations

from influence.cli.options import Settings, question
from influence.cli.output import show


@question("ledger")
def command(settings: Settings) -> None:
    """Whom we may still ask for an introduction.

    Example: influence ledger
    """
    from influence.analysis.ledger import ledger

    with settings.network() as net:
        columns = ("id", "name", "asked", "met", "declined", "phi", "expects", "balance", "flags")
        result = ledger(net)
        if settings.format == "table":
            for row in result.entries:
                row["flags"] = [flag["code"] for flag in row["flags"]]
        show(settings, result, columns=columns)
