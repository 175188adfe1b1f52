"""The shipped statements: fresh, parsed, and honest about their parameters and columns."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from influence.stores.neo4j.generate import statements
from influence.stores.neo4j.questions import questions
from influence.stores.neo4j.statements import body, names, text

CYPHER = Path(__file__).parents[2] / "cypher"
ALL = [f"{kind}/{name}" for kind in ("schema", "load", "questions") for name in names(kind)]
KEYED = re.compile(r"\((\w+):(\w+) \{workspace: ")
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")


def test_generated_statements_are_fresh() -> None:
    """`python -m influence.stores.neo4j.generate cypher` writes them."""
    stale = [name for name, whole in statements().items() if (CYPHER / name).read_text(encoding="utf-8") != whole]
    assert stale == []


def test_nothing_generated_is_left_over() -> None:
    told = "Generated from the model"
    marked = {f"{name}.cypher" for name in ALL if told in text(name)}
    assert marked == set(statements())


@pytest.mark.parametrize("name", ALL)
def test_header_names_every_parameter(name: str) -> None:
    stated = set(re.findall(r"^// Parameter: (\w+):", text(name), re.MULTILINE))
    assert stated == set(re.findall(r"\$(\w+)", body(text(name))))


@pytest.mark.parametrize("name", [name for name in ALL if "read_" not in name and not name.startswith("schema")])
def test_header_names_every_column(name: str) -> None:
    stated = re.findall(r"^// Returns: (.*)", text(name), re.MULTILINE)[0]
    last = body(text(name)).rsplit("RETURN ", 1)[1].split("\nORDER BY")[0]
    flat = re.sub(r"\[[^\]]*\]|\([^()]*\)", "", last.replace("DISTINCT ", ""))
    flat = re.sub(r"\([^()]*\)", "", flat)
    columns = [part.strip().split("AS ")[-1].split("\n")[0] for part in flat.split(",")]
    assert [part.split(" ")[0] for part in re.split(r"(?<=\)), ", stated)] == columns


@pytest.mark.parametrize("name", ALL)
def test_every_node_that_is_matched_by_its_key_is_looked_up_by_it(name: str) -> None:
    """Else a plan that was made while the database held little scans the label, and is kept."""
    for line, after in pairwise(["", *body(text(name)).splitlines(), ""]):
        for variable, label in KEYED.findall(line) if "MATCH" in line else ():
            assert after.lstrip().startswith(f"USING INDEX SEEK {variable}:{label}("), line
        for variable in re.findall(r"WHERE (\w+)\.workspace = ", after):
            assert line.startswith(f"USING INDEX SEEK {variable}:"), after


@pytest.mark.parametrize("name", ALL)
def test_header_tells_reading_from_writing(name: str) -> None:
    access = re.findall(r"^// Access: (\w+)", text(name), re.MULTILINE)
    writes = bool(WRITES.search(body(text(name))))
    assert access == ["schema" if name.startswith("schema") else "write" if writes else "read"]


def test_there_are_ten_questions_at_least() -> None:
    assert len(questions()) >= 10


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_says_what_it_costs_and_its_twin(name: str) -> None:
    asked = questions()[name]
    assert asked.question.endswith("?")
    assert asked.cost
    assert asked.twin


@pytest.mark.parametrize("name", sorted(questions()))
def test_variable_lengths_are_bounded(name: str) -> None:
    assert re.findall(r"\*(?!\d+\.\.\d+)(?=[\d\]\.])", body(text(f"questions/{name}"))) == []
