"""Initial opinions: the recorded attitude, else what a person stands to gain and to lose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from influence.network import Network

OPINION = {"resist": -1.0, "doubt": -0.5, "neutral": 0.0, "accept": 0.5, "support": 1.0}
STEPS = tuple(OPINION)
RIVAL = -1.0
_BASE = {
    "resist": "base_strong",
    "support": "base_strong",
    "doubt": "base_mild",
    "accept": "base_mild",
    "neutral": "base_open",
    "unknown": "base_open",
}


@dataclass(frozen=True, slots=True)
class Stake:
    """What a deal threatens (`exposure`) and serves (`gain`) for one holder, both in [0, 1], with the interests."""

    exposure: float = 0.0
    gain: float = 0.0
    interests: tuple[Any, ...] = ()


def stakes(net: Network, deal: str | None) -> dict[str, Stake]:
    """Stake of every holder (person or account id) in `deal`; None takes the interests that name no deal."""
    held: dict[str, list[Any]] = {}
    for interest in net.records("interests"):
        if interest.deal in (None, deal):
            held.setdefault(interest.holder, []).append(interest)
    return {holder: _stake(net, found) for holder, found in held.items()}


def _stake(net: Network, interests: list[Any]) -> Stake:
    return Stake(
        _union(net, (i for i in interests if i.effect == "threatened")),
        _union(net, (i for i in interests if i.effect == "served")),
        tuple(sorted(interests, key=lambda interest: interest.id)),
    )


def _union(net: Network, interests: Iterable[Any]) -> float:
    """``1 - prod(1 - severity likelihood)`` over those that are not settled."""
    spared = 1.0
    for interest in interests:
        spared *= 1 - weight_of(interest, net)
    return 1 - spared


def weight_of(interest: Any, net: Network) -> float:
    """Severity times likelihood of one interest, in [0, 1]; 0 once settled, the severity halved while easing."""
    constants = net.assumptions
    if interest.state == "settled" or interest.id in net.changes.settled:
        return 0.0
    severity = constants["severity_unknown"] if interest.severity is None else interest.severity
    likelihood = constants["likelihood_unknown"] if interest.likelihood is None else interest.likelihood
    return float(severity * likelihood * (constants["easing"] if interest.state == "easing" else 1.0))


def leaning(stake: Stake, constants: Mapping[str, float]) -> float:
    """Opinion that a stake alone suggests: ``.5 (gain - exposure)``."""
    return constants["interest_pull"] * (stake.gain - stake.exposure)


def opinion(attitude: str, stake: Stake, constants: Mapping[str, float]) -> float:
    """Initial opinion in [-1, 1]: the recorded attitude as it stands, else the `leaning`, *assumed*."""
    return OPINION[attitude] if attitude in OPINION else leaning(stake, constants)


def unexplained(attitude: str, stake: Stake, constants: Mapping[str, float]) -> float | None:
    """What the interests on record do not explain of a recorded attitude; None for an unknown one."""
    return OPINION[attitude] - leaning(stake, constants) if attitude in OPINION else None


def base(attitude: str, constants: Mapping[str, float]) -> float:
    """Share of an opinion that is kept whatever others say, in [0, 1]."""
    return constants[_BASE[attitude]]


def one_step(attitude: str, steps: int) -> str:
    """Attitude `steps` towards support (or away); from unknown the first step is accept, or doubt.

    >>> one_step("doubt", 1), one_step("unknown", 1), one_step("support", 1)
    ('neutral', 'accept', 'support')
    """
    at = STEPS.index(attitude if attitude in OPINION else "neutral")
    return STEPS[min(max(at + steps, 0), len(STEPS) - 1)]
