"""Fuzz targets of what leaves us: no text becomes part of a page's code or of a statement that the server runs.

Run as a program: ``python fuzz_outputs.py page SECONDS SEEDS...``; the lines of a seed are the texts of people.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any, Self

from fuzzing import Target, main


def page(content: bytes) -> None:
    """Show the texts on a page: its tags stay those of the empty page, its data block gives the texts back."""
    texts = content.decode(errors="replace").splitlines() or [""]
    document = {"lang": "en", "title": texts[0], "names": texts, "facts": dict.fromkeys(texts, texts)}
    tags, block = _seen(document)
    if tags != _empty():
        raise AssertionError("a text became a tag")
    if json.loads(block) != document:
        raise AssertionError("the data block does not give the texts back")


def _seen(document: dict[str, Any]) -> tuple[list[Any], str]:
    from influence.maps.page import page as written
    from influence.maps.page import script, style

    seen = _Seen()
    seen.feed(written(document).replace(style(), "").replace(script(), ""))
    seen.close()
    return seen.tags, seen.block


@cache
def _empty() -> list[Any]:
    return _seen({"lang": "en", "title": "x"})[0]


class _Seen(HTMLParser):
    """The tags of a page with their attributes, and its data block."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Any] = []
        self.block = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, attrs))
        self.inside = ("id", "influence-data") in attrs

    def handle_data(self, data: str) -> None:
        """Note the data block."""
        self.block += data if self.inside else ""


def cypher(content: bytes) -> None:
    """Write rows full of the texts, name a workspace and a question by one: only shipped statements are run."""
    from influence.errors import InfluenceError
    from influence.model.columns import TABLES, Type
    from influence.model.rows import Rows
    from influence.stores.base import SourceRecord
    from influence.stores.neo4j.questions import named, values
    from influence.stores.neo4j.store import Neo4jStore

    texts = content.decode(errors="replace").splitlines() or [""]
    cells = {Type.REFERENCES: (texts[-1],), Type.YES_NO: False}
    tables = {}
    for table in TABLES.values():
        plain = [c.scale.words[0] if c.scale else cells.get(c.type) for c in table.columns]
        textual = [c.type in {Type.TEXT, Type.REFERENCE} and not c.scale for c in table.columns]
        pairs = list(zip(textual, plain, strict=True))
        tables[table.name] = [tuple(text if is_text else cell for is_text, cell in pairs) for text in texts]
    server = _Server()
    store = Neo4jStore(server.connection(), "neo4j://here", texts[0])
    store.load(Rows(tables), sources=[SourceRecord(texts[0], "ab")], at=texts[0])
    with suppress(InfluenceError):
        asked = named(texts[0])
        given = {parameter.name: texts[-1] for parameter in asked.parameters if not parameter.default}
        store.ask(texts[0], values(asked, given, workspace=texts[0], today=date(2026, 11, 1)))
    if strange := server.statements - _shipped():
        raise AssertionError(f"a statement of nobody's: {strange}")


@cache
def _shipped() -> set[str]:
    from influence.stores.neo4j.statements import names, statement

    return {statement(f"{kind}/{name}") for kind in ("schema", "load", "questions") for name in names(kind)}


class _Server:
    """Stands for driver, session and transaction; notes every statement."""

    def __init__(self) -> None:
        self.statements: set[str] = set()

    def connection(self) -> Any:
        """A connection that speaks to this server alone."""
        from influence.stores.neo4j.connect import Connection

        connection = object.__new__(Connection)
        connection.host, connection.database = "here", "neo4j"
        connection._driver = self
        return connection

    def session(self, **_: Any) -> _Server:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute_write(self, work: Any) -> Any:
        return work(self)

    execute_read = execute_write

    def run(self, statement: str, values: dict[str, Any] | None = None) -> _Result:
        self.statements.add(statement)
        return _Result(statement, values or {})


class _Result:
    """The tag of a new load, the names of the constraints, counts of rows, and otherwise nothing."""

    def __init__(self, statement: str, values: dict[str, Any]) -> None:
        self.statement, self.values = statement, values

    def consume(self) -> None: ...

    def keys(self) -> list[str]:
        return []

    def single(self) -> dict[str, Any]:
        return {"fresh": True, "done": len(self.values.get("rows", ()))}

    def __iter__(self) -> Any:
        from influence.stores.neo4j.statements import names, statement

        if self.statement in {statement("load/constraints"), statement("load/indexes")}:
            return iter([{"name": f"influence_{name}"} for name in names("schema")])
        known: dict[str, dict[str, Any]] = {
            "begin": {"load": "L1"},
            "memory": {"key": None, "keep_from": None, "hashes": []},
            "current": dict.fromkeys(("load", "digest", "at", "sources", "counts", "loaded", "left_out"), ""),
        }
        return iter([answer for name, answer in known.items() if self.statement == statement(f"load/{name}")])


TARGETS: dict[str, Target] = {"page": page, "cypher": cypher}

if __name__ == "__main__":
    main(TARGETS, "influence.maps.page", "influence.maps.document", "influence.stores.neo4j", "json")
