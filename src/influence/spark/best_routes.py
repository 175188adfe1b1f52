"""The best introduction route from many sources to many targets, hop by hop.

One recurrence for all: the best way to a person in h steps leaves one of those who were better reached in h - 1 than
before. Targets about whom a request is open, or was lately declined, have their own willingness of some introducers;
each of them is a question of its own, all others share one. Source: Bellman (1958), Ford (1956), limited in steps.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.errors import UnknownName, UsageError
from influence.model.kinds import TIE_KINDS
from influence.spark.costs import arcs, exceptions, leaving, probability, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame

    from influence.spark.loading import SparkNetwork

MOST_STEPS = 6


def routes(
    net: SparkNetwork,
    targets: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
    *,
    max_hops: int = MOST_STEPS,
    kind: Sequence[str] = (),
    min_confidence: float = 0.0,
    allow_blockers: bool = False,
) -> DataFrame:
    """The best route to each target: as `influence path TARGET` finds it, or `influence path SOURCE TARGET` for each.

    Args:
        net: the network.
        targets: ids; None for everybody there.
        sources: ids; None for the whole team, whose best route is told.
        max_hops: most steps, 1 to 6.
        kind: kinds of tie that may carry a step; all where empty.
        min_confidence: least confidence of a tie, 0 to 1.
        allow_blockers: whether resisting people may be asked.

    Returns: `source`, `target`, `probability`, `steps`, `people` (ids from source to target), by probability. A target
        that no route leads to has no row.

    Raises `UnknownName`, `UsageError`. Cost: at most six rounds over the ties that can still matter, for each source
    and each target with a request of its own.
    """
    _check_options(max_hops, kind, min_confidence)
    asking = _asking(net, targets, sources, allow_blockers=allow_blockers)
    ties = arcs(net, kind, min_confidence)
    states = _rounds(asking, ties, max_hops)
    found = _told(net, asking, ties, states).localCheckpoint()
    ties.unpersist()
    return found


def _check_options(max_hops: int, kinds: Sequence[str], min_confidence: float) -> None:
    if not 1 <= max_hops <= MOST_STEPS:
        raise UsageError(f"{max_hops} steps are outside 1 to {MOST_STEPS}", hint="leave it out for six")
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"a confidence of {min_confidence:g} is outside 0 to 1", hint="0.5 keeps the likelier half")
    for kind in kinds:
        if kind not in TIE_KINDS:
            raise UsageError(f"{kind!r} is no kind of tie", hint=f"one of {', '.join(TIE_KINDS)}")


@dataclass(frozen=True)
class _Asking:
    """Questions: their starts, what leaving people costs, and what each wants.

    `starts`: `question`, `person`. `wanted`: `question`, `target`. `leave`: `person`, `leave`. `own`: `question`,
    `person`, `leave` where it differs, null where the way is closed.
    """

    starts: DataFrame
    wanted: DataFrame
    leave: DataFrame
    own: DataFrame


def _asking(
    net: SparkNetwork, targets: Sequence[str] | None, sources: Sequence[str] | None, *, allow_blockers: bool
) -> _Asking:
    leave = leaving(net, allow_blockers=allow_blockers)
    there = net.people.where("there")
    ends = (there if targets is None else there.where(fn.col("number").isin(_numbers(net, targets)))).select(
        fn.col("number").alias("target"), "group"
    )
    origins = [None] if sources is None else _numbers(net, sources)
    differing = exceptions(net, leave)
    special = _special(ends, differing, whole_team=sources is None)
    asked = [
        (at, origin, target) for at, (origin, target) in enumerate((o, t) for o in origins for t in (None, *special))
    ]
    questions = _questions(net, asked)
    wanted = _wanted(ends, questions, special)
    starts = _starts(there, questions)
    named = questions.where(fn.col("origin").isNotNull()).select(
        "question", fn.col("origin").alias("person"), fn.lit(0).cast("long").alias("leave")
    )
    own = named
    if differing is not None:
        theirs = questions.join(differing, fn.col("about") == fn.col("target")).where(
            ~fn.col("person").eqNullSafe(fn.col("origin"))
        )
        own = named.unionByName(theirs.select("question", "person", "leave"))
    return _Asking(starts.localCheckpoint(), wanted.localCheckpoint(), leave, own.localCheckpoint())


def _questions(net: SparkNetwork, asked: Sequence[tuple[int, int | None, int | None]]) -> DataFrame:
    """Rows `question`, `origin`, `about`; from one literal, since Python's rows would start Python workers."""
    rows = [dict(zip(("question", "origin", "about"), one, strict=True)) for one in asked]
    told = fn.from_json(fn.lit(json.dumps(rows)), "array<struct<question: bigint, origin: bigint, about: bigint>>")
    return net.session.range(1).select(fn.inline(told)).localCheckpoint()


def _numbers(net: SparkNetwork, ids: Sequence[str]) -> list[int]:
    found = {
        row["id"]: row["number"]
        for row in net.people.where(fn.col("id").isin(list(ids))).select("id", "number").collect()
    }
    missing = [one for one in ids if one not in found]
    if missing:
        raise UnknownName(f"nobody has the id {missing[0]!r}", hint="routes on Spark go from id to id")
    return [found[one] for one in ids]


def _special(ends: DataFrame, differing: DataFrame | None, *, whole_team: bool) -> list[int]:
    """Targets that need a question of their own: with requests about them, and ours where all of us start."""
    parts = [ends.where(fn.col("group") == 1).select("target")] if whole_team else []
    if differing is not None:
        parts.append(differing.join(ends, "target").select("target"))
    if not parts:
        return []
    return sorted(row[0] for row in reduce(lambda one, other: one.unionByName(other), parts).distinct().collect())


