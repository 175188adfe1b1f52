"""An .xlsx workbook -> sheets -> rows of text cells, read straight from its XML, one row at a time.

Read here rather than through a library because hidden rows, merged cells, formulas without a value and the digits of
numbers decide whether a row may be believed, and no streaming reader shows them all. `workbook_guard` has looked at the
archive first; a DOCTYPE has been refused, so that no entity can expand.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as Xml

from influence.tables.cells import NUMBER
from influence.tables.load_csv import Refused
from influence.tables.text import Flag
from influence.tables.workbook_guard import UNREADABLE

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from influence.tables.limits import Limits

COLUMNS = 16_384
"""Columns of the widest sheet there can be: the last one is XFD."""
MERGED = 100_000
TRUTHS = {"1": "yes", "true": "yes", "0": "no", "false": "no"}
DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
DAY = re.compile(r"(\[[^\]]*\]|\"[^\"]*\"|\\.)|([dyDY]|[mM](?=.*[dyDY])|年|月|日)")
BREAKING = (Xml.ParseError, *UNREADABLE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, the part that holds it, whether it is hidden."""

    title: str
    part: str
    hidden: bool


@dataclass(slots=True)
class SheetRow:
    """Cells by column (from 0) of one row, with what must be said about some of them."""

    line: int
    hidden: bool
    cells: dict[int, str] = field(default_factory=dict)
    flags: list[tuple[int, Flag]] = field(default_factory=list)


class Workbook:
    """The sheets of a guarded archive."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's serial numbers know no zone
        try:
            self.sheets = list(self._sheets())
            self.dates = self._date_styles()
            self.strings = list(self._strings())
        except BREAKING as error:
            raise Refused("bad_workbook", "its parts cannot be read", "save it again from a spreadsheet") from error

    def _sheets(self) -> Iterator[Sheet]:
        targets = {link.get("Id"): link.get("Target", "") for link in self._tree("xl/_rels/workbook.xml.rels")}
        root = self._tree("xl/workbook.xml")
        for element in root.iter():
            name = _local(element)
            if name == "workbookPr" and element.get("date1904") in {"1", "true"}:
                self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
            if name == "sheet":
                link = next((value for key, value in element.items() if key.endswith("}id")), "")
                target = targets.get(link, "")
                part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                hidden = element.get("state", "visible") != "visible"
                yield Sheet(element.get("name", ""), part, hidden)

    def _tree(self, part: str) -> Xml.Element:
        with self.archive.open(part) as file:
            return Xml.parse(file).getroot()  # noqa: S314 - the guard refuses a DOCTYPE

    def _date_styles(self) -> list[bool]:
        """Whether each cell style shows a day."""
        if "xl/styles.xml" not in self.archive.namelist():
            return []
        root = self._tree("xl/styles.xml")
        own = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in root.iter() if _local(e) == "numFmt"}
        styles = [style for e in root if _local(e) == "cellXfs" for style in e]
        return [_shows_day(int(style.get("numFmtId", "0")), own) for style in styles]

    def _strings(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return
        with self.archive.open("xl/sharedStrings.xml") as file:
            for _, element in Xml.iterparse(file):  # noqa: S314 - the guard refuses a DOCTYPE
                if _local(element) == "si":
                    yield _text_of(element)
                    element.clear()

    def rows(self, sheet: Sheet) -> Iterator[SheetRow]:
        """The rows of `sheet` in order; raises `Refused`."""
        try:
            merged = self._merged(sheet)
            with self.archive.open(sheet.part) as file:
                yield from self._rows(file, sheet, merged)
        except BREAKING as error:
            raise Refused(
                "bad_workbook", f"sheet {sheet.title} is damaged", "save it again from a spreadsheet"
            ) from error

    def _rows(self, file: IO[bytes], sheet: Sheet, merged: dict[int, dict[int, str]]) -> Iterator[SheetRow]:
        line, root = 0, None
        for event, element in Xml.iterparse(file, events=("start", "end")):  # noqa: S314 - the guard refuses a DOCTYPE
            name = _local(element)
            if event == "start":
                root = element if name == "sheetData" else root
                if name == "dimension":
                    self._dimension(sheet, element.get("ref", ""))
            elif name == "row":
                before, line = line, int(element.get("r", line + 1))
                if line <= before:  # else two rows would bear one number, and a report could not tell them apart
                    raise Refused("bad_workbook", f"row {line} stands below row {before}", "save it again", line)
                yield self._row(element, line, merged)
                if root is not None:
                    root.clear()

    def _dimension(self, sheet: Sheet, area: str) -> None:
        column, line = position(area.rpartition(":")[2])
        if column >= self.limits.columns or line > self.limits.rows:
            raise Refused(
                "too_big",
                f"sheet {sheet.title} declares the area {area}, the limit is {self.limits.columns} columns",
                "delete the stray cells: copy the table into a new sheet",
            )

    def _merged(self, sheet: Sheet) -> dict[int, dict[int, str]]:
        """Line -> column -> area, for the cells that a merged area covers without holding its value."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        with self.archive.open(sheet.part) as file:
            for _, element in Xml.iterparse(file):  # noqa: S314 - the guard refuses a DOCTYPE
                if _local(element) == "mergeCell":
                    for column, line, area in _covered(element.get("ref", "")):
                        found[line][column] = area
                elif _local(element) == "row":
                    element.clear()
        return found

    def _row(self, element: Xml.Element, line: int, merged: dict[int, dict[int, str]]) -> SheetRow:
        row = SheetRow(line, element.get("hidden") in {"1", "true"})
        column = -1
        for cell in element:
            if _local(cell) != "c":
                continue
            before, place = column, cell.get("r", "")
            column, below = position(place) if place else (before + 1, line)
            if not 0 <= column < COLUMNS:
                raise Refused("bad_workbook", f"a cell stands in column {column + 1:,}", "save it again", line)
            if column <= before or below != line:  # else one cell would hide another
                raise Refused("bad_workbook", f"the cell {place[:20]} is out of place", "save it again", line)
            text, flag = self._cell(cell)
            if text or flag:
                row.cells[column] = text
            if flag:
                row.flags.append((column, flag))
        for covered, area in merged.get(line, {}).items():
            row.flags.append(
                (
                    covered,
                    Flag(
                        "merged_cell",
                        f"the cell belongs to the merged area {area}",
                        "unmerge it and fill in every cell",
                    ),
                )
            )
        return row

    def _cell(self, cell: Xml.Element) -> tuple[str, Flag | None]:
        kind = cell.get("t", "n")
        parts = {_local(child): child for child in cell}
        if kind == "inlineStr":
            return (_text_of(parts["is"]) if "is" in parts else ""), None
        value = parts["v"].text or "" if "v" in parts else ""
        if not value:
            return "", _no_value(cell.get("r", "")) if "f" in parts and kind != "str" else None
        if kind == "s":
            return self.strings[_whole(value)], None
        if kind == "e":
            return value, Flag("error_cell", f"cell {cell.get('r')} holds the error {value[:20]}", "mend the formula")
        if kind == "b":
            return TRUTHS[value], None
        return self._number(value, cell) if kind == "n" else (value, None)

    def _number(self, value: str, cell: Xml.Element) -> tuple[str, Flag | None]:
        if not NUMBER.fullmatch(value):  # Python's float takes more than a spreadsheet writes
            raise ValueError(value)
        style, number = _whole(cell.get("s", "0")), float(value)
        if style < len(self.dates) and self.dates[style]:
            return self._day(number, cell)
        if not number.is_integer() or not math.isfinite(number):
            return value, None
        if abs(number) >= 1e15:
            return value, Flag(
                "lost_digits",
                f"cell {cell.get('r')} is a number of over 15 digits: a spreadsheet has already lost some",
                "format the column as text and type the id again",
            )
        return str(int(number)), None

    def _day(self, number: float, cell: Xml.Element) -> tuple[str, Flag | None]:
        try:
            moment = self.epoch + timedelta(days=number)
        except OverflowError:
            return str(number), Flag("bad_date", f"cell {cell.get('r')} is no day", "correct the date")
        text = moment.date().isoformat()
        if number % 1:
            return text, Flag("time_dropped", f"the time of day {moment.time():%H:%M} is not stored", fatal=False)
        return text, None


