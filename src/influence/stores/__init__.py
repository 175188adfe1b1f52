"""Keeping: one protocol (`base`), an embedded store (`sqlite`, the default) and a team's store (`neo4j`).

Stores return rows and columns; they know neither network nor analysis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.stores.base import Store

NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(address: str, *, create: bool = False, workspace: str = "default") -> Store:
    """The store at `address`: the path of a file, or ``neo4j://host:7687`` and its kin.

    With `create` a missing file is made. Raises `UsageError` for an address of another kind, `StoreUnavailable`
    where the store is missing or cannot be reached, `StoreDamaged` where the file is not a store of ours.
    """
    scheme, separator, _ = address.partition("://")
    if separator and scheme in NEO4J_SCHEMES:
        from influence.stores import neo4j

        return neo4j.open_store(address, create=create, workspace=workspace)
    if separator:
        raise UsageError(f"no kind of store is addressed by {scheme}://", hint="give a file, or neo4j://host:7687")
    if workspace != "default":
        raise UsageError("a store file holds one workspace", hint="leave --workspace out, or name another file")
    from influence.stores import sqlite

    return sqlite.open_store(address, create=create)
