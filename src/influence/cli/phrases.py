"""What the command line says, in the language of the user; what Chinese takes is read for Chinese alone."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """Punctuation of a language."""

    colon: str
    comma: str
    arrow: str
    opening: str
    closing: str


MARKS = {"en": Marks(": ", ", ", " -> ", " (", ")"), "zh": Marks("：", "，", " → ", "（", "）")}


def said(line: str, lang: str) -> str:
    """A line of an answer in `lang`; as it is where neither the sentences nor the scales have it.

    >>> said("P(win) 34.7%", "zh"), said("P(win) 34.7%", "en"), said("alumni", "zh")
    ('赢单概率 34.7%', 'P(win) 34.7%', '校友')
    """
    if lang != "zh":
        return line
    from influence.cli import chinese

    return chinese.line(line, chinese.ANSWERS)


def told(message: str, lang: str, table: str = "") -> str:
    """An error, a problem of `table`, a remark or a hint in `lang`; as it is where it is not known.

    >>> told("'x' is not in contacts or team", "zh"), told("did you mean tie?", "zh")
    ("'x' 不在联系人或团队表中", '是否想写 tie？')
    >>> told("name is blank", "zh", "contacts"), told("name is blank", "zh", "deals")
    ('姓名为空', '名称为空')
    """
    if lang != "zh":
        return message
    from influence.cli import chinese

    return chinese.line(message, (), table)
