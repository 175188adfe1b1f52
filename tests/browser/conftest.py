"""One Chromium for all browser tests, and pages that remember everything they should not have done."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from influence import maps, sample
from influence.workspace import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from influence.network import Network

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
]
WATCH = """window.__ran = 0; window.__violations = [];
document.addEventListener('securitypolicyviolation', e => window.__violations.push(e.violatedDirective));
Object.defineProperty(window, '__xss', {set() { window.__ran += 1; }, get() { return 0; }});
window.alert = () => { window.__ran += 1; };"""


def chromium() -> str:
    """Debian's Chromium; `make test` installs it where it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("no Chromium: run `scripts/install-test-programs` as root, or install the package chromium")
    return found


@dataclass
class Watched:
    """A page, and what it said on the console, asked of the network, or raised."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def faults(self) -> dict[str, Any]:
        """Everything that must be empty after any use of the page."""
        return {
            "console": self.console,
            "requests": self.requests,
            "errors": self.errors,
            "ran": self.page.evaluate("window.__ran"),
            "violations": self.page.evaluate("window.__violations"),
        }


def _foreign(address: str, own: str) -> bool:
    """Whether a request is for anything but the page itself."""
    return address.split("#", maxsplit=1)[0] != own and not address.startswith("blob:")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a file or address and returns the page once it says that it is ready."""
    pages: list[Page] = []

    def open_page(
        target: Path | str, *, width: int = 1280, height: int = 800, dark: bool = False, hash_: str = ""
    ) -> Watched:
        page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        pages.append(page)
        found = Watched(page)
        address = target.as_uri() if isinstance(target, Path) else target
        page.on("console", lambda message: found.console.append(message.text))
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        own = address.split("#", maxsplit=1)[0]
        page.on("request", lambda request: found.requests.append(request.url) if _foreign(request.url, own) else None)
        page.add_init_script(WATCH)
        page.goto(address + hash_)
        page.wait_for_selector("html[data-state=ready]", timeout=20_000)
        return found

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def net() -> Network:
    """The English sample."""
    return load(sample.folder("en"), as_of=sample.AS_OF)


@pytest.fixture(scope="session")
def account_page(net: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.map(net, account="oakhall").save(tmp_path_factory.mktemp("maps") / "oakhall.html")


@pytest.fixture(scope="session")
def chinese_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    net = load(sample.folder("zh"), as_of=sample.AS_OF)
    account = min(net.accounts, key=lambda a: -len(net.contacts(a)))
    return maps.map(net, account=account, lang="zh").save(tmp_path_factory.mktemp("maps") / "zh.html")


@pytest.fixture(scope="session")
def accounts_page(net: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.map(net).save(tmp_path_factory.mktemp("maps") / "accounts.html")
