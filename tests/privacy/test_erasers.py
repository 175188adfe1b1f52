"""Exactly what is taken out, what is masked, and what must stay: the edges of erasing, each by hand."""

from __future__ import annotations

import json
import unicodedata

import pytest

from influence.model.columns import TABLES
from influence.model.rows import RECORDS, Rows
from influence.stores.erase import Eraser, byte_forms, named_in, normal
from influence.stores.redact import redact
from influence.stores.retention import Retention
from stores.workspaces import row, workspace


def bo() -> Eraser:
    """Takes out Bo Li, whose id is c1."""
    return Eraser(frozenset({"c1"}), frozenset({"Bo Li"}))


def erased(table: str, **values: object) -> object:
    """The record that is left of a row, or None."""
    left = bo().row(table, row(table, **values))
    return None if left is None else RECORDS[table](*left)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("contacts", {"id": "c1", "name": "Bo Li"}),
        ("attitudes", {"contact": "c1"}),
        ("interests", {"id": "i", "holder": "c1"}),
        ("relationships", {"source": "c1", "target": "t1"}),
        ("relationships", {"source": "t1", "target": "c1"}),
        ("interactions", {"source": "c1", "target": ("c2",)}),
        ("interactions", {"source": "t1", "target": ("c1",)}),
        ("decisions", {"deal": "d", "contact": "c1"}),
        ("introductions", {"asker": "t1", "introducer": "t2", "target": "c1"}),
        ("introductions", {"asker": "t1", "introducer": "c1", "target": "c2"}),
        ("introductions", {"asker": "c1", "introducer": "t2", "target": "c2"}),
        ("events", {"contact": "c1"}),
    ],
)
def test_a_row_that_stands_on_the_person_goes(table: str, values: dict[str, object]) -> None:
    assert erased(table, **values) is None


def test_a_superior_is_blanked_and_the_row_stays() -> None:
    left = erased("contacts", id="c2", name="Cy", reports_to="c1")
    assert left is not None
    assert (left.id, left.reports_to) == ("c2", None)  # type: ignore[attr-defined]


def test_one_of_several_in_a_meeting_goes_and_the_others_stay_in_order() -> None:
    left = erased("interactions", source="t1", target=("c3", "c1", "c2"))
    assert left is not None
    assert left.target == ("c3", "c2")  # type: ignore[attr-defined]


def test_a_row_of_others_is_the_very_same_object() -> None:
    other = row("relationships", source="t1", target="c2", evidence="met at a fair")
    assert bo().row("relationships", other) is other


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_free_text_is_masked_and_no_name_or_choice_is(table: str) -> None:
    texts = [c.name for c in TABLES[table].columns if c.type.name == "TEXT" and c.name not in {"id", "name"}]
    left = bo().row(table, row(table, **dict.fromkeys(texts, "by Bo Li")))
    assert left is not None
    record = dict(zip(TABLES[table].column_names, left, strict=True))
    assert {record[name] for name in texts} <= {"by [forgotten]"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Bo Li", "[forgotten]"),
        ("BO  LI", "[forgotten]"),
        ("bo.li@example.org", "[forgotten]@example.org"),
        ("Bo+Li", "[forgotten]"),
        ("Bo\nLi", "[forgotten]"),
        ("Boris Lime", "Boris Lime"),
        ("Bo", "Bo"),
        ("JimBo Lisa", "Jim[forgotten]sa"),
    ],
)
def test_a_name_of_two_words_is_masked_wherever_it_stands(text: str, masked: str) -> None:
    assert bo().text(text) == masked


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Anton", "Antonia", "Antonia"),
        ("Anton", "Anton's", "[forgotten]'s"),
        ("Antonia", "Antonias", "[forgotten]s"),
        ("王", "王国", "王国"),
        ("Li Bo", "LiBo Li_Bo", "LiBo [forgotten]"),
        ("Bo", "Bob Bo", "Bob [forgotten]"),
        ("王", "王 来", "[forgotten] 来"),
        ("王芳", "小王芳芳", "小[forgotten]芳"),
        ("a.b", "axb a.b", "axb [forgotten]"),
        ("", "text", "text"),
    ],
)
def test_a_single_word_is_masked_inside_others_from_six_letters_on(name: str, text: str, masked: str) -> None:
    assert Eraser(frozenset(), frozenset({name})).text(text) == masked


@pytest.mark.parametrize(("identity", "masked"), [("ab", False), ("abc", True), ("123", False), ("12a", True)])
def test_ids_are_masked_where_they_tell_somebody(identity: str, *, masked: bool) -> None:
    assert (Eraser(frozenset({identity})).text(f"x {identity} y") == "x [forgotten] y") is masked


