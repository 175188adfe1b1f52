"""100,000 people and 1,000,000 ties into a real Neo4j server: through the product, and by plain driver batches.

Run from the checkout: ``python benchmarks/neo4j_load.py [people]``. Seconds on the wall say little on a busy machine;
seconds of CPU, the client's and the server's, are told beside them.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from contextlib import contextmanager
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


@contextmanager
def told(what: str, server: Server) -> Iterator[None]:
    """Print what a block took: seconds on the wall, of the client's CPU, of the server's."""
    wall, own, theirs = time.perf_counter(), time.process_time(), server_seconds(server)
    yield
    wall, own, theirs = time.perf_counter() - wall, time.process_time() - own, server_seconds(server) - theirs
    print(f"{what}: {wall:.1f} s, CPU {own:.1f} s of the client and {theirs:.1f} s of the server")


def server_seconds(server: Server) -> float:
    """Seconds of CPU of the server so far (Linux)."""
    number = server.process.pid if server.process else "self"
    ticks = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def plain(server: Server, rows: Rows) -> None:
    """Plain driver batches: ids and ends, no check, no property."""
    with server.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT plain IF NOT EXISTS FOR (n:Plain) REQUIRE n.id IS UNIQUE")
        people, ties = [r[1] for r in rows["contacts"]], [list(r[:2]) for r in rows["relationships"]]
        for text, lines in ((PLAIN_PEOPLE, people), (PLAIN_TIES, ties)):
            for start in range(0, len(lines), BATCH):
                driver.execute_query(text, rows=lines[start : start + BATCH], database_="neo4j")


def main(people: int) -> None:
    """Measure both in one run and print seconds and memory."""
    server = Server(heap="4g").start()
    os.environ.update(server.environment)
    rows = workspace(people)
    print(f"{people} people, {len(rows['relationships'])} ties")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open_store(server.uri) as store:
        with told("through the product", server):
            store.load(rows, sources=(), at="2026-11-01T08:00:00")
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        with told("read back", server):
            same = store.rows().digest == store.digest()
        print(f"{grown:.0f} MB more memory while loading; the same came back: {same}")
    with told("plain driver batches", server):
        plain(server, rows)
    server.remove()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