def _wanted(ends: DataFrame, questions: DataFrame, special: Sequence[int]) -> DataFrame:
    plain = questions.where(fn.col("about").isNull()).crossJoin(ends.where(~fn.col("target").isin(list(special))))
    own = questions.join(ends, fn.col("about") == fn.col("target"))
    both = plain.select("question", "origin", "target").unionByName(own.select("question", "origin", "target"))
    return both.where(~fn.col("target").eqNullSafe(fn.col("origin"))).select("question", "target")


def _starts(there: DataFrame, questions: DataFrame) -> DataFrame:
    people = there.select(fn.col("number").alias("person"), "group")
    named = questions.join(people, fn.col("origin") == fn.col("person"))
    ours = questions.where(fn.col("origin").isNull()).crossJoin(people.where(fn.col("group") == 1))
    ours = ours.where(~fn.col("person").eqNullSafe(fn.col("about")))
    return named.select("question", "person").unionByName(ours.select("question", "person"))


def _rounds(asking: _Asking, ties: DataFrame, most: int) -> list[DataFrame]:
    """Best labels after each round: `question`, `person`, `label`."""
    state = asking.starts.withColumn("label", fn.lit(0).cast("long"))
    states = [state]
    onward = ties.where(fn.col("out").isNotNull()).select("person", "near", "out")
    for step in range(1, most + 1):
        before = _reached(asking, state, step - 1)
        label = fn.col("label") + fn.col("leave") + fn.col("out") + 1
        reached = before.join(onward, "person").select("question", fn.col("near").alias("person"), label.alias("label"))
        both = state.unionByName(reached)
        state = both.groupBy("question", "person").agg(fn.min("label").alias("label")).localCheckpoint()
        states.append(state)
        if state.where(steps(fn.col("label")) == step).isEmpty():
            break
    return states


def _reached(asking: _Asking, state: DataFrame, step: int) -> DataFrame:
    """Those of `state` who were reached in `step` steps and can be left, with the cost of leaving them."""
    fresh = state.where(steps(fn.col("label")) == step).join(
        asking.leave.select("person", fn.col("leave").alias("usual")), "person", "left"
    )
    own = asking.own.select("question", "person", fn.col("leave").alias("special"), fn.lit(True).alias("has"))
    joined = fresh.join(fn.broadcast(own), ["question", "person"], "left")
    cost = fn.when(fn.col("has"), fn.col("special")).otherwise(fn.col("usual"))
    return joined.select("question", "person", "label", cost.alias("leave")).where(fn.col("leave").isNotNull())


def _told(net: SparkNetwork, asking: _Asking, ties: DataFrame, states: Sequence[DataFrame]) -> DataFrame:
    """The routes that the labels of the wanted targets stand for."""
    last = states[-1].withColumnRenamed("person", "target")
    ends = asking.wanted.join(last, ["question", "target"]).withColumnRenamed("target", "person").localCheckpoint()
    carried = _carried(asking, ties, states, ends)
    paths = asking.starts.select("question", "person", fn.array("person").alias("path"))
    told = []
    for step, tight in enumerate(carried, 1):
        before = paths.withColumnRenamed("person", "near")
        longer = tight.join(before, ["question", "near"]).select(
            "question", "person", fn.array_append("path", fn.col("person")).alias("path")
        )
        paths = longer.groupBy("question", "person").agg(fn.min("path").alias("path"))
        told.append(ends.where(steps(fn.col("label")) == step).join(paths, ["question", "person"]))
    return _named(net, reduce(lambda one, other: one.unionByName(other), told))


def _carried(asking: _Asking, ties: DataFrame, states: Sequence[DataFrame], ends: DataFrame) -> list[DataFrame]:
    """For each number of steps the last steps `near` to `person` of the best routes, from the targets backwards."""
    into = ties.where(fn.col("back").isNotNull()).select("person", "near", "back")
    needed, found = ends.limit(0), []
    for step in range(len(states) - 1, 0, -1):
        here = needed.unionByName(ends.where(steps(fn.col("label")) == step)).distinct()
        before = _reached(asking, states[step - 1], step - 1).toDF("question", "near", "before", "leave")
        same = fn.col("before") + fn.col("leave") + fn.col("back") + 1 == fn.col("label")
        tight = here.join(into, "person").join(before, ["question", "near"]).where(same).localCheckpoint()
        needed = tight.select("question", fn.col("near").alias("person"), fn.col("before").alias("label"))
        found.append(tight.select("question", "near", "person"))
    return found[::-1]


def _named(net: SparkNetwork, told: DataFrame) -> DataFrame:
    ids = net.people.select("number", "id")
    places = told.select("question", "person", "label", fn.posexplode("path").alias("place", "number")).join(
        ids, "number"
    )
    ordered = fn.sort_array(fn.collect_list(fn.struct("place", "id")))
    whole = places.groupBy("question", "person", "label").agg(ordered.alias("placed"))
    people = fn.transform("placed", lambda one: one["id"])
    named = whole.select(
        fn.element_at(people, 1).alias("source"),
        fn.element_at(people, -1).alias("target"),
        probability(fn.col("label")).alias("probability"),
        steps(fn.col("label")).cast("int").alias("steps"),
        people.alias("people"),
    )
    return named.orderBy(fn.desc("probability"), "target", "source")
