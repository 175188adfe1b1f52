"""`influence load SOURCE...`: check the tables and load them, whole or not at all."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import click

from influence.cli.interrupts import too_late
from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.phrases import said, told
from influence.cli.progress import progress
from influence.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.again import LoadedAgain
    from influence.model.problems import Problem
    from influence.tables import Checked


SHOWN = 1000
"""Problems shown in words; a document has all that are listed."""
ALIKE = 20
"""Warnings of one code shown in words: nothing need be done about them one by one."""

limit = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Another limit: people, rows, columns, file or unpacked (bytes), cell or name (letters). May be repeated.",
)


@question("load")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--dry-run", is_flag=True, help="Check only; change nothing.")
@click.option("--quarantine", metavar="FILE", help="Load the good rows; write the others there, with reasons.")
@click.option("--encoding", help="Encoding of the files, where it is not UTF-8.")
@limit
@click.option("--overwrite", is_flag=True, help="Replace a quarantine file that we did not write.")
def command(
    settings: Settings,
    sources: tuple[str, ...],
    quarantine: str | None,
    encoding: str | None,
    limits: tuple[str, ...],
    *,
    dry_run: bool,
    overwrite: bool,
) -> None:
    """Check SOURCE (a folder, workbook or CSV; several go together) and load it in place of what was there.

    Example: influence load workspace/
    """
    from influence.tables.read import without_collection

    with without_collection():
        if not (dry_run or encoding) and (again := _again(settings, sources, limits)):
            answer = _answer(again, tag=again.loaded.tag, changed=again.loaded.changed)
            report(settings, "load", answer, again, list(again.remarks), 0)
            return
        checked = read(settings, sources, encoding, limits)
        left_out = checked.rejected if quarantine else 0
        refused = checked.refused or (checked.errors and not quarantine)
        answer = _answer(checked, quarantined=0 if refused else left_out)
        warnings = list(checked.remarks)
        if not refused and not dry_run:
            warnings += _keep(settings, checked, answer, quarantine if left_out else None, overwrite=overwrite)
    report(settings, "load", answer, checked, warnings, 1 if refused else 3 if left_out else 0)


def _answer(checked: Checked | LoadedAgain, **told: Any) -> dict[str, Any]:
    return {
        "tag": None,
        "counts": checked.counts,
        "problems": [problem.to_dict() for problem in checked.problems],
        "quarantined": 0,
        "changed": False,
        **told,
    }


def _again(settings: Settings, sources: tuple[str, ...], limits: tuple[str, ...]) -> LoadedAgain | None:
    """The sources loaded by way of what differs from the newest load; None where all is to be read."""
    from influence import again, tables, workspace

    raised = tables.LIMITS.raised(limits)
    if "://" in settings.store or not workspace.is_store(settings.store):
        return None
    with ExitStack() as stack, progress("loading", settings.lang):
        ready = None
        with suppress(EnvironmentFault):  # told when all has been read
            ready = again.ready(stack.enter_context(settings.opened()), sources, raised)
        found = ready.load(workspace.now()) if ready else None
        if found and found.loaded.changed:
            too_late()
    return found


def read(settings: Settings, sources: tuple[str, ...], encoding: str | None, limits: tuple[str, ...]) -> Checked:
    """The sources, checked, with a bar on a terminal."""
    from influence import tables

    raised = tables.LIMITS.raised(limits)
    with progress("checking", settings.lang) as tick:
        return tables.read(list(sources), encoding=encoding, limits=raised, progress=tick)


def _keep(
    settings: Settings, checked: Checked, answer: dict[str, Any], quarantine: str | None, *, overwrite: bool
) -> list[str]:
    """Write the rows left out, then load the others; the store remembers the file, so that `forget` reaches it."""
    from influence import tables, workspace
    from influence.cli.outputs import Outputs

    with settings.opened(create=True) as store, progress("loading", settings.lang):
        if quarantine:
            register = Outputs(store, workspace.now(), "quarantine")
            tables.write_quarantine(checked, quarantine, overwrite=overwrite, register=register)
        loaded = workspace.keep(store, checked)
        if loaded.changed:
            too_late()
    answer["tag"], answer["changed"] = loaded.tag, loaded.changed
    told = [f"{loaded.left_out} forgotten people were left out"] if loaded.left_out else []
    return told + ([f"{loaded.old} rows older than is kept were left out"] if loaded.old else [])


def report(
    settings: Settings,
    name: str,
    answer: dict[str, Any],
    checked: Checked | LoadedAgain,
    warnings: list[str],
    code: int,
) -> None:
    """Print what was found and done, and end with `code`."""
    whole = envelope(settings, name, answer, digest=None if checked.errors else checked.digest, warnings=warnings)
    if settings.format == "table":
        _warn(checked, settings.lang)
        for line in _words(answer, code):
            click.echo(said(line, settings.lang))
        document(settings, whole, "none", code=code)
    else:
        document(settings, whole, "problems", code=code)


def _warn(checked: Checked | LoadedAgain, lang: str) -> None:
    lines = list(_problems(checked, lang))
    for line in lines[:SHOWN]:
        click.echo(plain(line), err=True)
    if len(lines) > SHOWN:
        click.echo(said(f"... and {len(lines) - SHOWN:,} more, see --format json", lang), err=True)
    for code, count in checked.warned.items():
        if count > ALIKE:
            click.echo(said(f"... and {count - ALIKE:,} more warnings [{code}], see --format json", lang), err=True)


def _problems(checked: Checked | LoadedAgain, lang: str) -> Iterator[str]:
    """Every error, and the first warnings of each code, as lines."""
    from influence.tables.report import NOT_LISTED

    shown: Counter[str] = Counter()
    for problem in checked.problems:
        if not problem.is_error:
            if problem.message.endswith(NOT_LISTED) or shown[problem.code] == ALIKE:
                continue
            shown[problem.code] += 1
        yield _line(problem) if lang == "zh" else f"{problem.severity}: {problem}"


def _line(problem: Problem) -> str:
    """The problem in Chinese; its place, values and code as they are."""
    place = ":".join(str(part) for part in (problem.file, problem.line or "", problem.column) if part != "")
    message, hint = told(problem.message, "zh", problem.table), told(problem.hint, "zh", problem.table)
    return f"{told(problem.severity, 'zh')}：{place}：{message}{f'（{hint}）' if hint else ''} [{problem.code}]"


def _words(answer: dict[str, Any], code: int) -> Iterator[str]:
    counts = ", ".join(f"{name} {count:,}" for name, count in answer["counts"].items() if count)
    yield f"good rows: {counts or 'none'}"
    if code == 1:
        yield "nothing was loaded: mend the rows above, or load the good ones with --quarantine FILE"
    elif answer.get("tag"):
        done = "loaded" if answer["changed"] else "already loaded, nothing changed"
        yield f"{done} as {answer['tag']}" + (f", {answer['quarantined']} rows in quarantine" if code else "")
