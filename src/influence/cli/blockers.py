"""`influence blockers DEAL`: who costs P(win), why, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import named, show
from influence.cli.phrases import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("name", "cost", "attitude", "opinion", "exposure", "veto")
SHOWN = 3


@question("blockers")
@click.argument("deal", metavar="DEAL-or-ACCOUNT")
def command(settings: Settings, deal: str) -> None:
    """Who costs P(win), with which interests, the four answers to each; and who brings it.

    Example: influence blockers D1
    """
    from influence.analysis.blockers import blockers

    with settings.network() as net:
        found = blockers(net, deal, force=settings.force)
        show(settings, found, columns=COLUMNS, headline=partial(_headline, lang=settings.lang))


def _headline(answer: dict[str, Any], lang: str = "en") -> Iterator[str]:
    if answer["pwin"] is None:
        yield f"P(win) withheld: {answer['withheld']}"
        return
    yield f"P(win) {answer['pwin']:.1%}"
    for entry in answer["people"][:SHOWN]:
        yield f"{entry['name']} costs {entry['cost']:.1%}; bypass: {entry['bypass']['why']}"
        for way in entry["answers"]:
            through = f" through {' -> '.join(named(way['through']))}" if way["through"] else ""
            words = way["answer"].replace("_", " ")
            yield f"  {words}{through}: P(win) {way['pwin']:.1%}, {way['hours']:g} h ({way['why']})"
        yield from _playbook(entry["interests"], lang)
    allies = [f"{ally['name']} +{ally['worth']:.1%}" for ally in answer["allies"][:5]]
    if allies:
        yield f"allies: {', '.join(allies)}"


def _playbook(interests: list[dict[str, Any]], lang: str) -> Iterator[str]:
    """What experience says about the kinds of interest that somebody holds; benefits only as risks."""
    from influence import playbook

    for kind in dict.fromkeys(interest["kind"] for interest in interests):
        lever = playbook.lever_for(kind, lang)
        if lever:
            yield f"  {lever.name}{MARKS[lang].colon}{lever.when}"
        if risk := playbook.risk(kind, lang):
            yield f"  ! {risk}"
