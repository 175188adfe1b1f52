"""`influence demo [DIR]`: the main job on the sample workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from influence.cli.options import DEFAULT_STORE, Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said
from influence.errors import UsageError

MARKER = ".influence-demo"
MAIN_DEAL, TARGET = "premium-line", "chen-fang"


@question("demo")
@click.argument("folder", required=False, default="influence-demo", metavar="[DIR]")
def command(settings: Settings, folder: str) -> None:
    """Copy the sample workspace to DIR, load it, answer the main questions, write the map."""
    from influence import sample, workspace
    from influence.stores import open_store

    where = Path(folder)
    _refuse_foreign(where)
    files = sample.copy(where, settings.lang)
    (where / MARKER).write_text("made by `influence demo`; replaced by the next one\n", encoding="utf-8")
    address = settings.store if settings.store != DEFAULT_STORE else str(where / DEFAULT_STORE)
    checked = workspace.read(where)
    as_of = sample.AS_OF if settings.as_of is None else settings.date
    with open_store(address, create=True, workspace=settings.workspace) as store:
        workspace.keep(store, checked)
        net = workspace.network_of(store, as_of=as_of, assume=settings.assumed)
        page = where / "map.html"
        answers = _answers(net, settings)
        _draw(net, page, settings)
    answer = {"folder": str(where), "files": [str(path) for path in files], "store": address, "map": str(page)}
    if settings.format == "table":
        for line in answers:
            click.echo(plain(said(line, settings.lang)))
        click.echo(said(f"folder {where}, store {address}", settings.lang))
        click.echo(said(f"open {page} in a browser", settings.lang))
    document(
        settings,
        envelope(settings, "demo", answer, digest=net.digest),
        "none" if settings.format == "table" else "files",
    )


def _refuse_foreign(where: Path) -> None:
    if where.exists() and not where.is_dir():
        raise UsageError(f"{where} is not a folder", hint="name another")
    if where.is_dir() and any(where.iterdir()) and not (where / MARKER).exists():
        raise UsageError(f"{where} is not empty and no earlier demo wrote it", hint="name an empty folder")


def _draw(net: Any, page: Path, settings: Settings) -> None:
    from influence import maps

    deal = net.deals[MAIN_DEAL]
    maps.map(net, account=deal.account, deal=deal.id, lang=settings.lang).save(page, overwrite=True)


def _answers(net: Any, settings: Settings) -> list[str]:
    import influence as inf

    committee = inf.committee(net, MAIN_DEAL).answer
    routes = inf.routes(net, TARGET, k=2)
    top = inf.influencers(net, MAIN_DEAL, seed=settings.seed, draws=settings.draws).entries[:3]
    blocks = inf.blockers(net, MAIN_DEAL).entries[:2]
    deal = net.deals[MAIN_DEAL].name
    low, high = committee["pwin_low"], committee["pwin_high"]
    return [
        f"{deal}: P(win) {committee['pwin']:.0%} (between {low:.0%} and {high:.0%})",
        "who moves the decision: " + ", ".join(f"{one['name']} {one['influence']:.0%}" for one in top),
        "who blocks it, at what cost: " + ", ".join(f"{one['name']} {one['cost']:.0%}" for one in blocks),
        f"how to get to {net.name(net.index(TARGET))}:",
        *(f"  {routes.explain(place, settings.lang)}" for place in range(len(routes.entries))),
    ]
