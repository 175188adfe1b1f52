"""Sheets of text cells -> the bytes of an .xlsx workbook; same cells, same bytes.

Every cell is an inline string, so that nothing in it can run as a formula; comments explain headers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from influence.files import MARK

TIME = (1980, 1, 1, 0, 0, 0)
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CODED = re.compile("_x[0-9A-Fa-f]{4}_")
BREAK = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Cells = Iterable[Sequence[str]]
Comments = Mapping[str, Sequence[str]]


def workbook_bytes(sheets: Mapping[str, Cells], comments: Comments | None = None) -> bytes:
    """A workbook of `sheets` (title -> lines of cells); `comments` gives one text per header cell of a sheet."""
    told = comments or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _parts(list(sheets), sheets, told).items():
            part = zipfile.ZipInfo(name, TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            archive.writestr(part, content)
        archive.comment = MARK
    return buffer.getvalue()


def _parts(titles: list[str], sheets: Mapping[str, Cells], comments: Comments) -> dict[str, str]:
    numbered = list(enumerate(titles, 1))
    parts = {
        "[Content_Types].xml": _types(titles, comments),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(titles),
        "xl/_rels/workbook.xml.rels": _links([("worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered]),
    }
    for number, title in numbered:
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheets[title], commented=title in comments)
        if title in comments:
            parts |= _comment_parts(number, comments[title])
    return parts


def _comment_parts(number: int, texts: Sequence[str]) -> dict[str, str]:
    links = [("comments", f"../comments{number}.xml"), ("vmlDrawing", f"../drawings/vml{number}.vml")]
    return {
        f"xl/worksheets/_rels/sheet{number}.xml.rels": _links(links),
        f"xl/comments{number}.xml": _comments(texts),
        f"xl/drawings/vml{number}.vml": _shapes(len(texts)),
    }


def _document(root: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'


def _types(titles: list[str], comments: Comments) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    found = [("/xl/workbook.xml", "sheet.main")]
    found += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, len(titles) + 1)]
    found += [(f"/xl/comments{n}.xml", "comments") for n, title in enumerate(titles, 1) if title in comments]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{base}.{kind}+xml"/>' for part, kind in found)
    return _document(
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f"{overrides}</Types>"
    )


def _links(targets: list[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return _document(f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>')


def _book(titles: list[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(titles, 1)
    )
    return _document(f'<workbook xmlns="{NS}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>')


def _sheet(lines: Cells, *, commented: bool) -> str:
    rows = "".join(f'<row r="{number}">{_row(number, line)}</row>' for number, line in enumerate(lines, 1))
    drawing = '<legacyDrawing r:id="rId2"/>' if commented else ""
    return _document(f'<worksheet xmlns="{NS}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{drawing}</worksheet>')


def _row(number: int, line: Sequence[str]) -> str:
    return "".join(
        f'<c r="{letters(column)}{number}" t="inlineStr"><is><t xml:space="preserve">{_coded(text)}</t></is></c>'
        for column, text in enumerate(line)
        if text
    )


def _coded(text: str) -> str:
    """Escaped for XML; what XML cannot hold, or would be read as such a code, as ``_xHHHH_``."""
    safe = CODED.sub(lambda found: "_x005F" + found[0], text)
    return escape(BREAK.sub(lambda found: f"_x{ord(found[0]):04X}_", safe))


def _comments(texts: Sequence[str]) -> str:
    found = "".join(
        f'<comment ref="{letters(column)}1" authorId="0"><text><t>{_coded(text)}</t></text></comment>'
        for column, text in enumerate(texts)
    )
    return _document(
        f'<comments xmlns="{NS}"><authors><author>influence</author></authors>'
        f"<commentList>{found}</commentList></comments>"
    )


def _shapes(count: int) -> str:
    """The boxes that spreadsheets want beside comments."""
    shapes = "".join(
        f'<v:shape id="s{column}" type="#n" style="position:absolute;width:180pt;height:60pt;visibility:hidden" '
        f'fillcolor="#ffffe1"><x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>{column}</x:Column>'
        f"</x:ClientData></v:shape>"
        for column in range(count)
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="n" coordsize="21600,21600" o:spt="202" '
        f'path="m,l,21600r21600,l21600,xe"/>{shapes}</xml>'
    )


def letters(column: int) -> str:
    """Column from 0 as a spreadsheet writes it.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
