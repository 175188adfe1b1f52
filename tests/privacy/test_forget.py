"""Forgetting reaches everything that is kept, and lasts."""

from __future__ import annotations

import base64
import hashlib
import json
import signal
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence.errors import EnvironmentFault, StoreUnavailable
from influence.model.rows import Rows
from influence.stores import forgetting, open_store, records
from influence.stores.base import SourceRecord
from influence.stores.erase import Eraser, byte_forms
from influence.stores.retention import Retention
from influence.stores.sqlite import _Ready
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.stores.sqlite import SqliteStore

NAME = "Zoë Quartzhammer"


def named(name: str = NAME) -> Rows:
    """The small workspace with `name` for Bo Li, with notes that name the person in other forms."""
    rows = workspace()
    tables = json.loads(json.dumps(rows.tables).replace("Bo Li", name).replace("BO LI", name.upper()))
    tables = {table: [_row(line) for line in lines] for table, lines in tables.items()}
    note = unicodedata.normalize("NFD", f"with {name}s")
    tables["events"].append(row("events", date="2024-04-01", kind="other", note=note))
    return Rows(tables, {"contacts": [("contacts.csv", 2), ("contacts.csv", 3), ("zoë_quartzhammer.csv", 4)]})


def _row(line: list) -> tuple:  # type: ignore[type-arg]
    return tuple(tuple(cell) if isinstance(cell, list) else cell for cell in line)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(named(), sources=[SourceRecord(f"{NAME}.csv", "ab")], at=AT)
        store.load(Rows(dict(named().tables) | {"sales": []}), sources=[], at=AT)
        store.edit({"op": "attitude", "id": "c1", "value": "support"}, AT)
        store.keep_columns([NAME.encode()])
        yield store


def hits(folder: Path, *texts: str) -> list[tuple[str, bytes]]:
    forms = {form for text in texts for form in byte_forms(text)}
    return [(p.name, f) for p in folder.rglob("*") if p.is_file() for f in forms if f in p.read_bytes()]


def test_no_byte_of_the_name_stays(kept: SqliteStore, tmp_path: Path) -> None:
    assert hits(tmp_path, NAME)
    kept.forget("c1", at=AT)
    assert hits(tmp_path, NAME, NAME.upper(), NAME.lower()) == []
    kept.close()
    assert hits(tmp_path, NAME, NAME.upper(), NAME.lower()) == []


