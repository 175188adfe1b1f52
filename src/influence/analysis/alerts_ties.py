"""Alerts about ties and people: silence, cooling, falling attitudes."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from influence.analysis.reach import threads
from influence.model.scales import ATTITUDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

_UNKNOWN = ATTITUDE.index("unknown")


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert: day, id of what it is about, kind, message, and the number behind it."""

    on: str
    about: str
    kind: str
    message: str
    value: float | None = None


def watched(net: Network) -> list[int]:
    """Contacts whom we look after: present, with a current post, not of a rival."""
    return [person for person in net.all_contacts if net.posts(person) and not net.rival(person)]


def silence(net: Network) -> Iterator[Alert]:
    """Contacts not heard of for longer than usual, or than their `contact_every` allows.

    Usual: the larger of three mean gaps and the 95th percentile of the contact's own gaps (two gaps at least).
    """
    days = contact_days(net)
    for person in watched(net):
        own = days.get(person, [])
        if not own:
            continue
        gap, every = net.day - own[-1], net.person(person).get("contact_every")
        usual = usual_gap(own, net.assumptions["silence_gaps"], net.assumptions["silence_percentile"])
        limit = min((value for value in (usual, every) if value is not None), default=math.inf)
        if gap > limit:
            why = "agreed" if limit == every else "usual at most"
            message = f"no contact with {net.name(person)} for {gap} days; {why} {limit:.0f}"
            yield Alert(net.as_of.isoformat(), net.ids[person], "silence", message, float(gap))


def contact_days(net: Network) -> dict[int, list[int]]:
    """Days (ordinals, rising, each once) on which one of ours and the contact had to do, social media apart."""
    found: dict[int, set[int]] = {}
    for row in net.records("interactions"):
        people = [net.index(one) for one in (row.source, *row.target)]
        if row.channel == "social" or not any(net.group(p) == "team" for p in people):
            continue
        for person in people:
            if net.group(person) == "contact":
                found.setdefault(person, set()).add(date.fromisoformat(row.date).toordinal())
    return {person: sorted(days) for person, days in found.items()}


def usual_gap(days: list[int], means: float, percentile: float) -> float | None:
    """Longest usual gap: the larger of `means` mean gaps and the own percentile; None below two gaps.

    >>> usual_gap([0, 10, 20, 30], 3, 0.95)
    30.0
    """
    gaps = sorted(b - a for a, b in itertools.pairwise(days))
    if len(gaps) < 2:
        return None
    place = percentile * (len(gaps) - 1)
    low = int(place)
    high = min(low + 1, len(gaps) - 1)
    own = gaps[low] + (place - low) * (gaps[high] - gaps[low])
    return max(means * sum(gaps) / len(gaps), own)


def cooling(net: Network) -> Iterator[Alert]:
    """Ties of ours that lost a third of their strength in 90 days."""
    then = earlier(net, net.assumptions["cooling_days"])
    people = watched(net)
    before = {(t.ours, t.contact): t.strength for t in threads(then, [p for p in people if then.present(p)])}
    for thread in threads(net, people):
        was = before.get((thread.ours, thread.contact), 0.0)
        if was > 0 and thread.strength <= was * (1 - net.assumptions["cooling_share"]) + 1e-12:
            message = (
                f"the tie of {net.name(thread.ours)} and {net.name(thread.contact)} fell from {was:.2f} "
                f"to {thread.strength:.2f}"
            )
            yield Alert(net.as_of.isoformat(), net.ids[thread.contact], "cooling", message, 1 - thread.strength / was)


def earlier(net: Network, days: float) -> Network:
    """The same network `days` earlier."""
    return type(net)(net.columns, net.as_of - timedelta(days=days), net.assumptions, net.changes)


def attitude_drops(net: Network) -> Iterator[Alert]:
    """Falls of two steps within 60 days; of any size at the decision layer."""
    for person in watched(net):
        fall = _fall(net, person)
        needed = 1 if net.layer(person) == "decision" else net.assumptions["drop_steps"]
        if fall and fall[0] >= needed:
            steps, on, before, after = fall
            message = f"{net.name(person)} fell from {before} to {after}"
            yield Alert(on, net.ids[person], "attitude_drop", message, float(steps))


def _fall(net: Network, person: int) -> tuple[int, str, str, str] | None:
    """Largest fall to the present attitude within the window: steps, day, words before and after."""
    columns = net.columns
    slots = range(columns.attitude_at[person], columns.attitude_at[person + 1])
    history = [(columns.attitude_on[at], columns.attitude[at]) for at in slots if columns.attitude_on[at] <= net.day]
    history = [entry for entry in history if entry[1] != _UNKNOWN]
    if len(history) < 2:
        return None
    on, now = history[-1]
    first = net.day - net.assumptions["drop_days"]
    inside = [word for day, word in history[:-1] if day >= first]
    outside = [word for day, word in history[:-1] if day < first][-1:]
    highest = max(inside + outside, default=now)
    if on < first or highest <= now:
        return None
    return highest - now, _iso(on), ATTITUDE.words[highest], ATTITUDE.words[now]


def _iso(day: Any) -> str:
    return date.fromordinal(int(day)).isoformat()
