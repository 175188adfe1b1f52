"""What does not change in a what-if: contacts at a date with their layer, rival posts and recorded attitude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from influence.analysis.types import Ints
    from influence.network import Columns, Network


@dataclass(frozen=True, slots=True)
class Standing:
    """Contacts known at the date, by number, rising: `level` (-1 none), `rival`, `attitude` as recorded."""

    people: Ints
    level: Ints
    rival: Any
    attitude: Any


_KEPT: WeakKeyDictionary[Columns, dict[int, Standing]] = WeakKeyDictionary()


def standing(net: Network) -> Standing:
    """The standing of all contacts known at the network's date, whatever it changes; kept with its columns."""
    kept = _KEPT.setdefault(net.columns, {})
    if net.day not in kept:
        kept[net.day] = _standing(net)
    return kept[net.day]


def _standing(net: Network) -> Standing:
    import numpy as np

    from influence.network import existing

    columns, day = net.columns, net.day
    people = [p for p in range(len(net)) if columns.group[p] == 0 and net.known(p)]
    return Standing(
        np.array(people, dtype=np.int64),
        np.array([net.level(p) for p in people], dtype=np.int64),
        np.array([net.rival(p) for p in people], dtype=bool),
        np.array([existing.attitude(columns, p, day) for p in people], dtype=np.int64),
    )


def present_contacts(net: Network) -> Any:
    """Which of `standing(net).people` are present in `net`, as a mask."""
    import numpy as np

    people = standing(net).people
    there = np.ones(len(people), dtype=bool)
    if net.changes.gone:
        there &= ~np.isin(people, list(net.changes.gone))
    if net.changes.only is not None:
        there &= np.isin(people, list(net.changes.only))
    return there


def attitudes(net: Network, people: Ints) -> list[str]:
    """Attitude word of each of `people` (present contacts, rising), changes applied."""
    import numpy as np

    from influence.model.scales import ATTITUDE

    base = standing(net)
    words = np.array(ATTITUDE.words)[base.attitude[np.searchsorted(base.people, people)]]
    found: list[str] = words.tolist()
    for person, word in net.changes.attitudes.items():
        at = int(np.searchsorted(people, person))
        if at < len(people) and people[at] == person:
            found[at] = word
    return found
