"""Writing files that hold other people's data: whole or not at all, readable by their owner alone.

A file is written without a name, synced, and only then given its name, so that a kill leaves the old file or the
new one and nothing else. A file that we did not write is never replaced unless the caller says so.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from influence.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = b"written by influence"
"""What a file that we wrote says of itself near its start or its end, where its format has room for it."""
PRIVATE, SHARED = 0o600, 0o644
_LEFTOVER = re.compile(r"\.influence-(\d+)-[0-9a-f]{8}\.tmp")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Register(Protocol):
    """Remembers the outputs that were written, so that `forget` finds them and a later run may replace them."""

    def hashes(self, path: Path) -> set[str]:
        """SHA-256 of everything that was written to `path` so far."""
        ...

    def record(self, path: Path, sha256: str) -> None:
        """Remember that a file with this content is about to be written to `path`."""
        ...


def write_file(
    path: str | Path,
    parts: Iterable[bytes],
    *,
    overwrite: bool = False,
    share: bool = False,
    new: bool = False,
    register: Register | None = None,
) -> Path:
    """Write `parts` to `path` as a whole, mode 0600 (0644 with `share`), and return the path.

    An existing file is replaced where it carries our `MARK`, where `register` knows its content, where it already
    holds the very same bytes, or with `overwrite`; a symbolic link is replaced, never followed. With `new` no file is
    replaced at all, not even one that appears at the last moment.

    Raises `UsageError` for a file that we did not write, `EnvironmentFault` where the disk refuses.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_file(Path(folder, "a.txt"), [b"one"]).read_bytes()
    b'one'
    """
    target = Path(path)
    with disk_faults(target), _unnamed(target, share=share, new=new) as stream:
        checksum, compared = hashlib.sha256(), not (overwrite or new)
        for part in parts:
            stream.write(part)
            if compared or register is not None:
                checksum.update(part)
        if compared:
            _refuse_foreign(target, checksum.hexdigest(), register)
        if register is not None:
            register.record(target.absolute(), checksum.hexdigest())
    return target


def written_by_us(path: Path, register: Register | None = None) -> bool:
    """Whether the file at `path` is one of ours, unchanged since or marked as such."""
    if register is not None and sha256(path) in register.hashes(path.absolute()):
        return True
    with path.open("rb") as stream:
        start = stream.read(4096)
        stream.seek(max(0, path.stat().st_size - 1024))
        return MARK in start or MARK in stream.read()


def sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_name(text: str) -> str:
    """A file name for `text`: at most 100 bytes, legal everywhere, different for different texts.

    >>> safe_name("D1")
    'D1'
    >>> safe_name("../../etc/passwd")
    'etc-passwd-3754d6cb'
    """
    slug = re.sub(r"[^\w]+", "-", text).strip("-_")
    if text and slug == text and len(text.encode()) <= 80 and not _RESERVED.fullmatch(text):
        return text
    short = slug.encode()[:80].decode(errors="ignore")
    return f"{short or 'name'}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def sweep(folder: Path) -> int:
    """Remove what killed runs of ours left in `folder`; returns how many files."""
    swept = 0
    with suppress(OSError):
        for entry in os.scandir(folder):
            match = _LEFTOVER.fullmatch(entry.name)
            if match and not _runs(int(match[1])):
                Path(entry.path).unlink(missing_ok=True)
                swept += 1
    return swept


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into a message that says what to do."""
    try:
        yield
    except EnvironmentFault:
        raise
    except UnicodeEncodeError as error:
        hint = "set PYTHONUTF8=1 or a UTF-8 locale, or name another file"
        raise EnvironmentFault(f"cannot write {path}: the locale has no letters for this name", hint=hint) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        hint = "free some space" if "space" in reason or "quota" in reason else "check the folder and its permissions"
        raise EnvironmentFault(f"cannot write {path}: {reason}", hint=hint) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` as durable as the files they stand for."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_foreign(target: Path, checksum: str, register: Register | None) -> None:
    if target.is_symlink() or not target.exists():
        return
    if not target.is_file():
        raise UsageError(f"{target} is not a file", hint="name another file")
    if sha256(target) != checksum and not written_by_us(target, register):
        raise UsageError(
            f"{target} exists and was not written by influence",
            hint="name another file, or replace it with --overwrite",
        )


@contextmanager
def _unnamed(target: Path, *, share: bool, new: bool) -> Iterator[_Stream]:
    """A stream into a file that gets its name when the block ends well and vanishes when it does not."""
    folder = target.parent
    sweep(folder)
    import secrets

    spare = folder / f".influence-{os.getpid()}-{secrets.token_hex(4)}.tmp"
    handle, named = _open(folder, spare)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - the handle has no path yet
            yield stream
            stream.flush()
            os.fchmod(handle, SHARED if share else PRIVATE)
            os.fsync(handle)
            if not named:  # the folder handle, ignored here, makes Python ask for the link to be followed
                os.link(f"/proc/self/fd/{handle}", spare, src_dir_fd=handle, follow_symlinks=True)
        if new:
            _name_new(spare, target)
        else:
            spare.replace(target)
    except BaseException:
        spare.unlink(missing_ok=True)
        raise
    sync_folder(folder)


def _name_new(spare: Path, target: Path) -> None:
    """Give the file the name `target`, unless that is taken: the system decides, so two processes cannot both win."""
    try:
        os.link(spare, target)
    except FileExistsError:
        raise UsageError(f"{target} exists", hint="name another file") from None
    spare.unlink()


def _open(folder: Path, spare: Path) -> tuple[int, bool]:
    """A handle to an unnamed file in `folder`, or, where the system has none, to the file `spare`."""
    with suppress(OSError, AttributeError):
        if Path("/proc/self/fd").is_dir():
            return os.open(folder, os.O_TMPFILE | os.O_RDWR, PRIVATE), False
    return os.open(spare, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE), True


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if TYPE_CHECKING:
    from typing import BinaryIO as _Stream
