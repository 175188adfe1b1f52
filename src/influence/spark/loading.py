"""From a folder of tables to a network on Spark: read, check, number the people, compute S."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn

from influence.model.assumptions import Assumptions
from influence.model.columns import PEOPLE, TABLES
from influence.spark.cells import Fault
from influence.spark.checking import TIE_KEY, accepted, problems, with_row
from influence.spark.people import numbered, people_at
from influence.spark.reading import ENTITIES, LARGE, noted, tables
from influence.spark.references import all_resolved, lookup
from influence.spark.strength import ENDS, declared_rows, reporting_rows, talks, ties_at
from influence.workspace import as_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pyspark.sql import DataFrame, SparkSession

EPOCH = 719_163  # ordinal of 1970-01-01, where Spark's days start
Lookups = dict[tuple[str, ...], "DataFrame | None"]


@dataclass(frozen=True)
class SparkNetwork:
    """A workspace at `as_of` in a Spark session.

    `people`: one row each with `number`, `id`, `name`, `there`, `level`, `rival`, `attitude`. `pairs`: one row per tie
    with the numbers `low` and `high` (see `strength.ties_at`). `frames`: the smaller tables, references resolved.
    `day` counts from 1970-01-01.
    """

    session: SparkSession
    as_of: date
    day: int
    assumptions: Assumptions
    people: DataFrame
    pairs: DataFrame
    frames: Mapping[str, DataFrame]


def load(
    session: SparkSession,
    folder: str,
    *,
    as_of: date | str | None = None,
    assume: Mapping[str, float] | None = None,
) -> SparkNetwork:
    """The network of the CSV tables in `folder` at `as_of` (today unless given), checked.

    `folder` is anything that Spark reads: a path, ``hdfs://``, ``s3a://``. `assume` overrides the workspace's own
    judgement constants. Raises `RejectedData` with the first problems where there are errors. Cost: linear in the
    rows but for sorting.
    """
    day_of = as_date(as_of)
    day = day_of.toordinal() - EPOCH
    frames, people = _frames(session, str(folder), day)
    warned = accepted(problems(frames))
    constants = Assumptions(_own(frames) | dict(assume or {}))
    pairs = _pairs(frames, people, day, constants, repeats=("relationships", "duplicate") in warned)
    pairs = pairs.persist()
    pairs.count()
    if "relationships" in frames:
        frames.pop("relationships").unpersist()
    return SparkNetwork(session, day_of, day, constants, people, pairs, frames)


def check(session: SparkSession, folder: str) -> DataFrame:
    """Problems of the tables in `folder`: `table`, `column`, `code`, `message`, `error`, `row`; none, no rows.

    Checked are types, ranges and words of cells, references, ties to oneself, dates in order, votes of advisers, events
    without subject, rows and ids that stand twice. Left to one machine's `influence check`: encodings, odd characters,
    look-alike names, cycles of superiors, posts of one person that disagree, nearest names.
    """
    return problems(_frames(session, str(folder), as_date(None).toordinal() - EPOCH)[0])


def ties(net: SparkNetwork) -> DataFrame:
    """Every tie at the date: `source`, `target`, `kind`, `directed`, `strength` S, and what S is made of.

    `strength` and `declared` (before fading) are null for a conflict that states none, `declared` also for a tie of
    interactions alone; `blocked` where a conflict stands between the two.
    """
    ids = net.people.select("number", "id")
    source = fn.when(fn.col("from_low"), fn.col("low")).otherwise(fn.col("high"))
    target = fn.when(fn.col("from_low"), fn.col("high")).otherwise(fn.col("low"))
    names = ("kind", "directed", "strength", "declared", "activity", "confidence", "assumed", "blocked")
    ends = net.pairs.select(source.alias("from"), target.alias("to"), *names)
    named = ends.join(ids.toDF("from", "source"), "from").join(ids.toDF("to", "target"), "to")
    return named.select("source", "target", *names)


def _frames(session: SparkSession, folder: str, day: int) -> tuple[dict[str, DataFrame], DataFrame]:
    """Tables with references resolved, and the people on `day`."""
    frames = tables(session, folder)
    for table in ENTITIES:  # what others refer to is read once, so that plans stay small
        if table in frames:
            frames[table] = frames[table].localCheckpoint()
    _make_accounts(frames)
    everybody = numbered(frames)
    columns = [column for table in frames for column in TABLES[table].columns]
    wanted = {column.refers_to for column in columns if column.refers_to} - {PEOPLE}
    lookups: Lookups = {kinds: _kept(lookup(frames, kinds)) for kinds in wanted}
    lookups[PEOPLE] = people_known = _kept(lookup(frames, PEOPLE))
    found = {table: all_resolved(frames, lookups, table).localCheckpoint() for table in frames if table not in LARGE}
    people = people_at(everybody, found, day).localCheckpoint()
    lookups[PEOPLE] = _kept(_with_state(people_known, people))
    if "interactions" in frames:
        found["interactions"] = all_resolved(frames, lookups, "interactions")
    if "relationships" in frames:
        found["relationships"] = _by_ends(all_resolved(frames, lookups, "relationships"))
    return found, people


def _kept(frame: DataFrame | None) -> DataFrame | None:
    return None if frame is None else frame.localCheckpoint()


def _make_accounts(frames: dict[str, DataFrame]) -> None:
    """Resolve the accounts of contacts; those that no row of accounts is become accounts of that name."""
    contacts, text = frames["contacts"], fn.col("account")
    known = lookup(frames, ("accounts",))
    if known is None:
        made = contacts.select(text.alias("id"))
    else:
        joined = contacts.join(known.toDF("account", "_id").withColumn("_known", fn.lit(True)), "account", "left")
        unknown = fn.col("_known").isNull()
        fault = Fault(~unknown & fn.col("_id").isNull(), "account", "ambiguous_name", "several accounts bear the name")
        made = joined.where(unknown).select(text.alias("id"))
        own = fn.when(unknown, text).otherwise(fn.col("_id"))
        joined = joined.withColumn("problems", noted([fault], fn.col("problems"))).withColumn("account", own)
        frames["contacts"] = joined.drop("_id", "_known")
    made = made.where(fn.col("id").isNotNull()).distinct().withColumn("name", fn.col("id"))
    blank = frames.get("accounts")
    if blank is None:
        blank = _no_accounts(contacts)
    frames["accounts"] = blank.unionByName(made, allowMissingColumns=True)


def _no_accounts(like: DataFrame) -> DataFrame:
    """The columns of accounts without a row."""
    nothing = [fn.lit(None).cast("string").alias(name) for name in TABLES["accounts"].column_names]
    return like.limit(0).select(*nothing, "problems")


def _with_state(known: DataFrame | None, people: DataFrame) -> DataFrame | None:
    if known is None:
        return None
    hears = ((fn.col("group") == 0) & ~fn.col("rival")).alias("hears")
    return known.join(people.select("id", "number", "level", hears, "there"), "id", "left")


def _by_ends(relationships: DataFrame) -> DataFrame:
    """Rows of relationships by pair, kept with what the checks need to know of them."""
    table = TABLES["relationships"].column_names
    told = with_row(relationships, "relationships")
    ends = fn.array_sort(fn.array("source", "target"))
    content = fn.xxhash64(ends, *[name for name in table if name not in ("source", "target")]).alias("content")
    rows = declared_rows(told.withColumn("content", content), ("problems", "row", "content"))
    parts = int(rows.sparkSession.conf.get("spark.sql.shuffle.partitions") or 1)
    return rows.repartition(parts, "low", "high").persist()


def _own(frames: Mapping[str, DataFrame]) -> dict[str, float]:
    """The workspace's own judgement constants."""
    if "assumptions" not in frames:
        return {}
    return {row["name"]: row["value"] for row in frames["assumptions"].select("name", "value").collect()}


