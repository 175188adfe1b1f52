"""Writing a load beside the current one: batches, each once, then the pointer, then the old load goes."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged, StoreUnavailable
from influence.stores.neo4j.connect import AlreadyThere, TooMuchAtOnce
from influence.stores.neo4j.pack import entries
from influence.stores.neo4j.shape import LABELS
from influence.stores.neo4j.statements import names, statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from influence.model.rows import Rows
    from influence.stores.base import SourceLike
    from influence.stores.neo4j.connect import Connection
    from influence.stores.neo4j.pack import Summed

    Entries = Sequence[tuple[str, Any]]

BATCH = 10_000
"""Rows in one transaction; half as many again and again where the server has not the memory for them."""
REMOVED = 2_000
"""Nodes removed in one transaction, with their relationships; half as many where they are too many."""


def write(connection: Connection, workspace: str, load: Summed, record: dict[str, Any], edited: str) -> str:
    """Write the rows of `load` as a load of its own and make it current; returns its tag.

    `record` is what the load's note says; `edited` the digest of the rows with edits applied. A load that a later one
    overtakes ends quietly: it would have been replaced in the same moment.
    """
    prepare(connection)
    token = secrets.token_hex(16)
    given = {"workspace": workspace, "token": token, "record": record}
    tag = str(connection.write(("load/begin", given))[0][0][0])
    writer = _Writer(connection, {"workspace": workspace, "load": tag})
    if not all(writer.put(batch) for batch in _ahead(_batches(entries(load)))):
        return tag
    connection.write(("load/flip", {"workspace": workspace, "load": tag, "digest": edited}))
    prune(connection, workspace)
    return tag


def note(rows: Rows, sources: Sequence[SourceLike], at: str, left_out: int) -> dict[str, Any]:
    """What the note of a load says."""
    files = [[source.name, source.sha256, source.size] for source in sources]
    texts = {"sources": json.dumps(files, ensure_ascii=False), "counts": json.dumps(rows.counts)}
    return {"at": at, "digest": rows.digest, "left_out": left_out, **texts}


def prepare(connection: Connection) -> None:
    """Make the constraints that are missing; raises `StoreUnavailable` where the server does not keep them."""
    wanted = {f"influence_{name}" for name in names("schema")}
    if wanted <= _constraints(connection):
        return
    for name in names("schema"):
        with suppress(AlreadyThere):  # made by another first load in the same moment
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
        most = REMOVED
        for label in LABELS:
            most = _remove(connection, f"load/remove_{label.lower()}", given, most)
        connection.write(("load/end_load", given | {"gone": True}))


def _constraints(connection: Connection) -> set[str]:
    found = connection.ask(statement("load/constraints"), {}) + connection.ask(statement("load/indexes"), {})
    return {name for (name,) in found}


def _remove(connection: Connection, name: str, given: dict[str, Any], most: int) -> int:
    """Remove what a statement finds, `most` at a time, or as many as the server has the memory for: returns these."""
    left = True
    while left:
        try:
            left = connection.write((name, given | {"most": most}))[0][0][0]
        except TooMuchAtOnce:
            if most == 1:
                raise
            most //= 2
    return most


def _batches(stream: Iterable[tuple[str, Any]]) -> Iterator[Entries]:
    """`BATCH` entries at a time: few transactions for few rows, bounded ones for many."""
    coming = iter(stream)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _ahead(batches: Iterator[Entries]) -> Iterator[Entries]:
    """The same batches, the next one being made while the server writes this one."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = maker.submit(next, batches, None)
            yield batch


class _Writer:
    """Writes batches of a load one after the other, each once."""

    def __init__(self, connection: Connection, key: dict[str, Any]) -> None:
        self.connection, self.key = connection, key
        self.number, self.most = 0, BATCH

    def put(self, batch: Entries) -> bool:
        """Write a batch, in parts where the server's memory asks for it; False where a later load has taken over."""
        start = 0
        while start < len(batch):
            part = batch[start : start + self.most]
            try:
                written = self.connection.work(self._work(part))
            except TooMuchAtOnce:
                if len(part) == 1:
                    raise
                self.most = -(-len(part) // 2)
                continue
            if not written:
                return False
            self.number, start = self.number + 1, start + len(part)
        return True

    def _work(self, part: Entries) -> Callable[[Any], bool]:
        """What one transaction does: nothing where an earlier attempt of it was committed."""
        steps: dict[str, list[Any]] = {}
        for name, entry in part:
            steps.setdefault(name, []).append(entry)

        def work(transaction: Any) -> bool:
            guard = transaction.run(statement("load/batch"), self.key | {"batch": self.number + 1}).single()
            if guard is None:
                return False
            fresh = steps.items() if guard["fresh"] else ()
            # all are sent before any answer is read, so that one is packed while the server works on the one before
            sent = [
                (name, transaction.run(statement(f"load/{name}"), self.key | {"rows": r}), len(r)) for name, r in fresh
            ]
            for name, answer, count in sent:
                if (done := answer.single()["done"]) != count:
                    raise StoreDamaged(f"Neo4j took {done} of {count} rows of {name}", hint="load again")
            return True

        return work