def test_no_byte_stays_beside_a_link_to_the_store(tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "w.db"
    link.symlink_to("../w.db")
    with open_store(str(link), create=True) as store:
        store.load(named(), sources=[], at=AT)
        store.keep_columns([NAME.encode()])
    assert [path.name for path in link.parent.iterdir()] == ["w.db"]
    with open_store(str(tmp_path / "w.db")) as store:
        assert store.columns()
        store.forget("c1", at=AT)
    assert hits(tmp_path, NAME) == []


def test_a_link_that_leads_in_a_circle_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to("b.db")
    (tmp_path / "b.db").symlink_to("a.db")
    with pytest.raises(StoreUnavailable):
        open_store(str(tmp_path / "a.db"))
    with pytest.raises(EnvironmentFault):
        open_store(str(tmp_path / "a.db"), create=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "b.db"]


def test_the_answer_counts_rows_of_all_tables(kept: SqliteStore) -> None:
    done = kept.forget("c1", at=AT)
    assert done.removed == {
        "contacts": 2,
        "attitudes": 1,
        "interests": 1,
        "relationships": 1,
        "interactions": 1,
        "decisions": 1,
        "introductions": 1,
        "events": 1,
    }
    assert done.masked == 4
    assert len(done.tombstone or "") == 64


def test_others_keep_their_meeting_and_their_row(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    rows = kept.rows()
    assert rows["interactions"][0][2] == ("c2",)
    assert [line[7] for line in rows["contacts"]] == [None]


def test_rows_that_stay_keep_their_places(tmp_path: Path) -> None:
    ids = ("c1", "c2", "c1", "c3", "c3")
    contacts = [row("contacts", name=f"N{i}", id=i, account=f"A{n}") for n, i in enumerate(ids)]
    places = [("contacts.csv", line) for line in (2, 3, 4, 7, 8)]
    accounts = [row("accounts", name=f"A{n}", id=f"A{n}") for n in range(5)]
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(Rows({"contacts": contacts, "accounts": accounts}, {"contacts": places}), sources=[], at=AT)
        store.forget("c1", at=AT)
        rows = store.rows(places=True)
        assert rows.places["contacts"] == [("contacts.csv", 3), ("contacts.csv", 7), ("contacts.csv", 8)]
        assert rows.places["accounts"] == [("", 0)] * 5
        assert [(held.file, held.line) for held in store.held("c3")] == [("contacts.csv", 7), ("contacts.csv", 8)]


def test_the_store_stays_sound(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    assert kept.verify() == []
    assert kept.edits() == []
    assert kept.columns() is None
    assert kept.digest() == kept.rows().digest


def test_a_later_load_leaves_the_person_out_and_changes_nothing(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    before = kept.digest()
    again = kept.load(Rows(dict(named().tables) | {"sales": []}), sources=[], at=AT)
    assert (again.changed, again.left_out, kept.digest()) == (False, 1, before)


def test_a_later_load_with_other_content_leaves_the_person_out_too(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    again = kept.load(named(), sources=[], at=AT)
    assert (again.changed, again.left_out) == (True, 1)
    assert kept.loads()[-1].left_out == 1
    assert kept.people(NAME) == []


def test_a_file_without_ids_does_not_bring_the_person_back(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    again = kept.load(Rows({"contacts": [row("contacts", name=NAME, id=NAME)]}), sources=[], at=AT)
    assert again.left_out == 1
    assert kept.rows().counts["contacts"] == 0


def test_a_namesake_with_another_id_stays(kept: SqliteStore) -> None:
    kept.forget("c1", at=AT)
    assert kept.load(Rows({"contacts": [row("contacts", name=NAME, id="c9")]}), sources=[], at=AT).left_out == 0


def test_the_tombstone_is_no_plain_hash(kept: SqliteStore) -> None:
    mark = kept.forget("c1", at=AT).tombstone
    assert mark != hashlib.sha256(b"c1").hexdigest()
    assert kept.forgotten("c1")
    assert kept.forgotten(NAME)
    assert not kept.forgotten("c2")


def test_people_are_found_by_id_before_name(kept: SqliteStore) -> None:
    assert kept.people("c1") == [("c1", NAME)]
    assert kept.people(unicodedata.normalize("NFD", NAME)) == [("c1", NAME)]
    assert kept.people("nobody") == []


def test_everything_held_is_told_with_its_place(kept: SqliteStore) -> None:
    held = kept.held("c1")
    assert (held[1].table, held[1].file, held[1].line, held[1].load) == ("contacts", "contacts.csv", 2, "L1")
    assert held[1].values == {
        "name": NAME, "id": "c1", "account": "A1", "attitude": "accept", "reports_to": "c2", "public_official": False,
    }  # fmt: skip
    assert {row.table for row in held if row.mention} == {"accounts", "contacts", "team", "relationships",
                                                          "interactions", "events"}  # fmt: skip


def _output(store: SqliteStore, path: Path, content: str, kind: str = "map") -> Path:
    path.write_text(content, encoding="utf-8")
    store.record_output(str(path), hashlib.sha256(content.encode()).hexdigest(), at=AT, kind=kind)
    return path


def test_outputs_that_hold_the_person_are_listed(kept: SqliteStore, tmp_path: Path) -> None:
    page = _output(kept, tmp_path / "map.html", json.dumps(NAME))
    other = _output(kept, tmp_path / "other.html", "nobody")
    assert kept.forget("c1", at=AT).files == [str(page)]
    assert page.exists()
    assert [output.path for output in kept.outputs()] == [str(page), str(other)]


def test_outputs_are_deleted_on_demand_unless_changed_since(kept: SqliteStore, tmp_path: Path) -> None:
    page = _output(kept, tmp_path / "map.html", NAME)
    changed = _output(kept, tmp_path / "changed.html", NAME)
    changed.write_text(f"{NAME}, my own words", encoding="utf-8")
    done = kept.forget("c1", at=AT, files=True)
    assert (done.deleted, done.files) == ([str(page)], [str(changed)])
    assert (page.exists(), changed.exists()) == (False, True)


def test_a_path_that_names_the_person_leaves_the_register(kept: SqliteStore, tmp_path: Path) -> None:
    _output(kept, tmp_path / "zoë-quartzhammer.html", "empty")
    _output(kept, tmp_path / "gone.html", "x").unlink()
    kept.forget("c1", at=AT)
    assert kept.outputs() == []


def test_a_quarantine_file_loses_the_person_alone(kept: SqliteStore, tmp_path: Path) -> None:
    lines = f'table,row\ncontacts,"[""{NAME}""]"\ncontacts,"[""Ann""]"\n'
    path = _output(kept, tmp_path / "bad.csv", lines, kind="quarantine")
    kept.forget("c1", at="2025-06-01")
    assert path.read_text(encoding="utf-8").split() == ["table,row", 'contacts,"[""Ann""]"']
    (output,) = kept.outputs()
    assert (output.sha256, output.at) == (hashlib.sha256(path.read_bytes()).hexdigest(), "2025-06-01")
    assert (output.path, output.kind) == (str(path), "quarantine")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("person", "left"), [("c1", ["5", "6"]), ("c10", ["3", "4", "6"]), ("5", None)])
def test_quarantined_rows_go_by_the_id_in_their_message_or_cells(
    tmp_path: Path, person: str, left: list[str] | None
) -> None:
    rows = ["a cycle: c1 > c2", '["c1"]'], ["x", '["c2;c1", "c9"]'], ["x", '["c10"]'], ["x", '["c2"]']
    lines = ["table,file,line,code,message,row"]
    for number, (message, cells) in enumerate(rows, 3):
        quoted = cells.replace('"', '""')
        lines.append(f'contacts,contacts.csv,{number},cycle,{message},"{quoted}"')
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(Rows({"contacts": [row("contacts", name="Qx Vy", id=person)]}), sources=[], at=AT)
        path = _output(store, tmp_path / "bad.csv", "\n".join(lines), kind="quarantine")
        before = path.read_bytes()
        store.forget(person, at=AT)
    if left is None:
        assert path.read_bytes() == before
    else:
        assert [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]] == left


def test_an_erasure_cut_short_is_finished_by_the_next_opening(
    kept: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "_finish", _fail)
        with pytest.raises(RuntimeError):
            kept.forget("c1", at=AT)
    kept.close()
    assert hits(tmp_path, NAME)
    open_store(str(tmp_path / "w.db")).close()
    assert hits(tmp_path, NAME) == []


def _fail(*_: object) -> None:
    raise RuntimeError


def test_an_erasure_that_is_done_is_noted_no_more(kept: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.forget("c1", at=AT)
    kept.forget_older("2000-01-01", at=AT)
    with kept.database.reading() as connection:
        assert records.state(connection, "erasing") is None
    monkeypatch.setattr(forgetting, "_finish", _fail)  # else every later opening would finish it again
    open_store(kept.address).close()


def test_ctrl_c_works_again_after_an_erasure(kept: SqliteStore) -> None:
    def stop(*_: object) -> None: ...

    before = signal.signal(signal.SIGINT, stop)
    try:
        kept.forget("c1", at=AT)
        assert signal.getsignal(signal.SIGINT) is stop
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_reader_in_the_way_keeps_the_erasure_pending(
    kept: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("influence.stores.database.PATIENCE", 0.05)
    other = open_store(str(tmp_path / "w.db"))
    with other.database.reading() as connection:
        connection.execute("SELECT count(*) FROM store_blocks").fetchone()
        with pytest.raises(StoreUnavailable, match="being read"):
            kept.forget("c1", at=AT)
        open_store(str(tmp_path / "w.db")).close()
    other.close()
    kept.close()
    open_store(str(tmp_path / "w.db")).close()
    assert hits(tmp_path, NAME) == []


def test_old_facts_go_and_do_not_come_back(kept: SqliteStore) -> None:
    done = kept.forget_older("2024-02-02", at=AT)
    assert (dict(done.removed), done.people, done.tombstone) == ({"attitudes": 1, "interactions": 3}, 0, None)
    assert kept.load(Rows(dict(named().tables) | {"sales": []}), sources=[], at=AT).changed is False
    assert kept.verify() == []


def test_a_person_whose_posts_have_all_ended_goes_whole(tmp_path: Path) -> None:
    rows = workspace(contacts=[row("contacts", name="Bo Li", id="c1", until="2020-01-01")])
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(rows, sources=[], at=AT)
        assert store.forget_older("2021-01-01", at=AT).people == 1
        assert hits(tmp_path, "Bo Li") == []
        assert store.load(rows, sources=[], at=AT).left_out == 1


@pytest.mark.parametrize("files", [False, True])
def test_retention_reaches_the_files_that_hold_who_is_gone(tmp_path: Path, *, files: bool) -> None:
    rows = workspace(contacts=[row("contacts", name=NAME, id="c1", until="2020-01-01")])
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(rows, sources=[], at=AT)
        page = _output(store, tmp_path / "map.html", NAME)
        done = store.forget_older("2021-01-01", at=AT, files=files)
        assert (list(done.deleted), list(done.files)) == (([str(page)], []) if files else ([], [str(page)]))
        assert page.exists() is not files


def test_equal_rows_are_told_as_often_as_one_load_has_them(tmp_path: Path) -> None:
    call = row("interactions", date="2024-01-01", source="t1", target=("c1",), channel="call")
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        for times in (3, 2, 4):
            store.load(workspace(interactions=[call] * times), sources=[], at=AT)
        held = [entry.load for entry in store.held("c1") if entry.table == "interactions"]
    assert held == ["L1", "L1", "L1", "L3"]


def test_loads_made_before_the_day_go(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(named(), sources=[], at="2020-01-01")
        store.load(workspace(sales=[]), sources=[], at="2025-01-01")
        done = store.forget_older("2021-01-01", at=AT)
        assert [load.tag for load in store.loads()] == ["L2"]
        assert done.removed["sales"] == 1
        assert store.verify() == []
        assert hits(tmp_path, NAME) == []


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Li", "Li spoke of limits", "[forgotten] spoke of limits"),
        ("王芳", "昨天王芳来了", "昨天[forgotten]来了"),
        ("Bo Li", "bo_li and Bo-Li", "[forgotten] and [forgotten]"),
        ("Müller", unicodedata.normalize("NFD", "Müllers Rat"), "[forgotten]s Rat"),
        (" ", "a b", "a b"),
    ],
)
def test_names_are_masked_as_people_write_them(name: str, text: str, masked: str) -> None:
    assert Eraser(frozenset(), frozenset({name})).text(text) == masked


def test_a_telling_id_is_masked_and_a_number_is_not() -> None:
    assert Eraser(frozenset({"c17", "2024"})).text("c17 in 2024") == "[forgotten] in 2024"


def test_someone_forgotten_while_a_load_is_prepared_is_left_out(kept: SqliteStore) -> None:
    ready = _Ready(kept.database, named())
    kept.forget("c1", at=AT)
    with kept.database.reading() as connection:
        assert ready.same(connection) is None
    assert ready.left_out == 1


def test_a_single_letter_has_no_telling_base64_form() -> None:
    assert byte_forms("A") == {b"A", b"A\0", b"\0A"}


def test_two_people_share_one_key(kept: SqliteStore) -> None:
    first, second = kept.forget("c1", at=AT), kept.forget("c2", at=AT)
    assert first.tombstone != second.tombstone
    assert kept.load(named(), sources=[], at=AT).left_out == 2


def test_an_empty_store_forgets_too(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        assert store.forget("c1", at=AT).removed == {}


def test_retention_keeps_the_places_of_what_stays() -> None:
    rows, gone = Retention("2024-02-02").rows(
        Rows({"attitudes": [("c1", "2024-01-01"), ("c1", "2024-03-01")]}, {"attitudes": [("a", 2), ("a", 3)]})
    )
    assert (rows.places["attitudes"], gone) == ([("a", 3)], set())


@pytest.mark.parametrize("text", ["Bo Li", "é", "王芳", "Zoë Quartzhammer"])
def test_every_base64_text_of_a_name_holds_one_of_its_forms(text: str) -> None:
    for before in ("", "x", "xy", "xyz"):
        content = base64.b64encode(f"{before}{text} and more".encode())
        assert len(text.encode()) < 4 or any(form in content for form in byte_forms(text))


def test_a_resumption_that_fails_closes_the_store(
    kept: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.close()
    monkeypatch.setattr("influence.stores.sqlite._resume", _fail)
    with pytest.raises(RuntimeError):
        open_store(str(tmp_path / "w.db"))
    assert [path.name for path in tmp_path.iterdir() if path.name != "w.db-columns"] == ["w.db"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_random_people_leave_no_byte(data: st.DataObject) -> None:
    letters = st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo"))
    name = unicodedata.normalize("NFC", data.draw(st.text(letters, min_size=4, max_size=12)) + "ъЮж")
    with tempfile.TemporaryDirectory() as folder:
        with open_store(f"{folder}/w.db", create=True) as store:
            store.load(named(name), sources=[], at=AT)
            store.forget("c1", at=AT)
            assert store.verify() == []
        assert hits(Path(folder), name) == []
