"""The lines of a CSV file in stretches whose ends depend on content alone, each with a checksum.

A line added, changed or removed leaves all other stretches as they were, wherever they have moved to; so does a program
that ends all lines in another way.
"""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher
from hashlib import blake2b, sha256
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BLOCK = 4 << 20
_LINES = 1024
"""How many lines a stretch has on average."""
_WIDTH = 8
_FACTOR = 0x9E3779B97F4A7C15  # odd, with bits all over


class Stretch(NamedTuple):
    """Some lines: how many there are, how many bytes they take, and the checksum of their bytes (hexadecimal)."""

    lines: int
    size: int
    mark: str


class Cut(NamedTuple):
    """A file: SHA-256, size, stretches; `plain` where every line is a row, which no quote lets span several."""

    sha256: str
    size: int
    stretches: Sequence[Stretch]
    plain: bool


class Differing(NamedTuple):
    """Stretches that differ: lines and bytes from the first to before the end, before and now."""

    before: tuple[int, int]
    now: tuple[int, int]
    at: tuple[int, int]


def cut(path: Path) -> Cut:
    """Read the file at `path` once; cost linear in its bytes."""
    import numpy as np

    content = path.read_bytes()
    returned = b"\r" in content
    lines = content.replace(b"\r\n", b"\n") if returned else content  # however they end, they are the same lines
    returns = len(content) - len(lines)
    breaks = np.concatenate([np.zeros(0, dtype=np.int64), *_breaks(np.frombuffer(lines, dtype=np.uint8))])
    places = np.concatenate([[0], breaks[_ends(lines, breaks)] + 1, [len(lines)]])
    feeds = np.diff(np.searchsorted(breaks, places))
    found = list(_stretches(lines, places.tolist(), feeds.tolist(), returns=returned))
    plain = b'"' not in content and b"\r" not in lines and returns in {0, len(breaks)}
    return Cut(sha256(content).hexdigest(), len(content), found, plain)


def _stretches(lines: bytes, places: Sequence[int], feeds: Sequence[int], *, returns: bool) -> Iterator[Stretch]:
    """The stretches between places, which hold so many line feeds; `returns`: the file has one more byte for each."""
    view = memoryview(lines)
    for (start, end), count in zip(pairwise(places), feeds, strict=True):
        if end > start:
            size, unended = end - start, lines[end - 1 : end] != b"\n"
            yield Stretch(count + unended, size + count * returns, blake2b(view[start:end], digest_size=16).hexdigest())


def _breaks(letters: Any) -> Iterator[Any]:
    """Where the line feeds are, block by block."""
    import numpy as np

    for start in range(0, len(letters), BLOCK):
        yield np.flatnonzero(letters[start : start + BLOCK] == ord("\n")) + start


def _ends(content: bytes, breaks: Any) -> Any:
    """Which line feeds end a stretch: one in about `_LINES`, by the letters around its line."""
    import numpy as np

    if len(content) < _WIDTH:
        return np.zeros(0, dtype=np.int64)
    words: Any = np.ndarray((len(content) - _WIDTH + 1,), dtype="<u8", buffer=content, strides=(1,))
    starts, last = np.concatenate([[0], breaks[:-1] + 1]), len(words) - 1
    mixed = np.zeros(len(breaks), dtype=np.uint64)
    for places in (breaks - 7, breaks - 15, starts, starts + 8):
        mixed = (mixed ^ words[np.clip(places, 0, last)]) * np.uint64(_FACTOR)
        mixed ^= mixed >> np.uint64(29)
    return np.flatnonzero(mixed % np.uint64(_LINES) == 0)


def differing(before: Sequence[Stretch], now: Sequence[Stretch]) -> list[Differing]:
    """Where two cuts of a file differ, in order; lines count from 1. What came in takes the stretch before it along.

    >>> a, b, c = (Stretch(2, 10, mark) for mark in "abc")
    >>> differing([a, b], [a, c, b])
    [Differing(before=(1, 3), now=(1, 5), at=(0, 20))]
    """
    matcher = SequenceMatcher(None, [one.mark for one in before], [one.mark for one in now], autojunk=False)
    found = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    wider = [(i - 1, j, k - 1, m) if i == j and i and k else (i, j, k, m) for i, j, k, m in found]
    return [_part(before, now, *ends) for ends in wider]


def joined(before: Sequence[Stretch], now: Sequence[Stretch], parts: Sequence[Differing], line: int) -> Differing:
    """The parts up to a `line` of before as one, and what is between them, with one more stretch behind that line."""
    old, new = _lines(before), _lines(now)
    end = min(bisect_right(old, line) + 1, len(before))
    for part in parts:  # each that begins before the end moves it behind itself
        if part.before[0] < old[end]:
            end = max(end, old.index(part.before[1]))
    inside = [part for part in parts if part.before[0] < old[end]]
    moved = inside[-1].now[1] - inside[-1].before[1]
    return _part(
        before, now, old.index(inside[0].before[0]), end, new.index(inside[0].now[0]), new.index(old[end] + moved)
    )


def _part(before: Sequence[Stretch], now: Sequence[Stretch], i: int, j: int, k: int, m: int) -> Differing:
    """The stretches from number i to before j, now from k to before m."""
    old, new = _lines(before), _lines(now)
    at = list(accumulate((one.size for one in now), initial=0))
    return Differing((old[i], old[j]), (new[k], new[m]), (at[k], at[m]))


def _lines(stretches: Sequence[Stretch]) -> list[int]:
    """The line that each stretch begins with, and the one behind the last."""
    return list(accumulate((one.lines for one in stretches), initial=1))
