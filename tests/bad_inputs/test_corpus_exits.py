"""Exit codes of `check` and `load` over the corpus of bad inputs: never usage, environment or internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bad_inputs.corpus import EITHER, runs, source
from influence.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

CHECK = {"accept": {0}, "accept-warn": {0}, "reject-rows": {1}, "reject-file": {1}, EITHER: {0, 1}}
QUARANTINE = {**CHECK, "reject-rows": {3}, EITHER: {0, 3}}
LOADED = ("GOOD-1", "BI-08", "BI-26", "BI-69", "BI-71", "BI-95", "BI-96", "BI-127", "BI-148", "BI-169")


def ends(*arguments: str | Path) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.mark.parametrize("run", runs(), ids=lambda run: run["id"])
def test_check_ends_as_the_outcome_says(run: dict[str, str], tmp_path: Path) -> None:
    assert ends("check", source(run, tmp_path / "w"), *run["options"].split()) in CHECK[run["outcome"]]


@pytest.mark.slow
@pytest.mark.parametrize("run", [run for run in runs() if run["id"] in LOADED], ids=lambda run: run["id"])
def test_load_with_quarantine_ends_as_the_outcome_says(run: dict[str, str], tmp_path: Path) -> None:
    store, bad = tmp_path / "s.db", tmp_path / "bad.csv"
    given = source(run, tmp_path / "w"), *run["options"].split()
    assert ends("load", *given, "--store", store, "--quarantine", bad) in QUARANTINE[run["outcome"]]


@pytest.mark.slow
@pytest.mark.parametrize("run", [run for run in runs() if run["id"] in LOADED], ids=lambda run: run["id"])
def test_plain_load_of_bad_rows_leaves_no_store_behind(run: dict[str, str], tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    code = ends("load", source(run, tmp_path / "w"), *run["options"].split(), "--store", store)
    assert (code, store.exists()) in {(0, True), (1, False)}
    assert code in CHECK[run["outcome"]]
