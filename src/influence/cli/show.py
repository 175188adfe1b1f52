"""`influence show NAME`: the card of a person, account, interest or deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.cells import cell, heading
from influence.cli.options import Settings, question
from influence.cli.output import document, named, plain
from influence.cli.phrases import MARKS, said
from influence.model.words import table_word

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE_OF = {
    "contact": "contacts",
    "team": "team",
    "referrer": "referrers",
    "account": "accounts",
    "deal": "deals",
    "interest": "interests",
}


@question("show")
@click.argument("name")
def command(settings: Settings, name: str) -> None:
    """The card of NAME, with its evidence and what to do.

    Example: influence show "Chen Fang"
    """
    from influence.analysis.card import show

    with settings.network(name) as net:
        result = show(net, name, lang=settings.lang)
        if settings.format == "table":
            for line in _lines(result.answer, settings.lang):
                click.echo(plain(said(line, settings.lang)))
        document(settings, result.document(), "ties" if settings.format != "table" else "none")


def _lines(card: dict[str, Any], lang: str) -> Iterator[str]:
    table = TABLE_OF[card["kind"]]
    colon, comma, _, opening, closing = MARKS[lang]
    yield f"{card['name']}{opening}{table_word(table, lang) if lang == 'zh' else card['kind']} {card['id']}{closing}"
    skip = ("kind", "id", "name", "posts", "ties", "interests", "events", "advice")
    for column, value in card.items():
        if column not in skip and value not in (None, "", False):
            yield f"  {_heading(table, column, lang)}{colon}{cell(table, _column(column), value, lang)}"
    for post in card["posts"]:
        told = [cell("contacts", column, value, lang) for column, value in post.items() if value]
        yield f"  post: {comma.join(told)}"
    for interest in card["interests"]:
        nature = [said(interest[part] or "unknown", lang) for part in ("kind", "effect", "state")]
        yield f"  interest {interest['id']}: {comma.join(nature)}"
    for tie in card["ties"]:
        strength = "conflict" if tie["strength"] is None else f"{tie['strength']:.2f}"
        evidence = tie["evidence"] or said("no evidence noted", lang)
        ends = f"{named(tie['source'])} {cell('relationships', 'kind', tie['kind'], lang)} {named(tie['target'])}"
        yield f"  tie: {comma.join((ends, said(strength, lang), evidence))}"
    for event in card["events"]:
        yield f"  {event['date']}{colon}{cell('events', 'kind', event['kind'], lang)} {event['note'] or ''}"
    for line in card["advice"]:
        yield f"  > {line}"


def _heading(table: str, column: str, lang: str) -> str:
    """English keeps the card's own name of a column."""
    return column.replace("_", " ") if lang == "en" else heading(table, _column(column), lang)


def _column(column: str) -> str:
    """The kind of an interest or a referrer is told apart from the kind of card."""
    return "kind" if column.endswith("_kind") and column != "expects_kind" else column
