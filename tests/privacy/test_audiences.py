"""A copy for an audience shows it no more than it needs."""

from __future__ import annotations

import pytest

from influence.errors import UsageError
from influence.model.columns import TABLES
from influence.model.rows import RECORDS, Rows
from influence.stores.redact import AUDIENCES, redact
from stores.workspaces import row, workspace


def _records(rows: Rows, table: str) -> list:  # type: ignore[type-arg]
    return [RECORDS[table](*line) for line in rows[table]]


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(UsageError, match="no audience"):
        redact(workspace(), "press")


def test_a_boss_sees_attitudes_but_no_words_about_people() -> None:
    rows = redact(workspace(), "boss")
    assert _records(rows, "contacts")[0].attitude == "accept"
    assert _records(rows, "relationships")[1].evidence is None


def test_a_rep_sees_evidence_but_no_sales() -> None:
    rows = redact(workspace(), "rep")
    assert _records(rows, "relationships")[1].evidence
    assert not rows["sales"]
    assert _records(rows, "contacts")[2].leaving is None


def test_a_partner_sees_who_works_where_and_no_attitude() -> None:
    rows = redact(workspace(), "partner")
    contact = _records(rows, "contacts")[0]
    assert (contact.name, contact.account, contact.attitude) == ("Bo Li", "A1", "unknown")
    assert not rows["interests"]
    assert not rows["interactions"]


def test_a_partner_is_not_told_of_private_ties() -> None:
    assert [tie.kind for tie in _records(redact(workspace(), "partner"), "relationships")] == ["knows"]


def test_anonymous_rows_hold_no_name_id_or_text() -> None:
    text = repr(redact(workspace(), "anonymous", key=b"k").tables)
    assert not [
        word for word in ("Bo", "Cy", "Tia", "c1", "t1", "A1", "Acme", "D1", "i1", "fair") if f"'{word}" in text
    ]


def test_anonymous_ties_keep_their_shape() -> None:
    rows = redact(workspace(), "anonymous", key=b"k")
    first, second = _records(rows, "relationships")
    assert first.source == second.source == _records(rows, "team")[0].id
    assert first.target == _records(rows, "contacts")[0].id != second.target


def test_anonymous_order_depends_on_the_key_alone() -> None:
    one, same, other = (redact(workspace(), "anonymous", key=key).digest for key in (b"1", b"1", b"8"))
    assert one == same
    assert one != other


def test_a_title_of_ones_own_goes_and_a_shared_one_stays() -> None:
    titles = [("a", "Head"), ("b", "Clerk"), ("c", "Clerk")]
    contacts = [row("contacts", name=i, id=i, account="A1", title=title) for i, title in titles]
    rows = redact(workspace(contacts=contacts), "anonymous", key=b"k")
    assert [contact.title for contact in _records(rows, "contacts")] == [None, "Clerk", "Clerk"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_required_cell_becomes_blank(audience: str) -> None:
    rows = redact(workspace(), audience, key=b"k")
    blank = [
        (name, column.name)
        for name, lines in rows.tables.items()
        for line in lines
        for column, cell in zip(TABLES[name].columns, line, strict=True)
        if column.required and cell is None
    ]
    assert not blank
