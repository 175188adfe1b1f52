"""Statements read from `cypher/`: from the package where it is installed, from the checkout otherwise."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def folder() -> Traversable:
    """The folder of statements."""
    shipped = resources.files("influence") / "cypher"
    return shipped if shipped.is_dir() else Path(__file__).parents[4] / "cypher"


@cache
def statement(name: str) -> str:
    """Text of a statement without its header: ``statement("load/accounts")``."""
    return body(text(name))


@cache
def text(name: str) -> str:
    """Text of a statement with its header."""
    found = folder()
    for part in f"{name}.cypher".split("/"):
        found = found / part
    return found.read_text(encoding="utf-8")


def body(whole: str) -> str:
    """A statement without its header comment."""
    return "".join(line for line in whole.splitlines(keepends=True) if not line.startswith("//"))


@cache
def names(kind: str) -> tuple[str, ...]:
    """Names of the statements of a kind: schema, load or questions."""
    files = (entry.name for entry in (folder() / kind).iterdir())
    return tuple(sorted(name.removesuffix(".cypher") for name in files if name.endswith(".cypher")))
