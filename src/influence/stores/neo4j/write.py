"""Writing a load beside the current one: batches, each once, then the pointer, then the old load goes."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged, StoreUnavailable
from influence.stores.neo4j import pack
from influence.stores.neo4j.generate import link_name
from influence.stores.neo4j.shape import EDGES, LABELS, LINKS, NODES
from influence.stores.neo4j.statements import names, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from influence.model.rows import Rows
    from influence.stores.base import SourceLike
    from influence.stores.neo4j.connect import Connection

    Step = tuple[str, list[Any]]

BATCH = 10_000
"""Rows in one transaction."""
REMOVED = 2_000
"""Nodes removed in one transaction, with their relationships."""


def write(connection: Connection, workspace: str, rows: Rows, record: dict[str, Any], edited: str) -> str:
    """Write `rows` as a load of its own and make it current; returns its tag.

    `record` is what the load's note says; `edited` the digest of the rows with edits applied. A load that a later one
    overtakes ends quietly: it would have been replaced in the same moment.
    """
    prepare(connection)
    token = secrets.token_hex(16)
    given = {"workspace": workspace, "token": token, "record": record}
    tag = str(connection.write(("load/begin", given))[0][0][0])
    for number, steps in enumerate(_ahead(_batches(rows)), start=1):
        if not _batch(connection, workspace, tag, number, steps):
            return tag
    connection.write(("load/flip", {"workspace": workspace, "load": tag, "digest": edited}))
    prune(connection, workspace)
    return tag


def note(rows: Rows, digest: str, sources: Sequence[SourceLike], at: str, left_out: int) -> dict[str, Any]:
    """What the note of a load says."""
    files = [[source.name, source.sha256, source.size] for source in sources]
    texts = {"sources": json.dumps(files, ensure_ascii=False), "counts": json.dumps(rows.counts)}
    return {"at": at, "digest": digest, "left_out": left_out, **texts}


def prepare(connection: Connection) -> None:
    """Make the constraints that are missing; raises `StoreUnavailable` where the server does not keep them."""
    wanted = {f"influence_{name}" for name in names("schema")}
    if wanted <= _constraints(connection):
        return
    for name in names("schema"):
        connection.schema(f"schema/{name}")
    if missing := wanted - _constraints(connection):
        raise StoreUnavailable(
            f"Neo4j at {connection.host} lacks the constraints {', '.join(sorted(missing))}",
            hint="a constraint of the same shape under another name must be dropped first",
        )


def prune(connection: Connection, workspace: str) -> None:
    """Remove loads older than the current one, in batches; what a killed run left goes too."""
    for (tag,) in connection.read("load/old_loads", workspace=workspace):
        given = {"workspace": workspace, "load": tag}
        connection.write(("load/end_load", given | {"gone": False}))
        for label in LABELS:
            remove = (f"load/remove_{label.lower()}", given | {"most": REMOVED})
            while connection.write(remove)[0][0][0]:
                pass
        connection.write(("load/end_load", given | {"gone": True}))


def _constraints(connection: Connection) -> set[str]:
    found = connection.ask(statement("load/constraints"), {}) + connection.ask(statement("load/indexes"), {})
    return {name for (name,) in found}


def _steps(rows: Rows) -> Iterator[tuple[str, Iterable[Any]]]:
    for node in NODES:
        yield f"load/{node.table}", pack.nodes(rows, node)
    for edge in EDGES:
        yield f"load/{edge.name}", pack.edges(rows, edge)
    for link in LINKS:
        yield f"load/{link_name(link)}", pack.links(rows, link)


def _batches(rows: Rows) -> Iterator[list[Step]]:
    """Steps of about `BATCH` rows together: few transactions for few rows, bounded ones for many."""
    steps: list[Step] = []
    size = 0
    for name, entries in _steps(rows):
        stream = iter(entries)
        while part := list(islice(stream, BATCH - size)):
            steps.append((name, part))
            size += len(part)
            if size >= BATCH:
                yield steps
                steps, size = [], 0
    if steps:
        yield steps


def _ahead(batches: Iterator[list[Step]]) -> Iterator[list[Step]]:
    """The same batches, the next one being made while the server writes this one."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = maker.submit(next, batches, None)
            yield batch


def _batch(connection: Connection, workspace: str, tag: str, number: int, steps: list[Step]) -> bool:
    """Write one batch unless an earlier attempt was committed; False where a later load has taken over."""
    key = {"workspace": workspace, "load": tag}

    def work(transaction: Any) -> bool:
        guard = transaction.run(statement("load/batch"), key | {"batch": number}).single()
        if guard is None:
            return False
        for name, part in steps if guard["fresh"] else ():
            done = transaction.run(statement(name), key | {"rows": part}).single()["done"]
            if done != len(part):
                raise StoreDamaged(f"Neo4j took {done} of {len(part)} rows of {name}", hint="load again")
        return True

    return bool(connection.work(work))
