"""What every store can do: keep checked rows whole, give them back, list loads, take edits, forget, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from influence.model.rows import Rows


class SourceLike(Protocol):
    """A file that rows came from: base name, SHA-256 (hexadecimal), size in bytes."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def sha256(self) -> str: ...  # noqa: D102

    @property
    def size(self) -> int: ...  # noqa: D102


class SourceRecord(NamedTuple):
    """A source as a load remembers it."""

    name: str
    sha256: str
    size: int = 0


class Loaded(NamedTuple):
    """What a load did: its tag, whether it changed anything, how many forgotten people and old rows it left out."""

    tag: str
    changed: bool
    left_out: int = 0
    old: int = 0


class LoadRecord(NamedTuple):
    """One load: its tag, the time it was told, its sources, good rows per table, digest of its rows."""

    tag: str
    at: str
    sources: tuple[SourceRecord, ...]
    counts: Mapping[str, int]
    digest: str
    left_out: int = 0


class Edit(NamedTuple):
    """A change made by hand on top of the loaded rows.

    `op` is ``{"op": "attitude", "id", "value", "on"}`` or ``{"op": "tie", "source", "target", "kind", "strength"}``;
    `applies` is False where the current load no longer knows the people it names.
    """

    number: int
    at: str
    op: Mapping[str, Any]
    applies: bool = True


class Output(NamedTuple):
    """A file that we wrote: absolute path, time it was told, SHA-256 of its content, kind (map, export ...)."""

    path: str
    at: str
    sha256: str
    kind: str = "output"


class Forgotten(NamedTuple):
    """What an erasure did.

    `removed` rows per table over all loads, `masked` free texts, `tombstone` (hexadecimal keyed hash, None for a
    retention run), `files` that still hold the person, `deleted` files, `people` how many people went.
    """

    removed: Mapping[str, int]
    masked: int = 0
    tombstone: str | None = None
    files: Sequence[str] = ()
    deleted: Sequence[str] = ()
    people: int = 1


class Held(NamedTuple):
    """One row that a store holds about a person, and where it came from."""

    table: str
    file: str
    line: int
    load: str
    values: Mapping[str, Any]
    mention: bool = False


@runtime_checkable
class Store(Protocol):
    """A place that keeps one workspace.

    All methods raise `StoreUnavailable` (missing, locked, unreachable) or `StoreDamaged` (checksum does not hold),
    exit code 4. A tag that no load has raises `UnknownName`.
    """

    address: str

    def load(self, rows: Rows, *, sources: Sequence[SourceLike], at: str) -> Loaded:
        """Replace the workspace by `rows`, whole or not at all; unchanged content writes nothing.

        `at` is the ISO time of the load. Forgotten people are left out. Edits stay and are applied again.
        """
        ...

    def rows(self, tag: str | None = None, tables: Iterable[str] | None = None, *, places: bool = False) -> Rows:
        """Rows of the current load with edits applied, or, by `tag`, of an earlier load as it was loaded.

        Only `tables` where given; with ``(file, line)`` of each row where `places`. Linear in the rows read.
        """
        ...

    def digest(self, tag: str | None = None) -> str:
        """Digest of what `rows` would return; does not read the rows."""
        ...

    def loads(self) -> list[LoadRecord]:
        """Every load, the oldest first."""
        ...

    def edits(self) -> list[Edit]:
        """Edits in the order they were made."""
        ...

    def edit(self, op: Mapping[str, Any], at: str) -> Edit:
        """Add an edit; raises `UsageError` where it cannot be applied."""
        ...

    def undo(self) -> Edit | None:
        """Take back the newest edit (None where there is none)."""
        ...

    def columns(self) -> memoryview | None:
        """Compiled columns of the current rows, or None where there are none that fit."""
        ...

    def keep_columns(self, parts: Iterable[bytes], digest: str | None = None) -> bool:
        """Keep compiled columns of the rows whose digest is `digest`; False where that is not possible."""
        ...

    def around(self, people: Iterable[str]) -> Rows:
        """At least the rows that a question about these people needs."""
        ...

    def people(self, text: str) -> list[tuple[str, str]]:
        """``(id, name)`` of everyone in any load whose id is `text`, or else whose name is."""
        ...

    def forget(self, person: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase the person with this id from everything that is kept; `files` deletes outputs that hold them."""
        ...

    def forget_older(self, than: str, *, at: str, files: bool = False) -> Forgotten:
        """Erase what was last confirmed before the date `than`."""
        ...

    def forgotten(self, text: str) -> bool:
        """Whether the person with this id or name was forgotten earlier."""
        ...

    def held(self, person: str) -> list[Held]:
        """Everything the store holds about the person with this id, with file and line."""
        ...

    def outputs(self) -> list[Output]:
        """Files that were written from this store."""
        ...

    def record_output(self, path: str, sha256: str, *, at: str, kind: str = "output") -> None:
        """Remember a file that was written from this store."""
        ...

    def verify(self) -> list[str]:
        """What does not hold, in words; empty where everything does. Reads everything."""
        ...

    def close(self) -> None:
        """Release the store; may be called twice."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
