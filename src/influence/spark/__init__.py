"""The large questions on Apache Spark, for networks past one machine; the answers are those of one machine.

    from influence import spark

    with spark.session() as session:
        net = spark.load(session, "workspace/", as_of="2026-11-01")
        spark.routes(net, ["chen-fang"]).show()

`load` reads the tables, checks them and computes S; `ties`, `routes`, `influencers`, `degrees` and `components` ask.
Every answer is a DataFrame of people's ids. Any SparkSession will do; `session` starts one on this machine.
Needs ``pip install influence[spark]`` and Java 17 or later.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from influence.errors import EnvironmentFault

_WHERE = {
    "SparkNetwork": "loading",
    "check": "loading",
    "components": "cohesion",
    "degrees": "cohesion",
    "influencers": "spread",
    "load": "loading",
    "routes": "best_routes",
    "session": "starting",
    "ties": "loading",
}
__all__ = sorted(_WHERE)  # noqa: PLE0605 - the public names are the keys of the table above


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"influence.spark has no {name!r}; it has {', '.join(_WHERE)}")
    try:
        return getattr(import_module(f"influence.spark.{_WHERE[name]}"), name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pyspark", "py4j"):
            raise
        raise EnvironmentFault("pyspark is not installed", hint="pip install influence[spark]") from error


def __dir__() -> list[str]:
    return __all__
