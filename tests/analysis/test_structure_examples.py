"""The worked examples of centrality and key players, to 1e-9."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from influence import workspace
from influence.analysis.centrality import centrality
from influence.analysis.keyplayers import keyplayers
from influence.network import build

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("story", "one", "two", "three")


def examples(folder: Path, command: str) -> list[tuple[list[str], dict[str, Any]]]:
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return [(case["arguments"], case["answer"]) for case in cases if case["arguments"][0] == command]


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def agree(found: Any, wanted: Any) -> None:
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            agree(found[key], value)
    elif isinstance(wanted, list):
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            agree(one, other)
    else:
        assert found == (pytest.approx(wanted, abs=1e-9) if isinstance(wanted, float) else wanted)


@pytest.mark.parametrize("name", FOLDERS)
def test_centrality_agrees(shared: Path, name: str) -> None:
    folder = shared / "worked_examples" / name
    rows = workspace.read(folder / "tables").rows
    for arguments, wanted in examples(folder, "centrality"):
        net = build(rows, as_of=date.fromisoformat(option(arguments, "--as-of")))
        agree(centrality(net, arguments[1], option(arguments, "--measure").split(",")).answer, wanted)


@pytest.mark.parametrize("name", FOLDERS)
def test_key_players_agree(shared: Path, name: str) -> None:
    folder = shared / "worked_examples" / name
    rows = workspace.read(folder / "tables").rows
    for arguments, wanted in examples(folder, "keyplayers"):
        net = build(rows, as_of=date.fromisoformat(option(arguments, "--as-of")))
        asked = {"k": int(option(arguments, "-k")), "criterion": option(arguments, "--criterion")}
        agree(keyplayers(net, arguments[1], **asked).answer, wanted)
