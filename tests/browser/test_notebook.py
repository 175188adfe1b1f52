"""A map in a notebook: alive inside its frame, in the notebook as it is exported to HTML too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from influence import sample

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Frame

nbformat = pytest.importorskip("nbformat")
pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]

TEMPLATE = ("https://cdnjs.cloudflare.com/", "https://cdn.jsdelivr.net/")  # what nbconvert's own page asks for
SHOWN = """import influence as inf
net = inf.load({folder!r}, as_of={day!r})
inf.map(net, account="oakhall")"""


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook that shows a map, executed and exported by nbconvert."""
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors import ExecutePreprocessor

    cell = SHOWN.format(folder=str(sample.folder("en")), day=sample.AS_OF.isoformat())
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(notebook, {})
    body, _ = HTMLExporter().from_notebook_node(notebook)
    file = tmp_path_factory.mktemp("notebook") / "shown.html"
    file.write_text(body, "utf-8")
    return file


@pytest.fixture
def inside(browser: Any, exported: Path) -> Any:
    """The map's own frame in the exported notebook, with what the page said and asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    page.goto(exported.as_uri())
    frame = page.frame_locator("iframe[sandbox]").owner.element_handle().content_frame()
    frame.wait_for_selector("html[data-state=ready]", timeout=30_000)
    yield frame, said, asked
    page.close()


def test_the_exported_map_is_alive(inside: tuple[Frame, list[str], list[str]]) -> None:
    frame = inside[0]
    frame.evaluate("window.influence.select('sun-weimin')")
    frame.evaluate("window.influence.view('chart')")
    assert frame.evaluate("window.influence.state()")["selected"] == "sun-weimin"
    assert frame.evaluate("window.influence.search('chen f')")[0] == "chen-fang"
    assert "Finance director" in frame.locator("#right").inner_text()


def test_the_exported_map_is_driven_by_mouse(inside: tuple[Frame, list[str], list[str]]) -> None:
    frame = inside[0]
    frame.locator("[data-view=grid]").click()
    frame.locator("tr[data-id=lin-yue]").click()
    frame.locator("[data-tool=theme]").click()
    state = frame.evaluate("window.influence.state()")
    assert (state["view"], state["selected"]) == ("grid", "lin-yue")


def test_the_frame_may_not_reach_the_notebook(inside: tuple[Frame, list[str], list[str]]) -> None:
    frame = inside[0]
    reach = "() => { try { return String(parent.document.title); } catch (error) { return error.name; } }"
    assert frame.evaluate(reach) == "SecurityError"


def test_the_map_asks_for_nothing_and_says_nothing(inside: tuple[Frame, list[str], list[str]]) -> None:
    frame, said, asked = inside
    frame.evaluate("window.influence.select('sun-weimin')")
    own = [text for text in said if "srcdoc" in text or "SecurityError" in text or "influence" in text]
    assert own == []
    assert [
        url for url in asked if not url.startswith(("https://cdnjs.cloudflare.com/", "https://cdn.jsdelivr.net/"))
    ] == []
