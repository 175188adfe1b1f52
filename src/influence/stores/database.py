"""One SQLite file: looked at before it is opened, opened with our settings, changed in whole transactions only."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from influence.errors import EnvironmentFault, InfluenceError, StoreDamaged, StoreUnavailable, UsageError
from influence.files import disk_faults, sweep, write_file
from influence.stores import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 28.0
"""Seconds to wait for another writer, so that the message comes within half a minute."""
REBUILD = "load the sources into a new store"
_SETTINGS = ("foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF", "cell_size_check = ON")
_TUNING = ("temp_store = MEMORY", "cache_size = -65536")
_WRITING = ("journal_mode = WAL", "synchronous = FULL")
_HEADER = 100


class Database:
    """An open store file; `writable` is False where its folder cannot be written.

    Raises `StoreUnavailable` (missing, locked, newer), `StoreDamaged` (not ours, broken), `EnvironmentFault` (disk).
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if path.is_symlink():  # what is kept beside a store lies beside the file itself, or an erasure would miss it
            path = Path(os.path.realpath(path))
        self.path = path
        self.lock = threading.RLock()
        if create and not path.exists():
            _create(path)
        _inspect(path)
        self.writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
        with self.faults():
            self.connection = self._connect() if self.writable else self._connect_reading()
            self._settle()

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what SQLite says into a message that says what to do."""
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeError) as error:
            if isinstance(error, sqlite3.ProgrammingError):
                raise
            raise _translated(self.path, error) from error

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE", *, patience: float | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction that is committed when the block ends well and undone when it does not.

        Waits `patience` seconds for another writer (`PATIENCE` unless given).
        """
        if kind == "IMMEDIATE" and not self.writable:
            raise StoreUnavailable(f"{self.path} can only be read", hint="change its permissions or name another store")
        with self.lock, self.faults():
            self.connection.execute(f"PRAGMA busy_timeout = {int(1000 * (PATIENCE if patience is None else patience))}")
            self.connection.execute(f"BEGIN {kind}")
            try:
                yield self.connection
                with undisturbed():
                    self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has undone it already
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging sight of the store, whatever is loaded meanwhile."""
        with self.transaction("DEFERRED") as connection:
            yield connection

    def compact(self) -> None:
        """Rewrite the file without free pages and empty the log, so that no erased byte stays."""
        with self.lock, self.faults():
            self.connection.execute("VACUUM")
            busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreUnavailable(
                f"{self.path} is being read, so erased bytes could not be cleared yet",
                hint="run any command on this store once the other one has ended: it finishes the erasure",
            )

    def close(self) -> None:
        """Close the file; may be called twice."""
        with self.lock, suppress(sqlite3.Error):
            self.connection.close()

    def _connect(self, query: str = "mode=rw") -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?{query}"
        connection = sqlite3.connect(address, PATIENCE, isolation_level=None, check_same_thread=False, uri=True)
        writing = _WRITING if query == "mode=rw" else ()
        for setting in (*_SETTINGS, *_TUNING, *writing):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _connect_reading(self) -> sqlite3.Connection:
        """Read beside a writer if there is one; else as a file that nobody changes, which needs no lock file."""
        try:
            connection = self._connect("mode=ro")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            log = Path(f"{self.path}-wal")
            if log.exists() and log.stat().st_size:
                raise StoreUnavailable(
                    f"{self.path} was left open by another program and its folder cannot be written",
                    hint="run `influence status` on it once as its owner",
                ) from None
            return self._connect("mode=ro&immutable=1")
        return connection

    def _settle(self) -> None:
        """Sweep what killed runs left, refuse newer layouts, bring older ones up to date."""
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        _refuse_newer(self.path, version)
        if self.writable:
            sweep(self.path.absolute().parent)
        if version < schema.VERSION:
            with self.transaction() as connection:
                schema.migrate(connection)


def _create(path: Path) -> None:
    """Put a whole, empty store at `path`: made in memory, written in one piece."""
    if not path.absolute().parent.is_dir():
        raise StoreUnavailable(f"there is no folder {path.absolute().parent}", hint="make it, or name another store")
    memory = sqlite3.connect(":memory:")
    schema.create(memory)
    content = bytearray(memory.serialize())
    content[18:20] = b"\2\2"  # in WAL mode from birth: changing the mode would be a race between two first loads
    memory.close()
    with disk_faults(path), suppress(UsageError):  # another process was first: its store is as good
        write_file(path, [bytes(content)], new=True)


def _inspect(path: Path) -> None:
    """Look at the first bytes of the file, without opening it as a database."""
    if not path.exists():
        raise StoreUnavailable(f"there is no store {path}", hint="load something first, or name another with --store")
    if not path.is_file():
        raise StoreUnavailable(f"{path} is not a file", hint="name a file with --store")
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read: {error.strerror}", hint="check its permissions") from error
    if not header:
        raise StoreDamaged(f"{path} is empty and no store", hint=f"remove it, then {REBUILD}")
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\0"):
        raise StoreDamaged(f"{path} is not a store, or its beginning is damaged", hint=REBUILD)
    if int.from_bytes(header[68:72]) != schema.APPLICATION:
        raise StoreDamaged(f"{path} is a database of another program, or damaged", hint=REBUILD)
    _refuse_newer(path, int.from_bytes(header[60:64]))


def _refuse_newer(path: Path, version: int) -> None:
    if version > schema.VERSION:
        raise StoreUnavailable(
            f"{path} was written by a newer version of influence (layout {version}, known {schema.VERSION})",
            hint="update influence; the store was not touched",
        )


def _translated(path: Path, error: sqlite3.DatabaseError | UnicodeError) -> InfluenceError:
    code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreUnavailable(f"{path} is being written by {_writer(path)}", hint="try again when it has ended")
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentFault(f"the disk is full: {path} was not written", hint="free some space; nothing changed")
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}:
        return EnvironmentFault(f"{path}: {error}", hint="check the disk and its free space; nothing changed")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return StoreUnavailable(f"{path} cannot be opened or written: {error}", hint="check the folder's permissions")
    return StoreDamaged(f"{path} is damaged: {error}", hint=f"it was not touched; {REBUILD}")


def _writer(path: Path) -> str:
    """The process that holds the write lock, where the system tells."""
    with suppress(OSError, ValueError, IndexError):
        inode = str(Path(f"{path}-shm").stat().st_ino)
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[3] == "WRITE" and words[5].rpartition(":")[2] == inode and words[6] == "120":
                return f"process {words[4]}"
    return "another process"


@contextmanager
def undisturbed() -> Iterator[None]:
    """No Ctrl-C from a commit on until what belongs to it is done: an interrupt must mean that nothing changed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
