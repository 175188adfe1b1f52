"""The team's store in Neo4j: one database, several workspaces side by side; statements are read from `cypher/`."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from influence.stores.neo4j.store import Neo4jStore


def open_store(address: str, *, create: bool = False, workspace: str = "default") -> Neo4jStore:
    """The workspace in the database at `address`: ``neo4j://host:7687`` and its kin.

    Raises `UsageError` for an address that holds a password, `StoreUnavailable` within ten seconds where the server
    cannot be reached. `create` changes nothing: a workspace begins with its first load.
    """
    from influence.stores.neo4j.connect import Connection, parsed
    from influence.stores.neo4j.store import Neo4jStore

    del create
    where = parsed(address)
    if where.clear:
        text = f"the connection to Neo4j at {where.host} is not encrypted: use neo4j+s:// or bolt+s://"
        warnings.warn(text, stacklevel=2)
    if where.unproven:
        text = f"the certificate of Neo4j at {where.host} is not checked: use neo4j+s:// or bolt+s:// where it can be"
        warnings.warn(text, stacklevel=2)
    return Neo4jStore(Connection(where), address, workspace)
