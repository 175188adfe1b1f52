"""Every command of the page about Neo4j runs, on a real server."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripts.draw_introductions import BLOCK, picture

from influence import tables
from influence.stores import open_store

if TYPE_CHECKING:
    from tests.neo4j.server import Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "neo4j.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```([\w -]+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh neo4j" for line in block.splitlines()]
SETTINGS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
CYPHER = [block for kind, block in BLOCKS if kind == "cypher"]


def test_the_commands_of_the_page_run(server: Server, workspace: str, tmp_path: Path) -> None:
    environment = os.environ | {"INFLUENCE_STORE": server.uri}
    assert {re.split("[ =]", line)[1] for line in SETTINGS} <= set(environment)
    shutil.copytree(ROOT / "src" / "influence" / "sample" / "en", tmp_path / "sample")
    for line in COMMANDS:
        words = shlex.split(line.replace("team", workspace))[1:]
        command = [sys.executable, "-m", "influence", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode in {0, 1}, f"{line}: {done.stderr}"


def test_the_statements_of_the_page_run(server: Server, workspace: str) -> None:
    with open_store(server.uri, workspace=workspace) as store:
        store.load(tables.read([ROOT / "src" / "influence" / "sample" / "en"]).rows, sources=(), at="2026-11-01")
    assert [bool(server.run(text.replace("team", workspace))) for text in CYPHER] == [True]


def test_there_is_no_command_that_nothing_runs() -> None:
    """The backup's commands are those of `test_backup.py`."""
    assert {kind for kind, _ in BLOCKS} == {"sh", "sh neo4j", "sh neo4j-admin", "cypher", "mermaid"}
    assert all(line.startswith("export ") for line in SETTINGS)
    assert re.findall(r"`((?:influence \w+|neo4j-admin|CALL) [^`]+)`", PAGE) == []


def test_the_picture_is_what_the_server_answers(server: Server, workspace: str) -> None:
    rows = tables.read([ROOT / "src" / "influence" / "sample" / "en"]).rows
    with open_store(server.uri, workspace=workspace) as store:
        store.load(rows, sources=(), at="2026-11-01")
        names, answer = store.ask("go_betweens", {"workspace": workspace, "person": "chen-fang"})  # type: ignore[attr-defined]
    drawn = picture([dict(zip(names, row, strict=True)) for row in answer], "chen-fang")
    assert BLOCK.findall(PAGE) == [drawn]


def test_the_page_names_every_question() -> None:
    from influence.stores.neo4j.questions import questions

    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(questions())
