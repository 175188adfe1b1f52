"""The group of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from influence.cli.interrupts import as_before
from influence.cli.options import common
from influence.cli.spoken import SpokenContext
from influence.errors import InfluenceError

COMMANDS: dict[str, str] = {
    "demo": "Copy the sample workspace, load it, answer the main questions, write the map.",
    "init": "Write empty tables with a line of explanation each.",
    "check": "List every problem of the tables.",
    "load": "Check the tables and load them.",
    "status": "What is loaded, from where, when; coverage, what is missing.",
    "show": "The card of a person, account, interest or deal.",
    "path": "Introduction routes to a person, deal or account.",
    "influencers": "Who really moves the decision.",
    "blockers": "Who costs P(win), why, and the four answers.",
    "committee": "P(win), votes, vetoes, power.",
    "whatif": "Before and after a change.",
    "plan": "What to do with some hours, in which order.",
    "questions": "What to find out next.",
    "time": "Hours spent against value.",
    "match": "Who of us should meet whom.",
    "centrality": "Structural measures of everyone.",
    "keyplayers": "The best sets of people.",
    "structure": "Cut people, bridges, factions, holes, roles.",
    "interests": "Who gains and loses what.",
    "coverage": "Whom we know; single threads, orphans.",
    "accounts": "Qualification, tiers, concentration, loyalty.",
    "alerts": "Silence, cooling, churn, stage clock, promises.",
    "ledger": "Introducers: asked, owed, tired.",
    "diff": "What changed between two dates or loads.",
    "cypher": "The shipped Neo4j questions: list, run.",
    "map": "One self-contained page.",
    "serve": "The local app in the browser.",
    "export": "CSV, Excel, GraphML or JSON.",
    "redact": "An audience-safe copy.",
    "report": "Everything that is kept about a person.",
    "forget": "Erase a person everywhere.",
}
MODULES = {"init": "init_command", "time": "time_command", "map": "map_command", "match": "match_command"}


class Commands(click.Group):
    """Commands listed without importing them; each lives in ``cli/<name>.py``."""

    context_class = SpokenContext

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context, in the language that the words ask for wherever they do."""
        return super().make_context(info_name, args, parent, lang=(_given(args, "--lang") or ["en"])[-1], **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"influence.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of ``--help``, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="influence", prog_name="influence")
@common
@click.pass_context
def group(ctx: click.Context, /, **options: Any) -> None:
    """Who decides, who moves the decision, who blocks it and why, who can introduce me."""
    ctx.obj = {name: value for name, value in options.items() if value not in (None, ())}


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with the exit code of `interfaces.md`."""
    if arguments is None:
        sys.exit(_run(sys.argv[1:]))
    with as_before():
        code = _run(arguments)
    sys.exit(code)


def _run(given: list[str]) -> int:
    """The exit code of a command line."""
    try:
        code = group.main(args=given, prog_name="influence", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (KeyboardInterrupt, click.exceptions.Abort):
        code = _said(given, "interrupted", "interrupted, nothing changed", "", 130)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.UsageError as error:
        code = _said(given, "usage", error.format_message(), _help_hint(error), 2)
    except click.ClickException as error:
        code = _said(given, "usage", error.format_message(), "", 2)
    except InfluenceError as error:
        code = _said(given, error.code, error.message, error.hint, error.exit_code, error.candidates)
    except Exception as error:  # noqa: BLE001 - the outermost edge: a plain message, never a traceback
        code = _unexpected(given, error)
    return code if isinstance(code, int) else 0


def _help_hint(error: click.UsageError) -> str:
    return f"see `{error.ctx.command_path} --help`" if error.ctx else "see `influence --help`"


def _unexpected(given: list[str], error: Exception) -> int:
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        return _said(given, "environment", f"{reason}{where}", "check the disk, the path and the permissions", 4)
    if os.environ.get("INFLUENCE_DEBUG"):
        raise error
    return _said(given, "internal", f"internal fault: {type(error).__name__}", "run again with INFLUENCE_DEBUG=1", 5)


def _said(
    given: list[str], code: str, message: str, hint: str, exit_code: int, candidates: list[str] | None = None
) -> int:
    from influence.cli.output import error_document, plain
    from influence.cli.phrases import told

    lang = (_given(given, "--lang") or ["en"])[-1]
    colon = "：" if lang == "zh" else ": "
    click.echo(plain(f"influence{colon}{told(message, lang)}"), err=True)
    if hint:
        click.echo(plain(f"  {told(hint, lang)}"), err=True)
    if "json" in _given(given, "--format"):
        click.echo(error_document(code, message, hint, candidates or []))
    return exit_code


def _given(given: list[str], option: str) -> list[str]:
    """The values of `option` in a command line that need not be a good one."""
    pairs = zip(given, [*given[1:], ""], strict=True)
    return [
        value if word == option else word.partition("=")[2]
        for word, value in pairs
        if word == option or word.startswith(f"{option}=")
    ]
