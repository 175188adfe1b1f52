"""What is asked of the ties at once: questions side by side in the columns of a row, so that every tie is read once.

Whoever starts in the same places, and asks for targets that cost everybody the same, is one question. A question of
their own have: every named source; a target about whom a request is open or was lately declined; and, when the whole
team asks for each other, halves of the team: any two of us are in different halves of at least one of ``log2`` cuts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import pyspark.sql.functions as fn

from influence.errors import UnknownName
from influence.spark.costs import exceptions, leaving

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyspark.sql import Column, DataFrame

    from influence.spark.loading import SparkNetwork

MOST_COLUMNS = 16
CLOSED = -1
"""Stands for the cost of leaving somebody who must not be asked about the target."""


class _Question(NamedTuple):
    """Who starts, for which targets (None: all that need no question of their own), about whom where that matters."""

    starts: tuple[int, ...]
    targets: tuple[int, ...] | None = None
    about: int | None = None


@dataclass(frozen=True)
class Asking:
    """Questions in rows `batch`, `person` and one column for each question of the batch.

    `starts` holds 0, `wanted` true for the targets, `own` what leaving somebody costs where it is not the `leave` of
    `person`. `named`: sources were named, so that leaving them costs nothing.
    """

    columns: tuple[str, ...]
    starts: DataFrame
    wanted: DataFrame
    leave: DataFrame
    own: DataFrame | None
    named: bool


def asking(
    net: SparkNetwork, targets: Sequence[str] | None, sources: Sequence[str] | None, *, allow_blockers: bool
) -> Asking:
    """The questions for the best route to each of `targets` from each of `sources`, None for everybody and for us."""
    leave = leaving(net, allow_blockers=allow_blockers)
    there = net.people.where("there").select(fn.col("number").alias("person"), "id", "group")
    ends = there if targets is None else there.where(fn.col("person").isin(numbers(net, targets)))
    team = [row["person"] for row in there.where(fn.col("group") == 1).orderBy("person").collect()]
    differing = exceptions(net, leave)
    special = [] if differing is None else _special(ends, differing)
    if sources is None:
        wanted = {row["person"] for row in ends.where(fn.col("group") == 1).collect()}
        asked = [*_of_the_team(team, special), *_halves(team, wanted - set(special))]
        others = ends.where((fn.col("group") != 1) & ~fn.col("person").isin(special))
    else:
        asked = [one for origin in numbers(net, sources) for one in _of_a_source(origin, special)]
        others = ends.where(~fn.col("person").isin(special))
    columns = tuple(f"q{place}" for place in range(ceil(len(asked) / ceil(len(asked) / MOST_COLUMNS))))
    return Asking(
        columns,
        _starts(net, asked, columns).localCheckpoint(),
        _wanted(net, asked, others, columns).localCheckpoint(),
        leave,
        None if not special or differing is None else _own(net, asked, differing, columns).localCheckpoint(),
        sources is not None,
    )


def _of_the_team(team: Sequence[int], special: Iterable[int]) -> list[_Question]:
    everyone = _Question(tuple(team))
    return [everyone, *(_Question(tuple(one for one in team if one != t), (t,), t) for t in special)]


def _halves(team: Sequence[int], wanted: set[int]) -> list[_Question]:
    """Each half of every cut asks for those of the other half."""
    found = []
    for bit in range((len(team) - 1).bit_length() if wanted else 0):
        halves = tuple(tuple(one for at, one in enumerate(team) if (at >> bit) % 2 == side) for side in (0, 1))
        found += [
            _Question(half, tuple(one for one in other if one in wanted)) for half, other in (halves, halves[::-1])
        ]
    return found


def _of_a_source(origin: int, special: Iterable[int]) -> list[_Question]:
    return [_Question((origin,)), *(_Question((origin,), (target,), target) for target in special if target != origin)]


def _special(ends: DataFrame, differing: DataFrame) -> list[int]:
    """Targets with requests about them."""
    rows = differing.select(fn.col("target").alias("person")).join(ends, "person").select("person").distinct().collect()
    return sorted(row["person"] for row in rows)


def _starts(net: SparkNetwork, asked: Sequence[_Question], columns: Sequence[str]) -> DataFrame:
    rows = [(at, person) for at, question in enumerate(asked) for person in question.starts]
    return side_by_side(literal(net, rows, ("question", "person")), fn.lit(0).cast("long"), columns)


def _wanted(net: SparkNetwork, asked: Sequence[_Question], others: DataFrame, columns: Sequence[str]) -> DataFrame:
    """Nobody asks for themself."""
    general = [(at, q.starts[0] if len(q.starts) == 1 else None) for at, q in enumerate(asked) if q.targets is None]
    some = [(at, target) for at, question in enumerate(asked) for target in question.targets or ()]
    all_others = others.select("person").crossJoin(fn.broadcast(literal(net, general, ("question", "origin"))))
    theirs = all_others.where(~fn.col("person").eqNullSafe(fn.col("origin"))).select("question", "person")
    return side_by_side(theirs.unionByName(literal(net, some, ("question", "person"))), fn.lit(True), columns)


def _own(net: SparkNetwork, asked: Sequence[_Question], differing: DataFrame, columns: Sequence[str]) -> DataFrame:
    about = [(at, question.about) for at, question in enumerate(asked) if question.about is not None]
    rows = literal(net, about, ("question", "target")).join(differing, "target")
    return side_by_side(rows, fn.coalesce("leave", fn.lit(CLOSED)), columns)


def side_by_side(rows: DataFrame, value: Column, columns: Sequence[str]) -> DataFrame:
    """Rows of `question` and `person` as rows of `batch` and `person`, `value` in the column of the question."""
    slot = fn.pmod(fn.col("question"), fn.lit(len(columns)))
    batch = fn.floor(fn.col("question") / len(columns)).alias("batch")
    values = [fn.max(fn.when(slot == place, value)).alias(name) for place, name in enumerate(columns)]
    return rows.groupBy(batch, "person").agg(*values)


def one_by_one(rows: DataFrame, columns: Sequence[str], *keep: str) -> DataFrame:
    """Rows of `batch` and `person` as rows of `question`, `person`, `label`, without the columns that are null."""
    cells = [
        fn.struct((fn.col("batch") * len(columns) + place).alias("question"), fn.col(name).alias("label"))
        for place, name in enumerate(columns)
    ]
    return rows.select("person", *keep, fn.inline(fn.array(*cells))).where(fn.col("label").isNotNull())


def some_of(columns: Sequence[str]) -> Column:
    """Whether a row has any of `columns`."""
    return fn.coalesce(*columns).isNotNull()


def literal(net: SparkNetwork, rows: Sequence[tuple[int | None, ...]], names: Sequence[str]) -> DataFrame:
    """Rows of whole numbers, from one literal, since Python's rows would start Python workers."""
    kind = f"array<struct<{', '.join(f'{name}: bigint' for name in names)}>>"
    told = fn.from_json(fn.lit(json.dumps([dict(zip(names, row, strict=True)) for row in rows])), kind)
    return net.session.range(1).select(fn.inline(told))


def numbers(net: SparkNetwork, ids: Sequence[str]) -> list[int]:
    """Numbers of people; raises `UnknownName`."""
    rows = net.people.where(fn.col("id").isin(list(ids))).select("id", "number").collect()
    found = {row["id"]: row["number"] for row in rows}
    missing = [one for one in ids if one not in found]
    if missing:
        raise UnknownName(f"nobody has the id {missing[0]!r}", hint="routes on Spark go from id to id")
    return [found[one] for one in ids]
