"""Printing: one JSON document, CSV rows, or a table on the terminal."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import NETWORK
from influence.cli.phrases import said, told
from influence.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from influence.analysis.results import Result
    from influence.cli.options import Settings

TOLD = "influence.told"  # key of what takes the document instead of the terminal
WHO = frozenset({"who", "person", "about", "ours", "theirs", "contact", "to", "through", "people"})
SCALES = {
    "attitude": "value attitude",
    "layer": "value layer",
    "part": "value part",
    "expects_kind": "value expects_kind",
}
GAP, SHORT, NAMING, LEAST = 2, 12, 2, (8, 6)
"""Of tables in a narrow window: space between columns; width up to which a column is not folded where another can be;
how many first columns, id and name, are folded last; widths to which headings are folded, one after the other."""
OWN = {("kind", "person"): "人员"}
"""Chinese words of a column where a scale has the same English one."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def show(
    settings: Settings,
    result: Result,
    *,
    columns: Sequence[str] = (),
    headline: Callable[[dict[str, Any]], Iterable[str]] = lambda _: (),
) -> None:
    """Print `result` in the format asked for and end with its exit code.

    `columns` are those of the table's main list (all plain ones where empty); `headline` the lines above it.
    """
    document(settings, result.document(), result.main, columns=columns, headline=headline, code=1 if result.none else 0)


def document(
    settings: Settings,
    envelope: dict[str, Any],
    main: str,
    *,
    columns: Sequence[str] = (),
    headline: Callable[[dict[str, Any]], Iterable[str]] = lambda _: (),
    code: int = 0,
) -> None:
    """Print an envelope whose answer's main list is `main`; ends the command with exit code `code`."""
    tell = click.get_current_context().meta.get(TOLD)
    if tell is not None:
        tell(envelope)
        return
    answer = envelope["answer"]
    rows = answer.get(main) or []
    if settings.format == "json":
        click.echo(json.dumps(envelope, ensure_ascii=False, allow_nan=False, indent=2))
    elif settings.format == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        lines = [plain(said(line, settings.lang)) for line in headline(answer)]
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
        if rows:
            _table(settings, envelope["question"], rows, columns)
        elif not lines and main in answer:
            click.echo(said("nothing found", settings.lang), err=True)
        for warning in envelope.get("warnings", ()):
            click.echo(plain(told(f"note: {warning}", settings.lang)), err=True)
    if code:
        sys.stdout.flush()
        raise click.exceptions.Exit(code)


