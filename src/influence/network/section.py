"""One flat array of the columns over a file, whose pages are read and checked when they are needed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = 1024
"""Bytes that share a checksum."""
_MAPPED = 1 << 16  # longer parts are mapped rather than copied


class Source(Protocol):
    """Bytes that can be read in part."""

    def read(self, at: int, size: int) -> Any:
        """`size` bytes from `at` on, fewer at the end."""

    def part(self, at: int, size: int) -> Part:
        """The part of `size` bytes from `at` on."""


class Bytes:
    """Bytes in memory as a source."""

    def __init__(self, buffer: Any) -> None:
        self._view = memoryview(buffer)

    def read(self, at: int, size: int) -> Any:
        """A copy of `size` bytes from `at` on."""
        return bytes(self._view[at : at + size])

    def view(self, at: int, size: int) -> memoryview:
        """The same without copying."""
        return self._view[at : at + size]

    def part(self, at: int, size: int) -> Part:
        """The part of `size` bytes from `at` on."""
        return Part(self, at, min(size, len(self._view) - at))


class Opened:
    """`size` bytes of an open file from `start` on as a source.

    Short pieces are read rather than mapped: a map would count every page around them as memory of the process.
    """

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        # a descriptor of our own: a file object in a cycle would be found open by the collector before `__del__` runs
        self._file, self._start, self._size = os.dup(stream.fileno()), start, size
        stream.close()
        self._map: memoryview | None = None

    def __del__(self) -> None:
        os.close(self._file)

    def read(self, at: int, size: int) -> Any:
        """A copy of `size` bytes from `at` on."""
        return os.pread(self._file, size, self._start + at)

    def view(self, at: int, size: int) -> memoryview:
        """The same, mapped."""
        if self._map is None:
            import mmap

            self._map = memoryview(mmap.mmap(self._file, 0, access=mmap.ACCESS_READ))[self._start :]
        return self._map[at : at + size]

    def part(self, at: int, size: int) -> Part:
        """The part of `size` bytes from `at` on."""
        return Part(self, at, min(size, self._size - at))


class Part:
    """A stretch of a source."""

    __slots__ = ("_at", "_source", "size")

    def __init__(self, source: Bytes | Opened, at: int, size: int) -> None:
        self._source, self._at, self.size = source, at, size

    def read(self, start: int, end: int) -> Any:
        """Bytes from `start` to before `end`, mapped where they are many."""
        end = min(end, self.size)
        if end - start > _MAPPED:
            return self._source.view(self._at + start, end - start)
        return memoryview(self._source.read(self._at + start, end - start))


class Section:
    """An array of type `code` over `part`; `sums` are the checksums (CRC-32) of its pages.

    Each page is checked when it is first read; where the checksum does not hold, `mend` is called, which raises or
    calls `replace` with the array made anew.
    """

    __slots__ = ("_code", "_length", "_mask", "_mend", "_pages", "_part", "_shift", "_sums", "_whole")

    def __init__(self, part: Part, code: Any, sums: memoryview, mend: Callable[[], None]) -> None:
        width = memoryview(b"").cast(code).itemsize
        self._part, self._code, self._sums, self._mend = part, code, sums, mend
        self._length = part.size // width
        self._shift = (PAGE // width).bit_length() - 1
        self._mask = (1 << self._shift) - 1
        self._pages: dict[int, Any] = {}
        self._whole: Any = None

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index: Any) -> Any:
        if type(index) is int:
            if index < 0:
                index += self._length
            page = self._pages.get(index >> self._shift)
            if page is None:
                page = self._read(index >> self._shift)
            return page[index & self._mask]
        if not isinstance(index, slice):
            return self[int(index)]  # a numpy number
        start, end, step = index.indices(self._length)
        first, base = start >> self._shift, start & ~self._mask
        if step == 1 and start < end and end - base <= self._mask + 1:
            page = self._pages.get(first)
            return (page if page is not None else self._read(first))[start - base : end - base]
        return self._stretch(start, max(start, end))[::step]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:  # noqa: FBT001 - numpy's signature
        import numpy as np

        found = np.asarray(self[:])
        return found.astype(dtype, copy=bool(copy)) if dtype is not None else found

    def replace(self, values: Any) -> None:
        """Take `values` for the whole array, as checked."""
        self._whole = memoryview(values).cast("B").cast(self._code)
        self._pages.clear()

    def _read(self, page: int) -> Any:
        """Page number `page` of the array, checked."""
        if not 0 <= page << self._shift < self._length:
            raise IndexError(page)
        found = self._one(page) if self._whole is None else None
        if found is None:
            found = self._stretch(page << self._shift, min((page + 1) << self._shift, self._length))
        self._pages[page] = found
        return found

    def _one(self, page: int) -> Any:
        """Page number `page` straight from its part, where it is good: what a search does hundreds of times."""
        block = self._part.read(page * PAGE, (page + 1) * PAGE)
        return block.cast(self._code) if len(block) and crc32(block) == self._sums[page] else None

    def _stretch(self, start: int, end: int) -> Any:
        """Elements from `start` to before `end`, every page that they lie on checked."""
        if self._whole is None and start < end:
            first, last = start >> self._shift, (end - 1) >> self._shift
            block = self._part.read(first * PAGE, (last + 1) * PAGE)
            if self._good(block, first, last):
                base = first << self._shift
                return block.cast(self._code)[start - base : end - base]
            self._mend()
        whole = self._whole if self._whole is not None else memoryview(b"").cast(self._code)
        return whole[start:end]

    def _good(self, block: memoryview, first: int, last: int) -> bool:
        if len(block) <= (last - first) * PAGE:  # the file ends too soon
            return False
        sums = self._sums
        return all(crc32(block[at * PAGE : (at + 1) * PAGE]) == sums[first + at] for at in range(last - first + 1))
