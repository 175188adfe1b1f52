"""The app in a real browser: token, search, routes, what-if, plan, dates, edits and undo."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from influence import sample, workspace
from influence.stores import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]
STATE = "window.influence.state()"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `influence serve --edit` listens, with its token."""
    file = tmp_path_factory.mktemp("serve") / "sample.db"
    with open_store(str(file), create=True) as store:
        workspace.keep(store, workspace.read(sample.folder("en")))
    command = [str(Path(sys.executable).with_name("influence")), "--store", str(file), "--as-of", "2026-11-01"]
    command += ["serve", "--no-browser", "--edit", "--port", "0"]
    app = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert app.stdout is not None
    yield app.stdout.readline().strip()
    app.terminate()
    app.communicate(timeout=6)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda message: problems.append(message.text))
    own = address.split("/#", maxsplit=1)[0]
    tab.on("request", lambda request: None if request.url.startswith(own) else problems.append(request.url))
    tab.goto(address)
    tab.wait_for_selector("html[data-state=ready]")
    yield tab
    tab.close()
    assert problems == []


def opened(page: Page) -> None:
    """Go from the accounts to the sample's main account through the search box."""
    page.locator("#search").fill("Oakhall Furniture")
    page.locator("#hits button", has_text="account").first.click()
    page.wait_for_function("() => window.influence.state().view === 'influence'")


def test_the_token_leaves_the_address_bar(page: Page) -> None:
    assert "token" not in page.url
    assert page.evaluate("location.hash") == ""


def test_search_covers_the_store_and_opens_what_it_finds(page: Page) -> None:
    opened(page)
    assert page.locator("#title").inner_text() == "Oakhall Furniture"
    assert page.locator("tr[data-id=chen-fang]").count() == 1


def test_routes_between_any_two(page: Page) -> None:
    page.locator("form[data-form=path] input[name=from]").fill("Li Na")
    page.locator("form[data-form=path] input[name=to]").fill("Zhao Gang")
    page.locator("form[data-form=path] button").click()
    page.wait_for_selector("[data-answer=path] li")
    assert "Li Na → Zhao Gang" in page.locator("[data-answer=path]").inner_text()


def test_whatif_and_plan_answer(page: Page) -> None:
    opened(page)
    page.locator("form[data-form=whatif] input[name=attitude]").fill("chen-fang=support")
    page.locator("form[data-form=whatif] button").click()
    page.wait_for_function("() => document.querySelector('[data-answer=whatif]').textContent.includes('→')")
    page.locator("form[data-form=plan] button").click()
    page.wait_for_function("() => document.querySelector('[data-answer=plan]').textContent.includes('→')")


def test_the_slider_goes_to_another_day(page: Page) -> None:
    opened(page)
    slider = page.locator("[data-live=slider]")
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_function("() => document.getElementById('right').textContent.includes('2026-10-31')")


def test_an_edit_changes_the_page_and_undo_restores_it(page: Page) -> None:
    opened(page)
    before = page.locator("[data-pwin]").get_attribute("data-pwin")
    page.evaluate("window.influence.select('chen-fang')")
    page.locator("form[data-form=attitude] select").select_option("support")
    page.locator("form[data-form=attitude] button").click()
    page.wait_for_function("() => document.querySelector('tr[data-id=chen-fang] .dot').dataset.a === 'support'")
    page.keyboard.press("Escape")
    assert page.locator("[data-pwin]").get_attribute("data-pwin") != before
    page.locator("[data-do=undo-edit]").click()
    page.wait_for_function("value => document.querySelector('[data-pwin]').dataset.pwin === value", arg=before)


def test_without_a_token_the_page_says_so(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(address.split("#", maxsplit=1)[0])
    tab.wait_for_selector("html[data-state=failed]")
    assert "token" in tab.locator("#right").inner_text()
    tab.close()


def test_errors_are_in_the_language_of_the_page(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(address)
    tab.wait_for_selector("html[data-state=ready]")
    answer = tab.locator("[data-answer=path]")

    def asked(name: str) -> str:
        tab.locator("form[data-form=path] input[name=to]").fill(name)
        tab.locator("form[data-form=path] button").click()
        tab.wait_for_function("name => document.querySelector('[data-answer=path]').innerText.includes(name)", arg=name)
        return answer.inner_text()

    assert "is called 'nobody at all'; " in asked("nobody at all")
    tab.locator("[data-tool=lang]").click()
    assert "没有名为 'nobody else' 的人员、客户或商机；" in asked("nobody else")
    tab.close()


def test_a_page_whose_app_has_ended_says_so(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(address)
    tab.wait_for_selector("html[data-state=ready]")
    tab.locator("[data-tool=lang]").click()
    tab.route("**/api/**", lambda route: route.abort())

    tab.locator("input[data-live=slider]").press("ArrowLeft")

    tab.wait_for_selector("[data-fault]")
    assert "应用已结束" in tab.locator("[data-fault]").inner_text()
    tab.close()
