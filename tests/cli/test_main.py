"""The command line as a whole: options on both sides, formats, errors and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from influence import sample

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def influence(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would."""
    given = {**os.environ, **environment}
    given.pop("INFLUENCE_STORE", None)
    command = [sys.executable, "-m", "influence", *arguments]
    return subprocess.run(command, cwd=cwd, env=given, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    assert influence("load", str(sample.folder()), cwd=folder).returncode == 0
    return folder


def test_json_is_one_document_with_the_envelope(loaded: Path) -> None:
    run = influence("path", "Chen Fang", "--as-of", "2026-11-01", "--format", "json", cwd=loaded)

    document = json.loads(run.stdout)
    assert run.returncode == 0
    assert document["schema_version"] == 1
    assert (document["question"], document["as_of"]) == ("path", "2026-11-01")
    assert document["answer"]["to"] == ["chen-fang"]


def test_options_go_before_and_after_the_command(loaded: Path) -> None:
    after = influence("path", "Chen Fang", "--as-of", "2026-11-01", "--format", "json", cwd=loaded)
    before = influence("--as-of", "2026-11-01", "--format", "json", "path", "Chen Fang", cwd=loaded)

    assert before.stdout == after.stdout


def test_csv_has_a_header_and_a_row_a_route(loaded: Path) -> None:
    run = influence("path", "Chen Fang", "-k", "2", "--as-of", "2026-11-01", "--format", "csv", cwd=loaded)

    lines = run.stdout.splitlines()
    assert lines[0].startswith("probability,words,people")
    assert len(lines) == 3


def test_the_environment_names_who_starts(loaded: Path) -> None:
    run = influence("path", "Chen Fang", "--format", "json", cwd=loaded, INFLUENCE_ME="li-na")

    assert json.loads(run.stdout)["answer"]["from"] == ["li-na"]


def test_an_unknown_name_exits_2_with_candidates_on_both_streams(loaded: Path) -> None:
    run = influence("path", "Chn Fang", "--format", "json", cwd=loaded)

    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "unknown_name"
    assert "did you mean Chen Fang" in run.stderr


def test_a_missing_store_exits_4(tmp_path: Path) -> None:
    run = influence("path", "Ann", cwd=tmp_path)

    assert run.returncode == 4
    assert len(run.stderr.strip().splitlines()) <= 3


def test_an_unknown_option_exits_2(tmp_path: Path) -> None:
    assert influence("path", "Ann", "--nothing", cwd=tmp_path).returncode == 2


def test_an_unknown_assumption_exits_2_with_the_nearest(loaded: Path) -> None:
    run = influence("path", "Chen Fang", "--assume", "fatige=0.5", cwd=loaded)

    assert run.returncode == 2
    assert "did you mean fatigue?" in run.stderr


def test_an_assumption_changes_the_answer_and_is_shown(loaded: Path) -> None:
    run = influence("path", "Chen Fang", "--assume", "fatigue=1", "--format", "json", cwd=loaded)

    assert json.loads(run.stdout)["assumptions"]["fatigue"] == 1


def test_bad_tables_exit_1_and_leave_no_store(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name,layer\n1,Ann,boss\n", encoding="utf-8")

    run = influence("load", str(tmp_path / "contacts.csv"), "--format", "json", cwd=tmp_path)

    assert run.returncode == 1
    assert [problem["line"] for problem in json.loads(run.stdout)["answer"]["problems"]] == [2]
    assert not (tmp_path / "influence.db").exists()


def test_quarantine_loads_the_good_rows_and_exits_3(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("id,name,layer\n1,Ann,boss\n2,Bob,decision\n", encoding="utf-8")

    run = influence("load", "contacts.csv", "--quarantine", "bad.csv", "--format", "json", cwd=tmp_path)

    assert run.returncode == 3
    assert json.loads(run.stdout)["answer"]["quarantined"] == 1
    assert "boss" in (tmp_path / "bad.csv").read_text(encoding="utf-8")


def test_the_demo_replaces_its_own_folder_and_no_other(tmp_path: Path) -> None:
    assert influence("demo", "d", cwd=tmp_path).returncode == 0
    assert influence("demo", "d", cwd=tmp_path).returncode == 0

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("mine", encoding="utf-8")
    assert influence("demo", "mine", cwd=tmp_path).returncode == 2


def test_completion_scripts_are_there(tmp_path: Path) -> None:
    run = influence(cwd=tmp_path, _INFLUENCE_COMPLETE="bash_source")

    assert "_influence_completion" in run.stdout
