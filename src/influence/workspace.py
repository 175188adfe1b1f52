"""From a source or a store to a Network: the one place where reading meets the analysis."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.errors import RejectedData, StoreDamaged, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.model.rows import Rows
    from influence.network import Columns, Network
    from influence.network.section import Source
    from influence.stores.base import Edit, Loaded, Store
    from influence.stores.changing import Newest
    from influence.stores.reading import Step
    from influence.tables import Checked
    from influence.tables.remembered import Reading

SQLITE = b"SQLite format 3\0"


def load(
    source: str | Path,
    *,
    as_of: date | str | None = None,
    assume: Mapping[str, float] | None = None,
    store: str | None = None,
    encoding: str | None = None,
) -> Network:
    """The network of a folder, workbook, CSV file, store file or ``neo4j://`` address.

    Nothing is kept unless `store` names one. `as_of` is today unless given. Raises `RejectedData` with all problems
    where the tables have errors.
    """
    day = as_date(as_of)
    if is_store(source):
        with _opened(str(source)) as opened:
            net = network_of(opened, as_of=day, assume=assume)
            net.columns.whole()  # many questions will follow: check everything once rather than page by page
            return net
    checked = read(source, encoding=encoding)
    if store is None:
        from influence.network import build

        return build(checked.rows, as_of=day, assume=assume)
    with _opened(store, create=True) as opened:
        keep(opened, checked)
        return network_of(opened, as_of=day, assume=assume)


def read(*sources: str | Path, **options: Any) -> Checked:
    """The checked tables of `sources`; raises `RejectedData` where there is any error."""
    from influence import tables

    checked = tables.read(list(sources), **options)
    errors = [problem for problem in checked.problems if problem.is_error]
    if errors:
        raise RejectedData(
            f"{len(errors)} problems; nothing was loaded. The first: {errors[0]}",
            problems=checked.problems,
            hint="mend the rows, or load the good ones with --quarantine FILE",
        )
    return checked


def keep(store: Store, checked: Checked) -> Loaded:
    """Load checked tables into `store` and compile its columns, where it keeps them, while it writes."""
    from multiprocessing.pool import ThreadPool  # whose threads an interrupt need not wait for

    from influence.network import compile_rows
    from influence.tables.read import without_collection

    keeps = hasattr(store, "columns_file")
    with without_collection(), ThreadPool(1) as beside:
        news = keeps and not _same_files(store, checked)
        coming = beside.apply_async(compile_rows, (checked.rows, "")) if news else None
        loaded = store.load(checked.rows, sources=checked.sources, at=now())
        _remember(store, checked, loaded)
        if loaded.changed and keeps:
            with suppress(KeyboardInterrupt):  # the load stands; its columns are made again when they are needed
                compile_columns(store, coming.get() if coming and not loaded.left_out else None)
    return loaded


def newest_of(store: Store) -> Newest | None:
    """The newest load, where the store can tell what its files were and nothing stands between it and them."""
    found: Newest | None = store.newest(_version()) if hasattr(store, "newest") else None
    return found


def note_of(reading: Reading) -> dict[str, Any]:
    """What a store keeps of a reading."""
    return {"version": _version(), "reading": reading.to_json()}


def _version() -> str:
    """Another version may read the same files in another way."""
    from importlib.metadata import version

    return version("influence")


def _remember(store: Store, checked: Checked, loaded: Loaded) -> None:
    """Keep what the next reading of the same files may compare with, where the store can."""
    from influence.tables.remembered import remembered

    if not hasattr(store, "remember") or loaded.left_out:
        return
    given = [(source.name, source.sha256) for source in checked.sources]
    if not loaded.changed and given != [(one.name, one.sha256) for one in store.loads()[-1].sources]:
        return  # rows stand at places of other files
    if loaded.changed or newest_of(store) is None:
        reading = remembered(checked)
        store.remember(loaded.tag, note_of(reading) if reading else None)


def _same_files(store: Store, checked: Checked) -> bool:
    """Whether the newest load came from the very same files, so that it is as good as certain that nothing changes."""
    loads = store.loads()
    given = sorted(source.sha256 for source in checked.sources)
    return bool(loads) and sorted(source.sha256 for source in loads[-1].sources) == given


def compile_columns(store: Store, newest: Columns | None = None) -> None:
    """Compile the store's current rows and keep them beside it, where it can.

    `newest` are the columns of the newest load, where they are at hand: the current ones unless edits apply.
    """
    digest = store.digest()
    if newest is not None and store.loads()[-1].digest == digest:
        newest.digest = digest
    else:
        newest = _compiled(store)
    store.keep_columns(newest.parts(), newest.digest)


def edit(store: Store, op: Mapping[str, Any], at: str) -> Edit:
    """Add an edit to a store, whose kept columns follow."""
    old = _followed(store)
    made = store.edit(op, at)
    step = _last_edit(store) if old else None
    if old and step and step.before == old.digest:
        _follow(store, old, step)
    return made


def undo(store: Store) -> Edit | None:
    """Take back the newest edit of a store, whose kept columns follow."""
    old = _followed(store)
    step = _last_edit(store) if old else None
    made = store.undo()
    if old and step and step.after == old.digest:
        _follow(store, old, step._replace(before=step.after, after=step.before, gone=step.come, come=step.gone))
    return made


def _last_edit(store: Any) -> Step | None:
    found: Step | None = store.last_edit()
    return found


def _followed(store: Store) -> Columns | None:
    """The columns that an edit can be put into, where the store keeps any."""
    return kept_columns(store) if hasattr(store, "last_edit") and store.loads() else None


def _follow(store: Store, old: Columns, step: Step) -> None:
    """Put an edit into the columns; where that cannot be done, they are made anew when they are needed."""
    from influence.model.rows import Rows
    from influence.network.compile_changes import compile_changes

    gone = list(step.gone["attitudes"])
    attitudes = [row for row in old.table("attitudes") if row not in gone] + list(step.come["attitudes"])
    columns = compile_changes(old, step.gone, step.come, Rows({"attitudes": attitudes}), step.after)
    if columns is not None:
        store.keep_columns(columns.parts(), columns.digest)


def _compiled(store: Store, tag: str | None = None) -> Columns:
    from influence.network import compile_rows

    digest = store.digest(tag)
    rows = store.rows(tag)
    # another process may have loaded between the two readings
    return compile_rows(rows, digest if store.digest(tag) == digest else None)


def network_of(
    store: Store,
    *,
    as_of: date,
    assume: Mapping[str, float] | None = None,
    tag: str | None = None,
    about: tuple[str, str | None] | None = None,
) -> Network:
    """The network of a store's current load, or of an earlier one by `tag`; kept columns are used where they fit.

    `about`: an id and the kind of thing it must be of (None: any); the ties of that person, or of that account's
    people, are all that will be asked for. A store on a server then reads no more.
    """
    from influence.network import over

    address = store.address

    def again() -> Rows:
        with _opened(address) as opened:
            return opened.rows(tag)

    columns = (_near(store, about) or kept_columns(store) if tag is None else None) or _compiled(store, tag)
    if tag is None and columns.fresh:
        store.keep_columns(columns.parts(), columns.digest)
    return over(columns, as_of=as_of, assume=assume, read_rows=again)


def _near(store: Store, about: tuple[str, str | None] | None) -> Columns | None:
    """Columns of the rows around one id, where the store reads them apart."""
    from influence.network import compile_rows

    reading = getattr(store, "near", None)
    found = reading(*about) if reading is not None and about is not None else None
    return compile_rows(found[1], found[0]) if found else None


def kept_columns(store: Store) -> Columns | None:
    """The columns beside the store, made anew page by page where they are damaged; None where they do not fit."""
    from influence.network import Columns

    address, source = store.address, _source(store)
    if source is None:
        return None

    def mend() -> Columns:
        with _opened(address) as opened:
            fresh = _compiled(opened)
            opened.keep_columns(fresh.parts(), fresh.digest)
            return fresh

    try:
        return Columns.over(source, mend)
    except StoreDamaged:  # derived and rebuildable
        return None


def _source(store: Store) -> Source | None:
    """Where the columns are read from: page by page from a file where there is one."""
    from influence.network.section import Bytes, Opened

    if (opened := getattr(store, "columns_file", None)) is not None:
        found = opened()
        return Opened(*found) if found else None
    kept = store.columns()
    return None if kept is None else Bytes(kept)


def is_store(source: str | Path) -> bool:
    """Whether `source` is an address of a server or a file of the embedded store."""
    if "://" in str(source):
        return True
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(SQLITE)) == SQLITE or path.suffix == ".db"


def as_date(given: date | str | None) -> date:
    """`given` as a date; today where None. Raises `UsageError` for a text that is no ISO date."""
    if given is None:
        return datetime.now(tz=UTC).astimezone().date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{given!r} is no date", hint="write YYYY-MM-DD") from error


def now() -> str:
    """The time of a load, ISO with seconds, UTC."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def _opened(address: str, *, create: bool = False) -> Store:
    from influence.stores import open_store

    return open_store(address, create=create)