def _covered(area: str) -> Iterator[tuple[int, int, str]]:
    first, _, last = area.partition(":")
    (left, top), (right, bottom) = position(first), position(last or first)
    if (right - left + 1) * (bottom - top + 1) > MERGED:
        raise Refused("bad_workbook", f"the cells {area} are merged", "unmerge them and fill in every cell")
    for line in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (column, line) != (left, top):
                yield column, line, area


def _no_value(place: str) -> Flag:
    return Flag(
        "formula_without_value",
        f"the formula in cell {place} has no stored value",
        "open the workbook in a spreadsheet, save it, or paste the values",
    )


def _whole(text: str) -> int:
    """A number that counts; Python's own would take -1, which counts from the end."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _local(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text_of(item: Xml.Element) -> str:
    """Text of a string item: its runs joined, phonetic hints left aside."""
    if item.text is None and len(item) == 0:
        return ""
    found: list[str] = []
    for child in item:
        if _local(child) == "t":
            found.append(child.text or "")
        elif _local(child) == "r":
            found += [part.text or "" for part in child if _local(part) == "t"]
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), "".join(found))


def _shows_day(number: int, own: dict[int, str]) -> bool:
    if number in own:
        return any(found[2] for found in DAY.finditer(own[number].split(";")[0]))
    return number in DATES


def position(reference: str) -> tuple[int, int]:
    """Column from 0 and row from 1 of a cell reference.

    >>> position("A1"), position("$AB$12")
    ((0, 1), (27, 12))
    """
    column = row = 0
    for character in reference.replace("$", "").upper():
        if "A" <= character <= "Z":
            column = column * 26 + ord(character) - 64
        elif character.isdigit():
            row = row * 10 + int(character)
    return column - 1, row
