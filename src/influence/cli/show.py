"""`influence show NAME`: the card of a person, account, interest or deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, named, plain, shown
from influence.cli.phrases import said

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
REFERENCES = frozenset({"account", "contacts", "deal", "holder", "parent", "reports_to", "based_at"})


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
    from influence.model.words import column_word, table_word

    table = TABLE_OF[card["kind"]]
    yield f"{card['name']} ({table_word(table, lang) if lang == 'zh' else card['kind']} {card['id']})"
    skip = ("kind", "id", "name", "posts", "ties", "interests", "events", "advice")
    for column, value in card.items():
        if column not in skip and value not in (None, "", False):
            word = column_word(table, column, lang).replace("_", " ")
            yield f"  {word}: {said(_told(column, value), lang)}"
    for post in card["posts"]:
        yield "  post: " + ", ".join(said(_told(column, value), lang) for column, value in post.items() if value)
    for interest in card["interests"]:
        nature = [said(interest[part] or "unknown", lang) for part in ("kind", "effect", "state")]
        yield f"  interest {interest['id']}: {', '.join(nature)}"
    for tie in card["ties"]:
        strength = "conflict" if tie["strength"] is None else f"{tie['strength']:.2f}"
        evidence = tie["evidence"] or "no evidence noted"
        ends = f"{named(tie['source'])} {said(tie['kind'], lang)} {named(tie['target'])}"
        yield f"  tie: {ends}, {said(strength, lang)}, {said(evidence, lang)}"
    for event in card["events"]:
        yield f"  {event['date']}: {said(event['kind'], lang)} {event['note'] or ''}"
    for line in card["advice"]:
        yield f"  > {line}"


def _told(column: str, value: Any) -> str:
    return shown(named(value) if column in REFERENCES else value)
