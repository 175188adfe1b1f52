"""Files that commands write: remembered in the store, so that `forget` finds them and a later run may replace them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.files import write_file

if TYPE_CHECKING:
    from influence.cli.options import Settings
    from influence.model.rows import Rows
    from influence.stores.base import Store

FORMS = {"csv": "", "excel": ".xlsx", "graphml": ".graphml", "json": ".json"}
"""Forms of an export, and the ending of their file (CSV is a folder)."""


class Outputs:
    """The store's memory of the files we wrote, as `files.write_file` wants it."""

    def __init__(self, store: Store, at: str, kind: str) -> None:
        self._store, self._at, self._kind = store, at, kind

    def hashes(self, path: Path) -> set[str]:
        """SHA-256 of everything written to `path` so far."""
        return {output.sha256 for output in self._store.outputs() if Path(output.path) == path}

    def record(self, path: Path, sha256: str) -> None:
        """Remember a file that is about to be written."""
        self._store.record_output(str(path), sha256, at=self._at, kind=self._kind)


def form_of(target: Path, stated: str | None) -> str:
    """The form to write `target` in: as stated, or as its ending says; a name without ending is a folder of CSV.

    >>> form_of(Path("a.xlsx"), None), form_of(Path("folder"), None)
    ('excel', 'csv')
    """
    if stated:
        return stated
    known = {ending: form for form, ending in FORMS.items()}
    if target.suffix.lower() not in known:
        raise UsageError(f"no form of export ends in {target.suffix}", hint="say --as csv, excel, graphml or json")
    return known[target.suffix.lower()]


def write_rows(
    settings: Settings, rows: Rows, target: Path, form: str, register: Outputs, *, overwrite: bool, share: bool
) -> list[Path]:
    """Write `rows` in one of `FORMS`; returns the files."""
    from influence import tables

    options: dict[str, Any] = {"overwrite": overwrite, "share": share, "register": register}
    if form == "csv":
        return tables.write_csv(rows, target, settings.lang, **options)
    if form == "excel":
        return [tables.write_workbook(rows, target, settings.lang, **options)]
    from influence.network import build
    from influence.network.convert import write_graph

    net = build(rows, as_of=settings.date, assume=settings.assumed)
    return [write_file(target, [write_graph(net.to_networkx(), form)], **options)]


def told(files: list[Path], whole: Rows, shown: Rows) -> dict[str, Any]:
    """The answer about written rows: files, their bytes, totals and what of them is shown."""
    return {
        "files": [str(file) for file in files],
        "bytes": sum(file.stat().st_size for file in files),
        **_totals(whole),
        "shown": _totals(shown),
    }


def _totals(rows: Rows) -> dict[str, int]:
    people = {row[1] for table in ("contacts", "team", "referrers") for row in rows[table]}
    return {"people": len(people), "ties": len(rows["relationships"])}
