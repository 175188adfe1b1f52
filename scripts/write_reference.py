"""Writes the pages of `docs/reference` that follow from the model and the commands.

Run it after a change of either; a test compares the pages with what it would write.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.model.assumptions import SECTIONS
from influence.model.columns import TABLES, Column, Table, Type
from influence.model.kinds import TIE_KINDS
from influence.model.words import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "src" / "influence" / "model" / "words.csv"
MARK = "Written by `scripts/write_reference.py`; change the source, not this page."

SHOWN: Any = {"terminal_width": 100, "max_content_width": 100, "help_option_names": ["-h", "--help"]}


def chinese() -> dict[tuple[str, str], str]:
    """Chinese words by where they apply and their English word."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {(row["where"], row["english"]): row["chinese"].replace(";", ", ") for row in csv.DictReader(file)}


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Lines of a Markdown table."""
    titles = list(head)
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def holds(column: Column, words: dict[tuple[str, str], str]) -> str:
    """What a cell of `column` may hold."""
    if column.type is Type.CHOICE and column.scale:
        known = column.scale.words
        return ", ".join(f"{word} {words.get((column.scale.where, word), '')}".strip() for word in known)
    if column.refers_to:
        return f"{column.type.value} to {' or '.join(column.refers_to)}"
    return {Type.SHARE: "share, 0 to 1", Type.AMOUNT: "number, not negative"}.get(column.type, column.type.value)


def table_section(table: Table, words: dict[tuple[str, str], str]) -> Iterator[str]:
    """Lines about one table."""
    yield from (f"## {table.name} {words['table', table.name]}", "", f"{meaning(table.name, '', 'en')}.", "")
    rows = (
        (
            f"**{column.name}**" if column.required else column.name,
            words.get((table.name, column.name)) or words["any", column.name],
            holds(column, words),
            column.scale.blank or "unknown" if column.scale else "",
            meaning(table.name, column.name, "en"),
        )
        for column in table.columns
    )
    yield from grid(("column", "中文", "holds", "blank means", "meaning"), rows)
    yield ""


def tables_page() -> Iterator[str]:
    """The page of tables and columns, in both languages."""
    words = chinese()
    yield from ("# Tables", "", MARK, "", "Required columns are bold. Headers and words may be English or Chinese.", "")
    for table in TABLES.values():
        yield from table_section(table, words)


def ties_page() -> Iterator[str]:
    """The page of tie kinds."""
    words = chinese()
    yield from ("# Kinds of tie", "", MARK, "")
    yield from grid(
        ("kind", "中文", "direction", "assumed strength", "half-life", "carries an introduction", "sentence"),
        (
            (
                kind.name,
                words["value kind (relationships)", kind.name],
                "both ways" if kind.symmetric else "source to target",
                "none" if kind.assumed is None else f"{kind.assumed:g}",
                "730 days" if kind.slow else "by layer",
                "yes" if kind.travels else "no, it blocks the pair",
                f"{kind.sentence} / {kind.sentence_zh}",
            )
            for kind in TIE_KINDS.values()
        ),
    )


def assumptions_page() -> Iterator[str]:
    """The page of judgement constants."""
    yield from ("# Assumptions", "", MARK, "")
    yield from ("Override one by `--assume NAME=VALUE`, or for a workspace by a row of its `assumptions` table.", "")
    for section, entries in SECTIONS.items():
        yield from (f"## {section}", "")
        yield from grid(
            ("name", "default", "unit", "from", "to", "meaning"),
            ((e.name, f"{e.default:g}", e.unit, f"{e.low:g}", f"{e.high:g}", e.meaning) for e in entries),
        )
        yield ""


def help_of(name: str, command: click.Command) -> Iterator[str]:
    """Lines of ``influence NAME --help``."""
    import click

    context = click.Context(command, info_name=f"influence {name}".strip(), **SHOWN)
    yield from ("```text", *command.get_help(context).splitlines(), "```", "")


def commands_page() -> Iterator[str]:
    """The page of commands; the options that all of them take stand once, at the top."""
    import copy

    import click

    from influence.cli.main import group

    common = {option.name for option in group.params}
    yield from ("# Commands", "", MARK, "", "Options of `influence` itself may stand before or after the command.", "")
    yield from help_of("", group)
    context = click.Context(group, info_name="influence", **SHOWN)
    for name in group.list_commands(context):
        command = copy.copy(group.get_command(context, name))
        if command is not None:
            command.params = [param for param in command.params if param.name not in common]
            yield from (f"## {name}", "", *help_of(name, command))


QUESTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "path": lambda inf, net: inf.routes(net, to="chen-fang"),
    "influencers": lambda inf, net: inf.influencers(net, "premium-line", draws=2),
    "committee": lambda inf, net: inf.committee(net, "premium-line"),
    "blockers": lambda inf, net: inf.blockers(net, "premium-line"),
    "whatif": lambda inf, net: inf.whatif(net, "premium-line", without=["jiang-tao"]),
    "centrality": lambda inf, net: inf.centrality(net, "oakhall"),
    "keyplayers": lambda inf, net: inf.keyplayers(net, "oakhall", k=2),
    "structure": lambda inf, net: inf.structure(net, "oakhall"),
    "interests": lambda inf, net: inf.interests(net, "oakhall"),
    "coverage": lambda inf, net: inf.coverage(net, "oakhall"),
    "plan": lambda inf, net: inf.plan(net, "premium-line", hours=10),
    "questions": lambda inf, net: inf.questions(net, "kitchen-range"),
    "time": lambda inf, net: inf.time(net),
    "match": lambda inf, net: inf.match(net, "oakhall"),
    "accounts": lambda inf, net: inf.accounts(net),
    "alerts": lambda inf, net: inf.alerts(net),
    "ledger": lambda inf, net: inf.ledger(net),
}


def shape(value: Any, indent: str = "") -> Iterator[str]:
    """Lines that name the keys of a JSON `value`, those of the first entry of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        first = inner[0] if isinstance(inner, list) and inner else inner
        mark = " []" if isinstance(inner, list) else ""
        yield f"{indent}{key}{mark}{' {}' if isinstance(first, dict) else ''}"
        yield from shape(inner, indent + "  ")


def json_page() -> Iterator[str]:
    """The page of JSON keys, read off the answers about the sample."""
    import influence as inf
    from influence import sample

    yield from (
        "# JSON answers",
        "",
        MARK,
        "",
        "Keys of the answers about the sample; `[]` is a list, `{}` an object.",
        "",
    )
    net = inf.load(sample.folder("en"), as_of=sample.AS_OF)
    envelope = inf.routes(net, to="chen-fang").document()
    yield from ("## envelope", "", "```text", *(f"{key}" for key in envelope), "```", "")
    for name, question in QUESTIONS.items():
        yield from (f"## {name}", "", "```text", *shape(question(inf, net).answer), "```", "")


PAGES = {
    "tables": tables_page,
    "tie-kinds": ties_page,
    "assumptions": assumptions_page,
    "commands": commands_page,
    "json": json_page,
}


def page(name: str) -> str:
    """Text of the reference page `name`."""
    return "\n".join(PAGES[name]()).rstrip() + "\n"


def main(names: list[str]) -> None:
    """Writes the pages `names`, all of them where none is named."""
    for name in names or PAGES:
        target = ROOT / "docs" / "reference" / f"{name}.md"
        target.write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