def _pairs(
    frames: Mapping[str, DataFrame], people: DataFrame, day: int, constants: Assumptions, *, repeats: bool
) -> DataFrame:
    """Ties of rows, of the column of superiors, and of interactions alone."""
    reporting = reporting_rows(_posts(frames, people), day)
    told = reporting
    if "relationships" in frames:
        rows = frames["relationships"]
        rows = rows.dropDuplicates(list(TIE_KEY)) if repeats else rows
        rows = rows.drop("problems", "row", "content", "turned")
        stated = rows.where(fn.col("kind") == "reports_to").select("low", "high", "from_low")
        told = rows.unionByName(reporting.join(stated, ["low", "high", "from_low"], "left_anti"))
    met = talks(frames["interactions"], day, constants) if "interactions" in frames else None
    return ties_at(told, met, day, constants)


def _posts(frames: Mapping[str, DataFrame], people: DataFrame) -> DataFrame:
    """Who reports to whom by the column, with the dates of the post that says so."""
    whole = frames["contacts"].select("id", "reports_to", "since", "until")
    if "team" in frames:
        whole = whole.unionByName(frames["team"].select("id", "reports_to"), allowMissingColumns=True)
    whole = whole.where(fn.col("reports_to").isNotNull())
    hears = ((fn.col("group") == 0) & ~fn.col("rival")).alias("hears")
    state = people.select("id", "number", "level", hears, "there")
    for column, end in (("id", "source"), ("reports_to", "target")):
        known = state.select(
            fn.col("id").alias(column), *[fn.col(name).alias(f"{end}_{name}") for name in ("number", *ENDS)]
        )
        whole = whole.join(known, column)
    return whole
