"""Every error that `influence` raises on purpose.

InfluenceError                          exit code
|- UsageError (ValueError)              2   the question itself cannot be asked so
|  |- UnknownName (LookupError)         2   carries near matches
|  |- AmbiguousName (LookupError)       2   carries every candidate
|  `- UnknownAssumption                 2   no such judgement constant
|- RejectedData (ValueError)            1   carries all problems; nothing was loaded
|- EnvironmentFault (OSError)           4   disk, permission, lock, a store that cannot be reached or read
|  |- StoreUnavailable                  4   missing, locked, refused, silent
|  `- StoreDamaged                      4   checksum or format does not hold
`- Interrupted                          130 stopped by the user, nothing changed

A message says what happened, on which thing, and what to do next; the facts are attributes as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.model.problems import Problem


class InfluenceError(Exception):
    """Base of every error raised on purpose; `hint` is what to do next."""

    exit_code = 5
    code = "internal"

    def __init__(self, message: str, *, hint: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = list(candidates)


class UsageError(InfluenceError, ValueError):
    """The question cannot be asked in this way."""

    exit_code = 2
    code = "usage"


class UnknownName(UsageError, LookupError):
    """Nobody and nothing has this name; `candidates` are near matches."""

    code = "unknown_name"


class AmbiguousName(UsageError, LookupError):
    """Several things have this name; `candidates` lists them all."""

    code = "ambiguous_name"


class UnknownAssumption(UsageError):
    """No judgement constant has this name, or the value is out of its range."""

    code = "unknown_assumption"


class RejectedData(InfluenceError, ValueError):
    """The input has errors; `problems` holds all of them and nothing was loaded."""

    exit_code = 1
    code = "rejected_data"

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = list(problems)


class EnvironmentFault(InfluenceError, OSError):
    """Disk, permission, lock or server: the machine, not the data."""

    exit_code = 4
    code = "environment"


class StoreUnavailable(EnvironmentFault):
    """The store is missing, locked, refused or silent."""

    code = "store_unavailable"


class StoreDamaged(EnvironmentFault):
    """A checksum or the format of the store does not hold; it was not touched."""

    code = "store_damaged"


class Interrupted(InfluenceError):
    """Stopped by the user; nothing changed."""

    exit_code = 130
    code = "interrupted"
