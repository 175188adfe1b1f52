"""Columns: a workspace compiled into flat arrays.

People are numbered in the order of their ids by code point, so comparing numbers compares ids. A *pair* is two people
with at least one tie or interaction; `arc_*` lists each person's pairs, best upper bound of the step probability
first. Nothing here depends on `as_of` or on assumptions except `arc_bound`, which holds for the default ones at any date.
Days are proleptic Gregorian ordinals, 0 where unknown; words are positions in their scale, -1 where unknown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from influence.errors import StoreDamaged
from influence.model.rows import Row

SECTIONS: dict[str, str] = {
    "id_at": "I",  # n + 1: where each person's id starts in id_text
    "id_text": "B",
    "name_at": "I",
    "name_text": "B",
    "group": "b",  # n: position in GROUPS
    "do_not_ask": "b",  # n
    "attitude_at": "I",  # n + 1: each person's attitudes, oldest first, undated before dated
    "attitude_on": "i",
    "attitude": "b",
    "post_at": "I",  # n + 1: each person's posts (one without account for a team member: the layer)
    "post_account": "i",  # position in the accounts table, -1 for none
    "post_layer": "b",
    "post_since": "i",
    "post_until": "i",
    "account_rival": "b",  # per account
    "person_at": "I",  # n + 1: each person's rows as JSON
    "person_text": "B",
    "arc_at": "I",  # n + 1: each person's arcs, falling arc_bound, then arc_to
    "arc_to": "I",
    "arc_pair": "I",
    "arc_bound": "d",  # upper bound of p at any date, default assumptions
    "pair_low": "I",  # per pair, low < high
    "pair_high": "I",
    "tie_at": "I",  # pairs + 1: each pair's ties, in the order of kinds, then source
    "tie_kind": "b",
    "tie_from_low": "b",  # 1 where the source is the lower person
    "tie_directed": "b",  # 1 where travelled from source to target alone
    "tie_declared": "d",  # strength, NaN where none is stated
    "tie_stage": "b",
    "tie_stage_on": "i",
    "tie_since": "i",
    "tie_last": "i",
    "tie_confidence": "d",
    "tie_begins": "i",  # first day of a tie that comes from a post's reports_to, or the row's since
    "tie_ends": "i",  # last day of such a tie
    "evidence_at": "I",  # ties + 1
    "evidence_text": "B",
    "met_at": "I",  # pairs + 1: each pair's interactions, oldest first
    "met_on": "i",
    "met_channel": "b",
    "met_from_low": "b",
    "ask_at": "I",  # n + 1: each introducer's past requests
    "ask_on": "i",
    "ask_target": "I",
    "ask_outcome": "b",
}
TABLES_KEPT = (
    "accounts",
    "attitudes",
    "interests",
    "interactions",
    "deals",
    "decisions",
    "introductions",
    "events",
    "sales",
    "assumptions",
)
MAGIC = b"influence columns 1\n"
_ALIGN = 16


class Columns:
    """Named flat arrays of one workspace, in memory or memory-mapped.

    Every section of `SECTIONS` is an attribute (an ``array`` or a ``memoryview`` of its type); `table(name)` gives the
    rows of the tables that are not compiled into arrays.
    """

    def __init__(
        self,
        sections: Mapping[str, Any],
        *,
        digest: str,
        tables: Mapping[str, list[Row]] | None = None,
    ) -> None:
        self.__dict__.update(sections)
        self.digest = digest
        self._tables: dict[str, list[Row]] = dict(tables or {})
        self._texts: dict[str, memoryview] = {}

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"columns have no section {name!r}")

    def __repr__(self) -> str:
        return f"Columns({len(self.id_at) - 1} people, {len(self.tie_kind)} ties, {self.digest[:8]})"

    def text(self, stem: str, index: int) -> str:
        """Text number `index` of the section pair ``<stem>_at``, ``<stem>_text``."""
        at = getattr(self, f"{stem}_at")
        return bytes(getattr(self, f"{stem}_text")[at[index] : at[index + 1]]).decode()

    def table(self, name: str) -> list[Row]:
        """Rows of table `name` (one of `TABLES_KEPT`)."""
        if name not in self._tables:
            rows = json.loads(bytes(self._texts[name])) if name in self._texts else []
            self._tables[name] = [_thawed(row) for row in rows]
        return self._tables[name]

    def parts(self) -> Iterator[bytes]:
        """The columns as bytes, piece by piece: a JSON directory, then every block aligned.

        Each block carries a checksum in the directory, checked by `from_buffer` before the block is used.
        """
        blocks = [(name, bytes(memoryview(getattr(self, name)).cast("B"))) for name in SECTIONS]
        blocks += [(f"table {name}", _frozen(self.table(name))) for name in TABLES_KEPT]
        directory, at = [], 0
        for name, block in blocks:
            directory.append([name, at, len(block), hashlib.blake2b(block, digest_size=16).hexdigest()])
            at += _padded(len(block))
        head = json.dumps({"digest": self.digest, "blocks": directory}).encode()
        start = MAGIC + len(head).to_bytes(8, "little") + head
        yield start.ljust(_padded(len(start)), b"\0")
        for _, block in blocks:
            yield block.ljust(_padded(len(block)), b"\0")

    @classmethod
    def from_buffer(cls, buffer: Any) -> Columns:
        """Columns over `buffer` (bytes or a memory map), nothing copied.

        Raises `StoreDamaged` where the format or the checksum of the directory does not hold.
        """
        view = memoryview(buffer)
        directory, start = _directory(view)
        columns = cls({}, digest=directory["digest"])
        for name, at, size, _ in directory["blocks"]:
            block = view[start + at : start + at + size]
            if name.startswith("table "):
                columns._texts[name.removeprefix("table ")] = block
            else:
                columns.__dict__[name] = block.cast(SECTIONS[name])
        return columns


def _directory(view: memoryview) -> tuple[dict[str, Any], int]:
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise StoreDamaged("the compiled columns are of another format", hint="they are rebuilt from the rows")
    at = len(MAGIC) + 8
    size = int.from_bytes(view[len(MAGIC) : at], "little")
    try:
        found: dict[str, Any] = json.loads(bytes(view[at : at + size]))
    except ValueError as error:
        raise StoreDamaged("the compiled columns are damaged", hint="they are rebuilt from the rows") from error
    return found, _padded(at + size)


def _padded(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


def _frozen(rows: list[Row]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _thawed(row: list[Any]) -> Row:
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)
