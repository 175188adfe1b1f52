"""Points and tiers of one account: a weighted additive score between stated anchors, and how firm it is.

Weights are sampled uniformly within their stated order of importance (SMAA: Lahdelma, Hokkanen and Salminen 1998).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.analysis.types import Floats

CRITERIA = (
    "annual_sales",
    "margin",
    "growth",
    "potential",
    "payment_days",
    "credit",
    "access_to_goals",
    "openness",
    "fit_product",
    "fit_strategy",
    "complaints",
)
_LESS_IS_BETTER = ("payment_days", "complaints")
_OWN_ANCHOR = ("annual_sales", "margin", "growth", "potential", "payment_days", "complaints")
TIERS = ("A", "B", "C")


def points(name: str, value: float | None, constants: Mapping[str, float]) -> float | None:
    """Points of one column, 0 to 100 between its anchors, None where it is not stated.

    >>> from influence.model.assumptions import Assumptions
    >>> points("payment_days", 60, Assumptions()), points("growth", 0, Assumptions())
    (50.0, 50.0)
    """
    if value is None:
        return None
    anchor = constants[f"anchor_{name}" if name in _OWN_ANCHOR else "anchor_rating"]
    share = value / anchor if anchor else 0.0
    if name in _LESS_IS_BETTER:
        share = 1 - share
    elif name == "growth":
        share = (share + 1) / 2
    return 100 * min(max(share, 0.0), 1.0)


def score(parts: Mapping[str, float | None], constants: Mapping[str, float]) -> float | None:
    """Weighted mean of the stated parts; None where nothing is stated or nothing weighs."""
    stated = {name: value for name, value in parts.items() if value is not None}
    total = sum(constants[f"weight_{name}"] for name in stated)
    if total <= 0:
        return None
    return sum(constants[f"weight_{name}"] * value for name, value in stated.items()) / total


def tier(total: float, constants: Mapping[str, float]) -> str:
    """A, B or C by score."""
    if total >= constants["tier_a"]:
        return "A"
    return "B" if total >= constants["tier_b"] else "C"


def tier_shares(
    parts: Mapping[str, float | None], constants: Mapping[str, float], draws: int, seed: int
) -> dict[str, float]:
    """Share of sampled weightings that give each tier; all 0 where nothing is stated."""
    import numpy as np

    stated = [name for name in CRITERIA if parts[name] is not None and constants[f"weight_{name}"] > 0]
    if not stated:
        return dict.fromkeys(TIERS, 0.0)
    weights = _sampled([constants[f"weight_{name}"] for name in stated], draws, seed)
    totals = weights @ np.array([float(parts[name] or 0.0) for name in stated])
    first, second = constants["tier_a"] - 1e-9, constants["tier_b"] - 1e-9
    counts = [(totals >= first).sum(), ((totals < first) & (totals >= second)).sum(), (totals < second).sum()]
    return {name: int(count) / draws for name, count in zip(TIERS, counts, strict=True)}


def _sampled(stated: list[float], draws: int, seed: int) -> Floats:
    """Weights uniform on the simplex whose order is that of the stated ones; equally stated ones in any order."""
    import numpy as np

    chance = np.random.default_rng(seed)
    raw = np.sort(chance.exponential(size=(draws, len(stated))), axis=1)[:, ::-1]
    jitter = chance.random(size=(draws, len(stated)))
    order = np.lexsort((jitter, np.broadcast_to(-np.array(stated), jitter.shape)), axis=1)
    weights = np.empty_like(raw)
    np.put_along_axis(weights, order, raw, axis=1)
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found
