"""`influence report NAME`: everything that is kept about a person, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.cells import cell, edited, heading
from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import MARKS, said
from influence.model.words import table_word

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
        for line in _lines(answer, settings.lang):
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


def _lines(answer: dict[str, Any], lang: str) -> Iterator[str]:
    yield f"{answer['name']} ({answer['id']}): {len(answer['rows'])} rows are kept"
    colon, comma, *_ = MARKS[lang]
    for row in answer["rows"]:
        table, mentions = row["table"], said(" mentions", lang) if row["mention"] else ""
        values = comma.join(
            f"{heading(table, name, lang) if lang == 'zh' else name} {_shown(table, name, value, lang)}"
            for name, value in row["values"].items()
            if value not in (False, [])
        )
        place = f"{row['file']}:{row['line']}" if row["file"] else said("no file", lang)
        yield f"  {table_word(table, lang)} [{place}, {row['load']}]{mentions}{colon}{values}"
    for edit in answer["edits"]:
        yield f"  edit of {edit['at']}: {edited(edit)}"
    for file in answer["files"]:
        yield f"  file: {file}"


def _shown(table: str, column: str, value: Any, lang: str) -> str:
    """English shows the cell as it is kept."""
    return cell(table, column, value, lang) if lang == "zh" else str(value)
