"""The embedded store: one SQLite file.

Every load is one transaction. Blocks of rows are shared between loads, so an earlier load can be read by its tag and
a reload writes only what changed. Readers see the load before or the load after, never half of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from influence.errors import EnvironmentFault, StoreDamaged, UnknownName
from influence.model.rows import Rows
from influence.stores import edits, kept, reading, records
from influence.stores.base import Edit, Forgotten, Held, Loaded, LoadRecord, Output, Store
from influence.stores.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from influence.stores.base import SourceLike
    from influence.stores.changing import Newest
    from influence.stores.reading import Step


_BRIEF = 0.5
"""Seconds to wait for another writer before compiled columns are not kept."""


def open_store(address: str, *, create: bool = False) -> SqliteStore:
    """The store in the file at `address`; finishes an erasure that was cut short."""
    store = SqliteStore(Database(Path(address), create=create))
    try:
        _resume(store.database)
    except BaseException:
        store.close()
        raise
    return store


def _resume(database: Database) -> None:
    """Finish an erasure that was cut short; what that takes is imported only then, since every command passes here."""
    if not database.writable:
        return
    with database.reading() as connection:
        pending = records.state(connection, "erasing")
    if pending is not None:
        from influence.stores import forgetting

        forgetting.resume(database)


class SqliteStore(Store):
    """A store in one file; see `influence.stores.base.Store` for what each method promises."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.address = str(database.path)

    def __repr__(self) -> str:
        return f"SqliteStore({self.address!r})"

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def load(self, rows: Rows, *, sources: Sequence[SourceLike], at: str) -> Loaded:
        """Replace the workspace by `rows` in one transaction."""
        ready = _Ready(self.database, rows)
        with self.database.reading() as connection:
            if same := ready.same(connection):
                return same
        with self.database.transaction() as connection:
            if same := ready.same(connection):  # another process may have loaded the very same meanwhile
                return same
            ready.packed.write(connection)
            value = records.load_value(ready.packed.tables, sources, at, ready.left_out)
            number = records.add_record(connection, "store_loads", value)
            reading.settle(connection, number)
        return Loaded(f"L{number}", changed=True, left_out=ready.left_out, old=ready.old)

    def newest(self, version: str) -> Newest | None:
        """The newest load, where the next may build on it: read by this `version`, without edits and erasures."""
        from influence.stores.changing import Newest

        return Newest.of(self.database, version)

    def remember(self, tag: str, note: Mapping[str, Any] | None) -> None:
        """Keep what the reading for load `tag` left to remember."""
        from influence.stores import changing

        with self.database.transaction() as connection:
            changing.remember(connection, int(tag[1:]), note)

    def rows(self, tag: str | None = None, tables: Iterable[str] | None = None, *, places: bool = False) -> Rows:
        """Rows of the current load with edits, or of the load `tag` as it was loaded."""
        with self.database.reading() as connection:
            if tag is not None:
                return reading.read(connection, records.load_number(connection, tag), tables, places=places)
            number = records.needed(connection).load
            ops = reading.ops(connection)
            wanted = None if tables is None else set(tables)
            if not ops or not (wanted is None or wanted & set(edits.EDITED)):
                return reading.read(connection, number, wanted, places=places)
            needed = None if wanted is None else wanted | edits.NEEDED
            found = edits.apply(reading.read(connection, number, needed, places=places), ops)
            return found if wanted is None else _only(found, wanted)

    def digest(self, tag: str | None = None) -> str:
        """Digest of what `rows` returns."""
        with self.database.reading() as connection:
            if tag is None:
                return records.needed(connection).digest
            return str(records.load_record(connection, records.load_number(connection, tag))["digest"])

    def loads(self) -> list[LoadRecord]:
        """Every load, the oldest first."""
        with self.database.reading() as connection:
            return [records.as_load(number, value) for number, value in records.records(connection, "store_loads")]

    def edits(self) -> list[Edit]:
        """Edits in the order they were made, and whether each still applies."""
        with self.database.reading() as connection:
            return _edits(connection)

    def edit(self, op: Mapping[str, Any], at: str) -> Edit:
        """Add an edit to the current rows."""
        change = edits.checked(op, at)
        with self.database.transaction() as connection:
            current = records.needed(connection)
            people = reading.of_people(connection, current.load, edits.named(change))
            if not edits.applies(change, *edits.known(people)):
                raise UnknownName(f"nobody has the id in {change}", hint="give the ids of people who are there")
            number = records.add_record(connection, "store_edits", {"at": at, "op": change})
            reading.settle(connection, current.load)
        return Edit(number, at, change)

    def last_edit(self) -> Step | None:
        """What the newest edit did to the current rows; None without edits."""
        with self.database.reading() as connection:
            return reading.last_edit(connection, records.needed(connection).load)

    def undo(self) -> Edit | None:
        """Take back the newest edit."""
        with self.database.transaction() as connection:
            made = _edits(connection)
            if not made:
                return None
            connection.execute("DELETE FROM store_edits WHERE number = ?", (made[-1].number,))
            reading.settle(connection, records.needed(connection).load)
        return made[-1]

    def columns(self) -> memoryview | None:
        """Compiled columns of the current rows."""
        with self.database.reading() as connection:
            current = records.current(connection)
        return kept.read(self.database.path, current.digest) if current else None

    def columns_file(self) -> tuple[BinaryIO, int, int] | None:
        """What `columns` returns as an open file, where the bytes start in it and how many there are."""
        with self.database.reading() as connection:
            current = records.current(connection)
        return kept.opened(self.database.path, current.digest) if current else None

    def keep_columns(self, parts: Iterable[bytes], digest: str | None = None) -> bool:
        """Keep compiled columns, unless the rows have changed meanwhile, somebody writes, or the disk refuses."""
        try:
            with self.database.transaction(patience=_BRIEF) as connection:  # the lock keeps out an erasure
                current = records.current(connection)
                if current is None or digest not in {None, current.digest}:
                    return False
                kept.write(self.database.path, parts, current.digest)
        except StoreDamaged:
            raise
        except EnvironmentFault:  # an answer does not fail for want of what can be made again
            return False
        return True

    def around(self, people: Iterable[str]) -> Rows:
        """All rows: reading them is quick here, and everything a question needs is among them."""
        del people
        return self.rows()

    def people(self, text: str) -> list[tuple[str, str]]:
        """Who has this id in any load, or else this name."""
        from influence.stores import held

        with self.database.reading() as connection:
            return held.people(connection, text)

    def forget(self, person: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase a person everywhere."""
        from influence.stores import forgetting

        return forgetting.forget(self.database, person, at=at, files=files)

    def forget_older(self, than: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase what was last confirmed before a day, now and in every later load."""
        from influence.stores import forgetting

        return forgetting.forget_older(self.database, than, at=at, files=files)

    def forgotten(self, text: str) -> bool:
        """Whether the person with this id or name was forgotten earlier."""
        from influence.stores import tombstones

        with self.database.reading() as connection:
            key, marks, _ = tombstones.memory(connection)
        return bool(key) and tombstones.hashed(key, text) in marks

    def held(self, person: str) -> list[Held]:
        """Everything that is held about a person."""
        from influence.stores import held

        with self.database.reading() as connection:
            return held.held(connection, person)

    def outputs(self) -> list[Output]:
        """Files written from this store."""
        with self.database.reading() as connection:
            return [Output(**value) for _, value in records.records(connection, "store_outputs")]

    def record_output(self, path: str, sha256: str, *, at: str, kind: str = "output") -> None:
        """Remember a file; in a store that can only be read nothing is remembered."""
        if not self.database.writable:
            return
        value = {"path": path, "at": at, "sha256": sha256, "kind": kind}
        with self.database.transaction() as connection:
            for number, known in records.records(connection, "store_outputs"):
                if (known["path"], known["sha256"]) == (path, sha256):
                    records.set_record(connection, "store_outputs", number, value)
                    return
            records.add_record(connection, "store_outputs", value)

    def verify(self) -> list[str]:
        """What does not hold, over everything in the file."""
        from influence.stores.checking import problems

        return problems(self.database)


class _Ready:
    """Rows without forgotten people, as blocks; made before the lock is taken, again if needed."""

    def __init__(self, database: Database, rows: Rows) -> None:
        from influence.stores import tombstones, writing

        self.given, self.tombstones, self.writing = rows, tombstones, writing
        with database.reading() as connection:
            self._prepare(self.tombstones.memory(connection))

    def same(self, connection: sqlite3.Connection) -> Loaded | None:
        """The current load, where it has the same content."""
        memory = self.tombstones.memory(connection)
        if memory != self.memory:  # somebody was forgotten since
            self._prepare(memory)
        current = records.current(connection)
        if current is None or records.load_record(connection, current.load)["digest"] != self.digest:
            return None
        return Loaded(f"L{current.load}", changed=False, left_out=self.left_out, old=self.old)

    def _prepare(self, memory: tuple[Any, ...]) -> None:
        self.memory = memory
        rows, self.left_out, self.old = self.tombstones.leave_out(self.given, memory)
        self.packed = self.writing.Packed(rows)
        self.digest = rows.digest


def _edits(connection: sqlite3.Connection) -> list[Edit]:
    found = list(records.records(connection, "store_edits"))
    if not found:
        return []
    named = {person for _, value in found for person in edits.named(value["op"])}
    known = edits.known(reading.of_people(connection, records.needed(connection).load, named))
    return [Edit(number, value["at"], value["op"], edits.applies(value["op"], *known)) for number, value in found]


def _only(rows: Rows, tables: set[str]) -> Rows:
    places = {name: lines for name, lines in rows.places.items() if name in tables}
    return Rows({name: lines for name, lines in rows.tables.items() if name in tables}, places)
