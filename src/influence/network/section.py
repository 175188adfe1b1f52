"""One flat array of the columns over a file, whose pages are checked as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

PAGE = 1024
"""Bytes that share a checksum."""


class Section:
    """An array of type `code` over `block`; `sums` are the checksums (CRC-32) of its pages.

    Reading an element checks its page once; where the checksum does not hold, `mend` is called, which raises or calls
    `replace` with the array made anew.
    """

    __slots__ = ("_good", "_mend", "_shift", "_sums", "_view")

    def __init__(self, block: memoryview, code: str, sums: memoryview, mend: Callable[[], None]) -> None:
        self._view = block.cast(code)
        self._shift = (PAGE // self._view.itemsize).bit_length() - 1
        self._good = bytearray(-(-len(block) // PAGE))
        self._sums, self._mend = sums, mend

    def __len__(self) -> int:
        return len(self._view)

    def __getitem__(self, index: Any) -> Any:
        if type(index) is int:
            index = index if index >= 0 else index + len(self._view)
            if not self._good[index >> self._shift]:
                self._check(index >> self._shift, index >> self._shift)
        elif not isinstance(index, slice):
            return self[int(index)]
        else:
            start, end, _ = index.indices(len(self._view))
            if start < end and not (
                start >> self._shift == end - 1 >> self._shift and self._good[start >> self._shift]
            ):
                self._check(start >> self._shift, (end - 1) >> self._shift)
        return self._view[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:  # noqa: FBT001 - numpy's signature
        import numpy as np

        found = np.asarray(self[:])
        return found.astype(dtype, copy=bool(copy)) if dtype is not None else found

    def replace(self, values: Any) -> None:
        """Take `values` for the whole array, as checked."""
        self._view = memoryview(values).cast("B").cast(self._view.format)
        self._good = bytearray(b"\1" * len(self._good))

    def _check(self, first: int, last: int) -> None:
        for page in range(first, last + 1):
            if not self._good[page]:
                if crc32(self._view.cast("B")[page * PAGE : (page + 1) * PAGE]) != self._sums[page]:
                    self._mend()
                    return
                self._good[page] = 1
