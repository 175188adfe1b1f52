"""Every kind of problem that tables can have: its code, place and severity to the letter; programs act on them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.tables.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Read
    from influence.tables.checked import Checked

Place = tuple[str, int, str, str]
THREE = "id,name\n1,Ann\n2,Bo\n3,Cy\n"
AT = "id,name,account\n1,Ann,A\n2,Bo,B\n"
TWO = "id,name\nA,Acme\nB,Beta\n"
DEAL = "id,name,account\nD,Deal,A\n"
TIES = "source,target,kind,strength"

CASES: dict[str, tuple[dict[str, str], list[Place]]] = {
    "account_made": (
        {"contacts": "id,name,account\n1,Ann,Acne\n", "accounts": "id,name\nA,Acme\n"},
        [("contacts", 2, "account", "warning")],
    ),
    "adviser_with_power": (
        {"contacts": AT, "accounts": TWO, "deals": DEAL, "decisions": "deal,contact,part,veto\nD,1,advise,.5\n"},
        [("decisions", 2, "veto", "error")],
    ),
    "ambiguous_name": (
        {"contacts": "id,name\n1,Ann\n2,Ann\n3,Cy\n", "relationships": f"{TIES}\n3,Ann,knows,.5\n"},
        [("relationships", 2, "target", "error")],
    ),
    "assumed_strength": (
        {"contacts": THREE, "relationships": "source,target\n1,2\n"},
        [("relationships", 2, "strength", "warning")],
    ),
    "attitude_clash": (
        {
            "contacts": "id,name,attitude,attitude_on\n1,A,doubt,2026-01-01\n",
            "attitudes": "contact,on,attitude\n1,2026-01-01,accept\n",
        },
        [("attitudes", 2, "attitude", "error"), ("contacts", 2, "attitude", "error")],
    ),
    "bad_date": ({"contacts": "id,name,since\n1,Ann,2026-02-30\n"}, [("contacts", 2, "since", "error")]),
    "bad_value": ({"contacts": "id,name,layer\n1,Ann,boss\n"}, [("contacts", 2, "layer", "error")]),
    "bidi_control": ({"contacts": "id,name\n1,\u202eAnn\n"}, [("contacts", 2, "name", "error")]),
    "blank_column_name": ({"contacts": "id,name,\n1,Ann,\n"}, [("contacts", 1, "", "error")]),
    "case_only": (
        {"contacts": "id,name\nab,Ann\nAB,Bo\n"},
        [("contacts", 2, "id", "warning"), ("contacts", 3, "id", "warning")],
    ),
    "compatibility_character": ({"contacts": "id,name\n1,\uf979\n"}, [("contacts", 2, "name", "warning")]),
    "confusable_name": (
        {"contacts": "id,name\n1,Anna\n2,\u0410nna\n"},
        [("contacts", 2, "name", "warning"), ("contacts", 3, "name", "warning")],
    ),
    "control_character": ({"contacts": "id,name\n1,A\x01\n"}, [("contacts", 2, "name", "error")]),
    "cycle": (
        {"contacts": "id,name,reports_to\n1,A,2\n2,B,1\n3,C,\n"},
        [("contacts", 2, "reports_to", "error"), ("contacts", 3, "reports_to", "error")],
    ),
    "damaged_id": ({"contacts": "id,name\n1E+05,Ann\n"}, [("contacts", 2, "id", "error")]),
    "double_encoded": ({"contacts": "id,name\n1,M\u00c3\u00bcller\n"}, [("contacts", 2, "name", "warning")]),
    "duplicate": ({"contacts": "id,name\n1,Ann\n1,Ann\n"}, [("contacts", 3, "id", "warning")]),
    "duplicate of deals": ({"deals": "id,name\nD,One\nD,One\n"}, [("deals", 3, "id", "warning")]),
    "duplicate of ties": (
        {"relationships": f"{TIES}\n1,2,friend,.5\n2,1,friend,.5\n"},
        [("relationships", 3, "source", "warning")],
    ),
    "duplicate of attitudes": (
        {"attitudes": "contact,on,attitude\n1,2026-01-01,doubt\n1,2026-01-01,doubt\n"},
        [("attitudes", 3, "contact", "warning")],
    ),
    "duplicate of interests": (
        {"interests": "holder,kind\n1,goal\n1,goal\n"},
        [("interests", 3, "holder", "warning")],
    ),
    "duplicate_clash": (
        {"relationships": f"{TIES}\n1,2,friend,.5\n2,1,friend,.6\n"},
        [("relationships", 2, "source", "error"), ("relationships", 3, "source", "error")],
    ),
    "duplicate_clash of assumptions": (
        {"assumptions": "name,value\nfatigue,.5\nfatigue,.6\n"},
        [("assumptions", 2, "name", "error"), ("assumptions", 3, "name", "error")],
    ),
    "duplicate_column": ({"contacts": "id,name,ID\n1,Ann,2\n"}, [("contacts", 1, "", "error")]),
    "duplicate_id": (
        {"deals": "id,name\nD,One\nD,Two\n"},
        [("deals", 2, "id", "error"), ("deals", 3, "id", "error")],
    ),
    "encoding": ({"contacts": "id,name\n1,\udcff\n"}, [("contacts", 2, "", "error")]),
    "empty_file": ({"contacts": ""}, [("contacts", 0, "", "error")]),
    "ends_before_start": (
        {"contacts": "id,name,since,until\n1,Ann,2026-01-02,2026-01-01\n"},
        [("contacts", 2, "until", "error")],
    ),
    "invisible_character": ({"contacts": "id,name\n1,A\u200bnn\n"}, [("contacts", 2, "name", "warning")]),
    "line_break": ({"contacts": 'id,name\n1,"A\nB"\n'}, [("contacts", 2, "name", "error")]),
    "made_id_clash": (
        {"contacts": "id,name\nAnn,Zoe\n,Ann\n"},
        [("contacts", 2, "name", "error"), ("contacts", 3, "name", "error")],
    ),
    "missing": ({"contacts": "id,name\n1,\n"}, [("contacts", 2, "name", "error")]),
    "missing_column": ({"contacts": "id,nam\n1,Ann\n"}, [("contacts", 1, "", "error")]),
    "named_twice": (
        {"interactions": "date,source,target\n2026-01-02,1,2;Bo\n"},
        [("interactions", 2, "target", "warning")],
    ),
    "no_rows": ({"contacts": "id,name\n"}, [("contacts", 1, "", "error")]),
    "no_subject": ({"events": "date,kind\n2026-01-01,moved\n"}, [("events", 2, "account", "error")]),
    "not_csv": ({"contacts": "%PDF-1.7"}, [("contacts", 1, "", "error")]),
    "other_account": (
        {"contacts": AT, "accounts": TWO, "deals": DEAL, "decisions": "deal,contact\nD,2\n"},
        [("decisions", 2, "contact", "warning")],
    ),
    "other_digits": (
        {"relationships": f"{TIES}\n1,2,knows,０.５\n"},
        [("relationships", 2, "strength", "warning")],
    ),
    "person_disagrees": (
        {"contacts": "id,name,account,attitude\n1,A,X,doubt\n1,A,Y,accept\n"},
        [("contacts", 2, "attitude", "error"), ("contacts", 3, "attitude", "error")],
    ),
    "ragged_row": ({"contacts": "id,name\n1,Ann\n2\n"}, [("contacts", 3, "", "error")]),
    "refers_to_rejected": (
        {"contacts": "id,name,layer\n1,A,boss\n2,B,\n", "attitudes": "contact,on,attitude\n1,2026-01-01,doubt\n"},
        [("attitudes", 2, "contact", "error"), ("contacts", 2, "layer", "error")],
    ),
    "self": ({"relationships": f"{TIES}\n1,1,knows,.5\n"}, [("relationships", 2, "target", "error")]),
    "sensitive": ({"contacts": "id,name,note\n1,Ann,on sick leave\n"}, [("contacts", 2, "note", "warning")]),
    "several_superiors": (
        {"contacts": THREE, "relationships": f"{TIES}\n1,2,reports_to,.5\n1,3,reports_to,.5\n"},
        [("relationships", 2, "target", "warning"), ("relationships", 3, "target", "warning")],
    ),
    "shared_id": (
        {"contacts": THREE, "team": "id,name\n1,Tess\n"},
        [("contacts", 2, "id", "error"), ("team", 2, "id", "error")],
    ),
    "stacked_marks": ({"contacts": f"id,name\n1,A{chr(0x301) * 20}\n"}, [("contacts", 2, "name", "error")]),
    "stray_quote": ({"contacts": 'id,name\n1,"Ann"x\n2,Bo\n'}, [("contacts", 2, "", "error")]),
    "too_long": ({"contacts": f"id,name\n1,{'x' * 201}\n"}, [("contacts", 2, "name", "error")]),
    "too_long, a cell": ({"contacts": f"id,name,note\n1,Ann,{'x' * 40_000}\n"}, [("contacts", 2, "note", "error")]),
    "too_many_columns": ({"contacts": f"id,name{',x' * 200}\n"}, [("contacts", 1, "", "error")]),
    "trailing_cells": ({"contacts": "id,name\n1,Ann,\n"}, [("contacts", 2, "", "warning")]),
    "unclosed_quote": ({"contacts": 'id,name\n1,"Ann\n2,Bo\n'}, [("contacts", 2, "", "error")]),
    "unknown_assumption": ({"assumptions": "name,value\nfatige,.5\n"}, [("assumptions", 2, "name", "error")]),
    "unknown_column": ({"contacts": "id,name, nick\n1,Ann,A\n"}, [("contacts", 1, "nick", "warning")]),
    "unknown_reference": (
        {"relationships": f"{TIES}\n1,9,knows,.5\n"},
        [("relationships", 2, "target", "error")],
    ),
}
ELSEWHERE = {
    "bad_workbook", "changed", "error_cell", "formula_without_value", "given_twice", "hidden_row", "lost_digits",
    "merged_cell", "no_contacts", "no_table", "not_a_table", "time_dropped", "too_big", "too_many_people",
    "too_many_rows",
}  # fmt: skip
"""Codes of workbooks, and of sources as a whole."""


def places(checked: Checked) -> list[tuple[str, int, str, str, str]]:
    return [(p.file.removesuffix(".csv"), p.line, p.column, p.code, p.severity) for p in checked.problems]


@pytest.mark.parametrize("case", CASES)
def test_a_problem_has_its_code_place_and_severity(tmp_path: Path, case: str) -> None:
    given, expected = CASES[case]
    for table, text in ({"contacts": THREE} | given).items():
        (tmp_path / f"{table}.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    code = re.split(r"\W", case)[0]
    others = {"refers_to_rejected": {"layer": "bad_value"}}.get(code, {})
    found = places(tables.read([tmp_path]))
    assert found == [(file, line, at, others.get(at, code), severity) for file, line, at, severity in expected]


def codes(file: Path) -> Iterator[str]:
    """The codes that a module gives to what it tells."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            first = call.args[:1] if ast.unparse(call.func) in {"Flag", "Refused", "Fault"} else []
            for given in [*first, *(more.value for more in call.keywords if more.arg == "code")]:
                if isinstance(given, ast.Constant):
                    yield str(given.value)


