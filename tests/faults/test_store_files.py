"""A store file that is damaged, foreign, newer, locked, read-only, or on a full disk."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from faults.conftest import start
from influence.errors import EnvironmentFault, InfluenceError, StoreDamaged, StoreUnavailable
from influence.stores import database, open_store, schema
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from influence.stores.sqlite import SqliteStore


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b"hello", "is not a store"), (b"x" * 5000, "is not a store")],
)
def test_what_is_no_store_is_never_overwritten(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "w.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=message):
        open_store(str(path), create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="another program"):
        open_store(str(path), create=True)
    assert path.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is not a file"):
        open_store(str(tmp_path))


def test_a_store_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no folder"):
        open_store(str(tmp_path / "none" / "w.db"), create=True)


def test_a_store_that_appears_meanwhile_is_taken(path: Path) -> None:
    before = path.read_bytes()
    database._create(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_untouched(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="newer version"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", 3)
    monkeypatch.setattr(schema, "MIGRATIONS", {2: lambda db: db.execute("CREATE TABLE more (x) ")})
    with open_store(str(path)) as store:
        assert store.database.connection.execute("SELECT * FROM more").fetchall() == []
        assert store.verify() == []


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(schema, "VERSION", 4)
    monkeypatch.setattr(schema, "MIGRATIONS", {2: lambda db: db.execute("DELETE FROM store_blocks")})
    with pytest.raises(StoreDamaged, match="no way leads from layout 3"):
        open_store(str(path))
    assert path.read_bytes() == before


def _look(path: Path) -> str | None:
    """Digest of what the store says; None where it says that it is damaged."""
    try:
        with open_store(str(path)) as store:
            return store.rows().digest if store.rows().digest == store.digest() else "wrong"
    except (StoreDamaged, StoreUnavailable):
        return None


def test_no_flipped_byte_gives_a_wrong_answer(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    right = _look(path)
    copy = tmp_path / "copy" / "w.db"
    copy.parent.mkdir()
    random.seed(1)
    for place in random.sample(range(len(whole)), 500):
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        assert _look(copy) in {right, None}


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_store_is_damaged(path: Path, part: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert _look(path) is None


def _spoil(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE store_blocks SET body = CAST(body || ' ' AS BLOB)", "does not fit its checksum"),
        ("DELETE FROM store_blocks WHERE instr(body, CAST('Acme' AS BLOB))", "rows of accounts are missing"),
        ("UPDATE store_loads SET value = value || ' '", "does not fit its checksum"),
        ("ALTER TABLE store_blocks RENAME TO blocks", "no such table"),
    ],
)
def test_a_row_that_changed_is_noticed_when_it_is_read(path: Path, statement: str, message: str) -> None:
    _spoil(path, statement)
    with open_store(str(path)) as store:
        with pytest.raises(StoreDamaged, match=message):
            store.rows()
        assert any(message in problem for problem in store.verify())


def test_a_missing_load_is_noticed(path: Path) -> None:
    _spoil(path, "DELETE FROM store_loads")
    with open_store(str(path)) as store:
        with pytest.raises(StoreDamaged, match="record of load L1 is missing"):
            store.rows()
        assert any("record of load L1 is missing" in problem for problem in store.verify())


def test_a_forged_digest_is_noticed(path: Path) -> None:
    with open_store(str(path)) as store, store.database.transaction() as connection:
        value = schema.unseal(*connection.execute("SELECT value, checksum FROM store_loads").fetchone())
        value["digest"] = "0"
        connection.execute("UPDATE store_loads SET value = ?, checksum = ?", schema.seal(value))
    with open_store(str(path)) as store:
        assert len(store.verify()) == 2


@pytest.mark.parametrize("pages", range(1, 60, 4))
def test_a_full_disk_changes_nothing(path: Path, pages: int) -> None:
    big = workspace(sales=[row("sales", account="A1", date="2024-01-01", product="x" * 500)] * 1_000)
    with open_store(str(path)) as store:
        (held,) = store.database.connection.execute("PRAGMA page_count").fetchone()
        store.database.connection.execute(f"PRAGMA max_page_count = {held + pages}")
        with pytest.raises(EnvironmentFault, match="disk is full"):
            store.load(big, sources=[], at=AT)
        assert store.verify() == []
        assert store.digest() == workspace().digest


def test_a_disk_that_is_full_at_any_write_changes_nothing(path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _LIMITED, str(path)]
    process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (process.returncode, process.stderr) == (0, "")
    assert int(process.stdout) > 20


_LIMITED = """
import resource, signal, sys
from influence.errors import EnvironmentFault
from influence.stores import open_store
from faults.program import large
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, rows, refused = sys.argv[1], large(), 0
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
with open_store(path) as store:
    before = store.digest()
