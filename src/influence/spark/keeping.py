"""Tables that are joined again and again, kept so that only the other side moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def kept_by(frame: DataFrame, *columns: str) -> DataFrame:
    """`frame` split and ordered by `columns` once, and kept; `unpersist` lets it go."""
    parts = int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 1)
    return frame.repartition(parts, *columns).sortWithinPartitions(*columns).persist()
