"""S of every tie at a date, by the formulas of `network.strength`, as Spark expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyspark.sql.functions as fn
from pyspark.sql import Window

from influence.model.kinds import TIE_KINDS
from influence.model.scales import CHANNEL, LAYER, STAGE
from influence.network.strength import DAYS_A_YEAR
from influence.spark.people import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyspark.sql import Column, DataFrame

ENDS = ("level", "hears", "there")
"""What is known of a person at either end of a tie, besides the number."""
_PAIR = ["low", "high"]
_SLOW = [kind.name for kind in TIE_KINDS.values() if kind.slow]
_BLOCKING = [kind.name for kind in TIE_KINDS.values() if kind.blocks]
_SYMMETRIC = [kind.name for kind in TIE_KINDS.values() if kind.symmetric]


def by_pair(frame: DataFrame, columns: Iterable[Column | str]) -> DataFrame:
    """`frame` of `source_number`, `target_number` and their `ENDS` as `low`, `high`, `from_low`, and `columns`."""
    source, target = fn.col("source_number"), fn.col("target_number")
    from_low = source < target
    sides = [
        fn.when(from_low == low, fn.col(f"source_{name}")).otherwise(fn.col(f"target_{name}")).alias(f"{side}_{name}")
        for side, low in (("low", True), ("high", False))
        for name in ENDS
    ]
    ends = [
        fn.least(source, target).alias("low"),
        fn.greatest(source, target).alias("high"),
        from_low.alias("from_low"),
    ]
    return frame.select(*ends, *sides, *columns)


def declared_rows(relationships: DataFrame, besides: Iterable[str] = ()) -> DataFrame:
    """Resolved rows of relationships by pair: what bears on a tie, and the columns `besides`.

    `turned` is null where the order of the ends says nothing.
    """
    symmetric = fn.col("kind").isin(_SYMMETRIC)
    turned = fn.when(~symmetric | fn.col("directed"), fn.col("source_number") < fn.col("target_number"))
    directed = (fn.col("directed") & symmetric).alias("directed")
    names = ("kind", "strength", "stage", "stage_on", "since", "last_contact", "confidence")
    return by_pair(relationships, [*names, directed, turned.alias("turned"), *besides])


def reporting_rows(posts: DataFrame, day: int) -> DataFrame:
    """Who reports to whom by the column, of the posts held on `day`; resolved rows with `until` where they end."""
    ends = [f"{end}_{name}" for end in ("source", "target") for name in ("number", *ENDS)]
    now = posts.where(held(day) & fn.col("target_number").isNotNull()).select(*ends).distinct()
    nothing = {
        "strength": "double", "stage": "string", "stage_on": "int", "since": "int", "last_contact": "int",
        "confidence": "double",
    }  # fmt: skip
    blanks = [fn.lit(None).cast(kind).alias(name) for name, kind in nothing.items()]
    flags = [fn.lit("reports_to").alias("kind"), fn.lit(False).alias("directed")]
    return by_pair(now, [*flags, *blanks])


def talks(interactions: DataFrame, day: int, constants: Mapping[str, float]) -> DataFrame:
    """What the interactions of each pair up to `day` come to: activity under both half-lives, the last contact.

    `quick` and `slow` are activities under the half-life by layer and under that of slow kinds; `counts` tells whether
    some channel but social carries weight.
    """
    rows = by_pair(interactions.where(fn.col("date") <= day), ["date", "channel"])
    mail, social = fn.col("channel") == "mail", fn.col("channel") == "social"
    weight = _chosen("channel", {word: constants[f"activity_{word}"] for word in CHANNEL.words})
    one_way = constants["activity_mail_one_way"]
    days = fn.lit(day) - fn.col("date")
    sums = []
    for name, h in (("quick", _layer_half_life(constants)), ("slow", fn.lit(constants["half_life_slow"]))):
        share = fn.pow(fn.lit(2.0), -days / h)
        sums += [fn.sum(fn.when(~mail, weight * share)).alias(name), fn.sum(fn.when(mail, share)).alias(f"{name}_mail")]
    found = rows.groupBy(*_PAIR).agg(
        *sums,
        fn.max(mail & fn.col("from_low")).alias("there"),
        fn.max(mail & ~fn.col("from_low")).alias("back"),
        fn.max(fn.when(~social, fn.col("date"))).alias("met"),
        fn.max(~social & ~mail & (weight > 0)).alias("weighs"),
        *[fn.first(f"{side}_{name}").alias(f"met_{side}_{name}") for side in _PAIR for name in ENDS],
    )
    of_mail = fn.when(fn.col("there") & fn.col("back"), constants["activity_mail"]).otherwise(one_way)
    mailed = fn.col("there") | fn.col("back")
    return found.select(
        *_PAIR,
        *[_active(name, of_mail, constants["activity_scale"]).alias(name) for name in ("quick", "slow")],
        "met",
        (fn.col("weighs") | (mailed & (of_mail > 0))).alias("counts"),
        *[f"met_{side}_{name}" for side in _PAIR for name in ENDS],
    )


def _active(name: str, of_mail: Column, scale: float) -> Column:
    zero = fn.lit(0.0)
    total = fn.coalesce(name, zero) + of_mail * fn.coalesce(f"{name}_mail", zero)
    return 1 - fn.exp(-total / scale)


def ties_at(told: DataFrame, met: DataFrame | None, day: int, constants: Mapping[str, float]) -> DataFrame:
    """Every tie on `day` between people who are there, with its S; `told` rows by pair, `met` of `talks`.

    Columns: `low`, `high`, `from_low`, `kind`, `directed`, `strength`, `declared`, `activity`, `confidence`,
    `assumed`, `blocked` (a conflict stands between the two), and `ENDS` of both.
    """
    told = told.where(fn.coalesce("since", fn.lit(day)) <= day)
    joined = told.join(met, _PAIR, "full_outer") if met is not None else _without_talk(told)
    alone = fn.col("kind").isNull()
    there = fn.col("low_there") & fn.col("high_there")
    known = joined.select(
        *_PAIR,
        *[_either(name, f"met_{name}", met).alias(name) for name in (f"{s}_{n}" for s in _PAIR for n in ENDS)],
        fn.coalesce("kind", fn.lit("knows")).alias("kind"),
        fn.coalesce("from_low", fn.lit(True)).alias("from_low"),
        fn.coalesce("directed", fn.lit(False)).alias("directed"),
        fn.coalesce("confidence", fn.lit(1.0)).alias("confidence"),
        *("strength", "stage", "stage_on", "since", "last_contact", "quick", "slow", "met"),
        alone.alias("alone"),
        (~alone | (fn.col("counts") & (fn.col("quick") >= constants["activity_least"]))).alias("stands"),
    )
    known = known.where(fn.col("stands") & there)
    return _with_strength(known, day, constants)


def _either(name: str, other: str, met: DataFrame | None) -> Column:
    return fn.coalesce(name, other) if met is not None else fn.col(name)


def _without_talk(told: DataFrame) -> DataFrame:
    nothing = {"quick": "double", "slow": "double", "met": "int", "counts": "boolean"}
    return told.select("*", *[fn.lit(None).cast(kind).alias(name) for name, kind in nothing.items()])


def _with_strength(known: DataFrame, day: int, constants: Mapping[str, float]) -> DataFrame:
    slow = fn.col("kind").isin(_SLOW)
    h = fn.when(slow, constants["half_life_slow"]).otherwise(_layer_half_life(constants))
    active = fn.coalesce(fn.when(slow, fn.col("slow")).otherwise(fn.col("quick")), fn.lit(0.0))
    declared, assumed = _declared(day, constants)
    faded = _faded(fn.col("declared"), h, day, constants)
    strength = fn.when(fn.col("alone"), active).when(fn.col("declared").isNotNull(), fn.greatest(faded, active))
    blocked = fn.max(fn.col("kind").isin(_BLOCKING)).over(Window.partitionBy(*_PAIR))
    stated = known.withColumn("declared", fn.when(~fn.col("alone"), declared))
    return stated.select(
        *_PAIR, "from_low", "kind", "directed", strength.alias("strength"), "declared", active.alias("activity"),
        "confidence", (~fn.col("alone") & assumed).alias("assumed"), blocked.alias("blocked"),
        *[f"{side}_{name}" for side in _PAIR for name in ENDS if name != "there"],
    )  # fmt: skip


def _declared(day: int, constants: Mapping[str, float]) -> tuple[Column, Column]:
    """Strength before fading, null for a conflict that states none; and whether it is assumed."""
    stage = fn.when(fn.coalesce("stage_on", fn.lit(day)) <= day, fn.col("stage"))
    staged = fn.when(stage.isNotNull(), _chosen("stage", {word: constants[f"stage_{word}"] for word in STAGE.words}))
    by_kind = {kind.name: constants[f"declared_{kind.name}"] for kind in TIE_KINDS.values() if kind.assumed is not None}
    assumed = _chosen("kind", by_kind)
    stated = fn.coalesce(fn.col("strength"), staged)
    return fn.coalesce(stated, assumed), stated.isNull() & assumed.isNotNull()


def _faded(declared: Column, h: Column, day: int, constants: Mapping[str, float]) -> Column:
    last = fn.greatest(fn.when(fn.col("last_contact") <= day, fn.col("last_contact")), fn.col("met"))
    years = (fn.lit(day) - fn.col("since")) / DAYS_A_YEAR
    grown = fn.coalesce(2 - fn.exp(-years / constants["age_years"]), fn.lit(1.0))
    floor = constants["fade_floor"]
    share = floor + (1 - floor) * fn.pow(fn.lit(2.0), -(fn.lit(day) - last) / (h * grown))
    return declared * fn.coalesce(share, fn.lit(1.0))


def _layer_half_life(constants: Mapping[str, float]) -> Column:
    """Half-life by the higher layer of the two."""
    level = fn.least("low_level", "high_level")
    found = fn.lit(constants[f"half_life_{LAYER.words[-1]}"])
    for at, word in enumerate(LAYER.words):
        found = fn.when(level == at, constants[f"half_life_{word}"]).otherwise(found)
    return found


def _chosen(column: str, values: Mapping[str, float]) -> Column:
    found = fn.lit(None).cast("double")
    for word, value in values.items():
        found = fn.when(fn.col(column) == word, value).otherwise(found)
    return found
