"""A measured program says what it took, or why it gave up."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

programs = import_module("programs")


def python(code: str, **bounds: object) -> dict[str, object]:
    found: dict[str, object] = programs.run([sys.executable, "-S", "-c", code], **bounds)
    return found


def test_output_and_memory() -> None:
    # in a program of its own: a child's peak counts what its parent held when it was started, here all of the tests
    measuring = "import json, sys, programs; print(json.dumps(programs.run([sys.executable, *sys.argv[1:]])))"
    words = [sys.executable, "-c", measuring, "-S", "-c", "print(len(bytearray(50_000_000)))"]

    ran = subprocess.run(words, cwd=Path(programs.__file__).parent, capture_output=True, text=True, check=True)

    found = json.loads(ran.stdout)
    assert found["out"] == "50000000\n"
    assert 50 < found["memory"] < 200


def test_too_long() -> None:
    with pytest.raises(programs.GaveUpError, match="more than 1 s"):
        python("import time; time.sleep(60)", limit=1.0)


def test_too_much() -> None:
    with pytest.raises(programs.GaveUpError, match="more than 16 GB"):
        python("bytearray(10**9)", memory=500_000_000)


def test_failed() -> None:
    with pytest.raises(programs.GaveUpError, match="ValueError: no such thing"):
        python("raise ValueError('no such thing')")


def test_spread() -> None:
    assert programs.spread([3.0, 1.0, 2.0]) == {"median": 2.0, "least": 1.0, "most": 3.0, "times": 3}
