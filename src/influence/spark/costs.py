"""What routes cost: whole numbers that add up where probabilities multiply, so that equal routes are exactly equal.

The cost of a probability q is ``-ln q`` in units of 1e-14, times 8; the lowest three bits of a sum hold its steps. The
least such number is the most probable route, with the fewest steps among equals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.model.kinds import TIE_KINDS
from influence.model.scales import ATTITUDE
from influence.spark.keeping import kept_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import Column, DataFrame

    from influence.spark.loading import SparkNetwork

STEPS = 8
"""A label is ``STEPS * length + steps``; so no more than 7 steps fit."""
UNIT = 1e-14


def probability(label: Column) -> Column:
    """Probability of the route that `label` tells the length of."""
    return fn.exp(-fn.floor(label / STEPS) * UNIT)


def steps(label: Column) -> Column:
    """Number of steps of a label."""
    return fn.pmod(label, fn.lit(STEPS))


def _cost(length: Column) -> Column:
    return fn.round(length / UNIT).cast("long") * STEPS


def arcs(net: SparkNetwork, kinds: Sequence[str], min_confidence: float) -> DataFrame:
    """For each end of each pair: `person`, `near`, the cost `out` of the step there, and `back` of the step from there.

    Null where no tie may be travelled so. Of several ties the strongest counts.
    """
    travelled = [name for name, kind in TIE_KINDS.items() if kind.travels and not kind.blocks]
    use = ~fn.col("blocked") & fn.col("kind").isin([name for name in travelled if not kinds or name in kinds])
    ties = net.pairs.where(use & (fn.col("confidence") >= min_confidence))
    forth = fn.when(~fn.col("directed") | fn.col("from_low"), fn.col("strength"))
    back = fn.when(~fn.col("directed") | ~fn.col("from_low"), fn.col("strength"))
    best = ties.groupBy("low", "high").agg(fn.max(forth).alias("forth"), fn.max(back).alias("back"))
    out, home = (_step(net, fn.col(name)) for name in ("forth", "back"))
    ends = fn.array(
        fn.struct(fn.col("low").alias("person"), fn.col("high").alias("near"), out.alias("out"), home.alias("back")),
        fn.struct(fn.col("high").alias("person"), fn.col("low").alias("near"), home.alias("out"), out.alias("back")),
    )
    return kept_by(best.select(fn.inline(ends)), "person")


def _step(net: SparkNetwork, strength: Column) -> Column:
    """Cost of a step over a tie of `strength`; null where its probability is 0."""
    constants = net.assumptions
    power = constants["step_offset"] - constants["step_slope"] * strength
    return fn.when(power < 700, _cost(fn.log1p(fn.exp(power))))


def leaving(net: SparkNetwork, *, allow_blockers: bool) -> DataFrame:
    """`person` and the cost `leave` of asking them, whoever the target; without those who cannot be asked."""
    constants = net.assumptions
    asks = {word: constants[f"ask_{word}"] for word in ATTITUDE.words}
    if allow_blockers:
        asks["resist"] = constants["ask_resist_allowed"]
    word = fn.when(fn.col("rival"), "resist").otherwise(fn.col("attitude"))
    willing = fn.lit(None).cast("double")
    for attitude, share in asks.items():
        willing = fn.when(word == attitude, share).otherwise(willing)
    willing = fn.when(fn.col("group") == 0, willing).otherwise(fn.when(fn.col("ask"), 1.0).otherwise(0.0))
    people = net.people.where("there").select(fn.col("number").alias("person"), willing.alias("willing"))
    past = requests(net)
    if past is None:
        known = people.withColumn("weight", fn.lit(0.0))
    else:
        known = people.join(past.groupBy("person").agg(fn.sum("weight").alias("weight")), "person", "left")
    tired = fn.pow(fn.lit(constants["fatigue"]), fn.coalesce("weight", fn.lit(0.0)))
    factor = fn.col("willing") * tired
    found = known.where(factor > 0).select(
        "person", "willing", fn.coalesce("weight", fn.lit(0.0)).alias("weight"), _cost(-fn.log(factor)).alias("leave")
    )
    return kept_by(found, "person")


def requests(net: SparkNetwork) -> DataFrame | None:
    """Past requests to a `person` about `target` (numbers), with `weight`; `open`: asked, `closed`: lately declined."""
    if "introductions" not in net.frames:
        return None
    constants = net.assumptions
    numbers = net.people.where("there").select("number", "id")
    days = fn.lit(net.day) - fn.col("date")
    rows = net.frames["introductions"].where(days >= 0).drop("problems").distinct()
    named = rows.join(
        net.people.select(fn.col("number").alias("person"), fn.col("id").alias("introducer")), "introducer"
    ).join(numbers.toDF("about", "target"), "target")
    return named.select(
        "person",
        fn.col("about").alias("target"),
        fn.pow(fn.lit(2.0), -days / constants["fatigue_half_life"]).alias("weight"),
        (fn.col("outcome") == "asked").alias("open"),
        ((fn.col("outcome") == "declined") & (days <= constants["declined_days"])).alias("closed"),
    )


def exceptions(net: SparkNetwork, leave: DataFrame) -> DataFrame | None:
    """Where asking a `person` about `target` costs something else: `leave`, null where the way is closed."""
    past = requests(net)
    if past is None:
        return None
    special = past.groupBy("person", "target").agg(
        fn.sum(fn.when(fn.col("open"), fn.col("weight")).otherwise(0.0)).alias("waived"),
        fn.max("open").alias("open"),
        fn.max("closed").alias("closed"),
    )
    tired = fn.pow(fn.lit(net.assumptions["fatigue"]), fn.greatest(fn.col("weight") - fn.col("waived"), fn.lit(0.0)))
    cost = fn.when(~fn.col("closed"), _cost(-fn.log(fn.col("willing") * tired)))
    found = special.where(fn.col("open") | fn.col("closed")).join(leave.drop("leave"), "person")
    return found.select("person", "target", cost.alias("leave"))
