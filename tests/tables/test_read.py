"""Whole workspaces: ids, references, duplicates, posts, cycles, what depends on rejected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.errors import RejectedData, UsageError
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.tables.checked import Checked

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Read


def found(checked: Checked) -> list[tuple[str, int, str]]:
    """File, line and code of every problem."""
    return [(problem.file.removesuffix(".csv"), problem.line, problem.code) for problem in checked.problems]


def column(checked: Checked, table: str, name: str) -> list[object]:
    """One column of the good rows."""
    return [row[TABLES[table].index(name)] for row in checked.rows[table]]


def test_id_is_made_from_the_name(read: Read) -> None:
    assert column(read("name\nAnn\nBo\n"), "contacts", "id") == ["Ann", "Bo"]


def test_made_ids_are_remarked(read: Read) -> None:
    assert read("name\nAnn\n").remarks == ["ids were made from names: 1 in contacts"]


def test_id_wins_where_a_text_is_both(read: Read) -> None:
    checked = read("id,name,reports_to\n1,Ann,\nAnn,Bo,\n3,Cy,Ann\n")
    assert column(checked, "contacts", "reports_to") == [None, None, "Ann"]


def test_made_id_may_not_meet_a_stated_one(read: Read) -> None:
    assert found(read("id,name\nAnn,Zoe\n,Ann\n")) == [
        ("contacts", 2, "made_id_clash"),
        ("contacts", 3, "made_id_clash"),
    ]


def test_wholly_blank_rows_are_passed_over(read: Read) -> None:
    assert found(read("id,name\n1,Ann\n,\n , \n")) == []


def test_blanks_stand_for_their_words(read: Read) -> None:
    checked = read(relationships="source,target,strength\n1,2,.5\n")
    assert column(checked, "relationships", "kind") == ["knows"]
    assert column(checked, "contacts", "attitude") == ["unknown", "unknown"]
    assert column(checked, "contacts", "public_official") == [False, False]


def test_account_of_a_contact_is_made(read: Read) -> None:
    checked = read("id,name,account\n1,Ann,Acme\n2,Bo,Acme\n")
    assert (column(checked, "accounts", "id"), found(checked)) == (["Acme"], [])


def test_made_account_is_a_warning_beside_an_accounts_table(read: Read) -> None:
    checked = read("id,name,account\n1,Ann,Acne\n", accounts="id,name\nA1,Acme\n")
    assert found(checked) == [("contacts", 2, "account_made")]
    assert "Acme" in checked.problems[0].hint


def test_equal_tie_either_way_counts_once(read: Read) -> None:
    checked = read(relationships="source,target,kind,strength\n1,2,friend,.5\n2,1,friend,.5\n")
    assert (found(checked), len(checked.rows["relationships"])) == ([("relationships", 3, "duplicate")], 1)


def test_directed_tie_each_way_is_two(read: Read) -> None:
    checked = read(relationships="source,target,kind,strength,directed\n1,2,friend,.5,yes\n2,1,friend,.5,yes\n")
    assert (found(checked), len(checked.rows["relationships"])) == ([], 2)


def test_different_tie_either_way_clashes(read: Read) -> None:
    checked = read(relationships="source,target,kind,strength\n1,2,friend,.5\n2,1,friend,.6\n")
    assert found(checked) == [("relationships", 2, "duplicate_clash"), ("relationships", 3, "duplicate_clash")]


def test_equal_interactions_are_all_kept(read: Read) -> None:
    row = "2026-01-02,1,2,call\n"
    checked = read(interactions="date,source,target,channel\n" + row * 2)
    assert (len(checked.rows["interactions"]), found(checked)) == (2, [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,2,knows,2020-02-01,2020-01-01", None),
        ("1,1,knows,,", "self"),
        ("1,9,knows,,", "unknown_reference"),
    ],
)
def test_tie_rows(read: Read, row: str, code: str | None) -> None:
    checked = read(relationships=f"source,target,kind,since,last_contact,strength\n{row},.5\n")
    assert [problem.code for problem in checked.problems] == ([code] if code else [])


def test_one_unknown_target_spoils_the_row(read: Read) -> None:
    checked = read(interactions="date,source,target\n2026-01-02,1,2;9\n", team="id,name\nT,Tess\n")
    assert (found(checked), checked.rejected) == ([("interactions", 2, "unknown_reference")], 1)


def test_target_may_be_an_id_with_a_semicolon(read: Read) -> None:
    checked = read("id,name\n1,Ann\na;b,Bo\n3,Cy\n", interactions="date,source,target\n2026-01-02,1,a;b;3\n")
    assert column(checked, "interactions", "target") == [("a;b", "3")]


def test_speaking_to_oneself_is_an_error(read: Read) -> None:
    assert found(read(interactions="date,source,target\n2026-01-02,1,2;1\n")) == [("interactions", 2, "self")]


def test_cycle_over_columns_and_rows(read: Read) -> None:
    checked = read(
        "id,name,reports_to\n1,Ann,2\n2,Bo,\n", relationships="source,target,kind,strength\n2,1,reports_to,.5\n"
    )
    assert found(checked) == [("contacts", 2, "cycle"), ("relationships", 2, "cycle")]
    assert "1 > 2 > 1" in checked.problems[0].message


def test_what_refers_to_a_cycle_is_left_out_but_not_reported(read: Read) -> None:
    checked = read(
        "id,name,reports_to\n1,A,2\n2,B,1\n3,C,1\n4,D,\n", attitudes="contact,on,attitude\n3,2026-01-01,doubt\n"
    )
    assert [place[:2] for place in found(checked)] == [("contacts", 2), ("contacts", 3)]
    assert (column(checked, "contacts", "id"), checked.rows["attitudes"]) == (["4"], [])
    assert {(row.line, row.code) for row in checked.left_out if row.line > 3} == {(4, "refers_to_rejected")}


def test_reference_to_a_rejected_row_is_a_problem_in_turn(read: Read) -> None:
    checked = read("id,name,layer,reports_to\n1,A,boss,\n2,B,,1\n3,C,,2\n4,D,,\n")
    assert found(checked) == [
        ("contacts", 2, "bad_value"),
        ("contacts", 3, "refers_to_rejected"),
        ("contacts", 4, "refers_to_rejected"),
    ]


def test_person_with_one_good_post_is_still_there(read: Read) -> None:
    checked = read(
        "id,name,account,layer\n1,A,X,boss\n1,A,Y,\n2,B,X,\n", relationships="source,target,strength\n1,2,.5\n"
    )
    assert found(checked) == [("contacts", 2, "bad_value")]


def test_posts_may_leave_the_persons_columns_blank(read: Read) -> None:
    checked = read("id,name,account,attitude,note\n1,A,X,doubt,n\n1,A,Y,,\n1,A,Z,unknown,\n")
    assert (found(checked), len(checked.rows["contacts"])) == ([], 3)


def test_same_id_in_team_is_an_error_on_both_lines(read: Read) -> None:
    assert found(read(team="id,name\n1,Tess\n")) == [("contacts", 2, "shared_id"), ("team", 2, "shared_id")]


def test_interests_get_ids_by_content(read: Read) -> None:
    checked = read(interests="holder,kind,severity\n1,goal,.9\n1,goal,.2\n2,,\n")
    pairs = zip(column(checked, "interests", "id"), column(checked, "interests", "severity"), strict=True)
    assert sorted(pairs) == [("1:goal", 0.2), ("1:goal:2", 0.9), ("2:interest", None)]


@pytest.mark.parametrize(
    ("row", "code"),
    [("D,1,advise,2,", "adviser_with_power"), ("D,1,advise,,.5", "adviser_with_power"), ("D,1,decide,0,", None)],
)
def test_advisers_have_no_votes(read: Read, row: str, code: str | None) -> None:
    checked = read(deals="id,name\nD,Deal\n", decisions=f"deal,contact,part,vote_weight,veto\n{row}\n")
    assert [problem.code for problem in checked.problems] == ([code] if code else [])


def test_attitude_of_one_day_in_two_tables_clashes(read: Read) -> None:
    checked = read(
        "id,name,attitude,attitude_on\n1,A,doubt,2026-01-01\n", attitudes="contact,on,attitude\n1,2026-01-01,accept\n"
    )
    assert found(checked) == [("attitudes", 2, "attitude_clash"), ("contacts", 2, "attitude_clash")]


@pytest.mark.parametrize(
    ("row", "code"), [("fatigue,0.5", None), ("fatigue,7", "unknown_assumption"), ("fatige,0.5", "unknown_assumption")]
)
def test_assumptions_are_known(read: Read, row: str, code: str | None) -> None:
    checked = read(assumptions=f"name,value\n{row}\n")
    assert [problem.code for problem in checked.problems] == ([code] if code else [])


def test_account_may_not_be_its_own_ancestor(read: Read) -> None:
    checked = read(accounts="id,name,parent\nA,Acme,B\nB,Beta,A\nC,Ceta,C\n")
    assert found(checked) == [("accounts", 2, "cycle"), ("accounts", 3, "cycle"), ("accounts", 4, "self")]


def test_introductions_are_by_someone_else(read: Read) -> None:
    checked = read(introductions="date,asker,introducer,target\n2026-01-01,1,1,2\n")
    assert found(checked) == [("introductions", 2, "self")]


def test_chinese_file_names_and_headers(tmp_path: Path) -> None:
    (tmp_path / "联系人.csv").write_text("姓名,层级\n王芳,决策层\n", encoding="utf-8")
    checked = tables.read([tmp_path])
    assert (column(checked, "contacts", "name"), column(checked, "contacts", "layer")) == (["王芳"], ["decision"])


def test_several_sources_are_one_workspace(tmp_path: Path) -> None:
    for folder, name in (("a", "Ann"), ("b", "Bo")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "contacts.csv").write_text(f"name\n{name}\n")
    checked = tables.read([tmp_path / "a", tmp_path / "b"])
    assert column(checked, "contacts", "name") == ["Ann", "Bo"]
    assert [len(source.sha256) for source in checked.sources] == [64, 64]


def test_left_out_rows_of_files_of_one_name(tmp_path: Path) -> None:
    for folder, layer in (("a", "boss"), ("b", "")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "contacts.csv").write_text(f"name,layer\nA{folder},{layer}\n")
    (row,) = tables.read([tmp_path / "a", tmp_path / "b"]).left_out
    assert row.cells == ("Aa", "boss")


def test_places_name_file_and_line(read: Read) -> None:
    checked = read('id,name,title\n1,Ann,"two\nlines"\n2,,\n3,Cy,\n')
    assert list(checked.rows.places["contacts"]) == [("contacts.csv", 2), ("contacts.csv", 5)]
    assert checked.rows.places["contacts"][0:1] == [("contacts.csv", 2)]


def test_no_contacts_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "team.csv").write_text("name\nTess\n")
    assert [problem.code for problem in tables.read([tmp_path]).problems] == ["no_contacts"]


def test_misnamed_files_are_remarked(read: Read, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "relationship.csv").write_text("source,target\n")
    assert read().remarks == [
        "relationship.csv was not read: it is not named after a table; did you mean relationships.csv?"
    ]


@pytest.mark.parametrize("name", ["people.csv", "contacts.txt", "contacts.csv.gz", "book.ods", "tables.zip"])
def test_other_files_are_refused_unread(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"name\nAnn\n")
    checked = tables.read([tmp_path / name])
    assert (checked.refused, [problem.code for problem in checked.problems]) == (True, ["not_a_table"])


def test_no_source_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no source"):
        tables.read([])


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64"])
def test_unknown_encoding_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="encoding"):
        tables.read([tmp_path], encoding=name)


def test_demand_raises_with_all_problems(read: Read) -> None:
    with pytest.raises(RejectedData, match="2 errors") as raised:
        read("id,name,layer\n1,Ann,boss\n2,,\n").demand()
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize(
    ("wrong", "shown", "more"), [(1, 1, None), (3, 3, None), (4, 3, "; and 1 more"), (9, 3, "; and 6 more")]
)
def test_demand_shows_the_first_three(read: Read, wrong: int, shown: int, more: str | None) -> None:
    with pytest.raises(RejectedData) as raised:
        read("id,name\n" + "".join(f"{number},\n" for number in range(wrong))).demand()
    told = raised.value.message
    assert (told.count("[missing]"), f"{wrong} errors" in told) == (shown, True)
    assert told.endswith(more or "[missing]")


def test_an_outcome_without_faults_says_so() -> None:
    outcome = Checked(Rows({}), [], [])
    assert (outcome.errors, outcome.refused, outcome.rejected, outcome.left_out) == (False, False, 0, [])


def test_demand_gives_rows_where_nothing_is_wrong(read: Read) -> None:
    checked = read()
    assert checked.demand() is checked.rows


def test_progress_is_told_by_file(read: Read, tmp_path: Path) -> None:
    read()
    told: list[tuple[str, int, float]] = []
    tables.read([tmp_path / "w"], progress=lambda *words: told.append(words))
    assert told == [("contacts.csv", 2, 1.0)] * 2  # after its only block, and at its end


def test_many_equal_warnings_are_capped_and_counted(read: Read) -> None:
    checked = read(relationships="source,target,kind,strength\n" + "1,2,influences,.5\n" * 1503)
    assert len(checked.problems) == 1001
    assert "502 more" in checked.problems[0].message
    assert checked.warned == {"duplicate": 1502}


@pytest.mark.parametrize(
    ("table", "text", "codes"),
    [
        ("deals", "id,name\nD,One\nD,Two\n", ["duplicate_id"] * 2),
        ("deals", "id,name\nD,One\nD,One\n", ["duplicate"]),
        ("deals", "name\nOne\nOne\n", ["duplicate"]),
        ("deals", "name,stage\nOne,visit\nOne,needs\n", ["made_id_clash"] * 2),
        ("interests", "id,holder\nI,1\nI,2\n", ["duplicate_id"] * 2),
        ("interests", "holder,kind\n1,goal\n1,goal\n", ["duplicate"]),
        ("assumptions", "name,value\nfatigue,.5\nfatigue,.6\n", ["duplicate_clash"] * 2),
        ("attitudes", "contact,on,attitude\n1,2026-01-01,doubt\n1,2026-01-01,accept\n", ["duplicate_clash"] * 2),
        ("introductions", "date,asker,introducer,target\n" + "2026-01-01,1,2,3\n" * 2, ["duplicate"]),
        ("events", "date,kind\n2026-01-01,moved\n", ["no_subject"]),
        ("accounts", "id,name\nA1,Acme\nA2,Acme\n", []),
    ],
)
def test_repeated_rows(read: Read, table: str, text: str, codes: list[str]) -> None:
    checked = read("id,name\n1,Ann\n2,Bo\n3,Cy\n", **{table: text})
    assert [problem.code for problem in checked.problems] == codes


def test_equal_deal_counts_once(read: Read) -> None:
    assert len(read(deals="id,name\nD,One\nD,One\n").rows["deals"]) == 1


def test_folder_without_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert tables.read([tmp_path]).problems[0].code == "no_table"


def test_target_named_twice_counts_once(read: Read) -> None:
    checked = read(interactions="date,source,target\n2026-01-02,1,2;Bo\n")
    assert (found(checked), column(checked, "interactions", "target")) == (
        [("interactions", 2, "named_twice")],
        [("2",)],
    )


def test_every_unknown_reference_is_told_even_beyond_the_search_for_near_ones(read: Read) -> None:
    rows = "".join(f"1,x{i},.5\n" for i in range(250))
    checked = read(relationships="source,target,strength\n" + rows)
    assert len({problem.line for problem in checked.problems}) == 250


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\x1f\x8b\x08", "gzip"), (b"%PDF-1.7", "PDF"), (b"<html>", "HTML"), (b"SQLite format 3\x00", "database")],
)
def test_content_that_is_no_csv_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "contacts.csv").write_bytes(content)
    assert words in tables.read([tmp_path]).problems[0].message


def test_hidden_files_and_folders_are_passed_over(read: Read, tmp_path: Path) -> None:
    (tmp_path / "w" / "old").mkdir(parents=True)
    (tmp_path / "w" / ".contacts.csv").write_text("x")
    assert read().remarks == []


def test_endings_that_say_nothing_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_bytes(b"id,name\n1,\x81\x8d\xff\xfe\n")
    (problem,) = tables.read([tmp_path]).problems
    assert (problem.code, problem.hint) == ("encoding", "save the file as UTF-8")
