"""Commands of structure and action on the sample: they run, speak JSON, and say no in the right way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from influence import sample
from influence.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: dict[str, tuple[str, list[str]]] = {
    "centrality oakhall": ("people", ["measures", "people", "ties_used"]),
    "keyplayers oakhall -k 2": ("sets", ["criterion", "k", "sets", "exact"]),
    "structure oakhall": ("roles", ["cut_people", "bridges", "factions", "holes", "roles", "likely_ties"]),
    "interests premium-line": ("people", ["people", "by_level", "by_horizon"]),
    "coverage oakhall": ("threads", ["layers", "departments", "threads", "orphans_if", "missing"]),
    "plan premium-line --hours 8": (
        "actions",
        ["deal", "hours", "pwin_before", "pwin_after", "actions", "left_out", "next_hour"],
    ),
    "questions premium-line": ("people", ["people"]),
    "time": ("people", ["misallocation", "people"]),
    "match oakhall": ("pairs", ["pairs"]),
    "accounts": ("accounts", ["accounts", "gini"]),
    "alerts": ("alerts", ["alerts"]),
    "ledger": ("introducers", ["introducers"]),
    "diff 2026-08-01 2026-11-01": ("changes", ["from", "to", "changes"]),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "sample.db"
    run("load", str(sample.folder("en")), "--store", str(path))
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


def asked(store: Path, line: str, *more: str) -> int:
    return run(*line.split(), "--store", str(store), "--as-of", "2026-11-01", *more)


@pytest.mark.parametrize("line", COMMANDS)
def test_json_has_the_keys(store: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = asked(store, line, "--format", "json")
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    main_list, keys = COMMANDS[line]
    assert (code, document["question"]) == (0, line.split(maxsplit=1)[0])
    assert set(keys) <= document["answer"].keys()
    assert document["answer"][main_list]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_table_has_a_line_for_everything(store: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(store, line) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_sorting_by_a_measure(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(store, "centrality oakhall --measure betweenness --sort betweenness", "--format", "csv")
    assert capsys.readouterr().out.splitlines()[1].startswith("gao-min,")


@pytest.mark.parametrize(
    "line",
    [
        "centrality oakhall --measure beauty",
        "centrality oakhall --measure degree --sort katz",
        "keyplayers oakhall --criterion charm",
        "keyplayers oakhall -k 99",
        "structure nowhere",
        "plan premium-line --hours -1",
    ],
)
def test_a_question_that_cannot_be_asked(store: Path, line: str) -> None:
    assert asked(store, line) == 2


def test_a_withheld_plan_is_an_answer(store: Path) -> None:
    assert asked(store, "plan kitchen-range") == 1
    assert asked(store, "plan kitchen-range", "--force") == 0


def test_diff_of_a_load_with_itself(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(store, "diff L1 L1", "--format", "json")
    assert json.loads(capsys.readouterr().out)["answer"]["changes"] == []


def test_alerts_in_chinese(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(store, "alerts oakhall", "--lang", "zh", "--format", "json")
    rows = json.loads(capsys.readouterr().out)["answer"]["alerts"]
    assert any("一" <= letter <= "鿿" for letter in rows[0]["measure"])
