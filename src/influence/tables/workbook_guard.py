"""Looks at a workbook's outside before anything in it is unpacked or parsed."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from influence.tables.load_csv import Refused
from influence.tables.source import looks_like_html, opened

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.limits import Limits

PARTS = 2_000
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, LookupError, RuntimeError, ValueError)
"""What the standard library raises for broken archives (a missing codec and a password are RuntimeErrors)."""
SMALL = 1 << 20
NAME = re.compile(r"[\w\[\] .\-/()+&']{1,200}")


def guarded(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The workbook's archive if its head, names, sizes, ratios and XML prologues are harmless; raises `Refused`."""
    size = path.stat().st_size
    if size > limits.file:
        raise Refused("too_big", f"{size:,} bytes, the limit is {limits.file:,}", "split it, or raise the limit")
    _head(path)
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise Refused("bad_workbook", "not a complete workbook", "copy or export it again") from error
    try:
        _sizes(archive, limits)
        _contents(archive)
    except Refused:
        archive.close()
        raise
    return archive


def _head(path: Path) -> None:
    with opened(path) as file:
        start = file.read(1024)
    if start.startswith(b"PK"):
        return
    if not start:
        raise Refused("empty_file", "the file is empty", "export it again")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "bad_workbook", "an old .xls file, or a workbook with a password", "save it without a password as .xlsx"
        )
    what = "an HTML page" if looks_like_html(start) else "no workbook; it looks like CSV or other text"
    raise Refused("bad_workbook", f"this is {what}", "rename it to .csv, or save it as .xlsx from a spreadsheet")


def _sizes(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS or len({part.filename for part in parts}) != len(parts):
        raise Refused("bad_workbook", f"{len(parts):,} parts, or parts of one name", "save it again")
    total = 0
    for part in parts:
        _part(part, limits)
        total += part.file_size
    if total > limits.unpacked:
        raise Refused("too_big", f"unpacks to {total:,} bytes, the limit is {limits.unpacked:,}", "save it as CSV")


def _part(part: zipfile.ZipInfo, limits: Limits) -> None:
    name = part.filename
    if name.startswith(("/", "\\")) or ".." in name.split("/") or not NAME.fullmatch(name):
        raise Refused("bad_workbook", "a part's name leads out of the workbook", "save it again from a spreadsheet")
    if part.flag_bits & 1:
        raise Refused("bad_workbook", "a part is encrypted", "save it without a password")
    if part.file_size > SMALL and part.file_size > limits.ratio * max(1, part.compress_size):
        raise Refused(
            "too_big",
            f"a part unpacks to {part.file_size:,} bytes from {part.compress_size:,}: a zip bomb",
            "save it again from a spreadsheet, or as CSV",
        )


def _contents(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise Refused("bad_workbook", "an archive, but no workbook", "unpack it and give the folder")
    for name in sorted(names):
        if not name.endswith((".xml", ".rels")):
            continue
        if not _begins_well(archive, name):
            raise Refused(
                "bad_workbook",
                f"{name} declares a DOCTYPE or begins oddly",
                "save it again from a spreadsheet",
            )


class _Begun(Exception):
    """What a part begins with has been met."""


def _begins_well(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part's root element comes before any DOCTYPE, as the parser that will read it sees them.

    The parser is asked, since a comment of any length may stand before either.
    """

    def root(*_: object) -> None:
        raise _Begun

    def doctype(*_: object) -> None:
        raise expat.ExpatError("a DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = root, doctype
    try:
        with archive.open(name) as part:
            while block := part.read(1 << 16):
                parser.Parse(block)
    except _Begun:
        return True
    except expat.ExpatError:
        return False
    except UNREADABLE as error:
        raise Refused("bad_workbook", "not a complete workbook", "copy or export it again") from error
    return False
