from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import influence as inf
from influence import sample
from influence.errors import UsageError
from influence.network.convert import from_networkx, read_graph, write_graph

if TYPE_CHECKING:
    from influence.network import Network


def net() -> Network:
    return inf.load(sample.folder(), as_of=sample.AS_OF)


def test_a_graph_gives_back_every_row() -> None:
    there = net()

    assert from_networkx(there.to_networkx()).digest == there.digest


@pytest.mark.parametrize("form", ["graphml", "json"])
def test_a_file_gives_back_every_row(form: str) -> None:
    there = net()

    back = read_graph(write_graph(there.to_networkx(), form), form)

    assert from_networkx(back).digest == there.digest


def test_ties_carry_their_strength_at_the_date() -> None:
    there = net()
    tie = next(tie for tie in there.all_ties() if tie.kind == "friend")

    arcs = there.to_networkx().get_edge_data(tie.source, tie.target).values()

    assert tie.strength in [arc.get("strength") for arc in arcs]


def test_a_foreign_graph_is_refused() -> None:
    import networkx as nx

    with pytest.raises(UsageError, match="holds no rows of ours"):
        from_networkx(nx.MultiDiGraph())
