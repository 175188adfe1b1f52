"""Free text that looks like what we do not keep: health, religion, party, identity and card numbers.

Only a warning, once per row and without the value: whether to keep the sentence is the user's decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from influence.tables.cells import FREE
from influence.tables.draft import Draft
from influence.tables.text import Flag

TOPICS = {
    "health data": r"sick leave|surgery|cancer|illness|diagnos|pregnan|depress|hospital|therapy|diabet|disabilit"
    r"|病假|手术|癌|怀孕|抑郁|住院|糖尿病|残疾",
    "religion": r"religio|catholic|protestant|muslim|jewish|buddhis|hindu|atheis|宗教|基督徒|天主教|穆斯林|佛教",
    "a political party": r"party member|votes for|member of the .* party|党员|政党",
    "a birthday": r"birthday|born on|date of birth|生日|出生",
    "income": r"salary|earns \d|income of|工资|薪水|收入",
    "an identity number": r"(?<!\d)\d{17}[\dxX](?!\d)|(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)|身份证",
    "a card or bank number": r"(?<![\w.])(?:\d{4}[ -]){3}\d{4}(?!\w)|(?<!\w)[a-z]{2}\d{2}(?: ?\w{4}){3,7}(?!\w)",
}
PATTERNS = {topic: re.compile(pattern) for topic, pattern in TOPICS.items()}
FIRST = re.compile(
    "|".join(f"(?:{pattern})" for topic, pattern in TOPICS.items() if topic[0] != "a") + r"|part|vote|党|birth|born"
    r"|生日|出生|\d{3}[-\d ]|身份证|[a-z]{2}\d{2}"
)


def topic(text: str) -> str:
    """What `text` seems to tell that we do not keep; empty for nothing.

    >>> topic("on sick leave"), topic("prefers e-mail")
    ('health data', '')
    """
    folded = text.casefold()
    if not FIRST.search(folded):
        return ""
    return next((name for name, pattern in PATTERNS.items() if pattern.search(folded)), "")


def warn(drafts: Mapping[str, Draft]) -> None:
    """Warn of each row whose free text looks sensitive."""
    known: dict[str, str] = {}
    for draft in drafts.values():
        told: set[int] = set()
        for column in FREE & draft.columns.keys():
            for row, text in enumerate(draft[column]):
                if text is None or row in told:
                    continue
                if text not in known:
                    known[text] = topic(text)
                if known[text]:
                    told.add(row)
                    _tell(draft, row, column, known[text])


def _tell(draft: Draft, row: int, column: str, what: str) -> None:
    draft.flag(row, column, Flag("sensitive", f"looks like {what}", "we do not keep such facts about people: delete it, "
                                 "or be sure that you may keep it", fatal=False))
