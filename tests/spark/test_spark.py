"""Spark's answers are those of one machine, and it says in one line what is missing or wrong."""

from __future__ import annotations

import doctest
import os
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.graphs import AS_OF, write

import influence
from influence import sample, spark
from influence.analysis.account_graph import account_graph
from influence.analysis.graph import components
from influence.errors import EnvironmentFault, RejectedData, UnknownName, UsageError
from influence.spark import starting

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import SparkSession

    from influence.network import Network

pytestmark = pytest.mark.slow
EXACT = 1e-9
NAMES = ("worked", "sample", "generated")


@dataclass(frozen=True)
class Both:
    """One workspace, on Spark and on one machine."""

    far: Any
    near: Network


def folder_of_tables(name: str, folder: Path, shared: Path) -> tuple[Path, str]:
    if name == "worked":
        return shared / "worked_examples" / "three" / "tables", "2026-11-01"
    if name == "sample":
        return sample.folder("zh"), sample.AS_OF
    return write(400, folder / "generated"), AS_OF


@pytest.fixture(scope="module", params=NAMES)
def both(
    request: pytest.FixtureRequest, session: SparkSession, tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> Both:
    folder, day = folder_of_tables(request.param, tmp_path_factory.mktemp("tables"), shared)
    return Both(spark.load(session, folder, as_of=day), influence.load(folder, as_of=day))


def test_ties_have_the_same_strength(both: Both) -> None:
    expected = {(tie.source, tie.target, tie.kind): tie for tie in both.near.all_ties()}

    found = {(row.source, row.target, row.kind): row for row in spark.ties(both.far).collect()}

    assert found.keys() == expected.keys()
    for key, tie in expected.items():
        numbers = {name: getattr(tie, name) for name in ("strength", "declared", "activity", "confidence")}
        assert {name: getattr(found[key], name) for name in numbers} == pytest.approx(numbers, abs=EXACT)
        assert (found[key].directed, found[key].assumed) == (tie.directed, tie.assumed)


def test_best_routes_to_everybody_are_the_same(both: Both) -> None:
    ids = [both.near.ids[person] for person in both.near.everyone][:60]
    best = {one: influence.routes(both.near, one, k=1).entries for one in ids}
    expected = {one: (entries[0]["people"], entries[0]["probability"]) for one, entries in best.items() if entries}

    found = {row.target: (list(row.people), row.probability) for row in spark.routes(both.far).collect()}

    assert {one: found[one][0] for one in ids if one in found} == {one: people for one, (people, _) in expected.items()}
    for one, (_, probability) in expected.items():
        assert found[one][1] == pytest.approx(probability, abs=EXACT)


@pytest.mark.parametrize("both", ["worked"], indirect=True)
def test_routes_from_named_sources_are_the_same(both: Both) -> None:
    near = both.near
    sources = [near.ids[person] for person in (near.team[0], *near.all_contacts[:2])]
    targets = [near.ids[person] for person in near.everyone[-12:]]
    options: dict[str, Any] = {"max_hops": 3, "allow_blockers": True, "min_confidence": 0.3}
    asked = [(one, other) for one in sources for other in targets if one != other]
    best = {pair: influence.routes(near, pair[1], pair[0], k=1, **options).entries for pair in asked}
    expected = {pair: entries[0] for pair, entries in best.items() if entries}

    rows = spark.routes(both.far, targets, sources, **options).collect()

    found = {(row.source, row.target): row for row in rows}
    assert {pair: list(row.people) for pair, row in found.items()} == {p: e["people"] for p, e in expected.items()}
    assert [found[pair].probability for pair in expected] == pytest.approx(
        [entry["probability"] for entry in expected.values()], abs=EXACT
    )


@pytest.mark.parametrize("both", ["worked", "generated"], indirect=True)
def test_influence_on_a_decision_is_the_same(both: Both) -> None:
    matter = next(iter(both.near.deals), None) or next(iter(both.near.accounts))
    answer = influence.influencers(both.near, matter, draws=0).answer
    expected = {entry["id"]: entry["influence"] for entry in (*answer["people"], *answer["outside"])}

    rows = spark.influencers(both.far, matter).collect()

    assert {row.id: row.influence for row in rows} == pytest.approx(expected, abs=EXACT)
    assert {row.id for row in rows if row.own} == {entry["id"] for entry in answer["people"]}


def test_degrees_are_the_same(both: Both) -> None:
    plain, weighted = (
        {row["id"]: row["degree"] for row in influence.centrality(both.near, None, ["degree"], weighted=w).entries}
        for w in (False, True)
    )

    rows = spark.degrees(both.far).collect()

    assert {row.id: row.degree for row in rows} == pytest.approx(plain, abs=EXACT)
    assert {row.id: row.strength for row in rows} == pytest.approx(weighted, abs=EXACT)


def test_components_are_the_same(both: Both) -> None:
    people = both.near.everyone
    parts = components(account_graph(both.near, people).matrix())
    expected = {both.near.ids[people[one]]: both.near.ids[people[min(part)]] for part in parts for one in part}

    found = {row.id: row.component for row in spark.components(both.far).collect()}

    assert found == expected


@pytest.mark.parametrize("both", ["sample"], indirect=True)
def test_the_page_shows_what_it_gives(both: Both) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "spark.md").read_text(encoding="utf-8")
    block = page.partition("```python spark\n")[2].partition("```")[0]
    report: list[str] = []

    test = doctest.DocTestParser().get_doctest(block, {"spark": spark, "net": both.far}, "spark.md", None, 0)

    assert doctest.DocTestRunner().run(test, out=report.append).failed == 0, "".join(report)


