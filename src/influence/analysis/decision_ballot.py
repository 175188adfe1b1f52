"""P(win): the chance that the yes weight meets the rule and nobody vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from influence.analysis.decision_tally import Tally, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.analysis.decision_group import Group
    from influence.analysis.decision_rule import Rule
    from influence.analysis.types import Floats


def yes_chance(opinion: Floats, constants: Mapping[str, float]) -> Floats:
    """Probability of a yes: ``1 / (1 + exp(-4 z))``."""
    from scipy.special import expit

    found: Floats = expit(constants["vote_slope"] * opinion)
    return found


def veto_chance(opinion: Floats, veto: Floats, constants: Mapping[str, float]) -> Floats:
    """Probability that a veto is used: ``veto / (1 + exp(4 (z + .5)))``."""
    from scipy.special import expit

    return veto * expit(-constants["veto_slope"] * (opinion + constants["veto_offset"]))


@lru_cache(maxsize=256)
def _tally(weights: tuple[float, ...], rule: Rule) -> Tally:
    return tally(weights, rule)


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a group's yes and veto probabilities become P(win); members independent given their opinions."""

    weights: tuple[float, ...]
    vetoes: tuple[float, ...]
    rule: Rule

    @classmethod
    def of(cls, group: Group) -> Ballot:
        """The ballot of `group`, members in its order."""
        members = group.members
        return cls(tuple(m.weight for m in members), tuple(m.veto for m in members), group.rule)

    @property
    def votes(self) -> bool:
        """Whether anybody votes."""
        return any(weight > 0 for weight in self.weights)

    @property
    def tally(self) -> Tally:
        """The tally of those who vote."""
        return _tally(tuple(weight for weight in self.weights if weight > 0), self.rule)

    def chance(self, yes: Floats, veto: Floats) -> Floats:
        """P(win) per case from probabilities of shape (cases, members); nobody says yes and vetoes at once."""
        import numpy as np

        voting = np.array(self.weights) > 0
        veto = np.minimum(veto, 1 - yes)
        no = np.maximum(1 - yes - veto, 0)
        spared = np.prod(1 - veto[:, ~voting], axis=1)
        found: Floats = self.tally.chance(yes[:, voting], no[:, voting]) * spared
        return found

    def win(self, opinions: Floats, constants: Mapping[str, float], vetoes: Floats | None = None) -> Floats:
        """P(win) per case from settled opinions of shape (cases, members)."""
        import numpy as np

        held = np.array(self.vetoes) if vetoes is None else vetoes
        return self.chance(yes_chance(opinions, constants), veto_chance(opinions, held, constants))
