"""Draws the pictures of docs/pictures from the sample: five views, both languages, light and dark.

    python tests/browser/draw_pictures.py

Needs Chromium (`scripts/install-test-programs`) and the package playwright.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from influence import maps, sample
from influence.workspace import load

HERE = Path(__file__).parents[2] / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VIEWS = ("influence", "chart", "grid", "routes", "accounts")
MAIN = "oakhall"


def pages(lang: str, folder: Path) -> dict[str, Path]:
    """The page of the main account, and that of all accounts, in one language."""
    net = load(sample.folder(lang), as_of=sample.AS_OF)
    account = MAIN if MAIN in net.accounts else max(net.accounts, key=lambda one: len(net.contacts(one)))
    one = maps.map(net, account=account, lang=lang).save(folder / f"account-{lang}.html")
    return {"account": one, "accounts": maps.map(net, lang=lang).save(folder / f"accounts-{lang}.html")}


def draw(browser: Browser, file: Path, view: str, name: str, *, dark: bool = False) -> None:
    """One picture of one view."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="dark" if dark else "light")
    tab.goto(file.as_uri())
    tab.wait_for_selector("html[data-state=ready]")
    tab.evaluate("view => window.influence.view(view)", view)
    tab.wait_for_timeout(200)
    tab.screenshot(path=HERE / name)
    tab.close()


def main() -> None:
    """Draw them all."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for lang in ("en", "zh"):
            files = pages(lang, Path(folder))
            for view in VIEWS:
                file = files["accounts"] if view == "accounts" else files["account"]
                for dark in (False, True):
                    draw(browser, file, view, f"{view}-{lang}-{'dark' if dark else 'light'}.png", dark=dark)
        browser.close()


if __name__ == "__main__":
    main()
