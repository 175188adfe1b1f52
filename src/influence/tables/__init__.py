"""Files -> checked rows and problems; and rows -> files again."""

from influence.tables.checked import Checked, LeftOut, Source
from influence.tables.limits import LIMITS, Limits
from influence.tables.quarantine import write_quarantine
from influence.tables.read import read
from influence.tables.template import write_template
from influence.tables.write import write_csv, write_workbook

__all__ = [
    "LIMITS",
    "Checked",
    "LeftOut",
    "Limits",
    "Source",
    "read",
    "write_csv",
    "write_quarantine",
    "write_template",
    "write_workbook",
]
