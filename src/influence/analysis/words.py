"""Numbers as a salesperson reads them."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share in per cent: whole, or with one digit where it is small.

    >>> percent(0.357), percent(0.0042), percent(0)
    ('36 %', '0.4 %', '0 %')
    """
    value = 100 * float(share)
    return f"{value:.0f} %" if value >= 10 or value == 0 else f"{value:.1f} %"


def points(change: float) -> str:
    """A change of a probability in percentage points.

    >>> points(0.213), points(-0.01)
    ('+21.3 points', '-1.0 points')
    """
    return f"{100 * float(change):+.1f} points"
