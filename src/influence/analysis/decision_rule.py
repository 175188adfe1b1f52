"""The rule of a decision: how much yes weight is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass

from influence.errors import UsageError

TOLERANCE = 1e-9  # of the total weight
_WORDS = {"majority": "majority", "多数": "majority", "unanimity": "unanimity", "一致同意": "unanimity"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`quorum` as stated; `share` of the weight that must say yes, None for more than half."""

    quorum: str
    share: float | None

    def bar(self, total: float) -> float:
        """Least yes weight that meets the rule, of `total`; the tolerance favours a share and not a majority."""
        if self.share is None:
            return math.nextafter(total * (0.5 + TOLERANCE), math.inf)
        return total * (self.share - TOLERANCE)

    def meets(self, yes: float, total: float) -> bool:
        """Whether `yes` of `total` weight meets the rule; never where there is no weight.

        >>> quorum("2/3").meets(2.0, 3.0), quorum(None).meets(1.0, 2.0)
        (True, False)
        """
        return total > 0 and yes >= self.bar(total)


def quorum(text: str | None) -> Rule:
    """Rule from the cell of a deal: `majority` (also blank), `unanimity`, a share in (0, 1] or a fraction up to 1.

    Raises `UsageError` for anything else.
    """
    stated = (text or "majority").strip()
    word = _WORDS.get(stated.casefold())
    if word:
        return Rule(word, None if word == "majority" else 1.0)
    return Rule(stated, _share(stated))


def _share(stated: str) -> float:
    from fractions import Fraction

    try:
        share = float(Fraction(stated.replace(" ", "")))
    except (ValueError, ZeroDivisionError):
        share = math.nan
    if not 0 < share <= 1:
        raise UsageError(
            f"{stated!r} is no decision rule", hint="majority, unanimity, a share up to 1 such as 0.6, or 2/3"
        )
    return share
