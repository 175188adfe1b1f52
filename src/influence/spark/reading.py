"""CSV tables in a folder -> DataFrames of typed columns, each row with what is wrong with it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyspark.sql.functions as fn
from pyspark.errors import AnalysisException
from pyspark.sql.types import StringType, StructField, StructType

from influence.errors import RejectedData
from influence.model import words
from influence.model.columns import TABLES, Type
from influence.spark.cells import PROBLEM, Fault, stripped, typed
from influence.tables import headers
from influence.tables.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark.sql import Column, DataFrame, SparkSession

LARGE = ("relationships", "interactions")
"""Tables whose files are split among cores: a line break ends a row, even within quotes."""
_WHOLE = "whole line"
ENTITIES = ("accounts", "contacts", "team", "referrers", "deals")


def tables(session: SparkSession, folder: str) -> dict[str, DataFrame]:
    """The tables in `folder` (any address that Spark reads), named in English or Chinese.

    Every DataFrame has the declared columns of its table and `problems`, an array of faults. Raises
    `RejectedData` without contacts or where a header cannot be used.
    """
    found = {table: _table(session, folder, table) for table in TABLES}
    if found["contacts"] is None:
        raise RejectedData(f"there is no contacts table in {folder}", hint="contacts.csv (联系人.csv) is needed")
    return {table: frame for table, frame in found.items() if frame is not None}


def _table(session: SparkSession, folder: str, table: str) -> DataFrame | None:
    names = (table, *words.in_place("table")[table])
    parts = [part for name in names if (part := _file(session, f"{folder.rstrip('/')}/{name}.csv", table)) is not None]
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.unionByName(part)
    return whole


def _file(session: SparkSession, path: str, table: str) -> DataFrame | None:
    try:
        first = session.read.text(path).first()
    except AnalysisException as error:
        if error.getCondition() == "PATH_NOT_FOUND":
            return None
        raise
    line = (first[0] if first else "").removeprefix("\ufeff")
    delimiter = max(headers.DELIMITERS, key=line.count)
    cells = next(csv.reader([line], delimiter=delimiter), [])
    fault = headers.fault(cells, table, LIMITS.columns)
    if fault:
        raise RejectedData(f"{path}: {fault.message}", hint=fault.hint)
    return _rows(session, path, table, cells, delimiter)


def _rows(session: SparkSession, path: str, table: str, cells: Sequence[str], delimiter: str) -> DataFrame:
    places = [f"cell {place}" for place in range(len(cells))]
    texts = session.read.csv(
        path,
        schema=StructType([StructField(name, StringType()) for name in (*places, _WHOLE)]),
        sep=delimiter,
        header=True,
        quote='"',
        escape='"',
        encoding="UTF-8",
        multiLine=table not in LARGE,
        columnNameOfCorruptRecord=_WHOLE,
    )
    ours = headers.OURS in cells
    texts = texts.select(*[stripped(fn.col(name), ours=ours).alias(name) for name in places], _WHOLE)
    texts = texts.where(fn.coalesce(*[fn.col(name) for name in (*places, _WHOLE)]).isNotNull())
    return _typed(texts, table, dict(zip(headers.columns_of(cells, table), places, strict=True)))


def _typed(texts: DataFrame, table: str, places: dict[str | None, str]) -> DataFrame:
    nothing = fn.lit(None).cast("string")
    columns, faults = [], [Fault(fn.col(_WHOLE).isNotNull(), "", "ragged_row", "the row has too few or too many cells")]
    for column in TABLES[table].columns:
        text = fn.col(places[column.name]) if column.name in places else nothing
        cell = typed(column, text)
        columns.append(cell.value.alias(column.name))
        faults += cell.faults
    frame = texts.select(*columns, noted(faults).alias("problems"))
    return frame.withColumn("id", fn.coalesce("id", "name")) if table in ENTITIES else frame


def noted(faults: Sequence[Fault], before: Column | None = None) -> Column:
    """Array of the `faults` that a row has, after those of `before`; empty where it has none."""
    found = fn.array_compact(fn.array(*[fault.struct() for fault in faults])) if faults else fn.array()
    found = found.cast(f"array<{PROBLEM}>")
    return found if before is None else fn.concat(fn.coalesce(before, fn.array().cast(f"array<{PROBLEM}>")), found)


def readable(table: str) -> Iterator[Column]:
    """The columns of `table` for a report: dates as dates."""
    for column in TABLES[table].columns:
        plain = fn.col(column.name)
        yield fn.date_from_unix_date(plain).alias(column.name) if column.type is Type.DATE else plain
