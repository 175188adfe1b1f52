"""The pyvis `Network` that carries a view: always directed, with fixed places, and our own page as its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from influence.maps.view import Link, Node, View

SHAPES = {"contact": "dot", "team": "square", "referrer": "diamond"}
COLOURS = {
    "resist": "#b8420f",
    "doubt": "#eb9f56",
    "neutral": "#8b94a0",
    "accept": "#6fb1dc",
    "support": "#1d5fa6",
    "unknown": "#ffffff",
}
OURS = "#0b6e6e"


def colour(node: Node) -> str:
    """Colour of a person as carried: by attitude, our own side in one colour."""
    return COLOURS[node.attitude] if node.group == "contact" else OURS


def _node(view: View, i: int) -> dict[str, Any]:
    node, at = view.people[i], view.places["influence"]
    return {
        "label": node.name,
        "title": ", ".join(part for part in (node.name, node.title) if part),
        "shape": SHAPES[node.group],
        "color": colour(node),
        "size": node.size,
        "x": at.x[i],
        "y": at.y[i],
        "physics": False,
    }


def _edge(tie: Link) -> dict[str, Any]:
    return {
        "kind": tie.kind,
        "width": 0.6 + 2.8 * (tie.strength or 0.0),
        "arrows": "to" if tie.directed else "",
        "dashes": tie.inferred,
        "title": tie.evidence or tie.kind,
    }


def network(view: View) -> Any:
    """A working pyvis `Network` of `view` to restyle: colours and sizes set on its nodes are drawn by our page."""
    from pyvis.network import Network

    carrier = Network(directed=True, cdn_resources="in_line", height="640px", width="100%")
    carrier.toggle_physics(False)
    for i, node in enumerate(view.people):
        carrier.add_node(f"n:{node.id}", **_node(view, i))
    for tie in view.ties:
        carrier.add_edge(f"n:{view.people[tie.source].id}", f"n:{view.people[tie.target].id}", **_edge(tie))
    return carrier


def restyled(view: View, carrier: Any) -> tuple[dict[int, str], dict[int, float]]:
    """Colours and sizes that the user changed on the carrier, by the number of the person."""
    changed = list(enumerate(zip(view.people, carrier.nodes, strict=False)))
    colours = {
        i: str(n["color"]) for i, (p, n) in changed if isinstance(n.get("color"), str) and n["color"] != colour(p)
    }
    sizes = {i: float(n["size"]) for i, (p, n) in changed if n.get("size") != p.size}
    return colours, sizes
