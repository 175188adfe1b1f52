"""`influence centrality [ACCOUNT]`: structural measures of everyone."""

from __future__ import annotations

import click

from influence.cli.options import Settings, kinds, question, split
from influence.cli.output import show


@question("centrality")
@click.argument("account", required=False)
@click.option("--measure", multiple=True, metavar="NAME", help="Repeatable, or with commas; all where none is named.")
@click.option("--kind", multiple=True, help="Kinds of tie that count; repeatable, or with commas.")
@click.option("--directed", is_flag=True, help="Arcs as the rows point, symmetric ties both ways.")
@click.option("--weighted", is_flag=True, help="Strength, and distance for ways, instead of counting ties.")
@click.option("--sort", metavar="MEASURE", help="Table: order by this measure, highest first.")
def command(
    settings: Settings,
    account: str | None,
    measure: tuple[str, ...],
    kind: tuple[str, ...],
    directed: bool,  # noqa: FBT001 - click gives options by name
    weighted: bool,  # noqa: FBT001 - click gives options by name
    sort: str | None,
) -> None:
    """Structural measures of the people of ACCOUNT, or of everyone (--seed for an estimated betweenness).

    Example: influence centrality oakhall
    """
    from influence.analysis.centrality import centrality
    from influence.errors import UsageError

    with settings.network(account, "account") as net:
        names = split(measure)
        result = centrality(
            net, account, names, kinds=kinds(kind), directed=directed, weighted=weighted, seed=settings.seed
        )
        if sort is not None and sort not in result.answer["measures"]:
            raise UsageError(
                f"{sort!r} is not among the measures", hint=f"one of {', '.join(result.answer['measures'])}"
            )
        if sort is not None:
            result.entries.sort(key=lambda row: (row[sort] is None, -(row[sort] or 0.0), row["id"]))
        show(settings, result)
