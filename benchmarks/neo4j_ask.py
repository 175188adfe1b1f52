"""A process of its own that asks a running Neo4j for the fewest steps between two people; prints their number.

python benchmarks/neo4j_ask.py URI SOURCE TARGET, with the user and password in the environment.
"""

from __future__ import annotations

import os
import sys

QUERY = """MATCH (a:Plain {id: $source}), (b:Plain {id: $target})
MATCH way = shortestPath((a)-[:KNOWS*..6]-(b)) RETURN length(way) AS steps"""


def ask(uri: str, source: str, target: str) -> int | None:
    """Fewest steps, at most six; None where there is no way."""
    from neo4j import GraphDatabase

    login = os.environ["INFLUENCE_NEO4J_USER"], os.environ["INFLUENCE_NEO4J_PASSWORD"]
    with GraphDatabase.driver(uri, auth=login) as driver:
        rows = driver.execute_query(QUERY, source=source, target=target, database_="neo4j").records
    return rows[0]["steps"] if rows else None


if __name__ == "__main__":
    print(ask(*sys.argv[1:4]))
