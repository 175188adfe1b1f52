"""Influence on a decision by power iteration: how far what people think at the start reaches those who vote."""

from __future__ import annotations

from math import ceil, log
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn
from pyspark.sql import Window

from influence.errors import AmbiguousName, UnknownName
from influence.model.kinds import TIE_KINDS
from influence.spark.keeping import kept_by
from influence.spark.people import NO_LAYER, held

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

    from influence.spark.loading import SparkNetwork

LEFT_OUT = 1e-10
"""Share of the decision that the rounds not made could still move."""
CLOSED = "after_sales"


def influencers(net: SparkNetwork, deal: str) -> DataFrame:
    """Every contact's influence on `deal` (id of a deal, or of an account with one open deal or none).

    As `influence.influencers` has it: ``c = pi' V0``, here summed as a series, ``pi' (I + Lam W + (Lam W)^2 ...)``.
    Columns `id`, `name`, `influence` (all together 1), `own` (a current contact of the account), by influence, then id.
    Raises `UnknownName`, `AmbiguousName`. Cost: up to 34 rounds over the ties. Source: Friedkin and Johnsen (1999).
    """
    account, decision = _matter(net, deal)
    own = _own(net, account)
    mass = _mass(net, decision, account, own).localCheckpoint()
    keep = 1 - net.assumptions["base_influence"]
    arcs = _arcs(net, keep)
    pulled = _series(mass, arcs, keep)
    lam = keep * fn.coalesce("heard", fn.lit(0.0)) / (fn.coalesce("heard", fn.lit(0.0)) + 1)
    people = net.people.where(fn.col("there") & (fn.col("group") == 0)).select(
        fn.col("number").alias("person"), "id", "name"
    )
    whole = (
        people.join(pulled, "person", "left")
        .join(arcs.groupBy(fn.col("listener").alias("person")).agg(fn.first("heard").alias("heard")), "person", "left")
        .join(own.withColumn("own", fn.lit(True)), "person", "left")
    )
    influence = (1 - lam) * fn.coalesce("pull", fn.lit(0.0))
    found = whole.select("id", "name", influence.alias("influence"), fn.coalesce("own", fn.lit(False)).alias("own"))
    return found.orderBy(fn.desc("influence"), "id").localCheckpoint()


def _arcs(net: SparkNetwork, keep: float) -> DataFrame:
    """`listener`, `speaker`, the `share` of the listener's opinion that is the speaker's, and all that is `heard`."""
    heard = fn.sum("weight").over(Window.partitionBy("listener"))
    share = (keep * fn.col("weight") / (fn.col("heard") + 1)).alias("share")
    return kept_by(_listening(net).withColumn("heard", heard).select("listener", "speaker", share, "heard"), "listener")


def _series(mass: DataFrame, arcs: DataFrame, keep: float) -> DataFrame:
    """`pull` per person: ``pull = mass + pull Lam W``, in as many rounds as the rest needs to be of no account."""
    heaviest = arcs.agg(fn.max("heard")).first()
    most = (heaviest[0] or 0.0) if heaviest else 0.0
    pulled = mass
    for _ in range(_rounds(keep * most / (most + 1))):
        passed = pulled.withColumnRenamed("person", "listener").join(arcs, "listener")
        heard = passed.select(fn.col("speaker").alias("person"), (fn.col("pull") * fn.col("share")).alias("pull"))
        pulled = mass.unionByName(heard).groupBy("person").agg(fn.sum("pull").alias("pull")).localCheckpoint()
    return pulled


def _rounds(lam: float) -> int:
    """Rounds after which less than `LEFT_OUT` is left, where each passes on at most `lam` of the one before."""
    return ceil(log(LEFT_OUT * (1 - lam)) / log(lam)) if 0 < lam < 1 else 0


def _matter(net: SparkNetwork, text: str) -> tuple[str | None, str | None]:
    """Account and deal that the id `text` names; no deal for the implicit one of an account."""
    deals = net.frames.get("deals")
    opened = [] if deals is None else deals.where(fn.coalesce("opened_on", fn.lit(net.day)) <= net.day).collect()
    for row in opened:
        if row["id"] == text:
            return row["account"], text
    if net.frames["accounts"].where(fn.col("id") == text).isEmpty():
        raise UnknownName(f"no deal or account has the id {text!r} on {net.as_of}", hint="on Spark give the id")
    mine = sorted(row["id"] for row in opened if row["account"] == text and row["stage"] != CLOSED)
    if len(mine) > 1:
        raise AmbiguousName(f"{text!r} has {len(mine)} open deals", hint="name one of them", candidates=mine)
    return text, mine[0] if mine else None


