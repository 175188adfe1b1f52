"""`influence cypher [NAME]`: the shipped Neo4j questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, envelope
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@question("cypher")
@click.argument("name", required=False)
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="Value of a parameter; repeatable.")
def command(settings: Settings, name: str | None, param: tuple[str, ...]) -> None:
    """The questions that a Neo4j store answers by itself: all of them, or the answer to NAME.

    Example: influence cypher who_knows_whom --param account=A1
    """
    if name is None:
        _list(settings)
    else:
        _run(settings, name, dict(map(_pair, param)))


def _list(settings: Settings) -> None:
    from influence.stores.neo4j.questions import questions

    rows = [
        {
            "name": one.name,
            "question": one.question,
            "parameters": [f"{p.name}={'' if p.default is None else p.default}" for p in one.parameters],
            "returns": list(one.returns),
            "cost": one.cost,
            "twin": one.twin,
        }
        for one in questions().values()
    ]
    document(settings, envelope(settings, "cypher", {"questions": rows}), "questions", columns=("name", "question"))


def _run(settings: Settings, name: str, given: dict[str, str]) -> None:
    from influence.stores.neo4j.questions import named, values
    from influence.stores.neo4j.store import Neo4jStore

    asked = named(name)
    filled = values(asked, given, workspace=settings.workspace, today=settings.date)
    with settings.opened() as store:
        if not isinstance(store, Neo4jStore):
            raise UsageError("these questions are asked of a Neo4j store", hint="give --store neo4j://host:7687")
        digest = store.digest()
        columns, rows = store.ask(name, filled)
    answer = {"name": name, "columns": columns, "rows": [dict(zip(columns, row, strict=True)) for row in rows]}
    told = envelope(settings, "cypher", answer, digest=digest, parameters={"name": name, **filled})
    document(settings, told, "rows", columns=columns, headline=lambda _: _empty(rows), code=int(not rows))


def _empty(rows: list[Any]) -> Iterator[str]:
    if not rows:
        yield "nothing found"


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--param {text}: no value", hint="write --param NAME=VALUE")
    return name.strip(), value
