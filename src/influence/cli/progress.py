"""A progress bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from influence.cli.phrases import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Task


@contextmanager
def progress(words: str, lang: str) -> Iterator[Callable[[str, int, float], None] | None]:
    """A function that takes the file, its rows and the share of bytes read; None where stderr is no terminal.

    Until it is called, and from the share 1 on, nobody knows how long the rest takes: the bar then only moves.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(said(words, lang), total=None, rate="")
        (task,) = bar.tasks

        def tick(file: str, rows: int, share: float) -> None:
            known = share < 1
            name = f"{said('reading', lang)} {file}" if known else said(words, lang)
            bar.update(
                task.id, description=name, total=1.0 if known else None, completed=share, rate=_rate(task, rows, lang)
            )

        yield tick


def _rate(task: Task, rows: int, lang: str) -> str:
    """How many rows there are, and how many a second."""
    pace = rows / task.elapsed if task.elapsed else 0
    return said(f"{rows:,} rows, {pace:,.0f} a second", lang)
