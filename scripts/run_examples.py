"""Runs the commands shown in Markdown pages and compares, or writes, what they print.

A block fenced as ``console`` holds lines that start with ``$ `` and, below each, its output. Each page starts in a
fresh folder that holds the demo. A line ``...`` stands for any lines. ``python scripts/run_examples.py PAGE...``
lists the differences (exit 1); ``--write`` puts the real output into the pages.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)", re.DOTALL | re.MULTILINE)
WIDTH = "100"
INTERNAL = 5  # exit code of a fault of the program: no page may show one
INFLUENCE = Path(sys.executable).parent / "influence"


class Desk:
    """A folder in which commands run one after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("INFLUENCE_")},
            "COLUMNS": WIDTH,
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
        }

    def run(self, line: str) -> list[str]:
        """Lines that the command `line` prints, errors included."""
        program, *arguments = shlex.split(line, comments=True)
        if program == "cd":
            self.folder = self.folder / arguments[0]
            return []
        if program != "influence":
            raise ValueError(f"examples run influence and cd, not {program}")
        command = [str(INFLUENCE), *arguments]
        done = subprocess.run(  # noqa: S603 - our own program, arguments from our own pages
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode == INTERNAL:
            raise RuntimeError(f"{line}: {done.stderr}")
        return [part.rstrip() for part in (done.stdout + done.stderr).rstrip().splitlines()]


def commands(body: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the output shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def matches(shown: list[str], real: list[str]) -> bool:
    """Whether the real lines are those shown, where ``...`` stands for any lines."""
    pattern = "\n".join(shown).rstrip()
    parts = (re.escape(part) for part in re.split(r"^\.\.\.$", pattern, flags=re.MULTILINE))
    return re.fullmatch(".*".join(parts), "\n".join(real), re.DOTALL) is not None


def refreshed(text: str, desk: Desk) -> str:
    """The page `text` with the real output in its blocks; output with ``...`` stays where it matches."""

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for command, shown in commands(match["body"]):
            real = desk.run(command)
            lines += [f"$ {command}", *(shown if matches(shown, real) else real)]
        return match["open"] + "\n".join(lines) + "\n" + match["close"]

    return BLOCK.sub(block, text)


def differences(page: Path, *, write: bool) -> list[str]:
    """Lines by which `page` differs from what its commands print; puts it right where `write` says so."""
    text = page.read_text(encoding="utf-8")
    if not BLOCK.search(text):
        return []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.run("influence demo")
        real = refreshed(text, desk)
    if write:
        page.write_text(real, encoding="utf-8")
    return list(difflib.unified_diff(text.splitlines(), real.splitlines(), str(page), "real output", lineterm=""))


def main(arguments: list[str]) -> int:
    """Compares the pages named; 1 where one differs."""
    write = "--write" in arguments
    pages = [Path(name) for name in arguments if name != "--write"]
    found = [line for page in pages for line in differences(page, write=write)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return int(bool(found) and not write)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
