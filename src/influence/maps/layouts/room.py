"""How much room a person and the label below take on the plane (units: about pixels at scale 1)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from influence.maps.view import Node

WIDE, NARROW = 13.0, 7.0
LINE = 15.0


def text_width(text: str | None, letters: int = 26) -> float:
    """Estimated width of `text` in the page's 12 px type, cut after `letters`.

    >>> text_width("Ann") < text_width("陈芳华")
    True
    """
    shown = (text or "")[:letters]
    return sum(WIDE if unicodedata.east_asian_width(letter) in "WF" else NARROW for letter in shown)


def label_box(node: Node) -> tuple[float, float]:
    """Width and height that the node and its two label lines need."""
    wide = max(text_width(node.name), 0.88 * text_width(node.title, 24), 2 * node.size)
    return wide + 18, 2 * node.size + 2 * LINE + 16


def name_box(node: Node) -> tuple[float, float]:
    """Width and height that the node and its name alone need, where the plane is drawn small."""
    return max(1.35 * text_width(node.name), 2 * node.size + 24) + 14, 2 * node.size + 2 * LINE + 12