def test_a_long_chain_is_one_component(session: SparkSession, tmp_path: Path) -> None:
    ids = [f"p{number:02d}" for number in range(40)]
    (tmp_path / "contacts.csv").write_text("name\n" + "\n".join(ids), encoding="utf-8")
    ties = "\n".join(f"{one},{other}" for one, other in pairwise(ids))
    (tmp_path / "relationships.csv").write_text("source,target\n" + ties, encoding="utf-8")

    found = spark.components(spark.load(session, tmp_path, as_of="2026-11-01")).collect()

    assert {row.id: row.component for row in found} == dict.fromkeys(ids, "p00")


BAD = {
    "contacts": "id,name,attitude,since,until\na,Ann,keen,,\nb,Bob,,2026-02-30,\nc,Cy,,2026-02-02,2026-01-01",
    "team": "id,name\na,Tom\nt,Tim",
    "relationships": "source,target,kind,strength\na,a,knows,0.5\na,zoe,knows,2\nb,Cy,friend,0.5\nc,b,friend,0.6",
    "interactions": "date,source,target,hours\n2026-01-01,t,a;nobody,-1\n2026-01-01,t",
}


def test_every_problem_is_found(session: SparkSession, folder_of: Callable[..., Path]) -> None:
    rows = spark.check(session, folder_of(**BAD)).collect()

    assert {(row.table, row.column, row.code) for row in rows if row.error} == {
        ("contacts", "attitude", "bad_value"),
        ("contacts", "since", "bad_date"),
        ("contacts", "until", "ends_before_start"),
        ("contacts", "id", "shared_id"),
        ("relationships", "target", "self"),
        ("relationships", "target", "unknown_reference"),
        ("relationships", "strength", "bad_value"),
        ("relationships", "source", "duplicate_clash"),
        ("interactions", "target", "unknown_reference"),
        ("interactions", "hours", "bad_value"),
        ("interactions", "target", "missing"),
        ("interactions", "", "ragged_row"),
    }


def test_errors_stop_a_load_and_name_a_row(session: SparkSession, folder_of: Callable[..., Path]) -> None:
    folder = folder_of(contacts="id,name\na,Ann\nb,Bob", relationships="source,target\na,zoe")

    with pytest.raises(RejectedData, match="'zoe' is not in contacts or team or referrers") as stop:
        spark.load(session, folder)

    assert [problem.code for problem in stop.value.problems] == ["unknown_reference"]


def test_equal_ties_count_once(session: SparkSession, folder_of: Callable[..., Path]) -> None:
    folder = folder_of(contacts="id,name\na,Ann\nb,Bob", relationships="source,target,strength\na,b,0.5\nb,a,0.5")

    net = spark.load(session, folder, as_of="2026-11-01")

    assert [row.strength for row in spark.ties(net).collect()] == [0.5]
    with pytest.raises(UnknownName):
        spark.routes(net, ["zoe"])
    with pytest.raises(UsageError, match="7 steps"):
        spark.routes(net, max_hops=7)


def test_one_session_at_a_time(session: SparkSession) -> None:
    assert session.sparkContext.uiWebUrl is None
    with pytest.raises(UsageError, match="runs a Spark session already"), spark.session():
        pass


def test_java_missing_is_one_plain_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(starting, "JAVAS", tmp_path)

    with pytest.raises(EnvironmentFault, match="Spark needs Java 17 or later, and there is none"):
        starting.java_home()


def test_pyspark_missing_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("influence.spark.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)

    with pytest.raises(EnvironmentFault, match="pyspark is not installed") as stop:
        spark.load  # noqa: B018 - the name alone asks for it

    assert stop.value.hint == "pip install influence[spark]"


def test_the_environment_is_left_as_it_was(session: SparkSession) -> None:
    assert session.sparkContext.getConf().get("spark.driver.host") == "127.0.0.1"
    assert "SPARK_LOCAL_IP" not in os.environ
