"""`influence show NAME`: the card of a person, account, interest or deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, plain
from influence.cli.phrases import said

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
            for line in _lines(result.answer, settings.lang):
                click.echo(plain(said(line, settings.lang)))
        document(settings, result.document(), "ties" if settings.format != "table" else "none")


def _lines(card: dict[str, Any], lang: str) -> Iterator[str]:
    from influence.model.words import choice_word, column_word

    yield f"{card['name']} ({card['kind']} {card['id']})"
    skip = ("kind", "id", "name", "posts", "ties", "interests", "events", "advice")
    for column, value in card.items():
        if column not in skip and value not in (None, "", False):
            word = column_word("contacts", column, lang).replace("_", " ")
            yield f"  {word}: {choice_word(f'value {column}', str(value), lang)}"
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
