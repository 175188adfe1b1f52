"""Our own ties to an account: threads of work between one of us and one of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from influence.network.strength import step_probability

if TYPE_CHECKING:
    from influence.network import Network


@dataclass(frozen=True, slots=True)
class Thread:
    """A tie of one of ours to a contact, by numbers, with the strength of the strongest tie between them."""

    ours: int
    contact: int
    strength: float


def pair_strength(net: Network, one: int, other: int) -> float | None:
    """Strength of the strongest tie of two people; None without a tie or where a conflict stands between them."""
    if net.blocked(one, other):
        return None
    found = [state.strength for state in net.states(one, other) if state.strength is not None]
    return max(found, default=None)


def pair_probability(net: Network, one: int, other: int) -> float:
    """Step probability of the strongest tie of two people, 0 where there is none."""
    strength = pair_strength(net, one, other)
    return 0.0 if strength is None else step_probability(strength, net.assumptions)


def threads(net: Network, contacts: list[int]) -> list[Thread]:
    """Every tie of ours to `contacts`, conflicts left out; by contact, strongest first, then by our id."""
    team = set(net.team)
    found = []
    for contact in contacts:
        for near in net.neighbours(contact):
            strength = pair_strength(net, near, contact) if near in team else None
            if strength is not None:
                found.append(Thread(near, contact, strength))
    return sorted(found, key=lambda thread: (thread.contact, -thread.strength, thread.ours))