def envelope(settings: Settings, question: str, answer: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """The envelope of an answer that is about the store or the input rather than a network."""
    return {
        "schema_version": 1,
        "question": question,
        "as_of": settings.date.isoformat(),
        "digest": rest.get("digest"),
        "parameters": rest.get("parameters", {}),
        "assumptions": {},
        "warnings": rest.get("warnings", []),
        "answer": answer,
    }


def error_document(code: str, message: str, hint: str, candidates: list[str]) -> str:
    """The JSON document of an error."""
    error = {"code": code, "message": message, "hint": hint, "candidates": candidates}
    return json.dumps({"schema_version": 1, "error": error}, ensure_ascii=False)


_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def plain(text: str) -> str:
    r"""`text` without control characters and separators of lines, which could drive the terminal.

    >>> plain("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _STEERING else _escape(char) for char in text
    )


def _escape(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


def neutral(text: str) -> str:
    """`text` that no spreadsheet runs as a formula.

    >>> neutral("=1+1"), neutral("Ann")
    ("'=1+1", 'Ann')
    """
    return f"'{text}" if text.lstrip(" '").startswith(FORMULA) else text


def _csv(rows: list[Any]) -> str:
    import csv
    import io

    stream = io.StringIO()
    records = [row if isinstance(row, dict) else {"value": row} for row in rows]
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.writer(stream, lineterminator="\n")
    if names:
        writer.writerow(names)
    writer.writerows([_cell(record.get(name)) for name in names] for record in records)
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (list, dict, tuple)):
        return neutral(json.dumps(value, ensure_ascii=False))
    return neutral(value) if isinstance(value, str) else value


def _table(settings: Settings, question: str, rows: list[Any], columns: Sequence[str]) -> None:
    records = [row if isinstance(row, dict) else {"value": row} for row in rows]
    names = list(columns) or [name for name in records[0] if not isinstance(records[0][name], (list, dict))]
    cells = [[_cell_of(name, record.get(name), settings.lang) for name in names] for record in records]
    titles = [label(name, settings.lang, question) for name in names]
    if sys.stdout.isatty():
        _rich_table(titles, cells)
    else:
        click.echo(_aligned([titles, *cells]))


def _rich_table(titles: list[str], cells: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table, console = Table(box=None, pad_edge=False, header_style="bold"), Console()
    titles, widths = _narrowed(titles, cells, console.width)
    fits = _whole(widths) <= console.width
    for at, (title, wide) in enumerate(zip(titles, widths, strict=True)):
        # Chinese has no spaces to break at: a long text folds, and beside it ids and numbers stay on one line
        table.add_column(title, overflow="fold", no_wrap=(fits or at < NAMING) and wide <= SHORT)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _narrowed(titles: list[str], cells: list[list[str]], room: int) -> tuple[list[str], list[int]]:
    """The headings, folded towards the width of their cells where `room` is short, and the widths of the columns."""
    from rich.cells import chop_cells

    inner = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    told, widths = titles, [max(wide, _width(title)) for wide, title in zip(inner, titles, strict=True)]
    for least in LEAST:
        if sum(widths) + GAP * len(widths) <= room or (told is not titles and _whole(widths) <= room):
            break
        told = [_folded(title, max(wide, least), chop_cells) for title, wide in zip(titles, inner, strict=True)]
        widths = [max(wide, *map(_width, title.split("\n"))) for wide, title in zip(inner, told, strict=True)]
    return told, widths


def _folded(title: str, width: int, chop: Callable[[str, int], list[str]]) -> str:
    return "\n".join(part for word in title.split() for part in chop(word, width))


def _whole(widths: list[int]) -> int:
    """Room for columns whose long texts fold."""
    return sum(min(wide, SHORT) + GAP for wide in widths)


def _aligned(lines: list[list[str]]) -> str:
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    """Columns that `text` takes on a terminal; Chinese takes two a letter."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def shown(value: Any) -> str:
    """`value` as a table shows it: three decimals, names in a row, nothing as a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(part)}" for name, part in value.items())
    return plain(str(value))


def _cell_of(column: str, value: Any, lang: str) -> str:
    value = named(value) if column in WHO else value
    if isinstance(value, list) and lang != "en":
        return "、".join(_worded(column, shown(part), lang) for part in value)
    if isinstance(value, dict) and lang != "en":
        return "、".join(f"{name} {shown(part)}" for name, part in value.items())
    return _worded(column, shown(value), lang)


def named(value: Any) -> Any:
    """Names of the people, accounts and deals whose ids `value` holds, in the network that was asked."""
    net = click.get_current_context().meta.get(NETWORK)
    if net is None or not isinstance(value, (str, list)):
        return value
    if isinstance(value, list):
        return [named(part) for part in value]
    if found := net.accounts.get(value) or net.deals.get(value):
        return found.name
    try:
        return net.name(net.index(value))
    except UnknownName:
        return value


def _worded(column: str, cell: str, lang: str) -> str:
    """A word of a scale, or a sentence, in `lang`."""
    if lang == "en":
        return cell
    from influence.model.words import choice_word

    if (column, cell) in OWN:
        return OWN[column, cell]
    return choice_word(SCALES[column], cell, lang) if column in SCALES else said(cell, lang)


def label(name: str, lang: str, question: str = "") -> str:
    """Heading of a column in `lang`, as declared with the words of results; a question may have its own."""
    from influence.cli.labels import LABELS

    return LABELS.get(f"{question}.{name}", LABELS.get(name, name)) if lang == "zh" else name.replace("_", " ")
