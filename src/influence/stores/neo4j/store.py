"""The team's store: a property graph in Neo4j, one current load per workspace."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged, StoreUnavailable, UnknownName
from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import Rows
from influence.stores import edits, tombstones
from influence.stores.base import Edit, Forgotten, Held, Loaded, LoadRecord, Output, SourceRecord, Store
from influence.stores.erase import MASK, Eraser, named_in, normal
from influence.stores.neo4j import read, write
from influence.stores.neo4j.around import around, near
from influence.stores.neo4j.pack import Summed
from influence.stores.neo4j.statements import statement
from influence.stores.outputs import cleaned
from influence.stores.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from influence.stores.base import SourceLike
    from influence.stores.neo4j.connect import Connection

_ATTEMPTS = 5
"""How often a reader starts again because the load under it was replaced."""


class Neo4jStore(Store):
    """A workspace in a Neo4j database; see `influence.stores.base.Store` for what each method promises."""

    def __init__(self, connection: Connection, address: str, workspace: str) -> None:
        self.connection, self.address, self.workspace = connection, address, workspace

    def __repr__(self) -> str:
        return f"Neo4jStore({self.address!r}, {self.workspace!r})"

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    def load(self, rows: Rows, *, sources: Sequence[SourceLike], at: str) -> Loaded:
        """Write `rows` beside the current load, then make them the current one."""
        ready, left_out, old = tombstones.leave_out(rows, self._memory())
        load = Summed.of(ready)
        current = self._current()
        if current and current["loaded"] == ready.digest:
            return Loaded(current["load"], changed=False, left_out=left_out, old=old)
        tag = self._write(load, write.note(ready, sources, at, left_out))
        return Loaded(tag, changed=True, left_out=left_out, old=old)

    def rows(self, tag: str | None = None, tables: Iterable[str] | None = None, *, places: bool = False) -> Rows:
        """Rows of the current load with edits applied, or of the load `tag`: the current one is the only one here."""
        wanted = None if tables is None else set(tables)
        ops = [] if tag is not None else [edit.op for edit in self._edits()]
        edited = bool(ops) and (wanted is None or bool(wanted & set(edits.EDITED)))
        needed = wanted | edits.NEEDED if wanted is not None and edited else wanted
        found = self._steady(lambda key: read.rows(self.connection, key, needed, places=places), tag)
        return _only(edits.apply(found, ops), wanted) if edited else found

    def digest(self, tag: str | None = None) -> str:
        """Digest of what `rows` returns."""
        current = self._needed(tag)
        return str(current["digest"] if tag is None else current["loaded"])

    def loads(self) -> list[LoadRecord]:
        """The current load; older ones are not kept here."""
        current = self._current()
        if current is None:
            return []
        sources = tuple(SourceRecord(*source) for source in json.loads(current["sources"]))
        counts = json.loads(current["counts"])
        left_out = current["left_out"]
        return [LoadRecord(current["load"], current["at"], sources, counts, current["loaded"], left_out)]

    def edits(self) -> list[Edit]:
        """Edits in the order they were made, and whether each still applies."""
        made = self._edits()
        if not made:
            return []
        known = edits.known(self._steady(lambda key: read.rows(self.connection, key, edits.GROUPS, places=False)))
        return [Edit(edit.number, edit.at, edit.op, edits.applies(edit.op, *known)) for edit in made]

    def edit(self, op: Mapping[str, Any], at: str) -> Edit:
        """Add an edit to the current rows."""
        change = edits.checked(op, at)
        people = self.rows(tables=edits.GROUPS)
        if not edits.applies(change, *edits.known(people)):
            raise UnknownName(f"nobody has the id in {change}", hint="give the ids of people who are there")
        given = {"workspace": self.workspace, "at": at, "op": json.dumps(change, ensure_ascii=False)}
        number = self.connection.write(("load/add_edit", given | {"token": secrets.token_hex(16)}))[0][0][0]
        self._settle()
        return Edit(number, at, change)

    def undo(self) -> Edit | None:
        """Take back the newest edit."""
        made = self.edits()
        if not made:
            return None
        self.connection.write(("load/remove_edit", {"workspace": self.workspace, "number": made[-1].number}))
        self._settle()
        return made[-1]

    def columns(self) -> memoryview | None:
        """None: compiled columns are kept beside store files only."""
        return None

    def keep_columns(self, parts: Iterable[bytes], digest: str | None = None) -> bool:
        """Keep nothing; see `columns`."""
        del parts, digest
        return False

    def around(self, people: Iterable[str]) -> Rows:
        """Rows of these people, of their ties, and of those tied to them."""
        wanted, ops = frozenset(people), [edit.op for edit in self._edits()]
        more = {person for op in ops for person in edits.named(op)}
        return edits.apply(self._steady(lambda key: around(self.connection, key, wanted, more=more)), ops)

    def near(self, text: str, kind: str | None = None) -> tuple[str, Rows] | None:
        """Digest of the workspace, and the rows around what (of a kind) has the id `text`; None where nothing has."""
        digest, ops = self.digest(), [edit.op for edit in self._edits()]
        more = {person for op in ops for person in edits.named(op)}
        found = self._steady(lambda key: near(self.connection, key, text.strip(), kind, more) or Rows({}))
        if not found.tables or self.digest() != digest:
            return None
        return digest, edits.apply(found, ops)

    def people(self, text: str) -> list[tuple[str, str]]:
        """``(id, name)`` of everyone whose id is `text`, or else whose name is."""
        wanted = normal(text)
        everyone = [row for table in PEOPLE for row in self.rows(tables=PEOPLE)[table]]
        by_id = {(row[1], row[0]) for row in everyone if normal(row[1]) == wanted}
        found = by_id or {(row[1], row[0]) for row in everyone if normal(row[0]) == wanted}
        return sorted(dict(sorted(found)).items())

    def forget(self, person: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase a person: the graph is written anew without them, and the old one removed."""
        rows = self._loaded()
        eraser = Eraser(frozenset({person}), named_in(rows, {person}))
        marks = self._bury([person, *sorted({normal(name) for name in eraser.names} - {person})])
        self._forget_edits(eraser)
        left = eraser.rows(rows)
        # files first: once the person is gone from the graph, another run would not look for them
        remaining, deleted = self._clean(eraser, delete=files, at=at)
        self._rewrite(left, eraser, at)
        return Forgotten(_removed(rows, left), _masked(rows, eraser.row), marks[0], remaining, deleted)

    def forget_older(self, than: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase what was last confirmed before a day, now and in every later load."""
        keep_from = max(than, self._memory()[2] or "")
        rows = self._loaded()
        left, gone = Retention(keep_from).rows(rows)
        eraser = Eraser(frozenset(gone), named_in(rows, gone))
        self._remember(keep_from)
        self._forget_edits(eraser)
        remaining, deleted = self._clean(eraser, delete=files, at=at)
        self._rewrite(left, eraser, at)
        return Forgotten(_removed(rows, left), _masked(rows, eraser.row), None, remaining, deleted, len(gone))

    def forgotten(self, text: str) -> bool:
        """Whether the person with this id or name was forgotten earlier."""
        key, marks, _ = self._memory()
        return bool(key) and tombstones.hashed(key, text) in marks

    def held(self, person: str) -> list[Held]:
        """Rows of the person, rows that refer to them, and free texts that name them."""
        rows = self._loaded()
        eraser = Eraser(frozenset({person}), named_in(rows, {person}))
        tag = str(self._needed(None)["load"])
        return [
            Held(name, file, line, tag, _shown(name, row), mention=eraser.row(name, row) is not None)
            for name in TABLES
            for row, (file, line) in zip(rows[name], rows.places.get(name, ()), strict=True)
            if eraser.row(name, row) is not row
        ]

    def outputs(self) -> list[Output]:
        """Files that were written from this workspace."""
        return [Output(*entry) for entry in self.connection.read("load/outputs", workspace=self.workspace)]

    def record_output(self, path: str, sha256: str, *, at: str, kind: str = "output") -> None:
        """Remember a file that was written from this workspace."""
        given = {"workspace": self.workspace, "path": path, "at": at, "sha256": sha256, "kind": kind}
        self.connection.write(("load/add_output", given))

    def ask(self, name: str, values: dict[str, Any]) -> tuple[list[str], list[Any]]:
        """Columns and rows of a shipped question, from a load that was current all the while."""
        for _ in range(_ATTEMPTS):
            load = self._needed(None)["load"]
            answer = self.connection.table(statement(f"questions/{name}"), values)
            if self._needed(None)["load"] == load:
                return answer
        raise StoreUnavailable("the workspace is being loaded over and over", hint="try again in a moment")

    def verify(self) -> list[str]:
        """What does not hold, in words: rows changed, added or removed by hand."""
        current = self._current()
        if current is None:
            return []
        try:
            rows = self._loaded()
        except StoreDamaged as error:
            return [error.message]
        counts = json.loads(current["counts"])
        wrong = [
            f"{name}: {len(rows[name])} rows in Neo4j, {count} were loaded"
            for name, count in counts.items()
            if count != len(rows[name])
        ]
        if not wrong and rows.digest != current["loaded"]:
            wrong = ["the rows in Neo4j do not fit the digest of their load"]
        return wrong

    def _write(self, load: Summed, note: dict[str, Any]) -> str:
        ops = [edit.op for edit in self._edits()]
        edited = edits.apply(load.rows, ops).digest if ops else note["digest"]
        return write.write(self.connection, self.workspace, load, note, edited)

    def _rewrite(self, rows: Rows, eraser: Eraser, at: str) -> None:
        """Replace the current load by `rows`, under its own sources."""
        current = self._needed(None)
        sources = [SourceRecord(eraser.text(name), *rest) for name, *rest in json.loads(current["sources"])]
        self._write(Summed.of(rows), write.note(rows, sources, current["at"] or at, current["left_out"]))

    def _clean(self, eraser: Eraser, *, delete: bool, at: str) -> tuple[list[str], list[str]]:
        """Look through the files that were written from this workspace, as far as this machine has them."""
        values = {number: output._asdict() for number, output in enumerate(self.outputs())}
        done = cleaned(values, eraser, delete=delete, at=at)
        for number, value in done.changed.items():
            gone = {"workspace": self.workspace, "path": values[number]["path"]}
            steps = [("load/remove_output", gone)]
            if value is not None:
                steps.append(("load/add_output", {"workspace": self.workspace, **value}))
            self.connection.write(*steps)
        return done.remaining, done.deleted

    def _loaded(self) -> Rows:
        return self._steady(lambda key: read.rows(self.connection, key, None, places=True))

    def _current(self) -> dict[str, Any] | None:
        found = self.connection.read("load/current", workspace=self.workspace)
        names = ("load", "digest", "at", "sources", "counts", "loaded", "left_out")
        return dict(zip(names, found[0], strict=True)) if found else None

    def _needed(self, tag: str | None) -> dict[str, Any]:
        current = self._current()
        if current is None:
            raise StoreUnavailable("the store holds no data yet", hint="load a folder or a workbook first")
        if tag not in {None, current["load"]}:
            hint = "a Neo4j store keeps the current load only"
            raise UnknownName(f"no load has the tag {tag!r}", hint=hint, candidates=[current["load"]])
        return current

    def _steady(self, reading: Callable[[dict[str, Any]], Rows], tag: str | None = None) -> Rows:
        """What `reading` returns of one load that was current from its start to its end."""
        for _ in range(_ATTEMPTS):
            load = self._needed(tag)["load"]
            damage: StoreDamaged | None = None
            found = Rows({})
            try:
                found = reading({"workspace": self.workspace, "load": load})
            except StoreDamaged as error:
                damage = error
            if self._needed(None)["load"] == load:
                if damage is not None:
                    raise damage
                return found
        raise StoreUnavailable("the workspace is being loaded over and over", hint="try again in a moment")

    def _edits(self) -> list[Edit]:
        found = self.connection.read("load/edits", workspace=self.workspace)
        return [Edit(number, at, json.loads(op)) for number, at, op in found]

    def _forget_edits(self, eraser: Eraser) -> None:
        for edit in self._edits():
            if eraser.ids.intersection(edits.named(edit.op)):
                self.connection.write(("load/remove_edit", {"workspace": self.workspace, "number": edit.number}))

    def _settle(self) -> None:
        load = self._needed(None)["load"]
        given = {"workspace": self.workspace, "load": load, "digest": self.rows().digest}
        self.connection.write(("load/settle", given))

    def _memory(self) -> tuple[Any, ...]:
        key, keep_from, hashes = self.connection.read("load/memory", workspace=self.workspace)[0]
        return key, frozenset(hashes), keep_from

    def _remember(self, keep_from: str | None = None) -> str:
        given = {"workspace": self.workspace, "key": secrets.token_hex(32), "keep_from": keep_from}
        return str(self.connection.write(("load/remember", given))[0][0][0])

    def _bury(self, texts: Sequence[str]) -> list[str]:
        key = self._remember()
        hashes = [tombstones.hashed(key, text) for text in texts]
        self.connection.write(("load/bury", {"workspace": self.workspace, "hashes": hashes}))
        return hashes


def _only(rows: Rows, wanted: set[str] | None) -> Rows:
    if wanted is None:
        return rows
    places = {name: lines for name, lines in rows.places.items() if name in wanted}
    return Rows({name: lines for name, lines in rows.tables.items() if name in wanted}, places)


def _shown(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return {key: value for key, value in zip(TABLES[table].column_names, row, strict=True) if value is not None}


def _removed(before: Rows, after: Rows) -> dict[str, int]:
    counts = Counter(before.counts)
    counts.subtract(after.counts)
    return {name: count for name, count in counts.items() if count}


def _masked(rows: Rows, change: Callable[[str, tuple[Any, ...]], tuple[Any, ...] | None]) -> int:
    """How many free texts are masked in rows that stay."""
    pairs = ((row, change(name, row)) for name, lines in rows.tables.items() for row in lines)
    return sum(
        old != cell and MASK in str(cell)
        for row, new in pairs
        if new is not None and new is not row
        for old, cell in zip(row, new, strict=True)
    )
