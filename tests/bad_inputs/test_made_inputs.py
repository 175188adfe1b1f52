"""Bad inputs that cannot be stored as files: pipes, devices, links, permissions, sizes, changes while reading."""

from __future__ import annotations

import errno
import gc
import os
from pathlib import Path

import pytest

from influence import tables
from influence.errors import EnvironmentFault, UsageError
from influence.tables import cells, load_csv, report
from influence.tables.limits import Limits

CONTACTS = "id,name\n1,Ann\n2,Bo\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two contacts."""
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    return tmp_path / "w"


def codes(folder: Path, **options: object) -> list[str]:
    return [problem.code for problem in tables.read([folder], **options).problems]


def test_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "contacts.csv")
    with pytest.raises(UsageError, match="not a regular file"):
        tables.read([tmp_path / "contacts.csv"])


def test_pipe_inside_a_folder_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "team.csv")
    with pytest.raises(UsageError, match="not a regular file"):
        tables.read([folder])


def test_device_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="not a regular file"):
        tables.read(["/dev/zero"])


def test_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="No such file"):
        tables.read([tmp_path / "nothing"])


@pytest.mark.parametrize("address", ["https://example.org/contacts.csv", "file:///etc/passwd", "s3://a/b"])
def test_address_is_refused_without_a_call(address: str) -> None:
    with pytest.raises(UsageError, match="address"):
        tables.read([address])


def test_link_is_followed_and_its_real_path_told(folder: Path) -> None:
    (folder.parent / "contacts.csv").symlink_to(folder / "contacts.csv")
    checked = tables.read([folder.parent / "contacts.csv"])
    assert checked.sources[0].path == str(folder / "contacts.csv")


def test_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").symlink_to(tmp_path / "contacts.csv")
    with pytest.raises(EnvironmentFault):
        tables.read([tmp_path / "contacts.csv"])


def test_file_without_permission_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # root may read everything, so the refusal comes from where the file is opened
    def refuse(file: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(file))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentFault, match=r"\.csv"):
        tables.read([folder])


def test_folder_without_permission_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(place))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(EnvironmentFault, match=r"cannot read .*w: Permission denied"):
        tables.read([folder])


def test_more_remarks_of_a_kind_than_anybody_reads_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(report.LISTED, "warning", 2)
    (folder / "contacts.csv").write_text("name\nA\u200bnn\nB\u200bo\nC\u200by\n", encoding="utf-8")
    (rest, *listed) = tables.read([folder]).problems
    assert (rest.line, rest.message) == (0, "1 more warnings of this kind are not listed")
    assert [problem.line for problem in listed] == [2, 3]


def test_more_unknown_columns_than_anybody_reads_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(report.LISTED, "warning", 2)
    (folder / "contacts.csv").write_text("id,name,x1,x2,x3,x4\n1,Ann,,,,\n2,Bo,,,,\n", encoding="utf-8")
    (rest, *listed) = tables.read([folder]).problems
    assert (rest.line, rest.message) == (0, "2 more warnings of this kind are not listed")
    assert sorted(problem.column for problem in listed) == ["x1", "x2"]


def test_empty_pieces_of_a_list_are_nobody(folder: Path) -> None:
    (folder / "team.csv").write_text("id,name\nt,Tia\n", encoding="utf-8")
    (folder / "interactions.csv").write_text("date,source,target\n2026-01-01,t,1;;2; \n", encoding="utf-8")
    (row,) = tables.read([folder]).rows["interactions"]
    assert row[2] == ("1", "2")


def test_an_assumption_without_a_name_is_told_once(folder: Path) -> None:
    (folder / "assumptions.csv").write_text("name,value\n,0.5\nfatigue,0.5\n", encoding="utf-8")
    (problem,) = tables.read([folder]).problems
    assert (problem.line, problem.severity) == (2, "error")


def test_a_row_that_looks_sensitive_twice_is_told_once(folder: Path) -> None:
    (folder / "contacts.csv").write_text(
        "id,name,style,note\n1,Ann,on sick leave,diagnosis of cancer\n2,Bo,,\n", encoding="utf-8"
    )
    assert codes(folder) == ["sensitive"]


