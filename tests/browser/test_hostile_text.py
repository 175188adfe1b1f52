"""Hostile text in every field: it is shown as text, and nothing runs, nothing is asked for, nothing is violated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from influence import maps
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import build

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]
EVERY = Path(__file__).with_name("payloads.txt").read_text("utf-8").splitlines()
EACH = 5
ALL = [pytest.param(text, marks=[] if i % EACH == 0 else [pytest.mark.soak]) for i, text in enumerate(EVERY)]
SINKS = (
    "contact id", "contact name", "title", "department", "note", "style", "account name", "industry",
    "evidence", "interest", "deal", "referrer name", "organisation", "team title",
)  # fmt: skip


def row(table: str, **values: Any) -> tuple[Any, ...]:
    blank: dict[str, Any] = {c.name: c.scale.blank if c.scale else None for c in TABLES[table].columns}
    flags = {c.name: False for c in TABLES[table].columns if c.type.value == "yes/no"}
    return tuple({**blank, **flags, **values}.values())


def workspace(text: str) -> Rows:
    """A small workspace with `text` in all of `SINKS`."""
    contact = {"title": text, "department": text, "note": text, "style": text, "account": "A", "layer": "decision"}
    return Rows(
        {
            "accounts": [row("accounts", id="A", name=text, industry=text, region=text)],
            "contacts": [
                row("contacts", id=text, name=text, attitude="doubt", **contact),
                row("contacts", id="P2", name="Second", attitude="accept", reports_to=text, **contact),
            ],
            "team": [row("team", id="T", name="Ours", title=text)],
            "referrers": [row("referrers", id="R", name=text, organisation=text, expects=text)],
            "deals": [row("deals", id="D", name=text, account="A")],
            "decisions": [row("decisions", deal="D", contact=text)],
            "interests": [row("interests", id="I", holder=text, effect="threatened", description=text)],
            "relationships": [
                row("relationships", source=text, target="P2", evidence=text, strength=0.7),
                row("relationships", source="T", target="R", evidence=text, strength=0.7),
                row("relationships", source="R", target=text, evidence=text, strength=0.7),
            ],
        }
    )


def exercised(page: Page, text: str) -> None:
    """Use everything that shows data."""
    page.locator("#filters summary").click()
    for view in ("influence", "chart", "grid", "routes", "accounts"):
        page.evaluate("view => window.influence.view(view)", view)
    page.evaluate("window.influence.view('influence')")
    for person in (text, "P2", "R", "T"):
        page.evaluate("id => window.influence.select(id)", person)
        page.locator("#right [data-tie]").first.click()
    spot = page.evaluate("id => window.influence.where(id)", text)
    page.mouse.move(spot["x"], spot["y"])
    page.locator("#search").fill(text)
    page.locator("[data-tool=lang]").click()
    page.locator("input[data-filter=interests]").check()


@pytest.mark.parametrize("text", ALL)
def test_payload_is_text_in_every_sink(watched: Open, tmp_path: Path, text: str) -> None:
    net = build(workspace(text), as_of=date(2026, 11, 1))
    found = watched(maps.map(net, account="A").save(tmp_path / "hostile.html"))
    exercised(found.page, text)
    found.page.evaluate("id => window.influence.select(id)", text)
    assert found.page.locator("#right h2").inner_text() == text.strip()
    assert text in found.page.locator("[data-note]").text_content()
    assert text in (found.page.locator("#right [data-evidence]").first.text_content() or "")
    assert found.page.locator("img, iframe, object, form, base, link").count() == 0
    assert not any(found.faults().values()), found.faults()


@pytest.mark.parametrize("text", EVERY[2::EACH][:3])
def test_payload_is_text_among_accounts(watched: Open, tmp_path: Path, text: str) -> None:
    found = watched(maps.map(build(workspace(text), as_of=date(2026, 11, 1))).save(tmp_path / "all.html"))
    found.page.locator("[data-account=A]").click()
    assert found.page.locator("#right h2").inner_text() == text.strip()
    assert not any(found.faults().values()), found.faults()


def test_enough_combinations() -> None:
    assert len(EVERY) == 45
    assert len(EVERY[::EACH]) * len(SINKS) >= 120


def test_policy_stops_a_script_that_slips_in(watched: Open, account_page: Path, tmp_path: Path) -> None:
    broken = account_page.read_text("utf-8").replace("</main>", "</main><script>window.__xss=1</script>", 1)
    file = tmp_path / "broken.html"
    file.write_text(broken, "utf-8")
    found = watched(file)
    assert found.faults()["ran"] == 0
    assert found.faults()["violations"]


def test_a_long_note_is_cut_and_says_so(watched: Open, tmp_path: Path) -> None:
    contact = row("contacts", id="P", name="P", account="A", note="n" * 2500 + "the end")
    rows = Rows({"accounts": [row("accounts", id="A", name="A")], "contacts": [contact]})
    page = maps.map(build(rows, as_of=date(2026, 11, 1)), account="A")
    assert "the end" not in page.html()
    tab = watched(page.save(tmp_path / "note.html")).page
    tab.evaluate("window.influence.select('P')")
    assert "507 more letters" in tab.locator("[data-note]").inner_text()