def _own(net: SparkNetwork, account: str | None) -> DataFrame:
    """Numbers of the account's current contacts."""
    posts = net.frames["contacts"].where((fn.col("account") == account) & held(net.day)).select("id").distinct()
    return posts.join(net.people.where("there"), "id").select(fn.col("number").alias("person"))


def _mass(net: SparkNetwork, deal: str | None, account: str | None, own: DataFrame) -> DataFrame:
    """Vote weights, together 1: recorded, else of the account's decision layer, else of its contacts alike."""
    recorded = net.frames.get("decisions")
    rows = None if recorded is None or deal is None else recorded.where(fn.col("deal") == deal)
    if rows is not None and not rows.isEmpty():
        votes = _recorded(net, rows, account)
    else:
        deciding = (fn.col("account") == account) & held(net.day) & (fn.col("layer") == "decision")
        posts = net.frames["contacts"].where(deciding).select("id").distinct()
        votes = posts.join(net.people.where("there"), "id").select(
            fn.col("number").alias("person"), fn.lit(1.0).alias("weight")
        )
    votes = votes.where(fn.col("weight") > 0)
    if votes.isEmpty():
        votes = own.withColumn("weight", fn.lit(1.0))
    total = votes.agg(fn.sum("weight")).first()
    whole = total[0] if total and total[0] else 1.0
    return votes.select("person", (fn.col("weight") / whole).alias("pull"))


def _recorded(net: SparkNetwork, rows: DataFrame, account: str | None) -> DataFrame:
    """Weights of those who are there and whose posts at the account have not all ended."""
    usual = fn.when(fn.col("part") == "decide", 1.0).otherwise(0.0)
    votes = rows.groupBy(fn.col("contact").alias("id")).agg(fn.max(fn.coalesce("vote_weight", usual)).alias("weight"))
    begun = fn.coalesce("since", fn.lit(net.day)) <= net.day
    posts = net.frames["contacts"].where((fn.col("account") == account) & begun)
    left = posts.groupBy("id").agg(fn.min(fn.coalesce(fn.col("until") < net.day, fn.lit(False))).alias("left"))
    votes = votes.join(left.where("left"), "id", "left_anti").join(net.people.where("there"), "id")
    return votes.select(fn.col("number").alias("person"), "weight")


def _listening(net: SparkNetwork) -> DataFrame:
    """Raw weight of every `listener` and `speaker`: the largest over their ties of S times standing."""
    use = ~fn.col("blocked") & (fn.col("strength") > 0) & fn.col("low_hears") & fn.col("high_hears")
    hears_source = fn.col("kind").isin([kind.name for kind in TIE_KINDS.values() if kind.listens == "target"])
    symmetric = fn.col("kind").isin([kind.name for kind in TIE_KINDS.values() if kind.symmetric])
    source_hears, target_hears = ~hears_source, hears_source | ~(symmetric & fn.col("directed"))
    low_hears = fn.when(fn.col("from_low"), source_hears).otherwise(target_hears)
    high_hears = fn.when(fn.col("from_low"), target_hears).otherwise(source_hears)
    low_weight = fn.col("strength") * _standing(net, "low", "high", fn.col("from_low"))
    high_weight = fn.col("strength") * _standing(net, "high", "low", ~fn.col("from_low"))
    ties = net.pairs.where(use).groupBy("low", "high").agg(
        fn.max(fn.when(low_hears, low_weight)).alias("low_weight"),
        fn.max(fn.when(high_hears, high_weight)).alias("high_weight"),
    )  # fmt: skip
    ends = fn.array(
        fn.struct(
            fn.col("low").alias("listener"), fn.col("high").alias("speaker"), fn.col("low_weight").alias("weight")
        ),
        fn.struct(
            fn.col("high").alias("listener"), fn.col("low").alias("speaker"), fn.col("high_weight").alias("weight")
        ),
    )
    return ties.select(fn.inline(ends)).where(fn.col("weight") > 0)


def _standing(net: SparkNetwork, listener: str, speaker: str, upward: Column) -> Column:
    """Factor by standing; a reports_to tie states it itself: its source (`upward`) listens up."""
    constants = net.assumptions
    mine, theirs = fn.col(f"{listener}_level"), fn.col(f"{speaker}_level")
    known = (mine != NO_LAYER) & (theirs != NO_LAYER)
    up, down = constants["listen_up"], constants["listen_down"]
    by_row = fn.when(upward, up).otherwise(down)
    by_layer = (
        fn.when(known & (theirs < mine), up).when(known & (theirs > mine), down).otherwise(constants["listen_level"])
    )
    return fn.when(fn.col("kind") == "reports_to", by_row).otherwise(by_layer)