def test_the_longest_name_is_masked_first() -> None:
    assert Eraser(frozenset(), frozenset({"Bo Li", "Bo Li Wang"})).text("Bo Li Wang") == "[forgotten]"


def test_without_a_telling_name_there_is_nothing_to_mask() -> None:
    assert Eraser(frozenset({"1"})).pattern is None
    assert Eraser(frozenset({"1"})).text("1") == "1"


def test_places_follow_the_rows_that_stay() -> None:
    rows = Rows(
        {"attitudes": [row("attitudes", contact="c1"), row("attitudes", contact="c2")], "events": []},
        {"attitudes": [("Bo Li.csv", 2), ("Bo Li.csv", 3)]},
    )
    left = bo().rows(rows)
    assert (len(left["attitudes"]), left.places["attitudes"]) == (1, [("[forgotten].csv", 3)])


def test_names_and_ids_of_other_things_are_not_erased() -> None:
    account = row("accounts", name="Bo Li", id="c1")
    deal = row("deals", name="Bo Li", id="c1", account="A1")
    assert bo().row("accounts", account) is account
    assert bo().row("deals", deal) is deal
    assert bo().row("assumptions", row("assumptions", name="Bo Li")) == row("assumptions", name="Bo Li")


def test_every_name_of_an_id_is_known() -> None:
    contacts = [row("contacts", name=name, id="c1") for name in ("Bo Li", "Bo Li-Wang")]
    rows = workspace(contacts=contacts, team=[row("team", name="Tia", id="t1")])
    assert named_in(rows, ["c1"]) == {"Bo Li", "Bo Li-Wang"}
    assert named_in(rows, ["t1"]) == {"Tia"}
    assert named_in(rows, []) == frozenset()


def test_the_hashed_form_is_trimmed_and_composed() -> None:
    assert normal(" Mu\u0308ller ") == "Müller"


@pytest.mark.parametrize(
    "form",
    [
        "Zoë O'Hara".encode(),
        unicodedata.normalize("NFD", "Zoë O'Hara").encode(),
        "Zoë O'Hara".encode("utf-16-le"),
        "Zoë O'Hara".encode("utf-16-be"),
        json.dumps("Zoë O'Hara")[1:-1].encode(),
        b"Zo%C3%AB%20O%27Hara",
        b"Zo%C3%AB+O%27Hara",
        "Zoë O&#x27;Hara".encode(),
        b"Zo&#235; O'Hara",
    ],
)
def test_a_name_is_looked_for_in_every_form(form: bytes) -> None:
    assert form in byte_forms("Zoë O'Hara")


@pytest.mark.parametrize(
    ("table", "values", "ended"),
    [
        ("attitudes", {"on": "2023-12-31"}, True),
        ("attitudes", {"on": "2024-01-01"}, False),
        ("attitudes", {}, False),
        ("contacts", {"until": "2023-01-01"}, True),
        ("relationships", {"stage_on": "2020-01-01", "last_contact": "2024-02-01"}, False),
        ("relationships", {"stage_on": "2020-01-01"}, True),
        ("interactions", {"date": "2023-01-01", "next_on": "2024-05-01"}, False),
        ("introductions", {"date": "2023-01-01"}, True),
        ("events", {"date": "2023-01-01"}, True),
        ("interests", {"until": "2023-01-01"}, True),
        ("sales", {"date": "2001-01-01"}, False),
        ("deals", {"close_on": "2001-01-01"}, False),
    ],
)
def test_the_newest_date_of_a_row_decides(table: str, values: dict[str, object], *, ended: bool) -> None:
    assert Retention("2024-01-01").ended(table, row(table, **values)) is ended


def shown(audience: str, table: str, rows: Rows | None = None) -> list[dict[str, object]]:
    """Rows of a table as an audience sees them, blanks left out."""
    made = redact(rows or full(), audience, key=b"k")
    return [
        {name: cell for name, cell in zip(TABLES[table].column_names, line, strict=True) if cell not in (None, False)}
        for line in made[table]
    ]


def full() -> Rows:
    """One row of every table with something in every column that takes a text or a number."""
    made = {}
    for table in TABLES.values():
        cells = [_something(column) for column in table.columns]
        made[table.name] = [tuple(cells)]
    return Rows(made)


