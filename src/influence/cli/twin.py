"""The JSON twin of a command: its question asked by names and values, its document given back instead of printed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from influence.cli.main import group
from influence.cli.options import GIVEN, Settings
from influence.cli.output import TOLD
from influence.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from influence.network import Network

TWINS = (
    "status", "show", "path", "influencers", "blockers", "committee", "whatif", "plan", "questions", "time", "match",
    "centrality", "keyplayers", "structure", "interests", "coverage", "accounts", "alerts", "ledger", "diff", "cypher",
)  # fmt: skip
"""Commands that only answer."""
SAME = {"routes": "path"}
SUBJECTS = ("deal", "account", "name", "to")
SETTLED = frozenset({"store", "workspace", "format", "verbose", "help"})
_YES, _NO = ("", "1", "true", "yes"), ("0", "false", "no")


def answer(
    settings: Settings, name: str, values: Mapping[str, Sequence[str]], network: Callable[[Settings], Network]
) -> dict[str, Any]:
    """The document that ``influence NAME --format json`` prints for the long names and `values` given.

    `network` gives the network for settings without a load of their own. An answer that is "none" is an answer.
    Raises `UnknownName` for a command without a twin, `UsageError` where the command line would end with exit 2.
    """
    command = _command(name)
    told: list[dict[str, Any]] = []
    before = {option: value for option, value in asdict(settings).items() if value not in (None, ())}
    try:
        with command.make_context(name, list(words(command, values)), obj=before | {"format": "json"}) as context:
            context.meta[TOLD] = told.append
            context.meta[GIVEN] = network
            command.invoke(context)
    except click.exceptions.Exit:
        pass
    except click.ClickException as error:
        raise UsageError(error.format_message(), hint=f"see `influence {command.name} --help`") from error
    return told[0]


def _command(name: str) -> click.Command:
    found = SAME.get(name, name)
    command = group.get_command(click.Context(group), found) if found in TWINS else None
    if command is None:
        raise UnknownName(f"no question is called {name!r}", hint="ask one of these", candidates=sorted(TWINS))
    return command


def words(command: click.Command, values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """`values` as words of the command line: options first, then arguments in their order; blanks are left out."""
    subjects: dict[int, list[str]] = {}
    for name, texts in values.items():
        place = _places(command).get(name)
        if place is not None:
            subjects.setdefault(place, []).extend(text for text in texts[-1:] if text)
        else:
            yield from _option(command, name, texts)
    yield "--"
    for place in sorted(subjects):
        yield from subjects[place]


def _places(command: click.Command) -> dict[str, int]:
    """Place of an argument by each name that it goes by: its own, those of its metavar, and for the first any subject.

    >>> from influence.cli.diff import command
    >>> [_places(command)[name] for name in ("from", "to")]
    [0, 1]
    """
    found: dict[str, int] = {}
    for argument in command.params:
        if isinstance(argument, click.Argument):
            stated = (argument.metavar or "").replace("-or-", " ").replace("[", " ").replace("]", " ").lower().split()
            alike = "-or-" in (argument.metavar or "")
            first = max(found.values(), default=-1) + 1
            found |= {name: first + (0 if alike else at) for at, name in enumerate(stated)}
            found.setdefault(argument.name or "", first)
    if 0 in found.values() and not found.keys() & {"from", "to"}:
        found = dict.fromkeys(SUBJECTS, 0) | found
    return found


def _option(command: click.Command, name: str, texts: Sequence[str]) -> Iterator[str]:
    wanted = name.replace("_", "-")
    for option in command.params:
        if isinstance(option, click.Option) and wanted not in SETTLED:
            spelt = next((text for text in option.opts if text.lstrip("-") == wanted), None)
            if spelt is not None:
                yield from _stated(option, spelt, texts)
                return
    known = [text.lstrip("-") for option in command.params for text in option.opts[:1]]
    hint = f"it takes {', '.join(text for text in known if text not in SETTLED)}"
    raise UsageError(f"{name!r} is no parameter of this question", hint=hint)


def _stated(option: click.Option, spelt: str, texts: Sequence[str]) -> Iterator[str]:
    if not option.is_flag:
        joined = "=" if spelt.startswith("--") else ""
        yield from (f"{spelt}{joined}{text}" for text in texts if text)
    elif texts[-1].lower() in _YES:
        yield spelt
    elif texts[-1].lower() not in _NO:
        raise UsageError(f"{spelt.lstrip('-')} {texts[-1]!r} is neither yes nor no", hint="send true or false")
