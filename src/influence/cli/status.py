"""`influence status`: what is loaded, from where, when; how much is known, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.cells import edited
from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.stores.base import Store


@question("status")
@click.option("--verify", is_flag=True, help="Check everything the store holds against its checksums.")
def command(settings: Settings, *, verify: bool) -> None:
    """What is loaded, from where and when; edits, coverage, and what is missing.

    Example: influence status
    """
    with settings.opened() as store:
        faults = store.verify() if verify else None
        answer = {"faults": faults} if faults else _answer(settings, store)
        if faults == []:
            answer["faults"] = []
        digest = None if faults else store.digest(settings.load)
    told = envelope(settings, "status", answer, digest=digest, parameters={"verify": verify})
    if settings.format == "table":
        for line in _lines(answer):
            click.echo(plain(said(line, settings.lang)))
    document(settings, told, "none" if settings.format == "table" else "loads", code=4 if faults else 0)


def _answer(settings: Settings, store: Store) -> dict[str, Any]:
    from influence.analysis.known import known_shares, missing
    from influence.workspace import network_of

    net = network_of(store, as_of=settings.date, assume=settings.assumed, tag=settings.load)
    loads = store.loads()
    current = next(load for load in loads if load.tag == (settings.load or loads[-1].tag))
    return {
        "counts": dict(current.counts),
        "loads": [_load(load) for load in loads],
        "edits": [{"number": edit.number, "at": edit.at, **edit.op, "applies": edit.applies} for edit in store.edits()],
        "coverage": known_shares(net),
        "missing": missing(net),
    }


def _load(load: Any) -> dict[str, Any]:
    sources = [source._asdict() for source in load.sources]
    return {"tag": load.tag, "at": load.at, "sources": sources, "digest": load.digest, "left_out": load.left_out}


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    faults = answer.get("faults")
    if faults:
        yield from (f"damaged: {fault}" for fault in faults)
        return
    for load in answer["loads"]:
        names = ", ".join(source["name"] for source in load["sources"]) or "no files"
        yield f"{load['tag']}  {load['at']}  {names}"
    yield "rows: " + ", ".join(f"{table} {count:,}" for table, count in answer["counts"].items() if count)
    for edit in answer["edits"]:
        yield f"edit {edit['number']}: {edited(edit)}" + ("" if edit["applies"] else " (rests)")
    shares = {name: "-" if share is None else f"{share:.0%}" for name, share in answer["coverage"].items()}
    yield "known: " + ", ".join(f"{name.replace('_', ' ')} {share}" for name, share in shares.items())
    yield from (f"missing: {text}" for text in answer["missing"])
    if faults == []:
        yield "verified: every checksum holds"
