"""How much the reader takes in; checked before parsing, raised by options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest input read: sizes in bytes, the rest in counts; `cell` and `name` in letters."""

    file: int = 2 * 1024**3
    rows: int = 20_000_000
    people: int = 2_000_000
    columns: int = 200
    cell: int = 32 * 1024
    name: int = 200
    marks: int = 8
    unpacked: int = 200 * 1024**2
    ratio: int = 100

    def raised(self, changes: Iterable[str]) -> Limits:
        """These limits with ``NAME=NUMBER`` changes; raises `UsageError` for what is none.

        >>> LIMITS.raised(["people=3000000"]).people
        3000000
        """
        found: dict[str, int] = {}
        for text in changes:
            name, _, number = text.partition("=")
            if name not in self.__slots__ or not number.isdecimal() or not int(number):
                raise UsageError(
                    f"--limit {text}: no limit and number",
                    hint=f"write NAME=NUMBER, NAME being one of {', '.join(self.__slots__)}",
                )
            found[name] = int(number)
        return replace(self, **found)


LIMITS = Limits()
