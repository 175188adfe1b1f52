"""Text cells -> typed columns, and what is wrong with them: the rules of one cell, as Spark expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyspark.sql.functions as fn

from influence.model import words
from influence.model.columns import Type
from influence.tables.cells import FRACTION, ISO, NUMBER, YES_NO
from influence.tables.text import QUOTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import Column

    from influence.model.columns import Column as Declared
    from influence.model.scales import Scale

BLANKS = " \t\r\n\u00a0\u3000"
PROBLEM = "struct<column:string,code:string,message:string,error:boolean>"


class Fault(NamedTuple):
    """Something wrong with a row where `where` holds."""

    where: Column
    column: str
    code: str
    message: Column | str
    error: bool = True

    def struct(self) -> Column:
        """The fault as a value, null where the row is free of it."""
        message = fn.lit(self.message) if isinstance(self.message, str) else self.message
        told = fn.struct(
            fn.lit(self.column).alias("column"),
            fn.lit(self.code).alias("code"),
            message.alias("message"),
            fn.lit(self.error).alias("error"),
        )
        return fn.when(self.where, told)


class Cell(NamedTuple):
    """A typed value with its faults."""

    value: Column
    faults: list[Fault]


def stripped(text: Column, *, ours: bool) -> Column:
    """`text` without outer blanks, null where nothing is left; `ours`: as exports of ours protect formulas."""
    plain = fn.btrim(text, fn.lit(BLANKS))
    if ours:
        plain = fn.when(plain.rlike(QUOTED.pattern), fn.substr(plain, fn.lit(2))).otherwise(plain)
    return fn.nullif(plain, fn.lit(""))


def typed(column: Declared, text: Column) -> Cell:
    """The value of `column`: dates as days since 1970-01-01, choices as English words, references as texts."""
    cell = _choice(column.name, column.scale, text) if column.scale else _TYPES[column.type](column.name, text)
    if not column.required:
        return cell
    return Cell(cell.value, [*cell.faults, Fault(text.isNull(), column.name, "missing", f"{column.name} is blank")])


def _wrong(name: str, text: Column, where: Column, what: str, code: str = "bad_value") -> Fault:
    return Fault(text.isNotNull() & where, name, code, fn.concat(fn.lit("'"), text, fn.lit(f"' {what}")))


def _text(_name: str, text: Column) -> Cell:
    return Cell(text, [])


def _number(name: str, text: Column) -> Cell:
    value = fn.when(text.rlike(_whole(NUMBER.pattern)), text.try_cast("double"))
    infinite = fn.abs(value) == float("inf")
    return Cell(value, [_wrong(name, text, value.isNull() | infinite, "is not a number")])


def _amount(name: str, text: Column) -> Cell:
    value, faults = _number(name, text)
    return Cell(value, [*faults, _wrong(name, text, value < 0, "is negative")])


def _share(name: str, text: Column) -> Cell:
    value, faults = _number(name, text)
    return Cell(value, [*faults, _wrong(name, text, (value < 0) | (value > 1), "is outside 0 to 1")])


def _date(name: str, text: Column) -> Cell:
    value = fn.when(text.rlike(_whole(ISO.pattern)), fn.unix_date(text.try_cast("date")))
    return Cell(value, [_wrong(name, text, value.isNull(), "is not a date YYYY-MM-DD", "bad_date")])


def _yes_no(name: str, text: Column) -> Cell:
    value = _looked_up(text, YES_NO)
    return Cell(fn.coalesce(value, fn.lit(False)), [_wrong(name, text, value.isNull(), "is neither yes nor no")])


def _quorum(name: str, text: Column) -> Cell:
    word = _looked_up(text, words.aliases("value quorum"))
    number = fn.when(text.rlike(_whole(NUMBER.pattern)), text.try_cast("double"))
    parts = fn.split(text, "/")
    fraction = fn.when(
        text.rlike(_whole(FRACTION.pattern)),
        fn.get(parts, fn.lit(0)).try_cast("double")
        / fn.nullif(fn.get(parts, fn.lit(1)).try_cast("double"), fn.lit(0.0)),
    )
    share = fn.coalesce(fraction, number)
    fits = word.isNotNull() | fn.coalesce((share > 0) & (share <= 1), fn.lit(False))
    return Cell(fn.coalesce(word, text), [_wrong(name, text, ~fits, "is no decision rule")])


def _several(_name: str, text: Column) -> Cell:
    pieces = fn.transform(fn.split(text, ";"), lambda piece: fn.btrim(piece, fn.lit(BLANKS)))
    return Cell(fn.array_distinct(fn.filter(pieces, lambda piece: piece != "")), [])


def _choice(name: str, scale: Scale, text: Column) -> Cell:
    known = {words.matched(word): word for word in scale.words} | words.aliases(scale.where)
    value = _looked_up(text, known)
    fault = _wrong(name, text, value.isNull(), f"is not one of {' '.join(scale.words)}")
    return Cell(value if scale.blank is None else fn.coalesce(value, fn.lit(scale.blank)), [fault])


def _looked_up(text: Column, known: Mapping[str, object]) -> Column:
    pairs = [fn.lit(part) for pair in known.items() for part in pair]
    return fn.try_element_at(fn.create_map(*pairs), fn.lower(text))


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


_TYPES = dict.fromkeys(Type, _text) | {
    Type.NUMBER: _number,
    Type.AMOUNT: _amount,
    Type.SHARE: _share,
    Type.DATE: _date,
    Type.YES_NO: _yes_no,
    Type.REFERENCES: _several,
    Type.QUORUM: _quorum,
}