def test_every_code_is_among_them() -> None:
    told = {code for file in Path(tables.__file__).parent.glob("*.py") for code in codes(file)}
    assert len(told) > 50
    assert told - {re.split(r"\W", case)[0] for case in CASES} - ELSEWHERE == set()


@pytest.mark.parametrize(
    ("names", "limits", "expected"),
    [
        ([], Limits(), ("w", 0, "", "no_table")),
        (["team"], Limits(), ("w", 0, "", "no_contacts")),
        (["contacts"], Limits(rows=1), ("contacts", 0, "", "too_many_rows")),
        (["contacts"], Limits(people=1), ("contacts", 0, "", "too_many_people")),
        (["contacts"], Limits(file=5), ("contacts", 0, "", "too_big")),
        (["contacts", "team"], Limits(), ("team", 0, "", "given_twice")),
    ],
)
def test_a_source_that_is_refused_as_a_whole(
    tmp_path: Path, names: list[str], limits: Limits, expected: tuple[str, int, str, str]
) -> None:
    (tmp_path / "w").mkdir()
    for name in names:
        (tmp_path / "w" / f"{name}.csv").write_text("id,name\n1,Ann\n2,Bo\n", encoding="utf-8")
    checked = tables.read([tmp_path / "w"], limits=limits)
    assert checked.refused
    assert (*expected, "error") in places(checked)


def test_a_name_of_no_file_stands_for_the_first_source(read: Read, tmp_path: Path) -> None:
    read()
    (tmp_path / "w" / "contacts.csv").unlink()
    (tmp_path / "w" / "team.csv").write_text("name\nTia\n", encoding="utf-8")
    (problem,) = tables.read([tmp_path / "w"]).problems
    assert (problem.file, problem.table, problem.code) == ("w", "contacts", "no_contacts")
