"""Strength of a tie, S in [0, 1], and the probability that an introduction takes the step.

    S = max(declared faded, activity)
    faded = declared * (floor + (1 - floor) * 2^(-days / H)),   H = h * (2 - exp(-years / 2))
    activity = 1 - exp(-T / 4),   T = sum of a * 2^(-days / h) over the pair's interactions
    p = 1 / (1 + exp(1.9 - 4.4 S))

Weight has two names only: `strength` (more is closer) and `distance` = -ln p (more is farther).
Every function here works on one number; `arrays.py` holds the same formulas for whole networks.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from influence.model.kinds import TIE_KINDS
from influence.model.scales import CHANNEL, LAYER, STAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DAYS_A_YEAR = 365.25
MAIL = CHANNEL.index("mail")
SOCIAL = CHANNEL.index("social")


def step_probability(strength: float, constants: Mapping[str, float]) -> float:
    """Probability that a person with a tie of `strength` makes the introduction.

    >>> from influence.model.assumptions import Assumptions
    >>> round(step_probability(0.75, Assumptions()), 4)
    0.8022
    """
    return 1 / (1 + exp(constants["step_offset"] - constants["step_slope"] * strength))


def distance(probability: float) -> float:
    """``-ln p``: lengths that add up where probabilities multiply."""
    return -log(probability)


def half_life(kind: str, layers: Iterable[int], constants: Mapping[str, float]) -> float:
    """Half-life h in days of a tie of `kind` between people of `layers` (positions in LAYER, -1 for none)."""
    if TIE_KINDS[kind].slow:
        return constants["half_life_slow"]
    return layer_half_life(layers, constants)


def layer_half_life(layers: Iterable[int], constants: Mapping[str, float]) -> float:
    """Half-life in days by the higher of `layers`; operation or none counts lowest."""
    known = [layer for layer in layers if layer >= 0]
    return constants[f"half_life_{LAYER.words[min(known, default=len(LAYER.words) - 1)]}"]


def declared_strength(
    kind: str, stated: float | None, stage: int, constants: Mapping[str, float]
) -> tuple[float | None, bool]:
    """Strength before fading and whether it is assumed: as stated, else by `stage`, else by `kind`.

    None where the kind has no assumed strength (a conflict).
    """
    if stated is not None:
        return stated, False
    if stage >= 0:
        return constants[f"stage_{STAGE.words[stage]}"], False
    if TIE_KINDS[kind].assumed is None:
        return None, False
    return constants[f"declared_{kind}"], True


def faded(
    declared: float, days: int | None, years: float | None, half_life_days: float, constants: Mapping[str, float]
) -> float:
    """`declared` after `days` since the last contact (None: unknown, nothing fades); `years` is the tie's age."""
    if days is None:
        return declared
    grown = 1 if years is None else 2 - exp(-years / constants["age_years"])
    floor = constants["fade_floor"]
    return declared * (floor + (1 - floor) * 2 ** (-days / (half_life_days * grown)))


def channel_weights(constants: Mapping[str, float], *, mail_both_ways: bool) -> list[float]:
    """Meeting equivalents of one interaction, per position in CHANNEL."""
    weights = [constants[f"activity_{word}"] for word in CHANNEL.words]
    if not mail_both_ways:
        weights[MAIL] = constants["activity_mail_one_way"]
    return weights


def activity(
    meetings: Iterable[tuple[int, int]], day: int, weights: list[float], half_life_days: float, scale: float
) -> float:
    """Activity in [0, 1] from ``(day, channel)`` pairs up to `day`; `half_life_days` undoubled by age."""
    total = sum(weights[channel] * 2 ** (-(day - on) / half_life_days) for on, channel in meetings)
    return 1 - exp(-total / scale)
