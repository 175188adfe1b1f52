"""The best introduction route from many sources to many targets, hop by hop.

One recurrence for all: the best way to a person in h steps leaves one of those who were better reached in h - 1 than
before. Source: Bellman (1958), Ford (1956), limited in steps. The routes are then followed back from the targets, by
the steps whose cost is all that lies between two labels.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.errors import UsageError
from influence.model.kinds import TIE_KINDS
from influence.spark.costs import arcs, probability, steps
from influence.spark.questions import CLOSED, asking, one_by_one, some_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame

    from influence.spark.loading import SparkNetwork
    from influence.spark.questions import Asking

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

    Raises `UnknownName`, `UsageError`. Cost: at most six rounds there and back over the ties that can still matter,
        for all sources at once; rows grow by a number for each source and each target with a request of its own.
    """
    _check_options(max_hops, kind, min_confidence)
    asked = asking(net, targets, sources, allow_blockers=allow_blockers)
    ties = arcs(net, kind, min_confidence)
    states = _rounds(asked, ties, max_hops)
    ends = _ends(asked, states[-1])
    told = _told(net, asked, _carried(asked, ties, states, ends), ends)
    if sources is None:  # some of us are targets of several questions
        told = told.groupBy("person").agg(fn.min(fn.struct("label", "path")).alias("best")).select("person", "best.*")
    return _shown(told).localCheckpoint()


def _check_options(max_hops: int, kinds: Sequence[str], min_confidence: float) -> None:
    if not 1 <= max_hops <= MOST_STEPS:
        raise UsageError(f"{max_hops} steps are outside 1 to {MOST_STEPS}", hint="leave it out for six")
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"a confidence of {min_confidence:g} is outside 0 to 1", hint="0.5 keeps the likelier half")
    for kind in kinds:
        if kind not in TIE_KINDS:
            raise UsageError(f"{kind!r} is no kind of tie", hint=f"one of {', '.join(TIE_KINDS)}")


def _rounds(asked: Asking, ties: DataFrame, most: int) -> list[DataFrame]:
    """Best labels after each round, side by side."""
    state = asked.starts
    states = [state]
    onward = ties.where(fn.col("out").isNotNull()).select("person", "near", "out")
    for step in range(1, most + 1):
        longer = [(fn.col(f"left_{name}") + fn.col("out") + 1).alias(name) for name in asked.columns]
        before = _reached(asked, state, step - 1)
        reached = before.join(onward, "person").select("batch", fn.col("near").alias("person"), *longer)
        least = [fn.min(name).alias(name) for name in asked.columns]
        state = state.unionByName(reached).groupBy("batch", "person").agg(*least).localCheckpoint()
        states.append(state)
        if _fresh(asked, state, step).isEmpty():
            break
    return states


def _fresh(asked: Asking, labels: DataFrame, step: int) -> DataFrame:
    """The labels that have `step` steps."""
    fitting = [fn.when(steps(fn.col(name)) == step, fn.col(name)).alias(name) for name in asked.columns]
    return labels.select("batch", "person", *fitting).where(some_of(asked.columns))


def _reached(asked: Asking, labels: DataFrame, step: int) -> DataFrame:
    """The labels that have `step` steps, and ``left_...``: with the cost of leaving, null where there is no leaving."""
    fresh = _fresh(asked, labels, step)
    if step == 0 and asked.named:
        return fresh.select("*", *[fn.col(name).alias(f"left_{name}") for name in asked.columns])
    known = fresh.join(asked.leave.select("person", "leave"), "person", "left")
    costs = [fn.col("leave")] * len(asked.columns)
    if asked.own is not None:
        own = asked.own.toDF("batch", "person", *[f"own_{name}" for name in asked.columns])
        known = known.join(fn.broadcast(own), ["batch", "person"], "left")
        costs = [fn.nullif(fn.coalesce(f"own_{name}", "leave"), fn.lit(CLOSED)) for name in asked.columns]
    left = [(fn.col(name) + cost).alias(f"left_{name}") for name, cost in zip(asked.columns, costs, strict=True)]
    names = [one.alias(f"left_{name}") for name, one in zip(asked.columns, left, strict=True)]
    return known.select("batch", "person", *asked.columns, *names).where(
        some_of([f"left_{name}" for name in asked.columns])
    )


def _ends(asked: Asking, labels: DataFrame) -> DataFrame:
    """The labels of the targets, side by side."""
    wanted = asked.wanted.toDF("batch", "person", *[f"wanted_{name}" for name in asked.columns])
    theirs = [fn.when(fn.col(f"wanted_{name}"), fn.col(name)).alias(name) for name in asked.columns]
    joined = labels.join(wanted, ["batch", "person"]).select("batch", "person", *theirs)
    return joined.where(some_of(asked.columns)).localCheckpoint()


def _carried(asked: Asking, ties: DataFrame, states: Sequence[DataFrame], ends: DataFrame) -> list[DataFrame]:
    """For each number of steps the last steps `near` to `person` of the best routes, from the targets backwards."""
    into = ties.where(fn.col("back").isNotNull()).select("person", "near", "back")
    needed, found = ends.limit(0), []
    for step in range(len(states) - 1, 0, -1):
        both = needed.unionByName(_fresh(asked, ends, step))
        here = both.groupBy("batch", "person").agg(*[fn.max(name).alias(f"here_{name}") for name in asked.columns])
        before = _reached(asked, states[step - 1], step - 1).withColumnRenamed("person", "near")
        fitting = [
            fn.when(fn.col(f"left_{name}") + fn.col("back") + 1 == fn.col(f"here_{name}"), fn.col(name)).alias(name)
            for name in asked.columns
        ]
        met = here.join(into, "person").join(before, ["batch", "near"])
        tight = met.select("batch", "person", "near", *fitting).where(some_of(asked.columns)).localCheckpoint()
        needed = tight.select("batch", fn.col("near").alias("person"), *asked.columns)
        found.append(tight)
    return found[::-1]


def _told(net: SparkNetwork, asked: Asking, carried: Sequence[DataFrame], ends: DataFrame) -> DataFrame:
    """`question`, `person`, `label` and `path` (ids) of the best routes; the least ids among equals."""
    ids = net.people.select(fn.col("number").alias("person"), "id")
    starts = one_by_one(asked.starts, asked.columns).join(ids, "person")
    paths, told = starts.select("question", "person", fn.array("id").alias("path")), []
    for step, tight in enumerate(carried, 1):
        before = paths.withColumnRenamed("person", "near")
        longer = one_by_one(tight, asked.columns, "near").join(before, ["question", "near"])
        best = longer.groupBy("question", "person").agg(fn.min("path").alias("path")).join(ids, "person")
        paths = best.select("question", "person", fn.array_append("path", fn.col("id")).alias("path")).localCheckpoint()
        told.append(paths.withColumn("steps", fn.lit(step)))
    whole = reduce(lambda one, other: one.unionByName(other), told)
    labels = one_by_one(ends, asked.columns).withColumn("steps", steps(fn.col("label")))
    return labels.join(whole, ["question", "person", "steps"]).select("person", "label", "path")


def _shown(told: DataFrame) -> DataFrame:
    shown = told.select(
        fn.element_at("path", 1).alias("source"),
        fn.element_at("path", -1).alias("target"),
        probability(fn.col("label")).alias("probability"),
        steps(fn.col("label")).cast("int").alias("steps"),
        fn.col("path").alias("people"),
    )
    return shown.orderBy(fn.desc("probability"), "target", "source")
