"""`influence check` and `influence init`: exit codes and documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from influence.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "id,name\n1,Ann\n"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and stdout of a command."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capsys.readouterr().out


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (GOOD + "2,\n", 1), ("", 1)])
def test_check_ends_as_the_data_are(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int) -> None:
    (tmp_path / "contacts.csv").write_text(text)
    assert run("check", str(tmp_path), capsys=capsys)[0] == code


@pytest.mark.parametrize(("source", "code"), [("https://example.org", 2), ("nowhere", 4)])
def test_check_of_no_file(capsys: pytest.CaptureFixture[str], source: str, code: int) -> None:
    assert run("check", source, capsys=capsys)[0] == code


def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contacts.csv").write_text("id,name\n1,Ann\n2,\n")
    answer = json.loads(run("check", str(tmp_path), "--format", "json", capsys=capsys)[1])["answer"]
    assert (answer["counts"]["contacts"], [problem["line"] for problem in answer["problems"]]) == (1, [3])


def test_init_writes_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run("init", str(tmp_path / "w"), "--lang", "zh", "--format", "json", capsys=capsys)
    assert (code, (tmp_path / "w" / "联系人.csv").exists(), len(json.loads(out)["answer"]["files"])) == (0, True, 15)
