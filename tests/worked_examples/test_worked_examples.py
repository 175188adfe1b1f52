"""Four workspaces computed by an independent implementation: every command's answer to 1e-9, order included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from influence.cli.main import main

SHARED = Path(__file__).parents[3] / "shared" / "data" / "worked_examples"
CASES = [
    (folder.name, number, case)
    for folder in sorted(SHARED.glob("*"))
    if (folder / "expected.json").is_file()
    for number, case in enumerate(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
]
TOLERANCE = 1e-9


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("worked")
    found = {}
    for tables in sorted((shared / "worked_examples").glob("*/tables")):
        found[tables.parent.name] = folder / f"{tables.parent.name}.db"
        run(["load", str(tables), "--store", str(found[tables.parent.name])])
    return found


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    return int(stop.value.code or 0)


def differences(expected: Any, answer: Any, where: str = "answer") -> list[str]:
    if isinstance(expected, dict):
        return [text for key, value in expected.items() for text in _in(value, answer, key, where)]
    if isinstance(expected, list):
        if not isinstance(answer, list) or len(answer) != len(expected):
            return [f"{where}: {answer!r} instead of {expected!r}"]
        pairs = enumerate(zip(expected, answer, strict=True))
        return [text for at, (one, other) in pairs for text in differences(one, other, f"{where}[{at}]")]
    if isinstance(expected, float | int) and not isinstance(expected, bool) and answer is not None:
        same = abs(expected - answer) <= TOLERANCE
    else:
        same = expected == answer
    return [] if same else [f"{where}: {answer!r} instead of {expected!r}"]


def _in(value: Any, answer: Any, key: str, where: str) -> list[str]:
    if not isinstance(answer, dict) or key not in answer:
        return [f"{where}: no key {key!r}"]
    return differences(value, answer[key], f"{where}.{key}")


def named(case: tuple[str, int, dict[str, Any]]) -> str:
    return f"{case[0]}-{case[1]}-{'_'.join(case[2]['arguments'][:3])}"


@pytest.mark.parametrize("case", CASES or [None], ids=named if CASES else None)
def test_answer_equals_the_worked_example(
    case: tuple[str, int, dict[str, Any]], stores: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, _, expected = case
    capsys.readouterr()
    code = run([*expected["arguments"], "--format", "json", "--store", str(stores[workspace])])
    document = json.loads(capsys.readouterr().out)
    assert differences(expected["answer"], document["answer"]) == []
    assert code == expected["exit"]
    assert document["question"] == expected["arguments"][0]
