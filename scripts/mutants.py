"""Small wrong changes of a Python source: what `scripts/mutate.py` plants to see whether a test notices.

The operators are the usual ones (those of mutmut and cosmic-ray): comparisons, arithmetic, and/or, not, conditions,
numbers, texts, yes/no, what is returned, calls, raises, loops, handlers. Left alone: annotations, docstrings,
decorators, protocols, the wording of errors (a test that repeats a sentence shows nothing) and `strict=` of zip (a
guard that holds everywhere).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
UNTOUCHED = {"annotation", "returns", "decorator_list", "bases", "format_spec"}
TELLING = ("Error", "Fault", "Damaged", "Unavailable", "Data", "Flag", "Refused", "Problem", "refuse")
"""How the names of calls end that take a sentence for the user."""
TYPES_ONLY = ("TYPE_CHECKING", "Protocol")


class Mutant(NamedTuple):
    """One wrong change: line of the source, what stood there, what stands there now, the whole changed source."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of `source`, in the order of the text."""
    tree = ast.parse(source)
    for parent, name, place, node in list(_slots(tree)):
        shown = parent if isinstance(node, ast.operator) else node
        before = _short(shown)
        for new in _changes(node, parent, name):
            _put(parent, name, place, new)
            after = _short(parent if shown is parent else new)
            yield Mutant(getattr(shown, "lineno", 0), before, after, ast.unparse(tree))
            _put(parent, name, place, node)


def _slots(parent: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every place of the tree that may be changed."""
    for name, value in ast.iter_fields(parent):
        if name in UNTOUCHED:
            continue
        for place, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and not _left_alone(node, parent):
                yield parent, name, place, node
                yield from _slots(node)


def _left_alone(node: ast.AST, parent: ast.AST) -> bool:
    if isinstance(node, ast.If | ast.ClassDef):
        heads = [node.test] if isinstance(node, ast.If) else node.bases
        return any(ast.unparse(head).startswith(TYPES_ONLY) for head in heads)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword | ast.Assign):
        return (node.arg if isinstance(node, ast.keyword) else ast.unparse(node.targets[0])) in {"hint", "strict"}
    if isinstance(node, ast.Constant) and isinstance(parent, ast.Call) and " " in str(node.value):
        return ast.unparse(parent.func).endswith(TELLING)
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def _put(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[place] = node


def _short(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(node)).split("\n", 1)[0]
    return text if len(text) <= 90 else text[:89] + "…"


def _changes(node: ast.AST, parent: ast.AST, name: str) -> Iterator[ast.AST]:
    if name in {"test", "ifs"} and not isinstance(node, ast.Compare | ast.UnaryOp | ast.BoolOp | ast.Constant):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.expr):
        yield from _expression(node)
    elif isinstance(node, ast.stmt):
        yield from _statement(node)
    elif isinstance(node, ast.ExceptHandler) and node.type:
        yield ast.ExceptHandler(ast.Tuple([], ast.Load()), node.name, node.body)
    elif isinstance(node, ast.operator) and isinstance(parent, ast.BinOp | ast.AugAssign) and type(node) in OPERATIONS:
        yield OPERATIONS[type(node)]()


def _expression(node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for place, found in enumerate(node.ops):
            ops = [*node.ops[:place], COMPARISONS[type(found)](), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _constant(node.value)


def _constant(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}XX")
    elif isinstance(value, bytes):
        yield ast.Constant(b"XX" + value + b"XX")


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield ast.Pass()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.For):
        yield ast.For(node.target, ast.List([], ast.Load()), node.body, node.orelse)
