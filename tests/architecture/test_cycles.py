"""Modules import one another in one direction only."""

from __future__ import annotations

import ast
from pathlib import Path

import networkx as nx

PACKAGE = Path(__file__).parents[2] / "src" / "influence"


def imports() -> nx.DiGraph:
    """Module-level imports; those inside functions or for types alone do not run."""
    modules = {name_of(path): path for path in PACKAGE.rglob("*.py")}
    graph = nx.DiGraph()
    for name, path in modules.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            graph.add_edges_from((name, other) for other in names if other in modules)
    return graph


def name_of(path: Path) -> str:
    return ".".join(("influence", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def test_there_is_no_import_cycle() -> None:
    assert [sorted(group) for group in nx.strongly_connected_components(imports()) if len(group) > 1] == []
