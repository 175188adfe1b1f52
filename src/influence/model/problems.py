"""A problem found in the input: where, what, and the remedy."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, or worth knowing, about one place of the input.

    `line` is the physical line where the row starts (header = 1), 0 for a whole file; `severity` is ``error``
    (the row is not usable) or ``warning``. Sorted by file, line, column.
    """

    file: str
    line: int
    column: str
    code: str
    message: str
    hint: str = ""
    severity: str = "error"
    table: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the problem keeps its row out."""
        return self.severity == "error"

    def to_dict(self) -> dict[str, str | int]:
        """The problem as the JSON document shows it."""
        return asdict(self)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line or "", self.column) if part != "")
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.message}{hint} [{self.code}]"