def _something(column: object) -> object:
    kind, name = column.type.name, column.name  # type: ignore[attr-defined]
    if column.refers_to or name == "id":  # type: ignore[attr-defined]
        return ("x",) if kind == "REFERENCES" else "x"
    if column.scale:  # type: ignore[attr-defined]
        return column.scale.words[-1]  # type: ignore[attr-defined]
    return {"NUMBER": 0.5, "AMOUNT": 0.5, "SHARE": 0.5, "YES_NO": True, "DATE": "2026-01-01", "QUORUM": "2/3"}.get(
        kind, "secret"
    )


@pytest.mark.parametrize(
    ("audience", "table", "hidden"),
    [
        ("boss", "contacts", {"style", "note"}),
        ("boss", "referrers", {"expects", "balance", "note"}),
        ("boss", "relationships", {"evidence"}),
        ("boss", "interactions", {"outcome", "subject"}),
        ("boss", "interests", {"description"}),
        ("boss", "accounts", {"note"}),
        ("boss", "attitudes", {"note"}),
        ("boss", "team", {"note"}),
        ("boss", "introductions", {"note"}),
        ("boss", "events", {"note"}),
        ("boss", "assumptions", {"note"}),
        ("boss", "deals", set()),
        ("rep", "accounts", {"margin", "credit", "payment_days"}),
        ("rep", "contacts", {"leaving"}),
        ("rep", "team", {"hours_per_week", "note"}),
        ("rep", "referrers", {"balance"}),
        ("rep", "deals", {"budget"}),
        ("rep", "relationships", set()),
    ],
)
def test_exactly_these_columns_are_hidden(audience: str, table: str, hidden: set[str]) -> None:
    (seen,) = shown(audience, table)
    assert set(TABLES[table].column_names) - seen.keys() - {"fact_source"} == hidden
    assert "fact_source" not in seen


@pytest.mark.parametrize(
    ("table", "seen"),
    [
        ("accounts", {"name", "id", "parent"}),
        ("team", {"name", "id", "title", "layer"}),
        ("referrers", {"name", "id", "organisation"}),
    ],
)
def test_a_partner_sees_these_columns_alone(table: str, seen: set[str]) -> None:
    (found,) = shown("partner", table)
    scales = {c.name for c in TABLES[table].columns if c.scale}
    assert found.keys() - scales == seen - scales


@pytest.mark.parametrize("kind", ["family", "friend", "rapport", "conflict"])
def test_a_partner_is_told_of_no_private_or_broken_tie(kind: str) -> None:
    ties = [row("relationships", source="a", target="b", kind=kind)]
    assert shown("partner", "relationships", Rows({"relationships": ties})) == []


def test_a_partner_sees_five_tables() -> None:
    assert set(redact(full(), "partner").tables) == {"accounts", "contacts", "team", "referrers", "relationships"}


def test_made_up_ids_fill_to_one_width_and_count_from_one() -> None:
    contacts = [row("contacts", name=f"N{i}", id=f"c{i}") for i in range(10)]
    found = shown("anonymous", "contacts", Rows({"contacts": contacts}))
    assert sorted(str(line["id"]) for line in found) == [f"person-{number:02d}" for number in range(1, 11)]
    assert {line["id"] for line in found} == {line["name"] for line in found}


def test_anonymous_keeps_numbers_choices_and_names_of_assumptions() -> None:
    (assumption,) = shown("anonymous", "assumptions")
    (tie,) = shown("anonymous", "relationships")
    assert (assumption["name"], assumption["value"], "note" in assumption) == ("secret", 0.5, False)
    assert (tie["strength"], "evidence" in tie) == (0.5, False)


def test_a_title_counts_within_its_account() -> None:
    posts = [("a", "A1"), ("b", "A2"), ("c", "A2")]
    contacts = [row("contacts", name=i, id=i, account=account, title="Head") for i, account in posts]
    assert [line.get("title") for line in shown("anonymous", "contacts", Rows({"contacts": contacts}))] == [
        None, "Head", "Head",
    ]  # fmt: skip


def test_nothing_that_is_secret_stays_in_an_anonymous_copy() -> None:
    left = [line for table in TABLES if table != "assumptions" for line in shown("anonymous", table)]
    assert [line for line in left if "secret" in line.values()] == []


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Wagner", "Wagnerian", "[forgotten]ian"),
        ("Weber", "Weberian", "Weberian"),
        ("Weber", "asked Weber twice", "asked [forgotten] twice"),
        ("王芳", "问王芳吧", "问[forgotten]吧"),
        ("王", "王芳", "王芳"),
    ],
)
def test_a_name_within_a_word_is_masked_where_it_is_distinct(name: str, text: str, left: str) -> None:
    assert Eraser(frozenset(), frozenset({name})).text(text) == left
