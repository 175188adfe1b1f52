"""Compiled columns beside a store file: opaque bytes, replaced as a whole, good for one digest only."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from influence.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAGIC = b"influence columns 1\nwritten by influence\n"
_HEADER = 192  # a multiple of 64, so that arrays behind it stay aligned


def path_beside(store: Path) -> Path:
    """The file of compiled columns of the store at `store`."""
    return Path(f"{store}-columns")


def read(store: Path, digest: str) -> memoryview | None:
    """The bytes kept for `digest`, mapped rather than read; None where they are missing, cut or of other rows."""
    import mmap

    with suppress(OSError, ValueError), path_beside(store).open("rb") as stream:
        whole = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        if whole[:_HEADER] == _header(digest, len(whole) - _HEADER):
            return whole[_HEADER:]
    return None


def opened(store: Path, digest: str) -> tuple[BinaryIO, int, int] | None:
    """The file of the bytes kept for `digest`, open for reading, where they start in it and how many there are."""
    with suppress(OSError):
        stream = path_beside(store).open("rb", buffering=0)
        header, size = stream.read(_HEADER), os.fstat(stream.fileno()).st_size - _HEADER
        if size >= 0 and header == _header(digest, size):
            return stream, _HEADER, size
        stream.close()
    return None


def write(store: Path, parts: Iterable[bytes], digest: str) -> None:
    """Keep `parts`, one behind the other, for `digest`."""
    content = list(parts)
    size = sum(memoryview(part).nbytes for part in content)
    write_file(path_beside(store), [_header(digest, size), *content], overwrite=True)


def clear(store: Path) -> None:
    """Remove the compiled columns."""
    path_beside(store).unlink(missing_ok=True)


def _header(digest: str, size: int) -> bytes:
    text = _MAGIC + digest.encode() + size.to_bytes(8, "little", signed=True)
    return text.ljust(_HEADER - 16, b"\0") + hashlib.blake2b(text, digest_size=16).digest()
