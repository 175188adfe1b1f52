"""Who listens to whom: raw weights among all contacts, from ties and standing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from influence.analysis.standing import present_contacts, standing
from influence.model.kinds import TIE_KIND, TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.analysis.opinions import Field
    from influence.analysis.types import Floats, Ints, Sparse
    from influence.network import Network

_REPORTS_TO = TIE_KIND.index("reports_to")
_NO_LAYER = 9
_KEPT = 6  # two matters, each as it stands and with its unknown attitudes worse and better


@dataclass(frozen=True, slots=True)
class Listening:
    """Contacts present, by place, and the raw weight of every arc ``listener -> speaker`` among them.

    `people` are numbers of the network, rising; `rival` marks those who neither hear nor are heard. Of each arc
    `weight` > 0, with `strength` and `confidence` of the tie that makes it; arcs are by listener, then speaker.
    """

    people: Ints
    rival: Any
    listener: Ints
    speaker: Ints
    weight: Floats
    strength: Floats
    confidence: Floats
    kept: dict[bytes, Floats] = field(default_factory=dict, init=False, repr=False)  # other weights, other opinions
    place: dict[int, int] = field(default_factory=dict, init=False, repr=False)

    def settled(self, base: Floats, initial: Floats, solve: Callable[[], Field]) -> Floats:
        """Settled opinions of `initial` under `base` in the field that `solve` gives; the last few are kept."""
        key = base.tobytes() + initial.tobytes()
        if key not in self.kept:
            found = solve().settled(initial)
            if len(self.kept) >= _KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[key] = found
        return self.kept[key]

    def __len__(self) -> int:
        return len(self.people)

    def raw(self) -> Sparse:
        """Raw weights as a sparse matrix, ``[listener, speaker]``."""
        from scipy.sparse import csr_array

        return csr_array((self.weight, (self.listener, self.speaker)), shape=(len(self), len(self)))

    def places(self) -> dict[int, int]:
        """Place of each person's number."""
        if not self.place:
            self.place.update(zip(self.people.tolist(), range(len(self.people)), strict=True))
        return self.place


def listening(net: Network) -> Listening:
    """Who listens to whom in `net`; cost linear in ties."""
    import numpy as np

    base, there = standing(net), present_contacts(net)
    people, rival = base.people[there], base.rival[there]
    level = np.where(base.level[there] < 0, _NO_LAYER, base.level[there])
    place = np.full(len(net), -1, dtype=np.int64)
    place[people[~rival]] = np.flatnonzero(~rival)
    arcs = _strongest(*_arcs(net, place, level))
    return Listening(people, rival, *arcs)


def _arcs(net: Network, place: Ints, levels: Ints) -> tuple[Any, ...]:
    """Listener, speaker, weight, strength, confidence of every arc, parallel ones apart."""
    import numpy as np

    ties = net.arrays()
    source, target = place[ties.source], place[ties.target]
    use = (source >= 0) & (target >= 0) & ~ties.blocked & (np.nan_to_num(ties.strength) > 0)
    source, target, kind = source[use], target[use], ties.kind[use]
    symmetric = np.array([entry.symmetric for entry in TIE_KINDS.values()])[kind]
    to_target = np.array([entry.listens == "target" for entry in TIE_KINDS.values()])[kind]
    forth = ~to_target  # the source hears the target
    back = to_target | ~(symmetric & ties.directed[use])  # the target hears the source
    strength, confidence = ties.strength[use], ties.confidence[use]
    up = _factor(net, levels, source, target, kind, upward=True)
    down = _factor(net, levels, target, source, kind, upward=False)
    return (
        np.concatenate([source[forth], target[back]]),
        np.concatenate([target[forth], source[back]]),
        np.concatenate([(strength * up)[forth], (strength * down)[back]]),
        np.concatenate([strength[forth], strength[back]]),
        np.concatenate([confidence[forth], confidence[back]]),
    )


def _factor(net: Network, levels: Ints, listener: Ints, speaker: Ints, kind: Ints, *, upward: bool) -> Floats:
    """Factor of each arc by standing; a reports_to tie states it itself (`upward`: its source listens)."""
    import numpy as np

    constants = net.assumptions
    mine, theirs = levels[listener], levels[speaker]
    known = (mine != _NO_LAYER) & (theirs != _NO_LAYER)
    higher, lower = known & (theirs < mine), known & (theirs > mine)
    by_layer = np.where(higher, constants["listen_up"], constants["listen_level"])
    by_layer = np.where(lower, constants["listen_down"], by_layer)
    return np.where(kind == _REPORTS_TO, constants["listen_up" if upward else "listen_down"], by_layer)


def _strongest(listener: Ints, speaker: Ints, weight: Floats, strength: Floats, confidence: Floats) -> tuple[Any, ...]:
    """The heaviest of parallel arcs, arcs in order; those of no weight are none."""
    import numpy as np

    if not len(weight):
        return listener, speaker, weight, strength, confidence
    key = listener * (int(max(listener.max(), speaker.max())) + 1) + speaker
    order = np.argsort(key, kind="stable")
    again = np.concatenate([[False], np.diff(key[order]) == 0])
    if again.any():
        # only parallel arcs need the second and third key
        parallel = np.flatnonzero(again | np.concatenate([again[1:], [False]]))
        few = order[parallel]
        order[parallel] = few[np.lexsort((-confidence[few], -weight[few], key[few]))]
    keep = order[~again & (weight[order] > 0)]
    return listener[keep], speaker[keep], weight[keep], strength[keep], confidence[keep]
