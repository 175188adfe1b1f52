"""`influence diff FROM TO`: what changed between two dates or load tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from influence.cli.options import Settings, question
from influence.cli.output import show
from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.network import Network
    from influence.stores.base import Store


@question("diff")
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
def command(settings: Settings, before: str, after: str) -> None:
    """Changes from FROM to TO, each a date or a load tag.

    Example: influence diff 2026-08-01 2026-11-01
    """
    from influence.analysis.diff import diff

    with settings.opened() as store:
        first, second = (_network(settings, store, text) for text in (before, after))
        result = diff(first, second, labels=(before, after))
        show(settings, result, columns=("kind", "about", "words"))


def _network(settings: Settings, store: Store, text: str) -> Network:
    """The network at a date, or of the load with this tag at the date asked for."""
    from influence.workspace import as_date, network_of

    if any(load.tag == text for load in store.loads()):
        return network_of(store, as_of=settings.date, assume=settings.assumed, tag=text)
    try:
        day = as_date(text)
    except UsageError as error:
        hint = "write YYYY-MM-DD, or a tag that `influence status` lists"
        raise UsageError(f"{text!r} is neither a date nor the tag of a load", hint=hint) from error
    return network_of(store, as_of=day, assume=settings.assumed, tag=settings.load)
