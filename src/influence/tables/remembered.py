"""What is remembered of a reading, so that the next one need not read again what has not changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

import influence.tables.csv_reader as csv_reader
from influence.model.problems import Problem
from influence.tables.csv_reader import Head
from influence.tables.limits import Limits
from influence.tables.report import NOT_LISTED
from influence.tables.stretches import Stretch, cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.tables.checked import Checked
    from influence.tables.source import File
    from influence.tables.stretches import Cut

    Kind = tuple[str, str, str, str]

FORMAT = 1


class How(NamedTuple):
    """How files were read: which, under which limits, how many remarks their listing made."""

    files: Sequence[File]
    limits: Limits
    listing: int
    named: str | None
    counted: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class FileThen:
    """A file as it was: `stretches` is empty where it can only be compared as a whole."""

    name: str
    table: str | None
    sha256: str
    size: int
    stretches: Sequence[Stretch]
    head: Head | None

    @classmethod
    def of(cls, file: File, found: Cut) -> FileThen:
        """The file with this cut."""
        plain = file.table is not None and found.plain
        head = csv_reader.head(file.path, "utf-8-sig", file.table or "") if plain else None
        return cls(file.name, file.table, found.sha256, found.size, found.stretches if plain else (), head)


@dataclass(frozen=True, slots=True)
class Reading:
    """Files, limits, remarks (the first `listing` about the listing of files), problems; how many of each kind.

    `moved`: how many rows went or came since everything was read.
    """

    files: Sequence[FileThen]
    limits: Limits
    listing: int
    remarks: Sequence[str]
    problems: Sequence[Problem]
    counted: Mapping[Kind, int]
    moved: int = 0

    def to_json(self) -> dict[str, Any]:
        """As a value of JSON."""
        return {
            "format": FORMAT,
            "files": [{**_plain(file), "head": file.head and _plain(file.head)} for file in self.files],
            "limits": asdict(self.limits),
            "listing": self.listing,
            "remarks": list(self.remarks),
            "problems": [list(problem.to_dict().values()) for problem in self.problems],
            "counted": [[*kind, count] for kind, count in self.counted.items()],
            "moved": self.moved,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Reading | None:
        """Read back; None where another version wrote it."""
        if value.get("format") != FORMAT:
            return None
        files = [
            FileThen(
                **{
                    **file,
                    "stretches": [Stretch(*one) for one in file["stretches"]],
                    "head": file["head"] and Head(**file["head"]),
                }
            )
            for file in value["files"]
        ]
        problems = [Problem(*problem) for problem in value["problems"]]
        counted = {(file, table, code, severity): count for file, table, code, severity, count in value["counted"]}
        limits = Limits(**value["limits"])
        return cls(files, limits, value["listing"], value["remarks"], problems, counted, value["moved"])


def _plain(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def remembered(checked: Checked) -> Reading | None:
    """What to remember of a reading; None where it was not whole, or the files have changed since."""
    how = checked.how
    if how is None or how.named is not None or checked.errors or checked.rejected:
        return None
    files = [FileThen.of(file, cut(file.path)) for file in how.files]
    if [file.sha256 for file in files] != [source.sha256 for source in checked.sources]:
        return None
    listed = [problem for problem in checked.problems if not problem.message.endswith(NOT_LISTED)]
    return Reading(files, how.limits, how.listing, checked.remarks, listed, how.counted)
