"""How much the reader takes in; checked before parsing, raised by options."""

from __future__ import annotations

from dataclasses import dataclass


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


LIMITS = Limits()
