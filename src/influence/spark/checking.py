"""Problems of resolved tables, as one DataFrame: cells, references, rules of a row, what stands twice."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.errors import RejectedData
from influence.model.columns import TABLES
from influence.model.problems import Problem
from influence.spark.reading import readable
from influence.spark.references import person_tables
from influence.tables.duplicates import KEYS, REPEATABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyspark.sql import Column, DataFrame, Row

SHOWN = 100
_ONE_ROW_EACH = ("accounts", "team", "referrers", "deals")
TIE_KEY = ("low", "high", "kind", "turned")


def problems(frames: Mapping[str, DataFrame]) -> DataFrame:
    """Everything found wrong: `table`, `column`, `code`, `message`, `error` (false: a warning), `row` as JSON."""
    parts = [*_of_rows(frames), *_repeats(frames), *_shared_ids(frames)]
    return reduce(lambda one, other: one.unionByName(other), parts)


def with_row(frame: DataFrame, table: str) -> DataFrame:
    """`frame` with the content of the rows that have problems, as JSON in `row`."""
    return frame.withColumn("row", fn.when(_wrong(), fn.to_json(fn.struct(*readable(table)))))


def _wrong() -> Column:
    return fn.size("problems") > 0


def _of_rows(frames: Mapping[str, DataFrame]) -> Iterator[DataFrame]:
    for table, frame in frames.items():
        told = frame if "row" in frame.columns else with_row(frame.where(_wrong()), table)
        found = told.where(_wrong()).select(fn.explode("problems").alias("found"), "row")
        yield found.select(fn.lit(table).alias("table"), "found.*", "row")


def _repeats(frames: Mapping[str, DataFrame]) -> Iterator[DataFrame]:
    for table in (*_ONE_ROW_EACH, *KEYS):
        if table in frames:
            keys = ("id",) if table in _ONE_ROW_EACH else KEYS[table]
            content = fn.xxhash64(*TABLES[table].column_names)
            yield _repeated(frames[table], table, keys, content)
    if "relationships" in frames:
        ties = frames["relationships"].where(fn.col("low").isNotNull())
        yield _repeated(ties, "relationships", TIE_KEY, fn.col("content"))


def _repeated(frame: DataFrame, table: str, keys: Sequence[str], content: Column) -> DataFrame:
    """Keys of several rows: a warning where all say the same, an error where they differ."""
    complete = reduce(lambda one, other: one & other, [fn.col(key).isNotNull() for key in keys if key != "turned"])
    rows = frame.where(complete)
    groups = rows.groupBy(*keys).agg(
        fn.count("*").alias("n"), fn.min(content).alias("least"), fn.max(content).alias("most")
    )
    differ = (fn.col("least") != fn.col("most")) & fn.lit(table not in REPEATABLE)
    code = "duplicate_id" if keys == ("id",) else "duplicate_clash"
    equal = fn.col("least") == fn.col("most")
    found = groups.where((fn.col("n") > 1) & (differ | equal))
    return found.select(
        fn.lit(table).alias("table"),
        fn.lit("source" if "low" in keys else keys[0]).alias("column"),
        fn.when(differ, code).otherwise("duplicate").alias("code"),
        fn.when(differ, "rows of one key differ").otherwise("equal rows count once").alias("message"),
        differ.alias("error"),
        fn.to_json(fn.struct(*keys)).alias("row"),
    )


def _shared_ids(frames: Mapping[str, DataFrame]) -> Iterator[DataFrame]:
    """Ids that stand in more than one table of people."""
    parts = [frames[table].select("id", fn.lit(table).alias("where")).distinct() for table in person_tables(frames)]
    if len(parts) < 2:
        return
    everybody = reduce(lambda one, other: one.unionByName(other), parts)
    found = (
        everybody.groupBy("id").agg(fn.sort_array(fn.collect_set("where")).alias("tables")).where(fn.size("tables") > 1)
    )
    yield found.select(
        fn.get("tables", fn.lit(0)).alias("table"),
        fn.lit("id").alias("column"),
        fn.lit("shared_id").alias("code"),
        fn.concat(fn.lit("contacts, team and referrers share ids: "), fn.array_join("tables", ", ")).alias("message"),
        fn.lit(True).alias("error"),
        fn.to_json(fn.struct("id")).alias("row"),
    )


def accepted(found: DataFrame) -> set[tuple[str, str]]:
    """(table, code) of the warnings; raises `RejectedData` where there are errors, with the first of them."""
    counts = found.groupBy("table", "code", "error").count().collect()
    errors = sum(row["count"] for row in counts if row["error"])
    if errors:
        first = [_problem(row) for row in found.where("error").limit(SHOWN).collect()]
        raise RejectedData(
            f"{errors} problems; nothing was loaded. The first: {first[0]}",
            problems=first,
            hint="influence.spark.check lists them all",
        )
    return {(row["table"], row["code"]) for row in counts}


def _problem(row: Row) -> Problem:
    message = f"{row['message']} in {row['row']}"
    return Problem(row["table"], 0, row["column"], row["code"], message, table=row["table"])
