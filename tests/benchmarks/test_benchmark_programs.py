"""A measured program says what it took, or why it gave up."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

programs = import_module("programs")


def python(code: str, **bounds: object) -> dict[str, object]:
    found: dict[str, object] = programs.run([sys.executable, "-S", "-c", code], **bounds)
    return found


def test_output_and_memory() -> None:
    found = python("print(len(bytearray(50_000_000)))")
    assert found["out"] == "50000000\n"
    assert 50 < float(str(found["memory"])) < 200


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
