"""`influence coverage ACCOUNT`: whom we know, single threads, orphans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("coverage")
@click.argument("account")
def command(settings: Settings, account: str) -> None:
    """Layers, departments and threads reached at ACCOUNT.

    Example: influence coverage oakhall
    """
    from influence.analysis.coverage import coverage

    with settings.network() as net:
        show(settings, coverage(net, account), headline=_headline)


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    for kind in ("layers", "departments"):
        told = [f"{word} {share['reached']}/{share['people']}" for word, share in answer[kind].items()]
        yield f"{kind}: {', '.join(told)}"
    for entry in answer["orphans_if"]:
        yield f"if {named(entry['ours'])} leaves, orphaned: {', '.join(named(entry['contacts']))}"
    yield from answer["missing"]
