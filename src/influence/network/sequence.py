"""The ids of people as a sequence over columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from influence.network.columns import Columns


class Texts(Sequence[str]):
    """A sequence of texts kept end to end in columns; decoded one by one when read, all at once in a loop.

    `seen` tells where those stand that were read one by one.
    """

    def __init__(self, columns: Columns, stem: str) -> None:
        self._columns, self._stem = columns, stem
        self._count = len(getattr(columns, f"{stem}_at")) - 1
        self.seen: dict[str, int] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        found = self._columns.text(self._stem, index % self._count)
        self.seen[found] = index % self._count
        return found

    def __iter__(self) -> Iterator[str]:
        at = getattr(self._columns, f"{self._stem}_at")[:].tolist()
        text = bytes(getattr(self._columns, f"{self._stem}_text")[:])
        return (text[start:end].decode() for start, end in pairwise(at))
