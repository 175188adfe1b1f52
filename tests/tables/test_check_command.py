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


def _warned(tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """What `check` says of 30 ties without strength and 25 rows of nobody."""
    (tmp_path / "contacts.csv").write_text("id,name\n" + "".join(f"{n},P{n}\n" for n in range(40)) + ",\n" * 25)
    ties = "".join(f"{n},{n + 1}\n" for n in range(30)) + "".join(f"x{n},1\n" for n in range(25))
    (tmp_path / "relationships.csv").write_text("source,target\n" + ties)
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path), *options])
    return capsys.readouterr().err.splitlines()


def test_of_equal_warnings_twenty_are_told_and_the_rest_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _warned(tmp_path, capsys)
    assert sum("[assumed_strength]" in line and line.startswith("warning") for line in lines) == 20
    assert "... and 10 more warnings [assumed_strength], see --format json" in lines


def test_every_error_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sum("[unknown_reference]" in line for line in _warned(tmp_path, capsys)) == 25


def test_warnings_left_out_are_counted_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "……另有 10 条警告 [assumed_strength]，见 --format json" in _warned(tmp_path, capsys, "--lang", "zh")


def test_a_limit_can_be_raised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contacts.csv").write_text(f"id,name\n1,{'A' * 250}\n")
    assert run("check", str(tmp_path), capsys=capsys)[0] == 1
    assert run("check", str(tmp_path), "--limit", "name=300", "--limit", "rows=5", capsys=capsys)[0] == 0


@pytest.mark.parametrize("limit", ["names=300", "name=many", "name=0", "name", "name=-1"])
def test_what_is_no_limit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    (tmp_path / "contacts.csv").write_text(GOOD)
    assert run("check", str(tmp_path), "--limit", limit, capsys=capsys)[0] == 2
