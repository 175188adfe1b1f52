"""Tables that are joined again and again, kept so that only the other side moves, and their making is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def kept_by(frame: DataFrame, *columns: str) -> DataFrame:
    """`frame` split and ordered by `columns` once, and kept as long as it is spoken of.

    A checkpoint rather than a cache: Spark compares every plan with all that is cached, which for long plans takes
    longer than small tables are worth.
    """
    parts = int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 1)
    return frame.repartition(parts, *columns).sortWithinPartitions(*columns).localCheckpoint()
