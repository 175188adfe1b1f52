"""Search over the whole store."""

from __future__ import annotations

import pytest

from influence.web.finder import Index, find


def made(*lines: str) -> Index:
    starts, at = [], 1
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return Index("\n" + "\n".join(lines), starts, [{"id": line} for line in lines])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chen", ["chen fang boss", "li chen"]),
        ("fang chen", ["chen fang boss"]),
        ("boss", ["chen fang boss"]),
        ("LI", ["li chen"]),
        ("zz", []),
        ("", []),
        ("  ", []),
    ],
)
def test_every_word_must_occur_and_starts_come_first(text: str, found: list[str]) -> None:
    assert [thing["id"] for thing in find(made("li chen", "chen fang boss"), text)] == found


def test_no_more_than_the_limit() -> None:
    assert len(find(made(*(f"ann {i}" for i in range(90))), "ann", 7)) == 7


def test_a_word_never_spans_two_things() -> None:
    assert find(made("ab", "cd"), "abcd") == find(made("ab", "cd"), "b\nc") == []


def test_nothing_in_nothing() -> None:
    assert find(Index("\n", [], []), "a") == []