def test_file_that_changes_while_it_is_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_csv._load_rows

    def and_grow(file, *rest):  # noqa: ANN001, ANN002, ANN202 - the signature of what it wraps
        whole(file, *rest)
        with file.path.open("a") as more:
            more.write("3,Cy\n")

    monkeypatch.setattr(load_csv, "_load_rows", and_grow)
    assert codes(folder) == ["changed"]


def test_big_sparse_file_is_refused_by_its_size(folder: Path) -> None:
    with (folder / "relationships.csv").open("wb") as file:
        file.truncate(5 * 1024**3)
    assert codes(folder) == ["too_big"]


def test_endless_line_is_refused(folder: Path) -> None:
    with (folder / "relationships.csv").open("wb") as file:
        file.write(b"source,target\n")
        file.truncate(40 * 1024**2)
    assert codes(folder) == ["too_long"]


def test_ends_from_another_folder_are_listed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "relationships.csv").write_text("source,target,strength\n1,2,0.5\n1,9,0.5\n8,2,0.5\n")
    checked = tables.read([folder, tmp_path / "old"])
    assert [(p.file, p.line) for p in checked.problems] == [("relationships.csv", 3), ("relationships.csv", 4)]


def test_same_file_twice_is_refused(folder: Path) -> None:
    assert "given_twice" in [p.code for p in tables.read([folder, folder / "contacts.csv"]).problems]


def test_same_content_under_two_names_is_refused(folder: Path) -> None:
    (folder / "联系人.csv").write_text(CONTACTS, encoding="utf-8")
    assert "given_twice" in codes(folder)


def test_contacts_as_relationships_is_refused_by_the_header(folder: Path) -> None:
    (folder / "relationships.csv").write_text(CONTACTS + "3,Cy\n")
    assert codes(folder) == ["missing_column"]


def test_encrypted_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    (problem,) = tables.read([tmp_path / "w.xlsx"]).problems
    assert "password" in problem.hint


def test_every_row_bad_is_counted_and_kept(folder: Path, tmp_path: Path) -> None:
    rows = 20_000
    (folder / "relationships.csv").write_text("source,target,strength\n" + "1,2,high\n" * rows)
    checked = tables.read([folder])
    file = tables.write_quarantine(checked, tmp_path / "bad.csv")
    assert (checked.rejected, file.read_text().count("\n") - 1) == (rows, rows)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file=5), "too_big"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(people=1), "too_many_people"),
        (Limits(columns=1), "too_many_columns"),
        (Limits(name=1), "too_long"),
    ],
)
def test_limits_hold(folder: Path, limits: Limits, code: str) -> None:
    assert code in codes(folder, limits=limits)


def test_disk_that_fails_while_reading_is_the_environments_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(load_csv, "_load_rows", fail)
    with pytest.raises(EnvironmentFault, match=r"contacts\.csv: Input/output error"):
        tables.read([folder])


def test_refusal_to_open_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EnvironmentFault("cannot read contacts.csv: Permission denied")

    monkeypatch.setattr(load_csv, "examine", fail)
    with pytest.raises(EnvironmentFault, match="Permission denied"):
        tables.read([folder])


@pytest.mark.parametrize("enabled", [True, False])
def test_collection_of_garbage_is_as_before(folder: Path, *, enabled: bool) -> None:
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        tables.read([folder])
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_cache_of_cells_starts_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "KEPT", 1)
    (folder / "team.csv").write_text("id,name,layer\n7,Tess,x\n8,Udo,y\n")
    assert codes(folder) == ["bad_value", "bad_value"]


def test_preamble_is_looked_for_in_the_first_lines_only(folder: Path) -> None:
    (folder / "contacts.csv").write_text("Export\n" + "x\n" * 60 + CONTACTS)
    (problem,) = tables.read([folder]).problems
    assert "looks like the header" not in problem.hint
