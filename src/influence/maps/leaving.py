"""What if this person leaves: P(win), contacts orphaned, best routes lost - for everybody of a page at once.

P(win) comes from updates of the one solved system of opinions, so that two thousand people take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from influence.analysis.decision_ballot import Ballot
    from influence.analysis.decision_case import Case
    from influence.network import Network

Best = Callable[[str, str], float]


def _without(ballot: Ballot, member: int) -> Ballot:
    """The ballot with one member's vote and veto gone."""
    keep = [i for i in range(len(ballot.weights)) if i != member]
    return replace(ballot, weights=tuple(ballot.weights[i] for i in keep), vetoes=tuple(ballot.vetoes[i] for i in keep))


def _after(case: Case, opinions: Any, number: int) -> float | None:
    """P(win) of the others with the group's `opinions` once person `number` is silent; None where nobody votes."""
    import numpy as np

    seats = [seat for seat, member in enumerate(case.group.members) if member.person == number]
    ballot, kept = case.ballot, opinions
    for seat in seats:
        ballot, kept = _without(ballot, seat), np.delete(kept, seat)
    return float(ballot.win(kept[None], case.net.assumptions)[0]) if ballot.votes else None


def chances(case: Case, numbers: Sequence[int]) -> dict[int, float | None]:
    """P(win) after each of the contacts `numbers` has left; empty where P(win) is withheld.

    Cost: one solve, then a small system the size of each person's audience.
    """
    if case.pwin is None or case.withheld:
        return {}
    system = case.system
    heard = [n for n in numbers if case.places.get(n) in system.at]
    found = {n: _after(case, system.after_silence(case.places[n]), n) for n in heard}
    return {n: found.get(n, case.pwin) for n in numbers}


def orphans(net: Network, contacts: Sequence[int]) -> dict[int, list[int]]:
    """Team member -> contacts whose only unbroken tie to our team is theirs."""
    ours = set(net.team)
    alone: dict[int, list[int]] = defaultdict(list)
    for contact in contacts:
        tied = [other for other in net.neighbours(contact) if other in ours and not net.blocked(contact, other)]
        if len(tied) == 1:
            alone[tied[0]].append(contact)
    return dict(alone)


def lost_routes(best: Mapping[str, Mapping[str, Any]], without: Best) -> dict[str, list[dict[str, Any]]]:
    """Person -> best routes (``to``, ``before``, ``after``) that lead through them.

    `best` maps a target to its best route; ``without(target, person)`` gives the best probability avoiding a person.
    """
    lost: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for target, route in best.items():
        for person in route["people"][:-1]:
            change = {"to": target, "before": route["probability"], "after": without(target, person)}
            lost[person].append(change)
    return dict(lost)
