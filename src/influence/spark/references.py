"""What references mean: an id, or a name that one thing alone bears; and the faults of rows that refer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.model.columns import PEOPLE, TABLES, Type
from influence.spark.cells import Fault
from influence.spark.reading import noted
from influence.tables.rules import SELF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyspark.sql import Column, DataFrame


def lookup(frames: Mapping[str, DataFrame], tables: Sequence[str]) -> DataFrame | None:
    """`text` of a reference to one of `tables` -> `id`, null where several things bear the name."""
    parts = [frames[table].select("id", "name") for table in tables if table in frames]
    if not parts:
        return None
    things = parts[0]
    for part in parts[1:]:
        things = things.unionByName(part)
    names = things.groupBy(fn.col("name").alias("text")).agg(
        fn.lit(None).cast("string").alias("own"), fn.min("id").alias("first"), fn.max("id").alias("last")
    )
    nothing = fn.lit(None).cast("string")
    ids = things.select(
        fn.col("id").alias("text"), fn.col("id").alias("own"), nothing.alias("first"), nothing.alias("last")
    )
    merged = (
        ids.unionByName(names)
        .groupBy("text")
        .agg(fn.max("own").alias("own"), fn.max("first").alias("first"), fn.max("last").alias("last"))
    )
    one = fn.when(fn.col("first") == fn.col("last"), fn.col("first"))
    return merged.where(fn.col("text").isNotNull()).select("text", fn.coalesce("own", one).alias("id"))


def resolved(frame: DataFrame, column: str, known: DataFrame | None, where: Sequence[str]) -> DataFrame:
    """`frame` with the texts of `column` turned into ids; rows whose text has none say so in `problems`.

    Further columns of `known` are added as ``<column>_<name>``.
    """
    text = fn.col(column)
    if known is None:
        fault = _unknown(column, text.isNotNull(), where)
        return frame.withColumn("problems", noted([fault], fn.col("problems"))).withColumn(
            column, fn.lit(None).cast("string")
        )
    extra = [name for name in known.columns if name not in ("text", "id")]
    renamed = known.select(
        fn.col("text").alias("_text"),
        fn.col("id").alias("_id"),
        *[fn.col(name).alias(f"{column}_{name}") for name in extra],
    )
    joined = frame.join(renamed, text == fn.col("_text"), "left")
    faults = [
        _unknown(column, text.isNotNull() & fn.col("_text").isNull(), where),
        Fault(
            fn.col("_text").isNotNull() & fn.col("_id").isNull(),
            column,
            "ambiguous_name",
            fn.concat(fn.lit("'"), text, fn.lit("' is the name of several: write the id")),
        ),
    ]
    return (
        joined.withColumn("problems", noted(faults, fn.col("problems")))
        .withColumn(column, fn.col("_id"))
        .drop("_text", "_id")
    )


def _unknown(column: str, where: Column, tables: Sequence[str]) -> Fault:
    message = fn.concat(fn.lit("'"), fn.col(column), fn.lit(f"' is not in {' or '.join(tables)}"))
    return Fault(where, column, "unknown_reference", message)


def all_resolved(
    frames: Mapping[str, DataFrame], lookups: Mapping[tuple[str, ...], DataFrame | None], table: str
) -> DataFrame:
    """Rows of `table` with every reference resolved; a list of references has become one row for each."""
    frame = frames[table]
    for column in TABLES[table].columns:
        if column.refers_to:
            if column.type is Type.REFERENCES:
                frame = frame.withColumn(column.name, fn.explode_outer(column.name))
            frame = resolved(frame, column.name, lookups[column.refers_to], column.refers_to)
    return frame.withColumn("problems", noted(_row_faults(table), fn.col("problems")))


def _row_faults(table: str) -> list[Fault]:
    """What a row must not say, whatever the others say."""
    names = TABLES[table].column_names
    faults = [
        Fault(fn.col(one) == fn.col(other), other, "self", f"{one} and {other} are the same")
        for one, other in SELF.get(table, ())
    ]
    if table == "interactions":
        faults.append(Fault(fn.col("source") == fn.col("target"), "target", "self", "source and target are the same"))
    if {"since", "until"} <= set(names):
        faults.append(Fault(fn.col("since") > fn.col("until"), "until", "ends_before_start", "until is before since"))
    if table == "decisions":
        powers = ("vote_weight", "veto")
        adviser = fn.col("part") == "advise"
        faults += [
            Fault(adviser & fn.col(one).isNotNull(), one, "adviser_with_power", f"advise goes with no {one}")
            for one in powers
        ]
    if table == "events":
        nothing = fn.coalesce("account", "contact", "deal").isNull()
        faults.append(Fault(nothing, "account", "no_subject", "an event needs an account, a contact or a deal"))
    return faults


def person_tables(frames: Mapping[str, DataFrame]) -> list[str]:
    """The tables of people that are there."""
    return [table for table in PEOPLE if table in frames]
