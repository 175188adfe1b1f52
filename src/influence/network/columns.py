"""Columns: a workspace compiled into flat arrays.

People are numbered in the order of their ids by code point, so comparing numbers compares ids. A *pair* is two people
with at least one tie or interaction; `arc_*` lists each person's pairs, best upper bound of the step probability
first. Rows of accounts are kept in the order of their ids, so that equal rows give equal columns. Nothing here depends
on `as_of` or on assumptions except `arc_bound`, which holds for the default ones at any date, and `reach` and `way`,
which hold for them from `reach_day` on.
Days are proleptic Gregorian ordinals, 0 where unknown; words are positions in their scale, -1 where unknown.
"""

from __future__ import annotations

import json
import sys
from struct import Struct
from typing import TYPE_CHECKING, Any
from zlib import crc32

from influence.errors import StoreDamaged
from influence.network.section import PAGE, Bytes, Section, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from influence.model.rows import Row

SECTIONS: dict[str, str] = {
    "id_at": "I",  # n + 1: where each person's id starts in id_text
    "id_text": "B",
    "name_at": "I",
    "name_text": "B",
    "group": "b",  # n: position in GROUPS
    "team": "I",  # our people, and the referrers, by number
    "referrers": "I",
    "do_not_ask": "b",  # n
    "person_step": "B",  # n * 16: `ASKED`, what asking the person depends on, read in one go
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
    "arc_bound": "f",  # upper bound of p at any date, default assumptions
    "reach_day": "i",  # 1: the day from which on `reach` and `way` hold, default assumptions
    "reach": "f",  # n * 5: most that a route from one of us to the person leaves, per number of steps in `REACHED`
    "way_at": "I",  # n + 1: each person's `WAY` records in `way`, falling bound
    "way": "B",
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
    "pair_step": "B",  # pairs * 32: `STEP`, what a step along the pair is made of, read in one go
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
STEP = Struct("<diiiiibbbb")
"""Of a pair with one tie that never met: declared, stage_on, since, last, begins, ends, kind, stage, directed,
from_low; kind is -2 for any other pair, whose ties are read one by one."""
ASKED = Struct("<iibbbbi")
"""Of a contact with one post, one undated attitude and no past requests: since, until, rival, layer, attitude, group;
group is -2 for everybody else, whose rows are read one by one."""
WAY = Struct("<IIf")
"""Of an arc into a person: who is at its start, the pair, and most that a route over it leaves at the person."""
REACHED = (1, 2, 3, 4, 5)
"""Numbers of steps that `reach` has bounds for."""
MAGIC = b"influence columns 7\n"
_ALIGN = 16


class Columns:
    """Named flat arrays of one workspace, in memory or memory-mapped.

    Every section of `SECTIONS` is an attribute (a ``memoryview`` of its type, or a `Section` over a file whose pages
    are checked as they are read); `table(name)` gives the rows of the tables that are not compiled into arrays.
    """

    def __init__(
        self,
        sections: Mapping[str, Any],
        *,
        digest: str,
        tables: Mapping[str, list[Row]] | None = None,
        texts: Mapping[str, Section] | None = None,
    ) -> None:
        """`texts` are the rows of tables as they are kept, read when they are needed."""
        self.__dict__.update(sections)
        self.digest = digest
        self._tables: dict[str, list[Row]] = dict(tables or {})
        self._texts: dict[str, Section] = dict(texts or {})
        self._mend: Callable[[], Columns] | None = None

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"columns have no section {name!r}")

    def __repr__(self) -> str:
        return f"Columns({len(self.id_at) - 1} people, {len(self.tie_kind)} ties, {self.digest[:8]})"

    def text(self, stem: str, index: int) -> str:
        """Text number `index` of the section pair ``<stem>_at``, ``<stem>_text``."""
        at = getattr(self, f"{stem}_at")
        return bytes(getattr(self, f"{stem}_text")[at[index] : at[index + 1]]).decode()

    def arcs(self, start: int, end: int) -> tuple[Any, Any, Any]:
        """Of the arcs from `start` to before `end`: the neighbour, the pair and its upper bound of p."""
        return self.arc_to[start:end], self.arc_pair[start:end], self.arc_bound[start:end]

    def step(self, pair: int) -> tuple[Any, ...]:
        """`STEP` of a pair."""
        return STEP.unpack(self.pair_step[pair * STEP.size : (pair + 1) * STEP.size])

    def asked(self, person: int) -> tuple[Any, ...]:
        """`ASKED` of a person."""
        return ASKED.unpack(self.person_step[person * ASKED.size : (person + 1) * ASKED.size])

    def table(self, name: str) -> list[Row]:
        """Rows of table `name` (one of `TABLES_KEPT`)."""
        if name not in self._tables:
            text = bytes(self._texts[name][:]) if name in self._texts else b"[]"
            self._tables[name] = [_thawed(row) for row in json.loads(text)]
        return self._tables[name]

    def _frozen(self, name: str) -> bytes:
        """The rows of a table as they are kept; those never looked at as they were read."""
        unread = name in self._texts and name not in self._tables
        return bytes(self._texts[name][:]) if unread else _frozen(self.table(name))

    def changed(self, sections: Mapping[str, Any], digest: str, tables: Mapping[str, list[Row]]) -> Columns:
        """Columns of these `sections`, with the kept tables of these where `tables` has no other."""
        return Columns(sections, digest=digest, tables=self._tables | dict(tables), texts=self._texts)

    @property
    def fresh(self) -> bool:
        """Whether the columns were compiled in this process rather than read from a file."""
        return not isinstance(self.id_at, Section)

    def whole(self) -> Columns:
        """These columns, every page checked now: what reads all of them then reads plain arrays."""
        for name in SECTIONS:
            section = self.__dict__[name]
            if isinstance(section, Section):
                self.__dict__[name] = section[:]
        return self

    def parts(self) -> Iterator[Any]:
        """The columns as bytes, piece by piece: a JSON directory, the checksums of pages, then every block aligned."""
        blocks = [(name, memoryview(getattr(self, name)).cast("B")) for name in SECTIONS]
        blocks += [(f"table {name}", memoryview(self._frozen(name))) for name in TABLES_KEPT]
        directory, sums, at = [], bytearray(), 0
        for name, block in blocks:
            directory.append([name, at, len(block), len(sums) // 4])
            sums += _page_sums(block)
            at += _padded(len(block))
        head = json.dumps(
            {"digest": self.digest, "blocks": directory, "pages": len(sums), "sums": crc32(sums)}
        ).encode()
        start = MAGIC + len(head).to_bytes(8, "little") + crc32(head).to_bytes(4, "little") + head
        yield start.ljust(_padded(len(start)), b"\0")
        yield sums.ljust(_padded(len(sums)), b"\0")
        for _, block in blocks:
            yield block
            yield bytes(_padded(len(block)) - len(block))

    @classmethod
    def from_buffer(cls, buffer: Any, mend: Callable[[], Columns] | None = None) -> Columns:
        """Columns over `buffer` (bytes or a memory map); see `over`."""
        return cls.over(Bytes(buffer), mend)

    @classmethod
    def over(cls, source: Source, mend: Callable[[], Columns] | None = None) -> Columns:
        """Columns over `source`, each page read and checked when it is first needed.

        `mend` makes the same columns anew, for when a page turns out to be damaged. Raises `StoreDamaged` where the
        format or a checksum of the directory does not hold, and on reading a damaged page without `mend`.
        """
        directory, sums, start = _directory(source)
        columns = cls({}, digest=directory["digest"])
        columns._mend = mend
        for name, at, size, first in directory["blocks"]:
            if name.startswith("table "):
                table = name.removeprefix("table ")
                columns._texts[table] = Section(source.part(start + at, size), "B", sums[first:], columns._mended)
            else:
                columns.__dict__[name] = Section(
                    source.part(start + at, size), SECTIONS[name], sums[first:], columns._mended
                )
        return columns

    def _mended(self) -> None:
        """Put columns made anew in the place of damaged ones; whoever holds a section goes on with the new one."""
        if self._mend is None:
            raise _damaged()
        fresh = self._mend()
        if fresh.digest != self.digest:
            raise StoreDamaged(
                "the compiled columns are damaged and the store has changed meanwhile", hint="run it again"
            )
        for name in SECTIONS:
            if isinstance(section := self.__dict__[name], Section):
                section.replace(getattr(fresh, name))
        for name, section in self._texts.items():
            section.replace(_frozen(fresh.table(name)))


def _directory(source: Source) -> tuple[dict[str, Any], memoryview, int]:
    at = len(MAGIC) + 12
    start = source.read(0, at)
    if start[: len(MAGIC)] != MAGIC:
        raise StoreDamaged("the compiled columns are of another format", hint="they are rebuilt from the rows")
    size = int.from_bytes(start[len(MAGIC) : at - 4], "little")
    head = source.read(at, size)
    if crc32(head) != int.from_bytes(start[at - 4 : at], "little"):
        raise _damaged()
    found: dict[str, Any] = json.loads(head)
    begin, pages = _padded(at + size), found["pages"]
    sums = memoryview(source.read(begin, pages))
    if len(sums) != pages or crc32(sums) != found["sums"]:
        raise _damaged()
    return found, sums.cast("I"), begin + _padded(pages)


def _damaged() -> StoreDamaged:
    return StoreDamaged("the compiled columns are damaged", hint="they are rebuilt from the rows")


def _page_sums(block: memoryview) -> bytes:
    return b"".join(crc32(block[at : at + PAGE]).to_bytes(4, sys.byteorder) for at in range(0, len(block), PAGE))


def _padded(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


def _frozen(rows: list[Row]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _thawed(row: list[Any]) -> Row:
    return tuple([tuple(value) if type(value) is list else value for value in row])