for size in range(0, 1 << 30, 4096):  # files may grow by a page more each time, until the load fits
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with open_store(path) as store:
            store.load(rows, sources=[], at="2025-01-01")
        break
    except EnvironmentFault:
        refused += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    with open_store(path) as store:
        assert (store.digest(), store.verify()) == (before, []), size
with open_store(path) as store:
    assert (store.digest(), store.verify()) == (rows.digest, [])
print(refused)
"""


def test_of_two_writers_one_waits_and_both_succeed(path: Path) -> None:
    both = [start(path, "load", mark) for mark in ("one", "two")]
    assert [process.communicate()[1] for process in both] == ["", ""]
    with open_store(str(path)) as store:
        assert len(store.loads()) == 3
        assert store.verify() == []


def test_two_first_loads_at_once_both_succeed(tmp_path: Path) -> None:
    both = [start(tmp_path / "w.db", "load", mark) for mark in ("one", "two")]
    assert [process.communicate()[1] for process in both] == ["", ""]
    with open_store(str(tmp_path / "w.db")) as store:
        assert len(store.loads()) == 2


def test_a_lock_that_stays_names_its_process(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); print(flush=1); input()"
    writer = subprocess.Popen([sys.executable, "-c", script, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    with open_store(str(path)) as store, pytest.raises(StoreUnavailable, match=f"by process {writer.pid}"):
        store.load(workspace(sales=[]), sources=[], at=AT)
    writer.communicate(b"\n")


def test_the_wait_for_a_lock_is_below_half_a_minute() -> None:
    assert 20 <= database.PATIENCE < 30


def test_a_lock_of_nobody_known_is_another_process(tmp_path: Path) -> None:
    (tmp_path / "free-shm").touch()
    assert database._writer(tmp_path / "free") == "another process"
    assert database._writer(tmp_path / "none") == "another process"


@pytest.mark.slow
def test_twenty_readers_see_whole_loads_only(path: Path) -> None:
    readers = [start(path, "read", 15) for _ in range(20)]
    for mark in ("a", "b", "c"):
        start(path, "load", mark).communicate()
    for reader in readers:
        out, err = reader.communicate()
        pairs = [line.split() for line in out.splitlines() if len(line) > 60]
        assert (err, len(pairs)) == ("", 15)
    with open_store(str(path)) as store:
        known = {load.digest for load in store.loads()}
    assert {digest for pair in pairs for digest in pair} <= known


def test_a_clock_that_goes_back_changes_no_order(path: Path) -> None:
    with open_store(str(path)) as store:
        store.load(workspace(sales=[]), sources=[], at="1999-01-01")
        assert [load.tag for load in store.loads()] == ["L1", "L2"]
        assert store.digest() == workspace(sales=[]).digest


def _as_nobody(path: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code on the store as a user who may only read it; all modules are there before root becomes nobody."""
    modules = "os, sys, locale, influence.stores.sqlite, influence.stores.tombstones, influence.stores.writing"
    drop = "" if os.getuid() else "os.setgid(65534); os.setuid(65534)"
    script = f"import {modules}\n{drop}\n{code}"
    return subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)


READ = "from influence.stores import open_store; s=open_store(sys.argv[1]); print(s.digest(), s.rows().digest)"


@pytest.fixture
def readonly(path: Path, tmp_path: Path) -> Iterator[Path]:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005 and folder.name.startswith(("pytest-", "popen-", "test_")):
            folder.chmod(0o755)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    yield path
    tmp_path.chmod(0o755)


def test_in_a_folder_that_cannot_be_written_a_store_is_read(readonly: Path) -> None:
    done = _as_nobody(readonly, READ)
    assert done.stdout.split() == [workspace().digest] * 2, done.stderr
    assert [entry.name for entry in readonly.parent.iterdir()] == ["w.db"]


def test_a_store_that_can_only_be_read_says_so(readonly: Path) -> None:
    code = (
        "from influence.stores import open_store; from influence.model.rows import Rows; s=open_store(sys.argv[1])\n"
        "print(s.keep_columns([b'x'])); s.record_output('/x', 'a', at='1')\n"
        "try: s.load(Rows({}), sources=[], at='1')\nexcept OSError as e: print(e)"
    )
    out = _as_nobody(readonly, code).stdout
    assert out.startswith("False\n")
    assert "can only be read" in out


