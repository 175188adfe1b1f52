"""A new kind of tie is one edit: everything else derives from it."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, pathlib, sys, tempfile
from influence.model import kinds
from influence.model.scales import Scale
sentences = "{source} lives beside {target}", "{source}是{target}的邻居"
kinds.TIE_KINDS["neighbour"] = kinds.TieKind("neighbour", True, 0.3, *sentences)
kinds.TIE_KIND = Scale("tie_kind", "value kind (relationships)", tuple(kinds.TIE_KINDS), blank="knows")
import influence as inf
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "contacts.csv").write_text("id,name\\nc,Cleo\\n", encoding="utf-8")
(folder / "team.csv").write_text("id,name\\nt,Tom\\n", encoding="utf-8")
(folder / "relationships.csv").write_text("source,target,kind\\nt,c,neighbour\\n", encoding="utf-8")
net = inf.load(folder, as_of="2026-11-01")
route = inf.routes(net, "Cleo").entries[0]
graph = net.to_networkx()
labels = sorted({kind for _, _, kind in graph.edges(data="kind")})
print(json.dumps({"kind": route["steps"][0]["kind"], "strength": route["steps"][0]["strength"], "labels": labels}))
"""


def test_one_entry_makes_a_kind_that_loads_carries_routes_and_has_a_label() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    found = json.loads(run.stdout)
    assert found == {"kind": "neighbour", "strength": 0.3, "labels": ["NEIGHBOUR"]}
