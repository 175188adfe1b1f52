"""The page that pyvis writes as it comes, with a flag set once its layout has settled.

python benchmarks/pyvis_page.py GRAPH.json PAGE.html    # GRAPH: {"people": [[id, name]], "ties": [[id, id]]}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def page(graph: dict[str, list[list[str]]]) -> str:
    """The page's text."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for person, name in graph["people"]:
        net.add_node(person, label=name)
    for source, target in graph["ties"]:
        net.add_edge(source, target)
    flag = "network.once('stabilizationIterationsDone', () => { window.settled = true; });return network;"
    text: str = net.generate_html()
    return text.replace("return network;", flag, 1)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
