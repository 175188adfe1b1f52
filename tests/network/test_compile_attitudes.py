"""A contact's own attitude that changes in columns; anything else about a contact is for all rows to settle."""

from __future__ import annotations

import pytest

from differential.generated import row
from influence.model.rows import Rows
from influence.network import Columns, compile_rows
from influence.network.compile_changes import compile_changes

TEAM = [row("team", name="t", id="t", layer="operation")]
TIE = [row("relationships", source="t", target="b", kind="knows", strength=0.5)]


def contact(name: str = "Bo", **told: object) -> tuple[object, ...]:
    return row("contacts", name=name, id="b", account="A", **told)


def workspace(*posts: tuple[object, ...]) -> Rows:
    accounts = [row("accounts", name="A", id="A")]
    return Rows({"accounts": accounts, "team": TEAM, "contacts": list(posts), "relationships": TIE})


def changed(before: tuple[object, ...], after: tuple[object, ...], old: Rows) -> Columns | None:
    return compile_changes(compile_rows(old), Rows({"contacts": [before]}), Rows({"contacts": [after]}), Rows({}), "")


DOUBT = contact(attitude="doubt", attitude_on="2026-05-01")
SUPPORT = contact(attitude="support", attitude_on="2026-05-02")


def test_the_attitude_of_a_post_changes() -> None:
    other_post = contact(title="board")
    found, anew = changed(DOUBT, SUPPORT, workspace(DOUBT, other_post)), compile_rows(workspace(SUPPORT, other_post))

    assert found is not None
    assert (list(found.attitude), list(found.attitude_on)) == (list(anew.attitude), list(anew.attitude_on))
    assert (found.text("person", 0), bytes(found.person_step)) == (anew.text("person", 0), bytes(anew.person_step))


@pytest.mark.parametrize(
    ("before", "after"),
    [(DOUBT, contact(name="Bob", attitude="doubt", attitude_on="2026-05-01")), (SUPPORT, DOUBT)],
    ids=["another name", "a row that is not there"],
)
def test_what_else_changes_is_for_all_rows_to_settle(before: tuple[object, ...], after: tuple[object, ...]) -> None:
    assert changed(before, after, workspace(DOUBT)) is None
