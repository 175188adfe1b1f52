"""Hostile files and hostile text in the app: as on the page of a file, nothing runs and nothing is asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from influence import maps, tables
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import build
from influence.stores import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]
EVERY = Path(__file__).with_name("payloads.txt").read_text("utf-8").splitlines()
EACH = 8
ALL = [pytest.param(text, marks=[] if i % EACH == 0 else [pytest.mark.soak]) for i, text in enumerate(EVERY)]
FILES = (
    "xss-names", "xss-href-title", "xss-script-close", "xss-account-and-group", "xss-relationship-evidence",
    "url-in-free-text", "template-syntax", "graph-js-object-names", "val-na-like-names", "uni-real-names-control",
)  # fmt: skip
OF_RELATIONSHIPS = {"xss-relationship-evidence"}


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_text_on_the_page(watched: Open, shared: Path, tmp_path: Path, name: str) -> None:
    table = "relationships" if name in OF_RELATIONSHIPS else "contacts"
    if table == "relationships":
        shutil.copy(shared / "bad-inputs" / "good" / "contacts.csv", tmp_path / "contacts.csv")
    shutil.copy(shared / "bad-inputs" / f"{name}.csv", tmp_path / f"{table}.csv")
    net = build(tables.read([tmp_path]).rows, as_of=date(2026, 11, 1))
    account = max(net.accounts, key=lambda one: len(net.contacts(one)))
    found = watched(maps.map(net, account=account).save(tmp_path / "page.html"))
    for number in net.contacts(account):
        found.page.evaluate("id => window.influence.select(id)", net.ids[number])
        assert found.page.locator("#right h2").inner_text() == net.name(number).strip()
    assert found.page.locator("img, iframe, object, form, base, link, a").count() == 0
    assert not any(found.faults().values()), found.faults()


def row(table: str, **values: Any) -> tuple[Any, ...]:
    blank: dict[str, Any] = {c.name: c.scale.blank if c.scale else None for c in TABLES[table].columns}
    flags = {c.name: False for c in TABLES[table].columns if c.type.value == "yes/no"}
    return tuple({**blank, **flags, **values}.values())


def everything_hostile() -> Rows:
    """A person for each text, who bears it as id, name, title and note, tied to us with it as evidence."""
    people = [
        row("contacts", id=text, name=text, account="A", title=text, note=text, department=text, layer="decision",
            attitude="doubt")
        for text in EVERY
    ]  # fmt: skip
    ties = [row("relationships", source="T", target=text, evidence=text, strength=0.7) for text in EVERY]
    accounts = [row("accounts", id="A", name="Acme")]
    return Rows(
        {"accounts": accounts, "contacts": people, "team": [row("team", id="T", name="Ours")], "relationships": ties}
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with open_store(str(file), create=True) as store:
        store.load(everything_hostile(), sources=[], at="2026-11-01T00:00:00+00:00")
    program = str(Path(sys.executable).with_name("influence"))
    words = [program, "--store", str(file), "--as-of", "2026-11-01", "serve", "--no-browser", "--port", "0"]
    app = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert app.stdout is not None
    yield app.stdout.readline().strip()
    app.terminate()
    app.communicate(timeout=6)


@pytest.fixture(scope="module")
def app(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """The app's page, and whatever it said, asked of others, ran or was stopped from."""
    from tests.browser.conftest import WATCH

    page, said = browser.new_page(viewport={"width": 1280, "height": 800}), list[str]()
    own = address.split("/#", maxsplit=1)[0]
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: None if request.url.startswith(own) else said.append(request.url))
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector("html[data-state=ready]")
    page.locator("#search").fill("Acme")
    page.locator("#hits button", has_text="account").first.click()
    page.wait_for_function("() => window.influence.state().view === 'influence'")
    yield page, said
    page.close()


@pytest.mark.parametrize("text", ALL)
def test_payload_is_text_in_the_app(app: tuple[Page, list[str]], text: str) -> None:
    page, said = app
    page.locator("#search").fill(text)
    page.locator("#hits button").first.wait_for()
    page.keyboard.press("Escape")
    page.evaluate("id => window.influence.select(id)", text)
    assert page.locator("#right h2").inner_text() == text.strip()
    assert page.locator("#right [data-note]").inner_text() == text.strip()
    page.evaluate("window.influence.select(null)")
    page.locator("form[data-form=path] input[name=to]").fill(text)
    page.locator("form[data-form=path] button").click()
    page.locator("[data-answer=path]", has_text=f"Ours → {text}").wait_for()
    page.locator("form[data-form=whatif] input[name=without]").fill(text)
    page.locator("form[data-form=whatif] button").click()
    page.locator("[data-answer=whatif] p").wait_for()
    assert said == []
    assert page.evaluate("[window.__ran, window.__violations.length]") == [0, 0]
