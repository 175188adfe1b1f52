"""`influence show NAME`: the card of a person, account, interest or deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, plain

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("show")
@click.argument("name")
def command(settings: Settings, name: str) -> None:
    """The card of NAME, with its evidence and what to do.

    Example: influence show "Chen Fang"
    """
    from influence.analysis.card import show

    with settings.network() as net:
        result = show(net, name, lang=settings.lang)
        if settings.format == "table":
            for line in _lines(result.answer):
                click.echo(plain(line))
        document(settings, result.document(), "ties" if settings.format != "table" else "none")


def _lines(card: dict[str, Any]) -> Iterator[str]:
    yield f"{card['name']} ({card['kind']} {card['id']})"
    skip = ("kind", "id", "name", "posts", "ties", "interests", "events", "advice")
    for column, value in card.items():
        if column not in skip and value not in (None, "", False):
            yield f"  {column.replace('_', ' ')}: {value}"
    for post in card["posts"]:
        yield "  post: " + ", ".join(str(value) for value in post.values() if value)
    for interest in card["interests"]:
        yield f"  interest {interest['id']}: {interest['kind']}, {interest['effect']}, {interest['state']}"
    for tie in card["ties"]:
        strength = "conflict" if tie["strength"] is None else f"{tie['strength']:.2f}"
        evidence = tie["evidence"] or "no evidence noted"
        yield f"  tie: {tie['source']} {tie['kind']} {tie['target']}, {strength}, {evidence}"
    for event in card["events"]:
        yield f"  {event['date']}: {event['kind']} {event['note'] or ''}"
    for line in card["advice"]:
        yield f"  > {line}"
