"""The graph of an account: its people and, per pair, the strongest tie that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.errors import UsageError
from influence.model.kinds import TIE_KIND, TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from influence.analysis.graph import Graph
    from influence.network import Network


def account_id(net: Network, text: str | None) -> str | None:
    """Id of the account that `text` names, None for None; raises `UnknownName`, `AmbiguousName`."""
    return None if text is None else net.resolve(text, "account").id


def people_of(net: Network, account: str | None) -> list[int]:
    """Present people of the account by number, or everyone; raises `UsageError` where nobody is left."""
    people = net.everyone if account is None else net.contacts(account)
    if not people:
        raise UsageError(
            f"there is nobody at {account or 'all'} on {net.as_of}",
            hint="load contacts of the account, or choose another date",
        )
    return people


def account_graph(net: Network, people: Sequence[int], *, kinds: Iterable[str] = (), directed: bool = False) -> Graph:
    """Ties among `people` (places in the order given); pairs with a conflict are left out.

    Undirected: one tie per pair. `directed`: arcs as the rows point, symmetric ties both ways. Of several ties of a
    pair the strongest counts. `kinds`: only these. Cost linear in ties.
    """
    import numpy as np

    from influence.analysis.graph import arcs

    place = np.full(len(net), -1, np.int64)
    place[list(people)] = np.arange(len(people))
    ties = net.arrays()
    source, target = place[ties.source], place[ties.target]
    use = (source >= 0) & (target >= 0) & ~ties.blocked & np.isin(ties.kind, _wanted(kinds))
    source, target, strength, kind = source[use], target[use], ties.strength[use].astype(float), ties.kind[use]
    symmetric = np.array([entry.symmetric for entry in TIE_KINDS.values()])[kind] & ~ties.directed[use]
    back = symmetric if directed else np.ones(len(source), bool)
    strength = np.concatenate([strength, strength[back]])
    constants = net.assumptions
    distance = np.logaddexp(0.0, constants["step_offset"] - constants["step_slope"] * strength)
    ends = (np.concatenate([source, target[back]]), np.concatenate([target, source[back]]))
    return arcs(len(people), *ends, strength, distance, directed=directed)


def _wanted(kinds: Iterable[str]) -> list[int]:
    names = list(kinds) or [kind.name for kind in TIE_KINDS.values() if not kind.blocks]
    for name in names:
        if name not in TIE_KINDS or TIE_KINDS[name].blocks:
            raise UsageError(f"{name!r} is no kind of tie to measure", hint=f"one of {', '.join(TIE_KIND.words[:-1])}")
    return [TIE_KIND.index(name) for name in names]
