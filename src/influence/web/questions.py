"""The JSON twins: every command's question asked by its own function, from the parameters of an address."""

from __future__ import annotations

import inspect
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from influence.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.network import Network

Values = dict[str, list[str]]
FUNCTIONS: Mapping[str, tuple[str, str]] = {
    "path": ("routes", "routes"),
    "routes": ("routes", "routes"),
    "influencers": ("influence", "influencers"),
    "blockers": ("blockers", "blockers"),
    "committee": ("decision", "committee"),
    "whatif": ("whatif", "whatif"),
    "plan": ("plan", "plan"),
    "questions": ("questions", "questions"),
    "time": ("time", "time"),
    "match": ("match", "match"),
    "centrality": ("centrality", "centrality"),
    "keyplayers": ("keyplayers", "keyplayers"),
    "structure": ("structure", "structure"),
    "interests": ("interests", "interests"),
    "coverage": ("coverage", "coverage"),
    "accounts": ("accounts", "accounts"),
    "alerts": ("alerts", "alerts"),
    "ledger": ("ledger", "ledger"),
    "show": ("show", "show"),
}
_SUBJECTS = ("deal", "account", "to", "name")
_TRUE, _FALSE = ("", "1", "true", "yes"), ("0", "false", "no")


def ask(net: Network, command: str, values: Values) -> Any:
    """The document of `command` as ``--format json`` prints it.

    Raises `UnknownName` for a command that is none, `UsageError` for a parameter it does not take or cannot read.
    """
    function = _function(command)
    return function(net, **arguments(function, values)).document()


def _function(command: str) -> Any:
    module, name = FUNCTIONS.get(command, ("", ""))
    path = f"influence.analysis.{module}"
    if not module or find_spec(path) is None:
        raise UnknownName(f"no question is called {command!r}", hint="ask one of these", candidates=sorted(FUNCTIONS))
    return getattr(import_module(path), name)


def arguments(function: Any, values: Values) -> dict[str, Any]:
    """The keyword arguments of `function` from `values`: names with dashes, several values as repeats."""
    parameters = dict(list(inspect.signature(function).parameters.items())[1:])
    found: dict[str, Any] = {}
    for name, texts in values.items():
        own = _parameter(name, parameters, found)
        found[own] = _read(name, parameters[own], texts)
    lacking = [n for n, p in parameters.items() if p.default is p.empty and n not in found]
    if lacking:
        raise UsageError(f"{lacking[0]} is missing", hint=f"add {lacking[0].rstrip('_')}=...")
    return found


def _parameter(name: str, parameters: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    plain = name.replace("-", "_")
    first = next(iter(parameters), "")
    candidates = [plain, f"{plain}_", f"{plain}s", *([first] if plain in _SUBJECTS and first in _SUBJECTS else [])]
    for candidate in candidates:
        if candidate in parameters and candidate not in found:
            return candidate
    known = ", ".join(parameters)
    raise UsageError(f"{name!r} is no parameter of this question", hint=f"it takes {known}")


def _read(name: str, parameter: Any, texts: list[str]) -> Any:
    kind = str(parameter.annotation)
    try:
        if "tuple[str, str, float]" in kind:
            return [_tie(text) for text in texts if text]
        if any(word in kind for word in ("Sequence", "Iterable", "list", "tuple")):
            return [text for text in texts if text]
        if "Mapping" in kind or "dict" in kind:
            return dict(_pair(text) for text in texts if text)
        return _single(kind, texts[-1])
    except ValueError as error:
        raise UsageError(f"{name}={texts[-1]!r} cannot be read as {kind}", hint="see the reference") from error


def _pair(text: str) -> tuple[str, str]:
    left, separator, right = text.rpartition("=")
    if not separator:
        raise ValueError(text)
    return left, right


def _tie(text: str) -> tuple[str, str, float]:
    """``A:B=0.7`` as its parts."""
    ends, strength = _pair(text)
    one, separator, other = ends.partition(":")
    if not separator:
        raise ValueError(text)
    return one, other, float(strength)


def _single(kind: str, text: str) -> Any:
    if "bool" in kind:
        if text.lower() not in (*_TRUE, *_FALSE):
            raise ValueError(text)
        return text.lower() in _TRUE
    if "int" in kind:
        return int(text)
    if "float" in kind:
        return float(text)
    return text
