"""The order of the rooms, and what no file may do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "influence"
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "files": {"errors", "model"},
    "playbook": {"errors", "model"},
    "sample": {"errors", "model"},
    "tables": {"errors", "model", "files"},
    "stores": {"errors", "model", "files", "tables"},
    "network": {"errors", "model", "files"},
    "privacy": {"errors", "model", "files"},
    "analysis": {"errors", "model", "network", "playbook"},
    "workspace": {"errors", "model", "files", "tables", "stores", "network"},
    "again": {"errors", "model", "tables", "stores", "network", "workspace"},
    "spark": {"errors", "model", "files", "tables", "network", "analysis", "workspace"},
    "maps": {"errors", "model", "files", "network", "analysis", "playbook"},
}
SOURCES = sorted(path for path in PACKAGE.rglob("*.py"))
DEEP = sorted(path for path in SOURCES if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in MAY_IMPORT)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in (node for node in ast.walk(tree) if id(node) not in for_types or room(path) != "errors"):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "influence":
            names = [f"influence.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("influence.")}
    return found


@pytest.mark.parametrize("path", DEEP, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    above = imported_rooms(path) - MAY_IMPORT[room(path)] - {room(path)}

    assert above == set()


def test_nobody_imports_the_programs_for_spark() -> None:
    assert [path.name for path in SOURCES if room(path) != "spark" and "spark" in imported_rooms(path)] == []


def test_command_line_and_web_app_do_not_import_each_other() -> None:
    crossing = [
        path.name
        for path in SOURCES
        if (room(path) == "web" and "cli" in imported_rooms(path))
        or (room(path) == "cli" and "web" in imported_rooms(path) and path.stem != "serve")
    ]

    assert crossing == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_prints_but_the_command_line() -> None:
    printing = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert printing == []


def test_no_name_says_nothing() -> None:
    vague = {"utils", "helpers", "manager", "data", "process", "misc", "common"}

    assert [path.name for path in SOURCES if path.stem in vague] == []


def test_broad_handlers_stand_only_at_the_outermost_edge() -> None:
    broad = [
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]

    assert {path.split("/")[0] for path in broad} <= {"cli", "web", "files.py", "stores"}
    assert [path for path in broad if path.startswith("cli/")] == ["cli/main.py"]
