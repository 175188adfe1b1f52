"""Files that we wrote: which of them hold a person, and taking the person out of them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from influence.files import sha256, write_file
from influence.stores import records
from influence.stores.erase import Eraser, byte_forms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

QUARANTINE = "quarantine"
"""Kind of an output that holds rows of input: those of a forgotten person are taken out of it."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of files: paths that still hold the person, paths deleted, records to change (None: to drop)."""

    remaining: list[str]
    deleted: list[str]
    changed: dict[int, dict[str, str] | None]


def clean(connection: sqlite3.Connection, taken: Eraser, *, delete: bool, at: str) -> tuple[list[str], list[str]]:
    """Look through every file we wrote; returns paths that still hold the person, and paths that were deleted."""
    done = cleaned(dict(records.records(connection, "store_outputs")), taken, delete=delete, at=at)
    for number, value in done.changed.items():
        if value is None:
            connection.execute("DELETE FROM store_outputs WHERE number = ?", (number,))
        else:
            records.set_record(connection, "store_outputs", number, value)
    return done.remaining, done.deleted


def cleaned(values: Mapping[int, Mapping[str, str]], taken: Eraser, *, delete: bool, at: str) -> Cleaned:
    """The same for `values`, records of outputs by number, wherever a store keeps them."""
    remaining: set[str] = set()
    deleted: set[str] = set()
    changed: dict[int, dict[str, str] | None] = {}
    needles = _needles(taken)
    holders = set(holding(values.values(), taken))
    known = {(value["path"], value["sha256"]) for value in values.values()}
    for number, value in values.items():
        path = Path(value["path"])
        if not path.is_file():
            changed[number] = None
        elif value["kind"] == QUARANTINE:
            if (value["path"] in holders or _refers(path, taken.ids)) and (left := _without(path, needles, taken.ids)):
                changed[number] = {**value, "sha256": left, "at": at}
        elif value["path"] in holders:
            ours = delete and (value["path"], sha256(path)) in known
            (deleted if ours else remaining).add(value["path"])
            if ours:
                path.unlink()
                changed[number] = None
        if taken.text(value["path"]) != value["path"]:
            changed[number] = None
    return Cleaned(sorted(remaining), sorted(deleted), changed)


def holds(path: Path, needles: set[bytes]) -> bool:
    """Whether a file, or a part of a workbook, holds one of the byte forms."""
    return any(needle in content for content in _contents(path) for needle in needles)


def holding(values: Iterable[Mapping[str, str]], taken: Eraser) -> list[str]:
    """Paths, among records of outputs, of files that hold the person.

    Beside a table that does, the other tables of the export may know the person by an id alone, which says too little
    to be looked for everywhere.
    """
    kinds = {value["path"]: value["kind"] for value in values if Path(value["path"]).is_file()}
    needles = _needles(taken)
    found = {path for path in kinds if holds(Path(path), needles)}
    tables = {path for path, kind in kinds.items() if path.endswith(".csv") and kind != QUARANTINE}
    exports = {Path(path).parent for path in found & tables}
    beside = {path for path in tables if Path(path).parent in exports and _refers(Path(path), taken.ids)}
    return sorted(found | beside)


def left(values: Iterable[Mapping[str, str]], text: str, *, delete: bool) -> tuple[list[str], list[str]]:
    """Paths that still hold somebody forgotten earlier, and those deleted now; no more is known than the user says.

    Two plain letters are no name to look for: they stand in any file.
    """
    names = frozenset({text} if len(text) > 2 or not text.isascii() else ())
    others = (value for value in values if value["kind"] != QUARANTINE)
    done = cleaned(dict(enumerate(others)), Eraser(frozenset({text}), names), delete=delete, at="")
    return done.remaining, done.deleted


def _refers(path: Path, ids: Iterable[str]) -> bool:
    return bool(_words(ids).search(path.read_text(encoding="utf-8", errors="replace")))


def _words(ids: Iterable[str]) -> re.Pattern[str]:
    """The ids as words of their own; no ids are found nowhere."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(ids))) or '(?!)'})(?![\w-])")


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield archive.read(name)


def _needles(taken: Eraser) -> set[bytes]:
    texts = {*taken.names, *(person for person in taken.ids if taken.text(person) != person)}
    return {form for text in texts for form in byte_forms(text)}


def _without(path: Path, needles: set[bytes], ids: Iterable[str]) -> str:
    """Rewrite a quarantine file without the rows that name the person, or have the id in their message or cells.

    Returns its new SHA-256, or nothing where no row does.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    words = _words(ids)
    kept = [
        line
        for line in lines
        if not any(needle in "\n".join(line).encode() for needle in needles) and not words.search("\n".join(line[-2:]))
    ]
    if kept == lines:
        return ""
    text = io.StringIO()
    csv.writer(text).writerows(kept)
    write_file(path, [text.getvalue().encode()], overwrite=True)
    return sha256(path)
