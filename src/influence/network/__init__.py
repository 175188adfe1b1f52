"""Rows -> Network: immutable columns, strength, as_of, what-ifs, to and from networkx."""

from influence.network.columns import Columns
from influence.network.compile import compile_rows
from influence.network.network import Network, build, over
from influence.network.tie import Person, Post, Tie

__all__ = ["Columns", "Network", "Person", "Post", "Tie", "build", "compile_rows", "over"]
