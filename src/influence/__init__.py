"""Stakeholder influence for large accounts, with the evidence for every number.

Who decides, who moves the decision, who blocks it and why, who can introduce me, and what to do next.

    import influence as inf
    net = inf.load("workspace/")
    inf.routes(net, to="Chen Fang", k=5)

Commands and functions are the same questions under the same names; a function's module is imported when it is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "accounts": "analysis.accounts",
    "alerts": "analysis.alerts",
    "blockers": "analysis.blockers",
    "centrality": "analysis.centrality",
    "committee": "analysis.decision",
    "coverage": "analysis.coverage",
    "diff": "analysis.diff",
    "influencers": "analysis.influence",
    "interests": "analysis.interests",
    "keyplayers": "analysis.keyplayers",
    "ledger": "analysis.ledger",
    "load": "workspace",
    "map": "maps",
    "match": "analysis.match",
    "path": "analysis.routes:routes",
    "plan": "analysis.plan",
    "questions": "analysis.questions",
    "routes": "analysis.routes",
    "structure": "analysis.structure",
    "time": "analysis.time_audit",
    "whatif": "analysis.whatif",
}
__all__ = sorted(_WHERE)  # noqa: PLE0605 - the public names are the keys of the table above


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"influence has no {name!r}; it has {', '.join(_WHERE)}")
    module, _, function = _WHERE[name].partition(":")
    return getattr(import_module(f"influence.{module}"), function or name)


def __dir__() -> list[str]:
    return __all__
