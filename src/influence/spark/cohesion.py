"""How a network hangs together: degrees and connected components, over one undirected tie per pair, conflicts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from influence.spark.loading import SparkNetwork


def degrees(net: SparkNetwork) -> DataFrame:
    """Everybody's `degree` (share of the others one is tied to), number of `neighbours`, and `strength` (sum of S).

    As `influence.centrality` has them, plain and weighted. Columns `id`, `degree`, `neighbours`, `strength`, by id.
    Cost: linear in ties. Source: Freeman (1979).
    """
    people = net.people.where("there").select("number", "id")
    others = max(people.count() - 1, 1)
    both = fn.explode(fn.array("low", "high")).alias("number")
    counted = _ties(net).select(both, "strength").groupBy("number").agg(
        fn.count("*").alias("neighbours"), fn.sum("strength").alias("strength")
    )  # fmt: skip
    neighbours = fn.coalesce("neighbours", fn.lit(0))
    share = fn.lit(1.0) if others == 1 and people.count() == 1 else neighbours / others
    return (
        people.join(counted, "number", "left")
        .select(
            "id",
            share.alias("degree"),
            neighbours.alias("neighbours"),
            fn.coalesce("strength", fn.lit(0.0)).alias("strength"),
        )
        .orderBy("id")
    )


def _ties(net: SparkNetwork) -> DataFrame:
    use = ~fn.col("blocked")
    return net.pairs.where(use).groupBy("low", "high").agg(fn.max("strength").alias("strength"))


def components(net: SparkNetwork) -> DataFrame:
    """Connected components: `id` and `component`, the least id that can be reached from there; by component, then id.

    Cost: a few rounds over the ties, their number growing with the logarithm of people. Source: large-star and
    small-star of Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii (2014).
    """
    arcs = _ties(net).select("high", "low").localCheckpoint()
    state: tuple[int, int] | None = None
    while state != (state := _mark(arcs)):
        arcs = _small_star(_large_star(arcs)).localCheckpoint()
    people = net.people.where("there").select("number", "id")
    least = people.join(arcs.toDF("number", "least"), "number", "left").withColumn(
        "least", fn.coalesce("least", "number")
    )
    named = net.people.select(fn.col("number").alias("least"), fn.col("id").alias("component"))
    return least.join(named, "least").select("id", "component").orderBy("component", "id")


def _mark(arcs: DataFrame) -> tuple[int, int]:
    """Number of arcs and sum of what they point to: unchanged only once every arc points to its component's least."""
    row = arcs.agg(fn.count("*"), fn.sum(fn.col("low").cast("decimal(38,0)"))).first()
    return (row[0], int(row[1] or 0)) if row else (0, 0)


def _large_star(arcs: DataFrame) -> DataFrame:
    """Join everybody's higher neighbours to the least of their neighbours and themself."""
    both = arcs.select("high", "low").unionByName(arcs.select(fn.col("low").alias("high"), fn.col("high").alias("low")))
    around = both.toDF("person", "near")
    least = around.groupBy("person").agg(fn.min("near").alias("least"))
    least = least.select("person", fn.least("least", "person").alias("least"))
    joined = around.where(fn.col("near") > fn.col("person")).join(least, "person")
    return joined.select(fn.col("near").alias("high"), fn.col("least").alias("low")).distinct()


def _small_star(arcs: DataFrame) -> DataFrame:
    """Join everybody and their lower neighbours to the least of those."""
    least = arcs.groupBy("high").agg(fn.min("low").alias("least"))
    lower = arcs.join(least, "high").select(fn.col("low").alias("high"), fn.col("least").alias("low"))
    own = least.select("high", fn.col("least").alias("low"))
    return lower.where(fn.col("high") != fn.col("low")).unionByName(own).distinct()
