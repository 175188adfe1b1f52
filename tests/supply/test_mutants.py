"""The wrong changes that `make mutate` plants: which there are, and what is left alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "mutants.py"


def changes(source: str) -> list[tuple[int, str, str]]:
    """Line, before and after of every mutant."""
    spec = importlib.util.spec_from_file_location("mutants", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [(found.line, found.before, found.after) for found in module.mutants(source)]


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("a < b", ["a <= b"]),
        ("a is not b", ["a is b"]),
        ("a + b", ["a - b"]),
        ("x += 1", ["x -= 1", "2"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("x = 3", ["4"]),
        ("x = True", ["False"]),
        ("x = 'a'", ["'XXaXX'"]),
        ("if a:\n    f()", ["not a", "pass"]),
        ("def f():\n    return a", ["return None"]),
        ("for a in b:\n    break", ["for a in []:", "continue"]),
        ("try:\n    f()\nexcept E:\n    raise", ["pass", "except ():", "pass"]),
        ("x = [a for a in b if a]", ["not a"]),
    ],
)
def test_operators(source: str, after: list[str]) -> None:
    assert [found for _, _, found in changes(source)] == after


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "def f(a: 'int') -> 'str': ...",
        "if TYPE_CHECKING:\n    x = 1",
        "class P(Protocol):\n    x = 1",
        "@f(1)\ndef g(): ...",
        "import a",
        "raise_(UsageError('what is wrong', hint='a'))",
        "x = zip(a, b, strict=True)",
        "hint = 'do this'",
    ],
)
def test_left_alone(source: str) -> None:
    assert [found for found in changes(source) if found[1] != found[2] and found[2] != "pass"] == []


def test_a_mutant_differs_in_one_place_and_names_its_line() -> None:
    assert changes("a = b\n\nc = d * 2\n") == [(3, "d * 2", "d / 2"), (3, "2", "3")]
