"""Each rule between cells and rows: what it forbids, what it says, and the nearest thing it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.model.columns import TABLES
from influence.tables.cycles import cycles

if TYPE_CHECKING:
    from conftest import Read
    from influence.tables.checked import Checked

THREE = "id,name\n1,Ann\n2,Bo\n3,Cy\n"
DEAL = "id,name,account\nD,Deal,A\n"


def found(checked: Checked) -> list[tuple[str, int, str, str]]:
    """File, line, column and code of every problem."""
    return [(p.file.removesuffix(".csv"), p.line, p.column, p.code) for p in checked.problems]


def column(checked: Checked, table: str, name: str) -> list[object]:
    return [row[TABLES[table].index(name)] for row in checked.rows[table]]


@pytest.mark.parametrize(
    ("table", "text", "at"),
    [
        ("contacts", "id,name,reports_to\n1,Ann,1\n", "reports_to"),
        ("team", "id,name,reports_to\n7,Tia,7\n", "reports_to"),
        ("accounts", "id,name,parent\nA,Acme,A\n", "parent"),
        ("relationships", "source,target,strength\n1,1,.5\n", "target"),
        ("introductions", "date,asker,introducer,target\n2026-01-01,1,1,2\n", "introducer"),
        ("introductions", "date,asker,introducer,target\n2026-01-01,1,2,2\n", "target"),
        ("introductions", "date,asker,introducer,target\n2026-01-01,1,2,1\n", "target"),
        ("interactions", "date,source,target\n2026-01-01,1,2;1\n", "target"),
    ],
)
def test_nobody_relates_to_themself(read: Read, table: str, text: str, at: str) -> None:
    assert found(read(**{"contacts": THREE, table: text})) == [(table, 2, at, "self")]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("2026-01-02", "2026-01-01", "ends_before_start"),
        ("2026-01-01", "2026-01-01", None),
        ("2026-01-01", "2026-01-02", None),
        ("", "2026-01-01", None),
        ("2026-01-01", "", None),
    ],
)
def test_nothing_ends_before_it_starts(read: Read, since: str, until: str, code: str | None) -> None:
    checked = read(f"id,name,since,until\n1,Ann,{since},{until}\n")
    assert found(checked) == ([("contacts", 2, "until", code)] if code else [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,2,,,", "is assumed for knows"),
        ("1,2,friend,,", "is assumed for friend"),
        ("1,2,friend,.5,", None),
        ("1,2,friend,,known", None),
        ("1,2,conflict,,", None),
    ],
)
def test_an_assumed_strength_is_told(read: Read, row: str, said: str | None) -> None:
    checked = read(THREE, relationships=f"source,target,kind,strength,stage\n{row}\n")
    told = [problem.message for problem in checked.problems if problem.code == "assumed_strength"]
    assert len(told) == (said is not None)
    assert said is None or told[0].endswith(said)
    assert len(checked.rows["relationships"]) == 1


def test_no_strength_is_assumed_for_a_row_that_is_left_out(read: Read) -> None:
    checked = read(THREE, relationships="source,target\n1,9\n")
    assert [problem.code for problem in checked.problems] == ["unknown_reference"]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("D,1,advise,,", []),
        ("D,1,advise,2,", [("vote_weight", "adviser_with_power")]),
        ("D,1,advise,,.5", [("veto", "adviser_with_power")]),
        ("D,1,advise,2,.5", [("veto", "adviser_with_power"), ("vote_weight", "adviser_with_power")]),
        ("D,1,decide,2,", []),
        ("D,2,decide,,", [("contact", "other_account")]),
        ("D,3,decide,,", [("contact", "other_account")]),
    ],
)
def test_parts_in_decisions(read: Read, row: str, codes: list[tuple[str, str]]) -> None:
    checked = read(
        "id,name,account\n1,Ann,A\n2,Bo,B\n3,Cy,\n",
        accounts="id,name\nA,Acme\nB,Beta\n",
        deals=DEAL,
        decisions=f"deal,contact,part,vote_weight,veto\n{row}\n",
    )
    assert [(problem.column, problem.code) for problem in checked.problems] == codes


@pytest.mark.parametrize(
    ("contact", "said"), [("2", "2 is at B and C, the deal is at A"), ("3", "3 is at no account, the deal is at A")]
)
def test_where_else_somebody_works_is_told(read: Read, contact: str, said: str) -> None:
    checked = read(
        "id,name,account\n2,Bo,B\n2,Bo,C\n3,Cy,\n",
        accounts="id,name\nA,Acme\nB,Beta\nC,Ceta\n",
        deals=DEAL,
        decisions=f"deal,contact\nD,{contact}\n",
    )
    assert [problem.message for problem in checked.problems] == [said]


@pytest.mark.parametrize(("row", "code"), [("A,,", None), (",1,", None), (",,D", None), (",,", "no_subject")])
def test_an_event_has_a_subject(read: Read, row: str, code: str | None) -> None:
    text = f"date,kind,account,contact,deal\n2026-01-01,moved,{row}\n"
    checked = read(THREE, accounts="id,name\nA,Acme\n", deals=DEAL, events=text)
    assert found(checked) == ([("events", 2, "account", code)] if code else [])


def test_an_event_that_is_bad_already_is_told_once(read: Read) -> None:
    checked = read(THREE, events="date,kind,contact\n2026-01-01,moved,9\n")
    assert [problem.code for problem in checked.problems] == ["unknown_reference"]


@pytest.mark.parametrize(
    ("on", "attitude", "clash"),
    [("2026-01-01", "accept", True), ("2026-01-01", "doubt", False), ("2026-01-02", "accept", False)],
)
def test_one_day_has_one_attitude(read: Read, on: str, attitude: str, *, clash: bool) -> None:
    checked = read(
        "id,name,attitude,attitude_on\n1,Ann,doubt,2026-01-01\n2,Bo,,2026-01-01\n",
        attitudes=f"contact,on,attitude\n1,{on},{attitude}\n",
    )
    expected = [("attitudes", 2, "attitude", "attitude_clash"), ("contacts", 2, "attitude", "attitude_clash")]
    assert found(checked) == (expected if clash else [])
    if clash:
        assert checked.problems[0].message == "attitude accept here, doubt on the same day at contacts.csv line 2"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("1,2,reports_to,.5\n1,3,reports_to,.5\n", [2, 3]),
        ("1,2,reports_to,.5\n", []),
        ("1,2,reports_to,.5\n1,3,mentor,.5\n", []),
        ("1,2,reports_to,.5\n2,3,reports_to,.5\n", []),
        ("1,2,reports_to,.5\n1,9,reports_to,.5\n", [3]),
    ],
)
def test_several_superiors_are_told(read: Read, rows: str, lines: list[int]) -> None:
    checked = read(THREE, relationships=f"source,target,kind,strength\n{rows}")
    assert [problem.line for problem in checked.problems] == lines


def test_every_superior_is_named_with_its_line(read: Read) -> None:
    checked = read(THREE, relationships="source,target,kind,strength\n1,2,reports_to,.5\n1,3,reports_to,.5\n")
    places = "2 (relationships.csv line 2), 3 (relationships.csv line 3)"
    assert [problem.message for problem in checked.problems] == [f"1 reports to several people: {places}"] * 2


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"b": ["a"], "a": ["b"]}, [["a", "b"]]),
        ({"c": ["a"], "a": ["b"], "b": ["c"], "d": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [["a", "b"], ["a", "c"]]),
        ({"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"]}, [["b", "d"]]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"]}, []),
    ],
)
def test_cycles_of_small_graphs(after: dict[str, list[str]], found: list[list[str]]) -> None:
    assert list(cycles(after)) == found


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("9", "'9' is not in contacts or team or referrers"),
        ("Bo", "'Bo' is the name of 2 (A), 4"),
    ],
)
def test_a_reference_that_is_none_is_explained(read: Read, text: str, where: str) -> None:
    checked = read("id,name,account\n1,Ann,A\n2,Bo,A\n4,Bo,\n", relationships=f"source,target,strength\n1,{text},.5\n")
    (problem,) = [problem for problem in checked.problems if problem.file == "relationships.csv"]
    assert problem.message == where


@pytest.mark.parametrize(
    ("text", "hint"),
    [("007", "did you mean 7?"), ("7.0", "did you mean 7?"), ("Annn", "did you mean Ann?"), ("qqqqqq", "write an id")],
)
def test_a_near_miss_is_offered(read: Read, text: str, hint: str) -> None:
    checked = read("id,name\n7,Ann\n8,Bo\n", relationships=f"source,target,strength\n8,{text},.5\n")
    assert checked.problems[0].hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("2", ("2",)),
        ("2;3", ("2", "3")),
        (" 3 ; 2 ", ("3", "2")),
        ("Bo;3", ("2", "3")),
        ("a;b", ("a;b",)),
        ("a;b;2", ("a;b", "2")),
        ("2;a;b", ("2", "a;b")),
        ("2;;3;", ("2", "3")),
    ],
)
def test_several_references_in_one_cell(read: Read, text: str, ids: tuple[str, ...]) -> None:
    checked = read(f"{THREE}a;b,Di\n", interactions=f"date,source,target\n2026-01-01,1,{text}\n")
    assert column(checked, "interactions", "target") == [ids]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("1,2,friend,.5,", "1,2,friend,.5,", ["duplicate"]),
        ("1,2,friend,.5,", "2,1,friend,.5,", ["duplicate"]),
        ("2,1,friend,.5,", "1,2,friend,.5,", ["duplicate"]),
        ("1,2,friend,.5,", "2,1,friend,.6,", ["duplicate_clash"] * 2),
        ("1,2,friend,.5,yes", "2,1,friend,.5,yes", []),
        ("1,2,friend,.5,yes", "2,1,friend,.5,", ["duplicate_clash"] * 2),
        ("1,2,mentor,.5,", "2,1,mentor,.5,", []),
        ("1,2,mentor,.5,", "1,2,mentor,.6,", ["duplicate_clash"] * 2),
        ("1,2,friend,.5,", "1,2,mentor,.5,", []),
        ("1,2,friend,.5,", "1,3,friend,.5,", []),
    ],
)
def test_a_tie_is_stated_once(read: Read, one: str, other: str, codes: list[str]) -> None:
    checked = read(THREE, relationships=f"source,target,kind,strength,directed\n{one}\n{other}\n")
    assert [problem.code for problem in checked.problems] == codes


def test_a_pair_with_one_good_row_does_not_hide_the_next(read: Read) -> None:
    rows = "1,2,friend,9\n1,2,friend,.5\n1,3,friend,.5\n1,3,friend,.6\n"
    checked = read(THREE, relationships=f"source,target,kind,strength\n{rows}")
    assert [(p.line, p.code) for p in checked.problems] == [
        (2, "bad_value"), (4, "duplicate_clash"), (5, "duplicate_clash"),
    ]  # fmt: skip
    assert len(checked.rows["relationships"]) == 1


@pytest.mark.parametrize("table", ["team", "contacts", "deals", "accounts", "referrers"])
def test_rows_without_a_name_are_no_repeats(read: Read, table: str) -> None:
    column = {"accounts": "city", "deals": "timing", "referrers": "organisation"}.get(table, "title")
    if column not in TABLES[table].column_names:
        column = "note"
    checked = read(**{"contacts": THREE, table: f"id,name,{column}\n,,x\n,,x\n,,y\n"})
    assert [p.code for p in checked.problems if p.file == f"{table}.csv"] == ["missing"] * 3


def test_rows_that_clash_name_each_other(read: Read) -> None:
    checked = read(THREE, relationships="source,target,kind,strength\n1,2,friend,.5\n1,2,friend,.6\n1,2,friend,.7\n")
    assert [problem.message for problem in checked.problems] == [
        f"1 friend 2 is stated differently elsewhere (relationships.csv line {a}, relationships.csv line {b})"
        for a, b in ((3, 4), (2, 4), (2, 3))
    ]


def test_a_repeated_row_names_the_first(read: Read) -> None:
    checked = read(deals="id,name\nD,One\nD,One\nD,One\n")
    assert [(p.line, p.message, p.severity) for p in checked.problems] == [
        (line, "repeats deals.csv line 2, counted once", "warning") for line in (3, 4)
    ]


@pytest.mark.parametrize(
    ("table", "one", "other", "codes"),
    [
        ("attitudes", "contact,on,attitude\n1,2026-01-01,doubt\n", "1,2026-01-02,accept\n", []),
        ("attitudes", "contact,on,attitude\n1,2026-01-01,doubt\n", "2,2026-01-01,accept\n", []),
        ("attitudes", "contact,on,attitude\n1,2026-01-01,doubt\n", "1,2026-01-01,doubt\n", ["duplicate"]),
        ("decisions", "deal,contact,part,vote_weight\nD,1,decide,1\n", "D,1,decide,2\n", ["duplicate_clash"] * 2),
        ("decisions", "deal,contact,part,vote_weight\nD,1,decide,1\n", "D,1,veto,\n", []),
        ("introductions", "date,asker,introducer,target,note\n2026-01-01,1,2,3,a\n", "2026-01-01,1,2,3,b\n", []),
        ("assumptions", "name,value\nfatigue,.5\n", "fatigue,.5\n", ["duplicate"]),
    ],
)
def test_tables_told_apart_by_some_columns(read: Read, table: str, one: str, other: str, codes: list[str]) -> None:
    deals = {} if table != "decisions" else {"deals": "id,name\nD,Deal\n"}
    checked = read(THREE, **deals, **{table: one + other})
    assert [problem.code for problem in checked.problems] == codes


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        ("ab\nAB\n", ["case_only"] * 2),
        ("ab\nabc\n", []),
        ("1\n01\n", []),
        ("ä\nÄ\n", ["case_only"] * 2),
    ],
)
def test_ids_that_differ_in_case_alone(read: Read, ids: str, codes: list[str]) -> None:
    rows = "".join(f"{identity},P{number}\n" for number, identity in enumerate(ids.split()))
    assert [problem.code for problem in read(f"id,name\n{rows}").problems] == codes


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("Anna\nАnna\n", ["confusable_name"] * 2),
        ("Anna\nAnna\n", []),
        ("Anna\nAnne\n", []),
        ("Ann\nＡｎｎ\n", []),
    ],
)
def test_names_that_look_alike(read: Read, names: str, codes: list[str]) -> None:
    rows = "".join(f"{number},{name}\n" for number, name in enumerate(names.split()))
    assert [problem.code for problem in read(f"id,name\n{rows}").problems] == codes


def test_look_alikes_name_each_other(read: Read) -> None:
    checked = read("id,name\n1,Anna\n2,Аnna\n3,Αnna\n")
    assert [(p.line, p.message) for p in checked.problems] == [
        (2, "'Anna' looks like the name at contacts.csv line 3, contacts.csv line 4"),
        (3, "'Аnna' looks like the name at contacts.csv line 2, contacts.csv line 4"),
        (4, "'Αnna' looks like the name at contacts.csv line 2, contacts.csv line 3"),
    ]


def test_an_id_of_two_tables_names_every_other_place(read: Read) -> None:
    checked = read("id,name\n1,Ann\n", team="id,name\n1,Tia\n", referrers="id,name\n1,Rey\n")
    assert [p.message for p in checked.problems] == [
        "id 1 also stands at team.csv line 2, referrers.csv line 2",
        "id 1 also stands at contacts.csv line 2, team.csv line 2",
        "id 1 also stands at contacts.csv line 2, referrers.csv line 2",
    ]


def test_posts_of_one_person_agree(read: Read) -> None:
    checked = read("id,name,account,attitude\n1,Ann,A,doubt\n1,Ann,B,accept\n1,Ann,C,\n")
    assert found(checked) == [
        ("contacts", 2, "attitude", "person_disagrees"),
        ("contacts", 3, "attitude", "person_disagrees"),
    ]
    assert checked.problems[0].message == "attitude of 1 is 'doubt' here, but contacts.csv line 3: 'accept'"


def test_posts_that_disagree_name_all_others(read: Read) -> None:
    checked = read("id,name,account,attitude\n1,Ann,A,doubt\n1,Ann,B,accept\n1,Ann,C,support\n")
    others = "contacts.csv line 3: 'accept', contacts.csv line 4: 'support'"
    assert checked.problems[0].message == f"attitude of 1 is 'doubt' here, but {others}"


@pytest.mark.parametrize(
    ("interests", "ids"),
    [
        ("1,goal,\n", ["1:goal"]),
        ("1,,\n", ["1:interest"]),
        ("1,goal,.1\n1,goal,.2\n1,goal,.3\n", ["1:goal", "1:goal:2", "1:goal:3"]),
        ("1,goal,.1\n2,goal,.1\n", ["1:goal", "2:goal"]),
    ],
)
def test_interests_without_ids_are_named_by_holder_and_kind(read: Read, interests: str, ids: list[str]) -> None:
    checked = read(THREE, interests=f"holder,kind,severity\n{interests}")
    assert sorted(map(str, column(checked, "interests", "id"))) == ids


def test_a_stated_id_of_an_interest_is_never_made_again(read: Read) -> None:
    checked = read(THREE, interests="id,holder,kind,severity\n1:goal,2,goal,.5\n,1,goal,.5\n")
    assert sorted(map(str, column(checked, "interests", "id"))) == ["1:goal", "1:goal:2"]


def test_what_hangs_on_a_rejected_row_is_rejected_with_it(read: Read) -> None:
    checked = read(
        "id,name,layer,reports_to\n1,Ann,boss,\n2,Bo,,1\n3,Cy,,\n",
        interactions="date,source,target\n2026-01-01,3,2\n2026-01-01,3,3\n",
    )
    assert [(file, line, code) for file, line, _, code in found(checked)] == [
        ("contacts", 2, "bad_value"),
        ("contacts", 3, "refers_to_rejected"),
        ("interactions", 2, "refers_to_rejected"),
        ("interactions", 3, "self"),
    ]
    assert column(checked, "contacts", "id") == ["3"]


def test_equal_interests_count_once_and_say_so_at_the_holder(read: Read) -> None:
    checked = read(THREE, interests="holder,kind\n1,goal\n1,goal\n")
    assert found(checked) == [("interests", 3, "holder", "duplicate")]
    assert column(checked, "interests", "id") == ["1:goal"]


def test_a_holder_of_another_table_keeps_what_a_rejected_row_of_that_id_would_lose(read: Read) -> None:
    checked = read("id,name\nA,Ann\n", accounts="id,name,type\nA,Acme,nothing\n", interests="holder,kind\nA,goal\n")
    assert [(file, code) for file, _, _, code in found(checked)] == [("accounts", "bad_value")]
    assert column(checked, "interests", "id") == ["A:goal"]
