"""100,000 people and 1,000,000 ties into a real Neo4j server: through the product, and by plain driver batches.

Run from the checkout: ``python benchmarks/neo4j_load.py [people]``.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.neo4j.server import Server

from influence.model.columns import TABLES, Type
from influence.model.kinds import TIE_KINDS
from influence.model.rows import Row, Rows
from influence.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

TIES_EACH, BATCH = 10, 10_000
PLAIN_PEOPLE = "UNWIND $rows AS id MERGE (:Plain {id: id})"
PLAIN_TIES = "UNWIND $rows AS row MATCH (a:Plain {id: row[0]}) MATCH (b:Plain {id: row[1]}) CREATE (a)-[:KNOWS]->(b)"


def row(table: str, **values: Any) -> Row:
    """A row with blanks filled in."""
    blank = {column.name: False if column.type is Type.YES_NO else None for column in TABLES[table].columns}
    return tuple((blank | values).values())


def workspace(people: int) -> Rows:
    """People in accounts of a hundred; most ties stay inside one."""
    draw = random.Random(1)
    ids = [f"p{n:07d}" for n in range(people)]
    accounts = [row("accounts", name=f"A{n}", id=f"A{n}") for n in range(-(-people // 100))]
    contacts = [row("contacts", name=one, id=one, account=f"A{n // 100}") for n, one in enumerate(ids)]
    return Rows({"accounts": accounts, "contacts": contacts, "relationships": list(_ties(draw, ids))})


def _ties(draw: random.Random, ids: list[str]) -> Iterator[Row]:
    kinds = [kind for kind in TIE_KINDS if kind != "conflict"]
    rest = row("relationships", since="2020-01-01", last_contact="2026-01-01", confidence=1.0)[4:]
    for place, one in enumerate(ids):
        near = ids[place // 100 * 100 : place // 100 * 100 + 100]
        others = {draw.choice(near if draw.random() < 0.7 else ids) for _ in range(TIES_EACH * 2)} - {one}
        for other in sorted(others)[:TIES_EACH]:
            yield (one, other, draw.choice(kinds), round(draw.random(), 2), *rest)


def plain(server: Server, rows: Rows) -> float:
    """Seconds of plain driver batches: ids and ends, no check, no property."""
    started = time.perf_counter()
    with server.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT plain IF NOT EXISTS FOR (n:Plain) REQUIRE n.id IS UNIQUE")
        people, ties = [r[1] for r in rows["contacts"]], [list(r[:2]) for r in rows["relationships"]]
        for text, lines in ((PLAIN_PEOPLE, people), (PLAIN_TIES, ties)):
            for start in range(0, len(lines), BATCH):
                driver.execute_query(text, rows=lines[start : start + BATCH], database_="neo4j")
    return time.perf_counter() - started


def main(people: int) -> None:
    """Measure both in one run and print seconds and memory."""
    server = Server(heap="2g").start()
    os.environ.update(server.environment)
    rows = workspace(people)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open_store(server.uri) as store:
        started = time.perf_counter()
        store.load(rows, sources=(), at="2026-11-01T08:00:00")
        loaded = time.perf_counter() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        started = time.perf_counter()
        same = store.rows().digest == store.digest()
        read = time.perf_counter() - started
    print(f"{people} people, {len(rows['relationships'])} ties")
    print(f"through the product {loaded:.1f} s, {grown:.0f} MB more memory; read back {read:.1f} s, the same: {same}")
    print(f"plain driver batches {plain(server, rows):.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
