"""Files -> checked rows and problems; and rows -> files again."""

from influence.tables.checked import Checked, LeftOut, Source
from influence.tables.limits import LIMITS, Limits
from influence.tables.read import read

__all__ = ["LIMITS", "Checked", "LeftOut", "Limits", "Source", "read"]
