"""The page's data and bytes: inert, deterministic, complete, and no more than is shown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from influence import maps, sample
from influence.errors import UnknownName, UsageError
from influence.maps.document import document, inert, words
from influence.maps.page import policy, script, style
from influence.workspace import load

if TYPE_CHECKING:
    from influence.network import Network

ASSETS = Path(maps.__file__).parent / "assets"


@pytest.fixture(scope="module")
def net() -> Network:
    return load(sample.folder("en"), as_of=sample.AS_OF)


@pytest.fixture(scope="module")
def page(net: Network) -> str:
    return maps.map(net, account="oakhall").html()


def data(page: str) -> Any:
    found = re.search(r'<script id="influence-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("text", ["</script>", "<!--", "&amp;", "\u2028\u2029", "]]>"])
def test_data_are_inert_and_come_back(text: str) -> None:
    assert not set("<>&\u2028\u2029") & set(inert([text]))
    assert json.loads(inert([text])) == [text]


def test_the_policy_stands_first_and_names_the_hashes(page: str) -> None:
    assert page.index("Content-Security-Policy") - page.index("<head>") < 40
    for text in (script(), style()):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy()
        assert text in page
    assert "unsafe" not in policy()
    assert policy().startswith("default-src 'none'")


def test_the_page_asks_nobody(page: str) -> None:
    assert "connect-src" not in policy()
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


def test_the_same_network_gives_the_same_bytes(page: str) -> None:
    again = load(sample.folder("en"), as_of=sample.AS_OF)
    assert maps.map(again, account="oakhall").html() == page


def test_no_script_writes_html() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\.cssText"
    )
    assert [p.name for p in sorted(ASSETS.rglob("*.js")) if forbidden.search(p.read_text("utf-8"))] == []


def test_every_word_that_the_script_says_is_there_in_both_languages() -> None:
    said = set(re.findall(r'say\("([a-z._]+)"', script())) | set(re.findall(r'section\("([a-z._]+)"', script()))
    assert said <= set(words())
    assert all(english and chinese for english, chinese in words().values())


def test_view_holds_the_account_and_everyone_tied_to_it(net: Network) -> None:
    view = maps.build_view(net, account="oakhall")
    own = {net.ids[n] for n in net.contacts("oakhall")}
    tied = {net.ids[o] for n in net.contacts("oakhall") for o in net.neighbours(n)}
    assert own | tied <= {person.id for person in view.people}
    assert set(view.places) == {"influence", "chart", "grid", "routes", "accounts"}


def test_removed_and_foreign_people_are_absent(net: Network) -> None:
    text = maps.map(net, account="brightwell").html()
    strangers = {net.ids[n] for n in net.everyone} - {p.id for p in maps.build_view(net, account="brightwell").people}
    assert strangers
    assert not [one for one in strangers if f'"{one}"' in text]


def test_what_if_somebody_leaves_is_the_answer_of_whatif(net: Network) -> None:
    from influence.analysis.whatif import whatif

    view = maps.build_view(net, account="oakhall")
    for person in ("chen-fang", "zhao-gang", "lin-yue", "xu-lan"):
        number = next(i for i, node in enumerate(view.people) if node.id == person)
        expected = whatif(net, "premium-line", without=person).answer["after"]["pwin"]
        assert view.leaving[number].after == pytest.approx(expected, abs=1e-9)


def test_subject_must_be_known(net: Network) -> None:
    with pytest.raises(UnknownName):
        maps.map(net, account="nowhere")
    with pytest.raises(UsageError):
        maps.map(net, account="brightwell", deal="premium-line")


def test_pyvis_network_carries_the_map_and_restyles_it(net: Network) -> None:
    drawn = maps.map(net, account="oakhall")
    assert drawn.network.directed
    assert len(drawn.network.edges) == len(drawn.view.ties)
    drawn.network.nodes[0]["color"] = "#123456"
    drawn.network.nodes[1]["size"] = 33
    people = data(drawn.html())["people"]
    assert people["colour"] == {"0": "#123456"}
    assert people["size"][1] == 33


def test_notebook_frame_is_sandboxed(net: Network) -> None:
    frame = maps.map(net, account="oakhall")._repr_html_()
    assert frame.startswith("<iframe")
    assert 'sandbox="allow-scripts' in frame
    assert "allow-same-origin" not in frame
    assert "<script" not in frame


def test_saved_page_is_private_and_never_replaces_a_foreign_file(net: Network, tmp_path: Path) -> None:
    file = maps.map(net, account="oakhall").save(tmp_path / "map.html")
    assert file.stat().st_mode & 0o777 == 0o600
    maps.map(net).save(file)
    file.write_text("mine", "utf-8")
    with pytest.raises(UsageError):
        maps.map(net).save(file)


def test_large_accounts_start_with_the_weightiest(net: Network) -> None:
    from influence.maps import people

    nodes = maps.build_view(net, account="oakhall").people
    levels = people.levels(nodes, everybody=10, shown=5)
    assert levels.count(0) == 5
    shown = [node for node, level in zip(nodes, levels, strict=True) if not level]
    assert all(node.badges for node in shown)


def test_document_is_json_ready(net: Network) -> None:
    assert json.loads(json.dumps(document(maps.build_view(net)), allow_nan=False))["kind"] == "accounts"


def test_very_large_networks_hold_the_best_tied_and_say_so(monkeypatch: pytest.MonkeyPatch, net: Network) -> None:
    from influence.maps import build

    monkeypatch.setattr(build, "MOST_PEOPLE", 10)
    monkeypatch.setattr(build, "BEST_TIED", 8)
    view = maps.build_view(net)
    assert len(view.people) == 8
    assert view.total["people"] == len(net.everyone)
    assert "8 best tied" in view.warnings[0]


def test_an_account_opens_into_its_best_tied(monkeypatch: pytest.MonkeyPatch, net: Network) -> None:
    from influence.maps import people

    monkeypatch.setattr(people, "MANY_SHOWN", 3)
    view = maps.build_view(net)
    opened = [p.account for p in view.people if p.level == 0]
    assert max(opened.count(account) for account in set(opened)) == 3


def test_a_large_account_draws_its_weightiest_and_whoever_is_above_them(
    monkeypatch: pytest.MonkeyPatch, net: Network
) -> None:
    from influence.maps import people

    monkeypatch.setattr(people, "EVERYBODY", 10)
    monkeypatch.setattr(people.levels, "__kwdefaults__", {"everybody": 10, "shown": 4})
    view = maps.build_view(net, account="oakhall")
    shown = {person.id for person in view.people if person.level == 0}
    assert 4 <= len(shown) < len(view.people)
    assert "chen-fang" in shown
    charted = {p.id for p, x in zip(view.people, view.places["chart"].x, strict=True) if x is not None}
    assert charted <= shown
    assert all(x is not None for x in view.places["influence"].x)
