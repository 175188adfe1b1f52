"""People at a date: number, side, layer, attitude, whether they are there and at a rival."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.model.columns import PEOPLE
from influence.model.scales import ACCOUNT_TYPE, ATTITUDE, LAYER
from influence.spark.references import person_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import Column, DataFrame

UNDATED = -1_000_000  # before any date: an undated attitude is the oldest
NO_LAYER = 9
_RIVAL = ACCOUNT_TYPE.words[4]
_UNKNOWN = ATTITUDE.index("unknown")
_KNOWN, _SLOTS = 8, 16  # of the packed attitude: day * 16 + 8 where known + position


def numbered(frames: Mapping[str, DataFrame]) -> DataFrame:
    """`id`, `group` and `number` of everybody; numbers rise with ids, with gaps. Computed once, then fixed."""
    parts = [frames[table].select("id", fn.lit(PEOPLE.index(table)).alias("group")) for table in person_tables(frames)]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.unionByName(part)
    ordered = whole.where(fn.col("id").isNotNull()).groupBy("id").agg(fn.min("group").alias("group")).orderBy("id")
    return ordered.withColumn("number", fn.monotonically_increasing_id()).localCheckpoint()


def people_at(everybody: DataFrame, frames: Mapping[str, DataFrame], day: int) -> DataFrame:
    """State of `everybody` on `day` (days since 1970): `there`, `level` (9 for none), `rival`, `attitude`, `ask`.

    `frames` are resolved. `ask` is false for referrers marked as not to be asked.
    """
    state = everybody.join(_contacts(frames, day), "id", "left").join(_attitudes(frames, day), "id", "left")
    for table, columns in (("team", _team()), ("referrers", _referrers())):
        if table in frames:
            state = state.join(frames[table].groupBy("id").agg(*columns), "id", "left")
    false, names = fn.lit(False), state.columns
    contact = fn.col("group") == 0
    word = fn.element_at(fn.array(*map(fn.lit, ATTITUDE.words)), fn.coalesce("position", fn.lit(_UNKNOWN)) + 1)
    level = [name for name in ("post_level", "own_level") if name in names]
    return state.select(
        "number",
        "id",
        "group",
        fn.coalesce(*[name for name in ("contact_name", "team_name", "referrer_name") if name in names]).alias("name"),
        (~contact | fn.coalesce("begun", false)).alias("there"),
        fn.coalesce(*level, fn.lit(NO_LAYER)).alias("level"),
        fn.coalesce("rival", false).alias("rival"),
        fn.when(contact, word).alias("attitude"),
        (~fn.coalesce("do_not_ask", false) if "do_not_ask" in names else fn.lit(True)).alias("ask"),
    )


def held(day: int) -> Column:
    """Whether a post is held on `day`."""
    since, until = fn.coalesce("since", fn.lit(day)), fn.coalesce("until", fn.lit(day))
    return (since <= day) & (until >= day)


def _contacts(frames: Mapping[str, DataFrame], day: int) -> DataFrame:
    posts = frames["contacts"]
    if "accounts" in frames:
        rivals = frames["accounts"].where(fn.col("type") == _RIVAL).select(fn.col("id").alias("account")).distinct()
        posts = posts.join(rivals.withColumn("at_rival", fn.lit(True)), "account", "left")
    else:
        posts = posts.withColumn("at_rival", fn.lit(False))
    return posts.groupBy("id").agg(
        fn.min("name").alias("contact_name"),
        fn.max(fn.coalesce("since", fn.lit(day)) <= day).alias("begun"),
        fn.min(fn.when(held(day), position(fn.col("layer"), LAYER.words))).alias("post_level"),
        fn.max(held(day) & fn.coalesce("at_rival", fn.lit(False))).alias("rival"),
    )


def _attitudes(frames: Mapping[str, DataFrame], day: int) -> DataFrame:
    """Position of the newest attitude; a known word before an unknown one of the same day."""
    told = frames["contacts"].select("id", fn.col("attitude_on").alias("on"), "attitude")
    if "attitudes" in frames:
        told = told.unionByName(frames["attitudes"].select(fn.col("contact").alias("id"), "on", "attitude"))
    at = position(fn.col("attitude"), ATTITUDE.words)
    on = fn.coalesce("on", fn.lit(UNDATED))
    packed = on * _SLOTS + fn.when(at == _UNKNOWN, at).otherwise(at + _KNOWN)
    newest = told.where(on <= day).groupBy("id").agg(fn.max(packed).alias("packed"))
    return newest.select("id", (fn.pmod(fn.col("packed"), fn.lit(_SLOTS)) % _KNOWN).alias("position"))


def _team() -> tuple[Column, ...]:
    return fn.min(position(fn.col("layer"), LAYER.words)).alias("own_level"), fn.min("name").alias("team_name")


def _referrers() -> tuple[Column, ...]:
    return fn.max("do_not_ask").alias("do_not_ask"), fn.min("name").alias("referrer_name")


def position(word: Column, scale: tuple[str, ...]) -> Column:
    """Place of `word` in `scale`, null where it is none of it."""
    return fn.nullif(fn.array_position(fn.array(*map(fn.lit, scale)), word).cast("int"), fn.lit(0)) - 1
