"""Taking people out of rows: their own rows go, references to them too, their names in free texts are masked.

Pure functions from rows to rows. `byte_forms` gives what a name looks like inside files.
"""

from __future__ import annotations

import base64
import html
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from influence.model.columns import PEOPLE, TABLES, Type
from influence.model.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.model.columns import Column, Table
    from influence.model.rows import Row

MASK = "[forgotten]"
_DISTINCT = 6
"""Letters from which a single word is masked even inside a longer one."""
_CJK = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def normal(text: str) -> str:
    """The form of an id or name that is hashed."""
    return unicodedata.normalize("NFC", text).strip()


@dataclass(frozen=True)
class Eraser:
    """Takes the people with these `ids` out of rows and masks their `names` (and telling ids) in free texts.

    >>> eraser = Eraser(frozenset({"c1"}), frozenset({"Bo Li"}))
    >>> eraser.row("relationships", ("c1", "t1", "knows"))
    >>> eraser.text("asked BO  LI twice")
    'asked [forgotten] twice'
    """

    ids: frozenset[str]
    names: frozenset[str] = field(default=frozenset())

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What to mask in free texts; None where there is nothing telling."""
        names = {*self.names, *filter(_telling, self.ids)}
        forms = sorted((form for name in names for form in _patterns(name)), key=len, reverse=True)
        return re.compile("|".join(forms), re.IGNORECASE) if forms else None

    def text(self, text: str) -> str:
        """A free text with the names masked."""
        return self.pattern.sub(MASK, text) if self.pattern else text

    def row(self, table: str, row: Row) -> Row | None:
        """The row without the people: unchanged (the same object), changed, or None where nothing is left of it."""
        changed = None
        for place, column in _CONCERNED[table]:
            value = row[place]
            if not value:
                continue
            new = self._cell(table, column, value)
            if new is _GONE:
                return None
            if new != value:
                changed = changed or list(row)
                changed[place] = new
        return row if changed is None else tuple(changed)

    def rows(self, rows: Rows) -> Rows:
        """All rows without the people."""
        tables, places = {}, {}
        for name, lines in rows.tables.items():
            erased = [self.row(name, row) for row in lines]
            tables[name] = [row for row in erased if row is not None]
            if name in rows.places:
                pairs = zip(rows.places[name], erased, strict=True)
                places[name] = [(self.text(file), line) for (file, line), row in pairs if row is not None]
        return Rows(tables, places)

    def _cell(self, table: str, column: Column, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(person for person in value if person not in self.ids) or _GONE
        if column.type is Type.TEXT and column.name != "id":
            return self.text(str(value))
        if value not in self.ids:
            return value
        return None if table in PEOPLE and column.name == "reports_to" else _GONE


def named_in(rows: Rows, ids: Iterable[str]) -> frozenset[str]:
    """Every name that the people with these ids bear in `rows`."""
    wanted = frozenset(ids)
    return frozenset(row[0] for table in PEOPLE for row in rows[table] if row[TABLES[table].index("id")] in wanted)


def byte_forms(text: str) -> set[bytes]:
    """What `text` looks like in a file: UTF-8 and UTF-16, composed or not, escaped for JSON, URL, HTML, base64."""
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    escaped = {
        change(form)
        for form in forms
        for change in (str, lambda t: json.dumps(t)[1:-1], quote, quote_plus, html.escape, _numeric)
    }
    plain = {form.encode() for form in escaped}
    wide = {form.encode(codec) for form in forms for codec in ("utf-16-le", "utf-16-be")}
    return plain | wide | {code for form in forms for code in _base64(form.encode())}


def _base64(content: bytes) -> Iterable[bytes]:
    """The part of the base64 text that is the same whatever stands around `content`, at each of three offsets."""
    for offset in range(3):
        code = base64.b64encode(b"\0" * offset + content)
        start, whole = -(-offset * 8 // 6), (offset + len(content)) * 8 // 6
        if whole - start >= 4:
            yield code[start:whole]


def _numeric(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _telling(text: str) -> bool:
    """Whether an id is more than a bare number or a letter or two, so that it can be looked for in texts."""
    return len(text) >= 3 and not text.isdigit()


def _patterns(name: str) -> Iterable[str]:
    for form in {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}:
        words = re.split(r"[\s_.+-]+", form.strip())
        body = r"[\s_.+-]+".join(map(re.escape, words))
        inside = len(words) > 1 or len(form) >= _DISTINCT or (len(form) > 1 and re.search(f"[{_CJK}]", form))
        if form.strip():
            yield body if inside else rf"(?<!\w){body}(?!\w)"


def _is_concerned(table: Table, column: Column) -> bool:
    """Whether a column may name a person: their own id, a reference to people, or a free text."""
    if column.name in {"id", "name"}:
        return column.name == "id" and table.name in PEOPLE
    return column.type is Type.TEXT or bool(set(PEOPLE) & set(column.refers_to))


_GONE = object()
_CONCERNED = {
    name: [pair for pair in enumerate(table.columns) if _is_concerned(table, pair[1])] for name, table in TABLES.items()
}
