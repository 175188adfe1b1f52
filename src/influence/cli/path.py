"""`influence path [FROM] TO`: introduction routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, kinds, question
from influence.cli.output import document
from influence.cli.phrases import MARKS, said
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

GAP = {"en": "[why it is worth the time]", "zh": "[为何值得一谈]"}

KINDS = "value kind (relationships)"


@question("path")
@click.argument("names", nargs=-1, required=True, metavar="[FROM] TO")
@click.option("-k", type=click.IntRange(1), default=5, show_default=True, help="How many routes at most.")
@click.option("--max-hops", type=click.IntRange(1), default=6, show_default=True, help="Most steps of a route.")
@click.option("--avoid", multiple=True, metavar="NAME", help="May not stand on a route; repeatable.")
@click.option("--via", multiple=True, metavar="NAME", help="Must stand in between; repeatable.")
@click.option("--kind", multiple=True, help="Kinds of tie that may carry a step; repeatable, or with commas.")
@click.option("--department", help="With a deal or account: its people of this department.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Least confidence of a tie.")
@click.option("--disjoint", is_flag=True, help="Routes that share no intermediary.")
@click.option("--allow-blockers", is_flag=True, help="Resisting people may be asked.")
def command(settings: Settings, names: tuple[str, ...], **options: Any) -> None:
    """Introduction routes to TO (a person; or a deal or account: anyone who decides).

    From FROM, else $INFLUENCE_ME, else the whole team. Example: influence path "Chen Fang"
    """
    import os

    from influence.analysis.routes import routes

    if len(names) > 2:
        raise UsageError("too many names", hint='put a name of several words in quotes: influence path "Chen Fang"')
    start = names[0] if len(names) == 2 else os.environ.get("INFLUENCE_ME") or None
    options["kind"] = kinds(options["kind"])
    with settings.network() as net:
        result = routes(net, names[-1], start, **options)
        if settings.format == "table":
            _print(net, result, settings.lang)
        document(settings, result.document(), "routes" if settings.format != "table" else "none", code=int(result.none))


def _print(net: Network, result: Any, lang: str) -> None:
    shown = [said(line, lang) for at, entry in enumerate(result.entries) for line in _lines(net, at + 1, entry, lang)]
    shown += _request(net, result.entries, lang)
    if shown:
        click.echo("\n".join(shown))
    if result.none:
        why = result.answer["why_none"]
        click.echo(said(f"no route: {why['reason']}", lang))
        if why["nearest"]:
            name = net.name(net.index(why["nearest"]))
            click.echo(said(f"  nearest person reached: {name} ({why['nearest']})", lang))


def _lines(net: Network, place: int, entry: dict[str, Any], lang: str) -> Iterator[str]:
    from influence.cli.output import plain
    from influence.model.words import choice_word

    contact = {"en": "last contact", "zh": "最近联系"}[lang]
    colon, comma, arrow, *_ = MARKS[lang]
    times = {"en": " x ", "zh": " × "}[lang]
    names = [net.name(net.index(person)) for person in entry["people"]]
    yield plain(f"{place}. {entry['probability']:.0%} {entry['words']}: {arrow.join(names)}")
    for step in entry["steps"]:
        source, target = (net.name(net.index(step[end])) for end in ("source", "target"))
        last = f"{comma}{contact} {step['last_contact']}" if step["last_contact"] else ""
        evidence = f"{comma}{step['evidence']}" if step["evidence"] else ""
        leaving = "" if step["factor"] == 1 else f"{times}{step['factor']:.2f}"
        yield plain(
            f"   {source}{arrow}{target}{colon}{choice_word(KINDS, step['kind'], lang)} {step['strength']:.2f}{comma}"
            f"{step['probability']:.0%}{leaving}{last}{evidence}"
        )
    for flag in entry["flags"]:
        yield plain(f"   ! {flag['text']}")


def _request(net: Network, entries: list[dict[str, Any]], lang: str) -> Iterator[str]:
    """Words that ask for the first introduction of the best route without a flag, with the lines to forward.

    The reason is left to the sender: what we note about people never goes into a text meant for them.
    """
    from influence import playbook
    from influence.cli.output import plain

    best = next((entry["people"] for entry in entries if len(entry["people"]) > 2 and not entry["flags"]), None)
    if best is None:
        return
    asker, introducer = (net.name(net.index(person)) for person in best[:2])
    words = playbook.request(introducer, asker, net.name(net.index(best[2])), GAP[lang], lang)
    yield from ("", *(plain(f"  > {line}") for line in words.splitlines() if line))
