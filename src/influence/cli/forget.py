"""`influence forget NAME`: erase a person everywhere, and keep them out of later loads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from influence.cli.interrupts import too_late
from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.stores.base import Forgotten, Store

BEYOND = "not reached: copies sent on, the sources themselves, backups of the system"


@question("forget")
@click.argument("name", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--files", is_flag=True, help="Delete maps and exports that hold the person, too.")
@click.option("--older-than", metavar="DATE", help="Erase facts last confirmed before this day, for everybody.")
def command(settings: Settings, name: str | None, older_than: str | None, *, yes: bool, files: bool) -> None:
    """Erase NAME (an id or a whole name) from all loads, and leave them out of later ones.

    Example: influence forget "Chen Fang" --yes
    """
    from influence.workspace import as_date, now

    if (name is None) == (older_than is None):
        raise UsageError("give a NAME or --older-than DATE", hint='for example: influence forget "Chen Fang" --yes')
    with settings.opened() as store:
        if older_than is not None:
            day = as_date(older_than).isoformat()
            _agree(f"Erase facts last confirmed before {day}?", settings.lang, yes=yes)
            done = store.forget_older(day, at=now(), files=files)
        else:
            done = _forget(store, name or "", now(), settings.lang, yes=yes, files=files)
        too_late()
        digest = _settled(store)
    asked = {"older_than": older_than, "files": files}  # the name is not repeated
    told = envelope(settings, "forget", _answer(done), digest=digest, parameters=asked, warnings=[BEYOND])
    if settings.format == "table":
        for line in _lines(done):
            click.echo(plain(said(line, settings.lang)))
    document(settings, told, "none" if settings.format == "table" else "files")


def _forget(store: Store, text: str, at: str, lang: str, *, yes: bool, files: bool) -> Forgotten:
    from influence.cli.people import the_person
    from influence.stores import outputs
    from influence.stores.base import Forgotten

    if not store.people(text) and store.forgotten(text):  # a second run finds no rows; files may be left
        remaining, deleted = outputs.left([output._asdict() for output in store.outputs()], text, delete=files)
        return Forgotten({}, files=remaining, deleted=deleted, people=0)
    person, called = the_person(store, text)
    _agree(f"Erase {called} ({person}) from every load?", lang, yes=yes)
    return store.forget(person, at=at, files=files)


def _agree(words: str, lang: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm", hint="add --yes")
    try:
        agreed = click.confirm(plain(said(words, lang)), err=True)
    except click.Abort:
        click.echo(err=True)  # the question stands on an open line
        raise
    if not agreed:
        raise click.Abort


def _settled(store: Store) -> str | None:
    """Compile the columns anew; the digest of what is left."""
    from influence.workspace import compile_columns

    if not store.loads():
        return None
    compile_columns(store)
    return store.digest()


def _answer(done: Forgotten) -> dict[str, Any]:
    return {
        "removed": dict(done.removed),
        "masked": done.masked,
        "tombstone": done.tombstone,
        "people": done.people,
        "files": list(done.files),
        "deleted": list(done.deleted),
    }


def _lines(done: Forgotten) -> Iterator[str]:
    removed = ", ".join(f"{table} {count:,}" for table, count in done.removed.items() if count)
    yield f"erased: {removed or 'nothing was held'}; free texts masked: {done.masked:,}"
    for path in done.deleted:
        yield f"deleted {path}"
    for path in done.files:
        yield f"still holds the person: {path} (delete it, or run again with --files)"
