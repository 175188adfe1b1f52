"""What the user points at -> the files to read; everything else is refused with the remedy, unread."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from influence.errors import EnvironmentFault, UsageError
from influence.model.columns import TABLES
from influence.tables.headers import nearest, table_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from influence.tables.report import Report

URL = re.compile(r"^[a-z][a-z0-9+.-]+:(//|/)", re.IGNORECASE)
WORKBOOKS = {".xlsx", ".xlsm"}
REMEDIES = {
    ".gz": "unpack it first",
    ".zip": "unpack it first and give the folder",
    ".bz2": "unpack it first",
    ".xz": "unpack it first",
    ".tar": "unpack it first",
    ".tgz": "unpack it first",
    ".7z": "unpack it first",
    ".rar": "unpack it first",
    ".xls": "open it in a spreadsheet and save it as .xlsx or CSV (UTF-8)",
    ".xlsb": "open it in a spreadsheet and save it as .xlsx or CSV (UTF-8)",
    ".ods": "open it in a spreadsheet and save it as .xlsx or CSV (UTF-8)",
    ".json": "give the tables as CSV files or as a workbook",
    ".yaml": "give the tables as CSV files or as a workbook",
    ".yml": "give the tables as CSV files or as a workbook",
}
LOOKS = (
    (b"PK\x03\x04", "a workbook or zip archive", "give it its right name (.xlsx), or save it as CSV (UTF-8)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", "save it without a password as .xlsx or CSV (UTF-8)"),
    (b"%PDF", "a PDF file", "export the table as CSV (UTF-8)"),
    (b"SQLite format 3", "a database", "export the tables as CSV (UTF-8)"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: real path, base name as given, and the table it holds (None: a workbook)."""

    path: Path
    name: str
    table: str | None


def files(sources: Sequence[str | Path], report: Report) -> list[File]:
    """The files of all `sources`; refusals go to `report`.

    Raises `UsageError` for what is no file or folder (URL, pipe, device) and `EnvironmentFault` for what is not there
    or cannot be read.
    """
    if not sources:
        raise UsageError("no source was given", hint="give a folder of CSV files or a workbook")
    found = [file for source in sources for file in _files_of(source, report)]
    return _once(found, report)


def _files_of(source: str | Path, report: Report) -> Iterator[File]:
    path = _real(source)
    if path.is_dir():
        yield from _in_folder(path, report)
    else:
        yield from _single(path, Path(source).name, report)


def _real(source: str | Path) -> Path:
    text = os.fspath(source)
    if URL.match(text):
        raise UsageError(f"{text.split('?')[0][:80]!r} is an address, not a file", hint="download it and give the file")
    try:
        path = Path(os.path.realpath(text, strict=True))
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise EnvironmentFault(f"cannot read {text}: {reason}", hint="check the path and its permissions") from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{text} is not a regular file", hint="give a folder, a workbook or a CSV file")
    return path


def _in_folder(folder: Path, report: Report) -> Iterator[File]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise EnvironmentFault(f"cannot read {folder}: {error.strerror}", hint="check the permissions") from error
    tables = [entry for entry in entries if entry.suffix.casefold() == ".csv" and table_named(entry.stem)]
    for entry in entries:
        if entry in tables:
            yield File(_real(entry), entry.name, table_named(entry.stem))
        else:
            _not_read(entry, report)
    if not tables:
        report.refuse(
            folder.name, "no table in this folder", "it needs at least contacts.csv (联系人.csv)", code="no_table"
        )


def _not_read(entry: Path, report: Report) -> None:
    suffix = entry.suffix.casefold()
    if entry.name.startswith((".", "~$")) or entry.is_dir():
        return
    near = nearest(entry.stem.casefold(), list(TABLES))
    if suffix == ".csv" or suffix in WORKBOOKS or suffix in REMEDIES:
        hint = f"; did you mean {near}.csv?" if near else ""
        report.remarks.append(f"{entry.name} was not read: it is not named after a table{hint}")


def _single(path: Path, name: str, report: Report) -> Iterator[File]:
    suffix = Path(name).suffix.casefold()
    if suffix in WORKBOOKS:
        yield File(path, name, None)
    elif suffix in REMEDIES:
        looks = _html(path)
        what = f"{name} is an HTML page" if looks else f"{name} is not read: {suffix} files are no tables"
        report.refuse(name, what, REMEDIES[suffix], code="not_a_table")
    elif suffix == ".csv" and (table := table_named(Path(name).stem)):
        yield File(path, name, table)
    else:
        report.refuse(
            name,
            f"{name} is not named after a table",
            f"name it after one: {' '.join(TABLES)} (.csv)",
            code="not_a_table",
        )


def _html(path: Path) -> bool:
    with opened(path) as file:
        return looks_like_html(file.read(1024))


def opened(path: Path) -> BinaryIO:
    """`path` open for reading bytes; raises `EnvironmentFault`."""
    try:
        return path.open("rb")
    except OSError as error:
        raise EnvironmentFault(f"cannot read {path.name}: {error.strerror}", hint="check its permissions") from error


def looks_like_html(head: bytes) -> bool:
    """Whether a file begins like a web page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<head", b"<table", b"<?xml"))


def disguise(head: bytes) -> tuple[str, str] | None:
    """What a file that should be CSV really is, with the remedy; None where it may be CSV."""
    if looks_like_html(head):
        return "an HTML page", "perhaps the session had expired: log in and export again as CSV (UTF-8)"
    return next(((what, remedy) for magic, what, remedy in LOOKS if head.startswith(magic)), None)


def _once(found: list[File], report: Report) -> list[File]:
    """Each file once; a path given twice is refused."""
    seen: set[Path] = set()
    for file in found:
        if file.path in seen:
            report.refuse(file.name, f"{file.name} was given twice", "give every file once", code="given_twice")
        seen.add(file.path)
    return found
