"""Every promise of the page, by mouse, by keyboard and through `window.influence`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Open = Callable[..., Any]
FOCUSED = "(e => e.id || e.dataset.view || e.tagName)(document.activeElement)"
STATE = "window.influence.state()"
PIXEL = """([x, y]) => {
const c = document.getElementById('picture'), b = c.getBoundingClientRect();
const k = c.width / b.width;
return [...c.getContext('2d').getImageData((x - b.left) * k, (y - b.top) * k, 1, 1).data]; }"""


@pytest.fixture
def page(watched: Open, account_page: Path) -> Iterator[Page]:
    found = watched(account_page)
    yield found.page
    assert not any(found.faults().values()), found.faults()


def at(page: Page, person: str) -> Any:
    return page.evaluate("id => window.influence.where(id)", person)


def click(page: Page, person: str) -> None:
    spot = at(page, person)
    page.mouse.click(spot["x"], spot["y"])


def state(page: Page) -> Any:
    return page.evaluate(STATE)


def test_opens_with_everybody_and_says_so(page: Page) -> None:
    assert state(page)["shown"]["people"] == state(page)["total"]["people"] == page.locator("tr[data-id]").count()
    assert f"{state(page)['total']['people']} of" in page.locator("#count").inner_text()


def test_state_has_the_promised_keys(page: Page) -> None:
    assert set(state(page)) == {"view", "selected", "filters", "shown", "total"}
    assert state(page)["view"] == "influence"
    assert state(page)["selected"] is None


def test_mouse_selects_the_person_under_it(page: Page) -> None:
    click(page, "chen-fang")
    assert state(page)["selected"] == "chen-fang"
    assert page.locator("[data-card=chen-fang]").inner_text() == "Chen Fang"
    assert page.locator("tr[data-id=chen-fang]").get_attribute("aria-selected") == "true"


def test_a_person_is_drawn_where_the_page_says(page: Page) -> None:
    spot = at(page, "zhao-gang")
    red, green, blue, alpha = page.evaluate(PIXEL, [spot["x"], spot["y"] + spot["r"] * 0.6])
    assert (red > 150, green < 110, blue < 80, alpha) == (True, True, True, 255)


def test_selecting_paints_a_ring(page: Page) -> None:
    before = page.evaluate(PIXEL, [(s := at(page, "xu-lan"))["x"], s["y"] - s["r"] - 6])
    page.evaluate("window.influence.select('xu-lan')")
    after = at(page, "xu-lan")
    assert page.evaluate(PIXEL, [after["x"], after["y"] - after["r"] - 6]) != before


def test_click_beside_clears(page: Page) -> None:
    click(page, "chen-fang")
    box = page.locator("#stage").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 120)
    assert state(page)["selected"] is None


def test_dragging_moves_everybody_alike(page: Page) -> None:
    before = [at(page, person) for person in ("chen-fang", "xu-lan")]
    box = page.locator("#stage").bounding_box()
    x, y = box["x"] + 12, box["y"] + 150
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=5)
    page.mouse.up()
    after = [at(page, person) for person in ("chen-fang", "xu-lan")]
    moves = [(round(b["x"] - a["x"]), round(b["y"] - a["y"])) for a, b in zip(before, after, strict=True)]
    assert moves[0] == moves[1]
    assert moves[0][0] > 40
    assert moves[0][1] > 15


def test_wheel_zooms_around_the_mouse(page: Page) -> None:
    spot = at(page, "chen-fang")
    page.mouse.move(spot["x"], spot["y"])
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(250)
    near, far = at(page, "chen-fang"), at(page, "xu-lan")
    assert abs(near["x"] - spot["x"]) < 2
    assert far is not None
    page.locator("[data-tool=fit]").click()
    assert at(page, "chen-fang")["r"] < near["r"]


@pytest.mark.parametrize("view", ["chart", "grid", "routes", "accounts", "influence"])
def test_views_switch_by_mouse_and_keep_the_selection(page: Page, view: str) -> None:
    page.evaluate("window.influence.select('chen-fang')")
    page.locator(f"[data-view={view}]").click()
    assert state(page)["view"] == view
    assert state(page)["selected"] == "chen-fang"
    assert page.locator(f"[data-view={view}]").get_attribute("aria-pressed") == "true"


def test_unknown_view_and_id_change_nothing(page: Page) -> None:
    before = state(page)
    page.evaluate(
        "window.influence.view('nothing'); window.influence.select('nobody'); window.influence.select('__proto__')"
    )
    assert state(page) == before


def test_chart_puts_superiors_above(page: Page) -> None:
    page.evaluate("window.influence.view('chart')")
    assert at(page, "chen-fang")["y"] < at(page, "sun-weimin")["y"]
    assert at(page, "gao-min")["y"] < at(page, "wu-jian")["y"]


def test_grid_orders_attitudes_left_to_right(page: Page) -> None:
    page.evaluate("window.influence.view('grid')")
    xs = [at(page, person)["x"] for person in ("zhao-gang", "sun-weimin", "chen-fang", "he-jun", "lin-yue")]
    assert xs == sorted(xs)


def test_grid_puts_the_influential_higher(page: Page) -> None:
    page.evaluate("window.influence.view('grid')")
    assert at(page, "sun-weimin")["y"] < at(page, "wu-jian")["y"]


def test_search_finds_by_parts_of_names_and_titles(page: Page) -> None:
    search = "text => window.influence.search(text)"
    assert page.evaluate(search, "chen f")[0] == "chen-fang"
    assert "sun-weimin" in page.evaluate(search, "finance director")
    assert page.evaluate(search, "no such person") == []
    assert page.evaluate(search, "") == []


def test_enter_in_the_search_box_selects_the_first_hit(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("lin yue")
    page.keyboard.press("Enter")
    assert state(page)["selected"] == "lin-yue"


def test_tab_reaches_search_views_and_rows_and_enter_selects(page: Page) -> None:
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.view || document.activeElement.tagName"
            )
        )
        if reached[-1] == "TR":
            break
    assert "search" in reached
    assert {"influence", "chart", "grid", "routes", "accounts"} <= set(reached)
    assert reached[-1] == "TR"
    wanted = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("Enter")
    assert state(page)["selected"] == wanted


def test_arrow_keys_walk_the_map(page: Page) -> None:
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    first = state(page)["selected"]
    x = at(page, first)["x"]
    page.keyboard.press("ArrowRight")
    second = state(page)["selected"]
    assert second != first
    assert at(page, second)["x"] > x or state(page)["selected"] != first


def test_number_keys_switch_views_and_escape_clears(page: Page) -> None:
    page.evaluate("window.influence.select('chen-fang')")
    page.keyboard.press("2")
    assert state(page)["view"] == "chart"
    page.keyboard.press("Escape")
    assert state(page)["selected"] is None


def test_undo_takes_back_step_by_step(page: Page) -> None:
    page.evaluate("window.influence.select('chen-fang'); window.influence.view('grid')")
    page.locator("[data-tool=undo]").click()
    assert state(page)["view"] == "influence"
    page.keyboard.press("Control+z")
    assert state(page)["selected"] is None


def test_filters_hide_and_come_back(page: Page) -> None:
    page.locator("#filters summary").click()
    page.locator("input[data-filter=attitude][value=resist]").uncheck()
    assert page.locator("tr[data-id=zhao-gang]").count() == 0
    assert at(page, "zhao-gang") is None
    assert "resist" not in state(page)["filters"]["attitude"]
    page.locator("[data-do=free]").click()
    assert page.locator("tr[data-id=zhao-gang]").count() == 1


@pytest.mark.parametrize(("box", "value"), [("layer", "operation"), ("kind", "knows")])
def test_each_filter_shows_less(page: Page, box: str, value: str) -> None:
    before = state(page)["shown"]
    page.locator("#filters summary").click()
    page.locator(f"input[data-filter={box}][value={value}]").uncheck()
    after = state(page)["shown"]
    assert after["people"] + after["ties"] < before["people"] + before["ties"]


def test_strength_filter_keeps_the_strong(page: Page) -> None:
    page.locator("#filters summary").click()
    page.locator("input[data-filter=strength]").fill("0.6")
    assert state(page)["shown"]["ties"] < state(page)["total"]["ties"]
    assert state(page)["filters"]["strength"] == 0.6


def test_interests_are_drawn_when_asked_for(page: Page) -> None:
    spot = at(page, "sun-weimin")
    where = [spot["x"] - spot["r"] - 9, spot["y"] - 4]
    before = page.evaluate(PIXEL, where)
    page.locator("#filters summary").click()
    page.locator("input[data-filter=interests]").check()
    assert page.evaluate(PIXEL, where) != before


def test_card_tells_title_evidence_and_what_if(page: Page) -> None:
    page.evaluate("window.influence.select('sun-weimin')")
    text = page.locator("#right").inner_text()
    assert "Finance director" in text
    assert "Audit team until 2021" in text
    assert page.locator("#right h3").all_inner_texts()


def test_card_routes_focus_the_map_and_only_the_route_shows_it_alone(page: Page) -> None:
    page.evaluate("window.influence.select('sun-weimin')")
    page.locator("#right [data-route]").first.click()
    page.locator("[data-do=only-route]").click()
    shown = state(page)["shown"]["people"]
    assert 2 <= shown <= 7
    page.locator("[data-do=no-route]").click()
    assert state(page)["shown"]["people"] == state(page)["total"]["people"]


def test_only_neighbours_then_expand(page: Page) -> None:
    page.evaluate("window.influence.select('xu-lan')")
    page.locator("[data-do=focus]").click()
    few = state(page)["shown"]["people"]
    page.locator("[data-person], [data-tie]").first.wait_for()
    page.evaluate("window.influence.select('wu-jian')")
    page.locator("[data-do=expand]").click()
    assert few < state(page)["shown"]["people"] < state(page)["total"]["people"]


def test_a_line_of_the_panel_focuses_its_person(page: Page) -> None:
    line = page.locator("#right [data-person]").first
    wanted = line.get_attribute("data-person")
    line.click()
    assert state(page)["selected"] == wanted


def test_clicking_a_tie_shows_its_sentence_and_evidence(page: Page) -> None:
    page.evaluate("window.influence.select('sun-weimin')")
    page.locator("#right [data-tie]", has_text="Song Yu").first.click()
    assert page.locator("[data-tie-card]").inner_text() == "Song Yu and Sun Weimin once worked together"
    assert page.locator("#right [data-evidence]").inner_text() == "Audit team until 2021"


def test_hover_names_the_person(page: Page) -> None:
    spot = at(page, "chen-fang")
    page.mouse.move(spot["x"], spot["y"])
    assert "Chen Fang" in page.locator("#tip").inner_text()


def test_language_switch_changes_every_word(page: Page) -> None:
    page.locator("[data-tool=lang]").click()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.locator("[data-view=chart]").inner_text() == "组织架构"
    assert "人" in page.locator("#count").inner_text()


def test_theme_switch_darkens_the_picture(page: Page) -> None:
    corner = page.evaluate("getComputedStyle(document.querySelector('.stage')).backgroundColor")
    page.locator("[data-tool=theme]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.querySelector('.stage')).backgroundColor") != corner


def test_picture_is_saved_as_png(page: Page, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.locator("[data-tool=png]").click()
    file = tmp_path / "map.png"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG")


def test_print_button_prints(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-tool=print]").click()
    assert page.evaluate("window.printed") is True


def test_selection_is_in_the_address_and_the_address_selects(page: Page) -> None:
    page.evaluate("window.influence.select('lin-yue')")
    assert page.evaluate("location.hash") == "#person=lin-yue"
    page.evaluate("location.hash = '#person=he-jun'")
    page.wait_for_function("window.influence.state().selected === 'he-jun'")
    page.evaluate("window.influence.select(null)")
    assert page.evaluate("location.hash") == ""


def test_deep_link_opens_on_the_person(watched: Open, account_page: Path) -> None:
    found = watched(account_page, hash_=f"#person={quote('sun-weimin')}")
    assert state(found.page)["selected"] == "sun-weimin"
    assert found.page.locator("[data-card=sun-weimin]").count() == 1


def test_labels_never_overlap(page: Page) -> None:
    boxes = [label["box"] for label in page.evaluate("window.influence.labels()")]
    clashes = [
        (a, b) for i, a in enumerate(boxes) for b in boxes[:i]
        if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
    ]  # fmt: skip
    assert len(boxes) > 20
    assert clashes == []


def test_every_name_of_the_sample_has_room_at_full_width(watched: Open, account_page: Path) -> None:
    found = watched(account_page, width=1920, height=1080)
    assert len(found.page.evaluate("window.influence.labels()")) == state(found.page)["shown"]["people"]


@pytest.mark.parametrize("width", [420, 768, 1280, 1920])
def test_no_sideways_scrolling(watched: Open, account_page: Path, width: int) -> None:
    page = watched(account_page, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_chinese_page_speaks_chinese(watched: Open, chinese_page: Path) -> None:
    found = watched(chinese_page)
    assert found.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert found.page.locator("[data-view=influence]").inner_text() == "影响力"
    assert not any(found.faults().values()), found.faults()


def test_accounts_open_into_people_and_close(watched: Open, accounts_page: Path) -> None:
    found = watched(accounts_page)
    page = found.page
    assert state(page)["view"] == "accounts"
    assert state(page)["shown"]["people"] == 0
    page.locator("[data-account=oakhall]").click()
    page.locator("[data-do=open]").click()
    opened = state(page)["shown"]["people"]
    assert 0 < opened < state(page)["total"]["people"]
    page.locator("[data-do=open]").click()
    assert state(page)["shown"]["people"] == 0
    assert not any(found.faults().values()), found.faults()


def test_accounts_open_by_keyboard(watched: Open, accounts_page: Path) -> None:
    page = watched(accounts_page).page
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert state(page)["shown"]["people"] > 0


@pytest.mark.parametrize("which", ["account_page", "accounts_page", "chinese_page"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(watched: Open, request: pytest.FixtureRequest, which: str, *, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = watched(request.getfixturevalue(which), dark=dark).page
    page.locator("#filters summary").click()
    whole = Axe().run(page).response["violations"]
    if which == "account_page":
        page.evaluate("window.influence.select('sun-weimin')")
        whole += Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in whole] == []


def test_data_are_in_an_inert_block_alone(account_page: Path) -> None:
    text = account_page.read_text("utf-8")
    start = text.index('<script id="influence-data" type="application/json">')
    assert "Chen Fang" not in text[:start]
    block = text[text.index(">", start) + 1 : text.index("</script>", start)]
    assert "chen-fang" in json.loads(block)["people"]["id"]
    assert not set("<>&") & set(block)


def test_paper_is_light_and_begins_with_the_map(page: Page) -> None:
    theme = "document.documentElement.dataset.theme"
    page.evaluate(f"{theme} === 'dark' || document.querySelector('[data-tool=theme]').click()")

    page.emulate_media(media="print")

    page.wait_for_selector("html[data-theme=light]")
    tops = [page.locator(part).bounding_box()["y"] for part in ("#stage", "#right", "#left")]  # type: ignore[index]
    assert tops == sorted(tops)
    page.emulate_media(media="screen")
    page.wait_for_selector("html[data-theme=dark]")
