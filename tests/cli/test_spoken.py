"""Help pages: Chinese where the command line asks for it, in every command, wherever the option stands."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from influence.cli.main import COMMANDS, main

EXAMPLE = re.compile("例：influence .*")
ENGLISH = re.compile("[a-z]{2,},? [a-z]{2,} [a-z]{2,}|[a-z]{2,}[.]$")


def help_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit, match="0"):
        main(words)
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_left_in_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = help_of([command, "--help", "--lang", "zh"], capsys)

    assert page.startswith(f"用法：influence {command}")
    assert [line for line in page.splitlines() if ENGLISH.search(EXAMPLE.sub("", line))] == []


def test_the_list_of_commands_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    lines = help_of(["--lang=zh", "--help"], capsys).partition("命令：\n")[2].splitlines()

    assert len(lines) == len(COMMANDS)
    assert [line for line in lines if not re.search("[\u4e00-\u9fff]", line)] == []


def test_english_is_what_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    page = help_of(["path", "--help"], capsys)

    assert page.startswith("Usage: influence path [OPTIONS] [FROM] TO\n")
    assert "How many routes at most.  [default: 5; x>=1]" in page
    assert not re.search("[\u4e00-\u9fff]", page)


def test_english_help_is_ready_without_the_phrases() -> None:
    program = "import sys; from influence.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert "influence.cli.phrases" not in found.stdout.split()
