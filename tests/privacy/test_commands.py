"""The commands about people's data: status, report, forget, export, redact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from influence.cli.main import main
from influence.stores.erase import byte_forms

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "Zoë Quartzhammer"
CONTACTS = f"""name,id,account,layer,department,attitude,note
{NAME},c1,A1,decision,Board,accept,
Cy Wu,c2,A1,management,Sales,,asked {NAME} twice
Dee Li,c3,A1,,Sales,doubt,
Dee Li,c4,A1,,,,
"""
TIES = "source,target,kind,strength,last_contact\nt1,c1,friend,0.5,2024-01-05\nt1,c2,knows,0.4,\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command on a loaded store: exit code and JSON document."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (source / "relationships.csv").write_text(TIES, encoding="utf-8")
    (source / "team.csv").write_text("name,id\nTia,t1\n", encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def call(*words: str) -> tuple[int, Any]:
        with pytest.raises(SystemExit) as stop:
            main([*words, "--format", "json", "--as-of", "2025-01-01"])
        return int(stop.value.code or 0), json.loads(capsys.readouterr().out)

    call("load", str(source))
    return call


def test_status_tells_counts_loads_and_coverage(run: Any) -> None:
    code, told = run("status", "--verify")
    answer = told["answer"]
    assert (code, answer["counts"]["contacts"], answer["loads"][0]["tag"], answer["edits"]) == (0, 4, "L1", [])
    assert answer["coverage"] == {"attitude": 0.5, "dated_tie": 0.25, "layers": 0.5, "departments": 1.0}
    assert "2 of 4 contacts have no known attitude" in answer["missing"]
    assert answer["faults"] == []


def test_report_tells_every_row_with_its_line(run: Any) -> None:
    _, told = run("report", NAME)
    rows = [(row["table"], row["file"], row["line"], row["mention"]) for row in told["answer"]["rows"]]
    assert rows == [
        ("contacts", "contacts.csv", 2, False),
        ("contacts", "contacts.csv", 3, True),
        ("relationships", "relationships.csv", 2, False),
    ]


def test_a_forgotten_person_is_gone_and_stays_away(run: Any, tmp_path: Path) -> None:
    code, told = run("forget", NAME, "--yes")
    assert (code, told["answer"]["removed"], told["answer"]["masked"]) == (0, {"contacts": 1, "relationships": 1}, 1)
    again = run("load", str(tmp_path / "source"))[1]
    assert (again["answer"]["changed"], again["warnings"]) == (False, ["1 forgotten people were left out"])
    forms = byte_forms(NAME)
    assert not [f for f in Path().iterdir() if any(form in f.read_bytes() for form in forms)]


def test_forgetting_twice_finds_nothing_more(run: Any) -> None:
    run("forget", "c1", "--yes")
    assert run("forget", NAME, "--yes")[1]["answer"]["removed"] == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("forget", "c1"), "usage"),
        (("forget", "--yes"), "usage"),
        (("forget", "Dee Li", "--yes"), "ambiguous_name"),
        (("forget", "Quartz", "--yes"), "unknown_name"),
        (("forget", "--older-than", "soon", "--yes"), "usage"),
        (("report", "nobody"), "unknown_name"),
        (("export", "-o", "x.doc"), "usage"),
    ],
)
def test_what_cannot_be_done_changes_nothing(run: Any, words: tuple[str, ...], code: str) -> None:
    before = run("status")[1]["digest"]
    assert run(*words)[1]["error"]["code"] == code
    assert run("status")[1]["digest"] == before


def test_an_export_loads_to_the_same_digest(run: Any) -> None:
    digest = run("export", "-o", "copy")[1]["digest"]
    assert run("load", "copy", "--store", "other.db")[1]["digest"] == digest


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.graphml", "copy.json"])
def test_an_export_that_holds_the_person_is_found_and_deleted(run: Any, name: str) -> None:
    run("export", "-o", name)
    assert run("report", "c1")[1]["answer"]["files"] == [str(Path(name).absolute())]
    assert run("forget", "c1", "--yes", "--files")[1]["answer"]["deleted"] == [str(Path(name).absolute())]
    assert not Path(name).exists()


@pytest.mark.parametrize("name", ["map.html", "book.xlsx"])
def test_an_output_that_does_not_hold_the_person_stays(run: Any, name: str) -> None:
    run("redact", "-o", name) if name == "book.xlsx" else Path(name).write_text("x", encoding="utf-8")
    assert run("report", "c1")[1]["answer"]["files"] == []
    assert run("forget", "c1", "--yes", "--files")[1]["answer"]["deleted"] == []
    assert Path(name).exists()


def test_an_export_may_be_written_again_and_a_foreign_file_not(run: Any) -> None:
    Path("mine.json").write_text("{}", encoding="utf-8")
    assert run("export", "-o", "copy.json")[0] == run("export", "-o", "copy.json")[0] == 0
    assert run("export", "-o", "mine.json")[0] == 2
    assert Path("mine.json").read_text(encoding="utf-8") == "{}"


def test_a_redacted_copy_holds_no_name(run: Any) -> None:
    code, told = run("redact", "-o", "safe")
    text = "".join(Path(file).read_text(encoding="utf-8") for file in told["answer"]["files"])
    assert (code, told["answer"]["people"], "Wu" in text, NAME in text) == (0, 5, False, False)


def test_a_second_run_deletes_the_files_that_the_first_one_listed(run: Any) -> None:
    run("export", "-o", "copy.json")
    run("map", "-o", "map.html")
    listed = [str(Path(name).absolute()) for name in ("copy.json", "map.html")]
    assert run("forget", NAME, "--yes")[1]["answer"]["files"] == listed
    again = run("forget", NAME, "--yes")[1]["answer"]
    assert (again["files"], again["deleted"], again["people"]) == (listed, [], 0)
    assert run("forget", NAME, "--yes", "--files")[1]["answer"]["deleted"] == listed
    assert run("forget", NAME, "--yes", "--files")[1]["answer"]["files"] == []
    assert not any(Path(name).exists() for name in ("copy.json", "map.html"))


@pytest.mark.parametrize("text", ["c1", "Ann"])
def test_a_second_run_touches_no_file_for_what_says_too_little(run: Any, text: str) -> None:
    run("export", "-o", "copy.json")
    run("forget", "c1", "--yes")
    done = run("forget", text, "--yes", "--files")[1]
    assert done.get("error", {}).get("code") == (None if text == "c1" else "unknown_name")
    assert Path("copy.json").exists()


def test_tables_that_know_the_person_by_id_alone_go_with_the_export(run: Any) -> None:
    run("export", "-o", "copy")
    files = {path.name: str(path.absolute()) for path in Path("copy").iterdir()}
    of_them = [files["contacts.csv"], files["relationships.csv"]]
    assert NAME not in Path("copy/relationships.csv").read_text(encoding="utf-8")
    assert run("report", "c1")[1]["answer"]["files"] == of_them
    assert run("forget", "c1", "--yes", "--files")[1]["answer"]["deleted"] == of_them
    assert Path("copy/team.csv").exists()


def test_a_quarantined_row_that_knows_the_person_by_id_alone_goes(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "source" / "relationships.csv"
    source.write_text(f"{TIES}c1,c2,nokind,.1,\nc10,c2,nokind,.2,\nc2,c3,nokind,.3,\n", encoding="utf-8")
    run("load", str(tmp_path / "source"), "--quarantine", "bad.csv")
    run("forget", "c1", "--yes")
    lines = Path("bad.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[2] for line in lines] == ["line", "5", "6"]


def test_a_quarantine_file_is_reached(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "source" / "contacts.csv"
    source.write_text(f"{CONTACTS}{NAME} junior,c9,A1,nolayer,,,\nOther,c8,A1,nolayer,,,\n", encoding="utf-8")
    assert run("load", str(tmp_path / "source"), "--quarantine", "bad.csv")[0] == 3
    run("forget", "c1", "--yes")
    text = Path("bad.csv").read_text(encoding="utf-8")
    assert (NAME in text, "Other" in text) == (False, True)


def test_old_facts_are_erased_for_everybody(run: Any) -> None:
    assert run("forget", "--older-than", "2024-06-01", "--yes")[1]["answer"]["removed"] == {"relationships": 1}


def test_a_quarantine_file_stays_where_nobody_goes(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "source" / "contacts.csv"
    source.write_text(f"{CONTACTS}Other,c8,A1,nolayer,,,\n", encoding="utf-8")
    run("load", str(tmp_path / "source"), "--quarantine", "bad.csv")
    before = Path("bad.csv").read_bytes()
    run("forget", "--older-than", "2000-01-01", "--yes")
    assert Path("bad.csv").read_bytes() == before


def test_what_retention_leaves_out_of_a_later_load_is_told(run: Any, tmp_path: Path) -> None:
    run("forget", "--older-than", "2024-06-01", "--yes")
    assert run("load", str(tmp_path / "source"))[1]["warnings"] == ["1 rows older than is kept were left out"]
    (tmp_path / "source" / "relationships.csv").write_text(f"{TIES}c2,c3,knows,0.2,2024-02-02\n", encoding="utf-8")
    told = run("load", str(tmp_path / "source"))[1]
    assert (told["answer"]["changed"], told["warnings"]) == (False, ["2 rows older than is kept were left out"])
