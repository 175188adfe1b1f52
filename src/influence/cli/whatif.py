"""`influence whatif DEAL`: before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("name", "opinion_before", "opinion_after", "p_yes_before", "p_yes_after", "influence_after")


@question("whatif")
@click.argument("deal", metavar="DEAL-or-ACCOUNT")
@click.option("--without", multiple=True, metavar="NAME", help="The person leaves; repeatable, ours or theirs.")
@click.option("--attitude", multiple=True, metavar="NAME=WORD", help="Set an attitude; repeatable.")
@click.option(
    "--tie", multiple=True, metavar="A:B=S", help="One tie of strength S between the two, 0 cuts; repeatable."
)
@click.option("--settle", multiple=True, metavar="INTEREST", help="Settle an interest; repeatable.")
def command(settings: Settings, deal: str, without: tuple[str, ...], **changes: tuple[str, ...]) -> None:
    """P(win), opinions, influence, routes and orphaned contacts before and after all of the changes.

    Example: influence whatif D1 --without P3 --attitude P1=support
    """
    from influence.analysis.whatif import whatif

    with settings.network() as net:
        result = whatif(
            net,
            deal,
            without=without,
            attitude=dict(_attitude(text) for text in changes["attitude"]),
            tie=[_tie(text) for text in changes["tie"]],
            settle=changes["settle"],
            force=settings.force,
        )
        show(settings, result, columns=COLUMNS, headline=_headline)


def _attitude(text: str) -> tuple[str, str]:
    from influence.model.scales import ATTITUDE
    from influence.model.words import aliases, matched

    name, sign, word = text.rpartition("=")
    if not sign or not name:
        raise UsageError(f"--attitude {text}: no attitude", hint="write --attitude NAME=support")
    return name.strip(), aliases(ATTITUDE.where).get(matched(word), word.strip())


def _tie(text: str) -> tuple[str, str, float]:
    ends, sign, value = text.rpartition("=")
    one, colon, other = ends.partition(":")
    if not sign or not colon:
        raise UsageError(f"--tie {text}: not two people and a strength", hint="write --tie A:B=0.7, or A:B=0 to cut")
    try:
        return one.strip(), other.strip(), float(value)
    except ValueError:
        raise UsageError(f"--tie {text}: {value!r} is no number", hint="a strength from 0 (cut) to 1") from None


def _headline(answer: dict[str, Any]) -> Iterator[str]:
    for words in answer["changes"]:
        yield f"what if: {words}"
    chances = [answer[side]["pwin"] for side in ("before", "after")]
    yield f"P(win) {' -> '.join('withheld' if chance is None else f'{chance:.1%}' for chance in chances)}"
    if answer["orphaned"]:
        yield f"orphaned: {', '.join(named(answer['orphaned']))}"
    for route in answer["routes"]:
        if abs(route["before"] - route["after"]) > 1e-12:
            yield f"best route to {named(route['to'])}: {route['before']:.1%} -> {route['after']:.1%}"