def test_a_store_that_cannot_be_read_says_so(readonly: Path) -> None:
    readonly.chmod(0o400)
    assert "cannot be read: Permission denied" in _as_nobody(readonly, READ).stderr


def test_a_log_left_open_in_a_folder_that_cannot_be_written_is_named(readonly: Path) -> None:
    shutil.copy(readonly, f"{readonly}-wal")
    assert "left open by another program" in _as_nobody(readonly, READ).stderr


def test_other_faults_of_the_disk_are_told(path: Path) -> None:
    for code, kind in ((10, EnvironmentFault), (14, StoreUnavailable), (11, StoreDamaged)):
        error = sqlite3.OperationalError("said SQLite")
        error.sqlite_errorcode = code  # type: ignore[misc]
        told = database._translated(path, error)
        assert type(told) is kind
        assert "said SQLite" in told.message
        assert isinstance(told, InfluenceError)


def test_a_wrong_statement_is_our_own_fault(path: Path) -> None:
    with open_store(str(path)) as store, pytest.raises(sqlite3.ProgrammingError), store.database.reading() as reading:
        reading.execute("SELECT ?")


def test_threads_share_a_store(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with open_store(str(path)) as store, ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: store.rows().digest, range(20))) == {workspace().digest}


def test_a_thread_may_write(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with open_store(str(path)) as store, ThreadPoolExecutor(1) as pool:
        assert pool.submit(_load_other, store).result() == "L2"


def _load_other(store: SqliteStore) -> str:
    return store.load(workspace(sales=[]), sources=[], at=AT).tag


@pytest.fixture
def seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in a folder that looks as if it could not be written."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    return path


def test_a_store_to_be_read_alone_is_read(seen: Path) -> None:
    with open_store(str(seen)) as store:
        assert store.rows().digest == store.digest() == workspace().digest
        assert store.keep_columns([b"x"]) is False
        store.record_output("/x", "a", at=AT)
        assert store.outputs() == []
        with pytest.raises(StoreUnavailable, match="can only be read"):
            store.load(workspace(sales=[]), sources=[], at=AT)


@pytest.mark.parametrize("log", [None, b"", b"left open"])
def test_where_no_lock_file_can_be_made_the_file_alone_is_read(
    seen: Path, monkeypatch: pytest.MonkeyPatch, log: bytes | None
) -> None:
    connect = database.Database._connect

    def refuse(self: database.Database, query: str = "mode=rw") -> sqlite3.Connection:
        if query == "mode=ro":
            raise sqlite3.OperationalError("unable to open database file")
        return connect(self, query)

    monkeypatch.setattr(database.Database, "_connect", refuse)
    if log is not None:
        seen.with_name("w.db-wal").write_bytes(log)
    if log:
        with pytest.raises(StoreUnavailable, match="left open by another program"):
            open_store(str(seen))
    else:
        with open_store(str(seen)) as store:
            assert store.rows().digest == workspace().digest


def test_a_file_that_may_not_be_opened_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(StoreUnavailable, match="cannot be read: Permission denied"):
        open_store(str(path))


def test_columns_are_not_kept_while_somebody_writes(path: Path) -> None:
    with open_store(str(path)) as store, open_store(str(path)) as writer, writer.database.transaction():
        assert store.keep_columns([b"x"]) is False


def test_columns_of_a_damaged_store_are_not_kept(path: Path) -> None:
    _spoil(path, "UPDATE store_state SET value = value || ' '")
    with open_store(str(path)) as store, pytest.raises(StoreDamaged):
        store.keep_columns([b"x"])


def test_the_same_load_at_once_is_one_load(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = workspace(sales=[])
    with open_store(str(path)) as store, open_store(str(path)) as faster:
        reading = store.database.reading

        def overtaken() -> object:
            monkeypatch.setattr(store.database, "reading", reading)
            return reading()

        monkeypatch.setattr(store.database, "reading", overtaken)
        transaction = store.database.transaction

        def late(*words: object, **options: object) -> object:
            if not words:
                monkeypatch.setattr(store.database, "transaction", transaction)
                faster.load(other, sources=[], at=AT)
            return transaction(*words, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(store.database, "transaction", late)
        assert store.load(other, sources=[], at=AT).changed is False
