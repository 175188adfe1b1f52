"""Every sentence in the source that may reach a terminal as an error, a problem or a remark, found by reading it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import influence

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(influence.__file__).parent
WHOLE = ("tables", "stores", "network", "web", "files.py", "workspace.py")
"""Rooms in which every text of several words is a message, unless it is written for a program to read."""
RAISING = ("analysis", "maps", "model", "playbook", "cli")
"""Rooms with other sentences too: what is raised counts here, and what the functions of `WARNING` give."""
WARNING = re.compile("warning|notes|limits|why|reason")
SILENT = ("stores/neo4j/generate.py", "stores/neo4j/shape.py", "tables/workbook_writer.py", "tables/template.py")
"""Files whose texts are statements, packed files or templates."""
NOT_SAID = frozenset({"AttributeError", "IndexError", "TypeError", "ValueError", "execute", "executemany"})
"""Calls whose texts speak to programmers or to databases."""
SAID = frozenset({"_said"})
"""Calls of a raising room whose texts go to the terminal."""
NOT_SAID_IN = frozenset({"__repr__"})
PROGRAM = re.compile(
    r"^(PRAGMA|SELECT|DELETE|INSERT|UPDATE|REPLACE|CREATE|DROP|BEGIN|WHERE|<|/|value |[^ ]+\.\w+$|.*[a-z],[a-z])"
)
"""Statements, markup, names of files and of scales, lists of words to look for."""
WORDS = re.compile(r"[A-Za-z]{2,},? (\S+ )*[a-z]{2,}|\ban? [a-z]{2,}")
PARTS = frozenset({"clear free pages", "line too long", "written by influence", "of this kind are not listed"})
"""Marks that the program looks for, and the end of a sentence that is found whole as well."""
PROMPTS = frozenset({"User of Neo4j at 7:", "Password for Neo4j at 7:"})
"""What the driver's room asks on a terminal by itself."""
VALUE = "7"
"""What fills the gaps: a number, a name and a file alike."""


class Message(NamedTuple):
    """A sentence as written, its gaps filled with `VALUE`, and where it stands."""

    text: str
    place: str


def messages() -> list[Message]:
    """All of them, in the order of files and lines."""
    return [message for path in sorted(SOURCE.rglob("*.py")) for message in _of_file(path)]


def _of_file(path: Path) -> Iterator[Message]:
    name = path.relative_to(SOURCE).as_posix()
    room = name.split("/")[0]
    if name in SILENT or room not in WHOLE + RAISING:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in _said(tree, spoken=room in WHOLE):
        text = _text(node)
        if WORDS.search(text) and not PROGRAM.match(text) and text not in PARTS | PROMPTS:
            yield Message(text, f"{name}:{node.lineno}")


def _said(node: ast.AST, *, spoken: bool) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Texts below `node`, without docstrings and what is no message; in a raising room those of `raise` alone."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        if spoken:
            yield node
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and _name(node.func) in NOT_SAID:
        return
    if isinstance(node, ast.Compare) or (isinstance(node, ast.FunctionDef) and node.name in NOT_SAID_IN):
        return
    warns = isinstance(node, ast.FunctionDef) and bool(WARNING.search(node.name))
    warns = warns or (isinstance(node, ast.Call) and _name(node.func) in SAID)
    for child in ast.iter_child_nodes(node):
        yield from _said(child, spoken=spoken or warns or isinstance(node, ast.Raise))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    parts = [node] if isinstance(node, ast.Constant) else node.values
    return "".join(str(part.value) if isinstance(part, ast.Constant) else VALUE for part in parts).strip()
