"""Help pages in Chinese, where the command line asks for Chinese anywhere in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

LANG = "influence.lang"


class ChineseHelp(click.HelpFormatter):
    """A help page whose texts are said in Chinese; names of commands and options stay."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how to call the command."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        self.write(f"{'':>{self.current_indent}}{_said(heading)}：\n")

    def write_text(self, text: str) -> None:
        """What the command does, paragraph by paragraph."""
        super().write_text("\n\n".join(_said(" ".join(part.split())) for part in text.split("\n\n")))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Commands or options, each with its words; what click adds in brackets is said by itself."""
        super().write_dl([(name, _described(words)) for name, words in rows], col_max, col_spacing)


def _said(text: str) -> str:
    from influence.cli.phrases import told  # English help is ready without it

    return told(text, "zh")


def _described(words: str) -> str:
    text, _, extras = words.partition("  [")
    if not extras:
        return _said(text)
    return f"{_said(text)}  [{'；'.join(map(_said, extras.removesuffix(']').split('; ')))}]"


class SpokenContext(click.Context):
    """A context that knows the language of its help."""

    def __init__(self, *given: Any, lang: str = "en", **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.meta.setdefault(LANG, lang)

    def make_formatter(self) -> click.HelpFormatter:
        """What writes the help page."""
        if self.meta[LANG] == "zh":
            return ChineseHelp(width=self.terminal_width, max_width=self.max_content_width)
        return super().make_formatter()


class SpokenCommand(click.Command):
    """A command whose help is in the language asked for."""

    context_class = SpokenContext
