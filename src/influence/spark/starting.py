"""A Spark session on this machine alone: loopback, no web page, bounded memory, nothing left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyspark import SparkContext
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from influence.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JAVAS = Path("/usr/lib/jvm")
LOOPBACK = "127.0.0.1"
STOP_SECONDS = 30
_LOGGING = """\
status = off
rootLogger.level = error
rootLogger.appenderRef.err.ref = err
appender.err.type = Console
appender.err.name = err
appender.err.target = SYSTEM_ERR
appender.err.layout.type = PatternLayout
appender.err.layout.pattern = %p %c: %m%n
"""


@contextmanager
def session(*, cores: int = 2, memory: str = "2g", options: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A local Spark session that ends, with its Java process and its files, when the block ends.

    Args:
        cores: how many tasks run at once.
        memory: most heap of the one Java process, as Spark writes it (``4g``).
        options: further settings of Spark, which win over ours.

    Raises `EnvironmentFault` without a usable Java, `UsageError` where this program has a session already: use that.
    Cost: several seconds to start.
    """
    if SparkSession.getActiveSession() is not None:
        raise UsageError("this program runs a Spark session already", hint="give that one to influence.spark.load")
    with tempfile.TemporaryDirectory(prefix="influence-spark-") as folder:
        started = _start(Path(folder), cores, memory, dict(options or {}))
        try:
            yield started
        finally:
            _end(started)


def _start(folder: Path, cores: int, memory: str, options: dict[str, str]) -> SparkSession:
    log = folder / "log4j2.properties"
    log.write_text(_LOGGING, encoding="utf-8")
    settings = {
        "spark.master": f"local[{cores}]",
        "spark.app.name": "influence",
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.host": LOOPBACK,
        "spark.driver.memory": memory,
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": str(8 * cores),
        "spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold": "64m",  # looking people up sorts no ties by text
        "spark.sql.constraintPropagation.enabled": "false",  # planning rounds of joins would take longer than they do
        "spark.sql.maxPlanStringLength": "0",  # plans are nobody's reading here, and printing them takes long
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        **options,
    }
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _environment(JAVA_HOME=str(java_home()), SPARK_LOCAL_IP=LOOPBACK), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of pyspark about pandas, which is not used here
        try:
            return builder.getOrCreate()
        except PySparkRuntimeError as error:
            raise EnvironmentFault(
                "Spark's Java process did not start", hint="it needs Java 17 or later and the memory asked for"
            ) from error


def java_home() -> Path:
    """Folder of the Java to use: $JAVA_HOME, else the one on the path, else the newest in the usual place.

    Raises `EnvironmentFault` where there is none.
    """
    stated, found = os.environ.get("JAVA_HOME"), shutil.which("java")
    if stated and (Path(stated) / "bin" / "java").is_file():
        return Path(stated)
    if found:
        return Path(os.path.realpath(found)).parents[1]
    usual = [java.parents[1] for java in JAVAS.glob("*/bin/java")]
    if not usual:
        raise EnvironmentFault("Spark needs Java 17 or later, and there is none", hint="install it, or set JAVA_HOME")
    return max(usual, key=_release)


def _release(home: Path) -> int:
    """Number in a name such as ``java-17-openjdk-amd64``, 0 where there is none."""
    return next((int(part) for part in home.name.split("-") if part.isdigit()), 0)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _end(started: SparkSession) -> None:
    """Stop the session and its Java process, which pyspark would leave running until the program ends."""
    gateway = SparkContext._gateway  # noqa: SLF001 - pyspark has no other way to end the process that it starts
    try:
        started.stop()
    finally:
        SparkContext._gateway = None  # noqa: SLF001 - so that the next session starts a process of its own
        SparkContext._jvm = None  # noqa: SLF001 - the same
        process = getattr(gateway, "proc", None)
        if gateway is not None and process is not None:
            gateway.shutdown()
            process.stdin.close()  # Java ends with it
            process.wait(STOP_SECONDS)
