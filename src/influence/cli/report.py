"""`influence report NAME`: everything that is kept about a person, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.stores.base import Held, Store


@question("report")
@click.argument("name")
def command(settings: Settings, name: str) -> None:
    """Everything that is kept about NAME (an id or a whole name), for a request of access.

    Example: influence report "Chen Fang"
    """
    from influence.cli.people import the_person

    with settings.opened() as store:
        person, called = the_person(store, name)
        answer = _answer(store, person, called)
        digest = store.digest()
    told = envelope(settings, "report", answer, digest=digest, parameters={"name": name})
    if settings.format == "table":
        for line in _lines(answer):
            click.echo(plain(said(line, settings.lang)))
    document(settings, told, "none" if settings.format == "table" else "rows")


def _answer(store: Store, person: str, called: str) -> dict[str, Any]:
    edits = [edit for edit in store.edits() if person in edit.op.values()]
    return {
        "id": person,
        "name": called,
        "rows": [_row(held) for held in store.held(person)],
        "edits": [{"at": edit.at, **edit.op} for edit in edits],
        "files": _files(store, person, called),
    }


def _row(held: Held) -> dict[str, Any]:
    place = {"table": held.table, "file": held.file, "line": held.line, "load": held.load, "mention": held.mention}
    return {**place, "values": {name: _plain(value) for name, value in held.values.items()}}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _files(store: Store, person: str, called: str) -> list[str]:
    """Files we wrote that hold the person."""
    from influence.stores.erase import Eraser
    from influence.stores.outputs import holding

    return holding([output._asdict() for output in store.outputs()], Eraser(frozenset({person}), frozenset({called})))


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['name']} ({answer['id']}): {len(answer['rows'])} rows are kept"
    for row in answer["rows"]:
        values = ", ".join(f"{name} {value}" for name, value in row["values"].items() if value not in (False, []))
        place = f"{row['file']}:{row['line']}" if row["file"] else "no file"
        yield f"  {row['table']} [{place}, {row['load']}]{' mentions' if row['mention'] else ''}: {values}"
    for edit in answer["edits"]:
        yield f"  edit of {edit['at']}: {edit['op']}"
    for file in answer["files"]:
        yield f"  file: {file}"
