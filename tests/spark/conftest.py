"""One Spark session a file, with settings that suit graphs of a few hundred ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence import spark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

SMALL = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with spark.session(memory="1g", options=SMALL) as started:
        yield started
