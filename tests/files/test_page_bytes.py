"""The page letter by letter: policy, script, language, title, data block."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import jinja2
import pytest

from influence import maps
from influence.maps.page import page, policy, script, style, templates

ASSETS = Path(maps.__file__).parent / "assets"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_our_script_and_style_alone() -> None:
    assert policy() == (
        f"default-src 'none'; script-src {_hash(script())}; style-src {_hash(style())}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def test_the_page_of_the_local_app_asks_its_own_server_alone() -> None:
    assert policy(live=True) == f"{policy()}; connect-src 'self'"


def test_the_script_is_its_files_in_one_closed_scope() -> None:
    files = sorted((ASSETS / "script").glob("*.js"))
    body = "\n".join(file.read_text(encoding="utf-8") for file in files)
    made = script.__wrapped__()  # anew, whatever an earlier test has kept
    assert made == script() == f'"use strict";\n(() => {{\n{body}}})();\n'


@pytest.mark.parametrize(("lang", "said"), [("en", "en"), ("zh", "zh-CN")])
@pytest.mark.parametrize("live", [False, True])
def test_language_and_policy_stand_at_the_head(lang: str, said: str, *, live: bool) -> None:
    made = page({"lang": lang, "title": "x"}, live=live)
    assert made.startswith(f'<!doctype html>\n<html lang="{said}"')
    assert f'content="{jinja2.filters.escape(policy(live=live))}"' in made
    assert ("connect-src" in made.split("</head>")[0].split("<style>")[0]) is live


def test_a_title_is_text_and_the_data_are_inert() -> None:
    document = {"lang": "en", "title": "<b>&'\"", "names": ["</script>", "\u2028"]}
    made = page(document)
    assert "<title>&lt;b&gt;&amp;&#39;&#34;</title>" in made
    block = re.search(r'<script id="influence-data" type="application/json">(.*?)</script>', made, re.DOTALL)
    assert block
    assert json.loads(block[1]) == document
    assert made.count("<script") == 2
    assert f"<style>{style()}</style>" in made
    assert f"<script>{script()}</script>" in made


def test_what_a_template_lacks_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        templates().from_string("{{ nothing }}").render()
    assert templates().from_string("{{ '<' }}").render() == "&lt;"
