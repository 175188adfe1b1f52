"""Options that every command shares, accepted before and after the command."""

from __future__ import annotations

import functools
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import click

from influence.cli.spoken import SpokenCommand
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from influence.network import Network
    from influence.stores.base import Store

DEFAULT_STORE = "influence.db"
NETWORK = "influence.network"
GIVEN = "influence.given"  # key of what gives the network, for a caller who has it at hand
FORMATS = ("table", "json", "csv")
_OPTIONS = (
    click.option("--store", envvar="INFLUENCE_STORE", show_envvar=True, help="File or neo4j:// address of the store."),
    click.option("--workspace", help="Workspace in a team's store."),
    click.option("--as-of", metavar="DATE", help="What was true then (YYYY-MM-DD); today unless given."),
    click.option("--format", type=click.Choice(FORMATS), help="table (default), json or csv."),
    click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the words."),
    click.option("--assume", multiple=True, metavar="NAME=VALUE", help="Override a judgement constant."),
    click.option("--force", is_flag=True, default=None, help="Show withheld numbers."),
    click.option("--seed", type=int, help="Seed of the draws (0)."),
    click.option("--draws", type=click.IntRange(1, 1_000_000), help="Number of draws (500)."),
    click.option("--load", metavar="TAG", help="Read an earlier load."),
    click.option("-v", "--verbose", is_flag=True, default=None, help="Say more on stderr."),
)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the shared options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Settings:
    """What the shared options come to."""

    store: str = DEFAULT_STORE
    workspace: str = "default"
    as_of: str | None = None
    format: str = "table"
    lang: str = "en"
    assume: tuple[str, ...] = ()
    force: bool = False
    seed: int = 0
    draws: int = 500
    load: str | None = None
    verbose: bool = False

    @property
    def date(self) -> date:
        """`as_of` as a date; the clock is read here, once, where none is given."""
        from influence.workspace import as_date

        return as_date(self.as_of)

    @property
    def assumed(self) -> dict[str, float]:
        """Constants given by ``--assume``, checked."""
        from influence.model.assumptions import checked

        return {name: checked(name, value) for name, value in map(_assumption, self.assume)}

    @contextmanager
    def opened(self, *, create: bool = False) -> Iterator[Store]:
        """The store, open until the end of the block."""
        from influence.stores import open_store

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", UserWarning)
            try:
                store = open_store(self.store, create=create, workspace=self.workspace)
            finally:
                self._note(str(one.message) for one in told)
        with store:
            yield store

    def _note(self, texts: Iterable[str]) -> None:
        from influence.cli.output import plain
        from influence.cli.phrases import told

        for text in texts:
            click.echo(plain(told(f"note: {text}", self.lang)), err=True)

    @contextmanager
    def network(self, about: str | None = None, kind: str | None = None) -> Iterator[Network]:
        """The network that the question is about; only what surrounds one thing (of a kind) that `about` names."""
        from influence.workspace import network_of

        meta = click.get_current_context().meta
        if (given := meta.get(GIVEN)) is not None and self.load is None:
            meta[NETWORK] = given(self)
            yield meta[NETWORK]
            return
        with self.opened() as store:
            near = (about, kind) if about is not None else None
            net = network_of(store, as_of=self.date, assume=self.assumed, tag=self.load, about=near)
            meta[NETWORK] = net
            yield net


def _assumption(text: str) -> tuple[str, float]:
    name, sign, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        missing = "no value" if not sign else f"{value!r} is no number"
        raise UsageError(f"--assume {text}: {missing}", hint="write --assume NAME=VALUE") from None


def question(name: str, **rest: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the shared options; its function gets `Settings` first, then its own arguments."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        @functools.wraps(function)
        def run(**given: Any) -> Any:
            shared = {option: given.pop(option) for option in Settings.__slots__}
            ctx = click.get_current_context()
            before = cast("dict[str, Any]", ctx.obj or {})
            stated = {
                option: value
                for option, value in shared.items()
                if value not in (None, ()) and not (option in before and _of_environment(ctx, option))
            }
            if "assume" in before and "assume" in stated:
                stated["assume"] = (*before["assume"], *stated["assume"])
            return function(Settings(**{**before, **stated}), **given)

        rest.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        rest.setdefault("cls", SpokenCommand)
        decorated: Callable[[Callable[..., Any]], click.Command] = click.command(name, **rest)
        return decorated(common(run))

    return decorate


def _of_environment(ctx: click.Context, option: str) -> bool:
    """Whether the environment alone says so: what was written before the command then wins."""
    return ctx.get_parameter_source(option) is click.core.ParameterSource.ENVIRONMENT


def kinds(values: tuple[str, ...]) -> list[str]:
    """Kinds of tie of an option that repeats or takes commas, in English or Chinese.

    >>> kinds(("朋友,alumni", "nonsense"))
    ['friend', 'alumni', 'nonsense']
    """
    from influence.model.words import aliases, matched

    known = aliases("value kind (relationships)")
    return [known.get(matched(word), word) for word in split(values)]


def split(values: tuple[str, ...]) -> list[str]:
    """Values of an option that repeats or takes commas.

    >>> split(("friend,alumni", "knows"))
    ['friend', 'alumni', 'knows']
    """
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
