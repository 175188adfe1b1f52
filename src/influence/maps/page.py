"""The page: template, style and script made one file; the data only in an inert block, every hash in the policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from influence.maps.document import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICY = "default-src 'none'; {script}; {style}; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _asset(name: str) -> str:
    return resources.files("influence.maps").joinpath("assets", name).read_text("utf-8")


@cache
def script() -> str:
    """The page's script: the files of `assets/script` in the order of their names, in one closed scope."""
    folder = resources.files("influence.maps").joinpath("assets", "script")
    parts = sorted((part.name, part.read_text("utf-8")) for part in folder.iterdir() if part.name.endswith(".js"))
    return '"use strict";\n(() => {\n' + "\n".join(text for _, text in parts) + "})();\n"


@cache
def style() -> str:
    """The page's style sheet."""
    return _asset("style.css")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def policy(*, live: bool = False) -> str:
    """The content security policy: nothing but our own script and style, named by hash.

    `live` allows the local app's page to ask its own server; a file asks nobody.
    """
    rules = POLICY.format(script=f"script-src {_hash(script())}", style=f"style-src {_hash(style())}")
    return f"{rules}; connect-src 'self'" if live else rules


def templates() -> Any:
    """The Jinja environment of the page: always autoescaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined)


def page(document: Mapping[str, Any], *, live: bool = False) -> str:
    """One self-contained page that shows `document`; the same document gives the same bytes."""
    from markupsafe import Markup

    return str(
        templates()
        .get_template("template.html")
        .render(
            lang="zh-CN" if document["lang"] == "zh" else "en",
            title=document["title"],
            policy=policy(live=live),
            style=Markup(style()),  # noqa: S704 - our own file, no data in it
            script=Markup(script()),  # noqa: S704 - our own file, no data in it
            document=Markup(inert(document)),  # noqa: S704 - every < > & is escaped
        )
    )
