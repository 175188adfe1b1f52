"""Free text that looks like what we do not keep: health, religion, party, identity and card numbers.

Only a warning, once per row and without the value: whether to keep the sentence is the user's decision.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from influence.tables.cells import FREE
from influence.tables.text import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from influence.tables.draft import Draft

STEMS = {
    "health data": "sick leave,surgery,cancer,illness,diagnos,pregnan,depressi,hospitali,therapy,diabet,disabilit"
    ",病假,手术,癌,怀孕,抑郁,住院,糖尿病,残疾",
    "religion": "religio,catholic,protestant,muslim,jewish,buddhis,hinduis,atheis,宗教,基督徒,天主教,穆斯林,佛教",
    "a political party": "party member,votes for,党员,政党",
    "a birthday": "birthday,born on,date of birth,生日,出生于",
    "income": "salary,income of,his income,her income,工资,薪水,收入",
    "an identity number": "身份证",
}
NUMBERS = {
    "an identity number": re.compile(r"(?<!\d)(?:\d{17}[\dx]|\d{3}-\d{2}-\d{4})(?!\d)", re.ASCII),
    "a card number": re.compile(r"(?<!\d)(?:\d{4}[ -]){3}\d{4}(?!\d)", re.ASCII),
}
TOPICS = {stem: topic for topic, stems in STEMS.items() for stem in stems.split(",")}
DIGITS = re.compile(r"\d[\d -]{9}", re.ASCII)
CHUNK = 10_000


def topic(text: str, stems: Mapping[str, str] = TOPICS) -> str:
    """What `text` seems to tell that we do not keep; empty for nothing.

    >>> topic("on sick leave"), topic("prefers e-mail")
    ('health data', '')
    """
    folded = text.casefold()
    for stem, name in stems.items():
        if stem in folded:
            return name
    return next((name for name, pattern in NUMBERS.items() if pattern.search(folded)), "")


def warn(drafts: Mapping[str, Draft]) -> None:
    """Warn of each row whose free text looks sensitive; cost about that of reading the text once per stem."""
    for draft in drafts.values():
        told: set[int] = set()
        for column in sorted(FREE & draft.columns.keys()):
            for row, what in _found(draft[column]):
                if row not in told:
                    told.add(row)
                    draft.flag(
                        row,
                        column,
                        Flag(
                            "sensitive",
                            f"looks like {what}",
                            "we do not keep such facts about people: delete it, or be sure that you may keep it",
                            fatal=False,
                        ),
                    )


def _found(texts: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    """(row, topic), looking at ten thousand cells at once and at single ones only where those have something."""
    for start in range(0, len(texts), CHUNK):
        part = texts[start : start + CHUNK]
        whole = "\n".join({text for text in part if text}).casefold()
        stems = {stem: name for stem, name in TOPICS.items() if stem in whole}
        if stems or DIGITS.search(whole):
            for row, text in enumerate(part, start):
                if text and (what := topic(text, stems)):
                    yield row, what
