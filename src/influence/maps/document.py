"""A view as the page's data block: columns of plain values, small, and inert wherever it is put."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from influence.maps.view import BADGES, Link, Node, Placing, View
from influence.model.kinds import TIE_KINDS
from influence.model.scales import ATTITUDE, GROUPS, LAYER
from influence.model.words import in_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

NOTE_LETTERS = 2000
_SCALES = {
    "attitude": "value attitude",
    "layer": "value layer",
    "type": "value type (accounts)",
    "tie": "value kind (relationships)",
    "interest": "value kind (interests)",
    "effect": "value effect",
    "state": "value state",
    "part": "value part",
    "role": "value role",
    "referrer": "value kind (referrers)",
    "expects": "value expects_kind",
}
_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@cache
def words() -> dict[str, tuple[str, str]]:
    """Every text of the page: key -> English, Chinese; the words of the scales come from the model."""
    with resources.files("influence.maps").joinpath("assets/words.csv").open(encoding="utf-8") as lines:
        own = {row["key"]: (row["english"], row["chinese"]) for row in csv.DictReader(lines)}
    scales = {
        f"{scale}.{english}": (english.replace("_", " "), chinese[0])
        for scale, where in _SCALES.items()
        for english, chinese in in_place(where).items()
    }
    return scales | own


def inert(content: Any) -> str:
    r"""`content` as JSON in which no letter can end a script block or mean anything to HTML.

    >>> inert({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def _short(number: float | None, digits: int = 4) -> float | None:
    return None if number is None else round(number, digits)


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _sparse(items: Iterable[Any]) -> dict[str, Any]:
    return {str(i): item for i, item in enumerate(items) if item not in (None, (), "")}


def _position(words_of: Sequence[str], word: str | None) -> int:
    return -1 if word is None else words_of.index(word)


def _badge_bits(node: Node) -> int:
    return sum(1 << BADGES.index(badge) for badge in node.badges)


_PEOPLE: dict[str, Callable[[Node], Any]] = {
    "id": lambda n: n.id,
    "name": lambda n: n.name,
    "group": lambda n: GROUPS.index(n.group),
    "attitude": lambda n: ATTITUDE.index(n.attitude),
    "layer": lambda n: _position(LAYER.words, n.layer),
    "account": lambda n: n.account,
    "title": lambda n: n.title,
    "department": lambda n: n.department,
    "influence": lambda n: _short(n.influence, 5),
    "opinion": lambda n: _short(n.opinion),
    "size": lambda n: _short(n.size, 1),
    "level": lambda n: n.level,
    "badges": _badge_bits,
}


def _people(nodes: Sequence[Node], colours: Mapping[int, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: [value(node) for node in nodes] for name, value in _PEOPLE.items()}
    notes = _sparse(None if node.note is None else node.note[:NOTE_LETTERS] for node in nodes)
    cut = _sparse(
        None if node.note is None or len(node.note) <= NOTE_LETTERS else len(node.note) - NOTE_LETTERS for node in nodes
    )
    return columns | {"note": notes, "cut": cut, "colour": {str(i): colour for i, colour in colours.items()}}


def _flags(tie: Link) -> int:
    return tie.directed + 2 * tie.inferred + 4 * tie.conflict + 8 * tie.main


def _ties(ties: Sequence[Link]) -> dict[str, Any]:
    kinds = list(TIE_KINDS)
    return {
        "source": [tie.source for tie in ties],
        "target": [tie.target for tie in ties],
        "kind": [kinds.index(tie.kind) for tie in ties],
        "strength": [None if tie.strength is None else round(1000 * tie.strength) for tie in ties],
        "confidence": [round(1000 * tie.confidence) for tie in ties],
        "flags": [_flags(tie) for tie in ties],
        "since": _sparse(tie.since for tie in ties),
        "last": _sparse(tie.last_contact for tie in ties),
        "evidence": _sparse(tie.evidence for tie in ties),
    }


def _kinds() -> list[dict[str, Any]]:
    return [
        {"name": kind.name, "sentence": kind.sentence, "sentence_zh": kind.sentence_zh} for kind in TIE_KINDS.values()
    ]


def _placing(placing: Placing) -> dict[str, Any]:
    return {
        "x": [_whole(x) for x in placing.x],
        "y": [_whole(y) for y in placing.y],
        "frame": list(placing.frame),
        "lines": list(placing.lines),
    }


def _accounts(view: View) -> list[dict[str, Any]]:
    return [
        {
            "id": a.id,
            "name": a.name,
            "type": a.type,
            "count": a.count,
            "x": round(a.x),
            "y": round(a.y),
            "r": round(a.r, 1),
            "us": a.us,
            "rival": a.type == "rival",
            "href": a.href,
            "tier": a.tier,
            "facts": a.facts,
        }
        for a in view.accounts
    ]


def _panel(view: View) -> dict[str, Any]:
    panel = view.panel
    deal = None if panel.deal is None and not panel.implicit else {"name": panel.deal, "implicit": panel.implicit}
    return {
        "deal": deal,
        "assumed": panel.assumed,
        "pwin": panel.pwin,
        "low": panel.low,
        "high": panel.high,
        "withheld": panel.withheld,
        "influencers": list(panel.influencers),
        "blockers": list(panel.blockers),
        "allies": list(panel.allies),
        "routes": list(panel.routes),
        "actions": list(panel.actions),
        "questions": list(panel.questions),
    }


def _leaving(view: View) -> dict[str, Any]:
    return {
        str(i): {
            "before": _short(left.before),
            "pwin": _short(left.after),
            "orphans": left.orphans,
            "routes": [[to, _short(before), _short(after)] for to, before, after in left.routes],
        }
        for i, left in view.leaving.items()
    }


def _latin(nodes: Sequence[Node]) -> dict[str, str]:
    """Pinyin of Chinese names where the optional package is there, so that Latin letters find them."""
    from influence.maps.latin import latin

    return {str(i): text for i, node in enumerate(nodes) if (text := latin(node.name))}


def document(view: View, *, colours: Mapping[int, str] | None = None, **more: Any) -> dict[str, Any]:
    """The data block of a page: everything `view` shows, as JSON-ready values; `more` adds keys of the local app."""
    return {
        "schema_version": 1,
        "kind": view.kind,
        "title": view.title,
        "lang": view.lang,
        "as_of": view.as_of,
        "digest": view.digest,
        "account": view.account,
        "deal_id": view.deal,
        "view": "influence" if view.kind == "account" else "accounts",
        "words": words(),
        "kinds": _kinds(),
        "people": _people(view.people, colours or {}),
        "ties": _ties(view.ties),
        "accounts": _accounts(view),
        "account_pages": any(account.href for account in view.accounts),
        "links": view.links,
        "views": {name: _placing(placing) for name, placing in view.places.items()},
        "routes": [
            {"people": way.people, "p": way.probability, "weakest": way.weakest, "flags": way.flags}
            for way in view.routes
        ],
        "interests": [
            {"holder": i.holder, "kind": i.kind, "effect": i.effect, "state": i.state, "description": i.description}
            for i in view.interests
        ],
        "leaves": _leaving(view),
        "facts": _sparse(node.facts for node in view.people),
        "latin": _latin(view.people),
        "panel": _panel(view),
        "total": dict(view.total),
        "assumptions": list(view.assumptions.items()),
        "warnings": list(view.warnings),
        "words_act": view.words_act,
        "words_try": view.words_try,
        **more,
    }
