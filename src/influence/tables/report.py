"""Collects what is wrong, by place; what is too much to list is counted."""

from __future__ import annotations

from collections import Counter

from influence.model.problems import Problem

LISTED = {"error": 20_000, "warning": 1_000}
"""How many problems of one kind in one file are listed; a million bad rows are all in the quarantine file."""


NOT_LISTED = "of this kind are not listed"
"""How the message of the problem ends that stands for those of a kind that are not listed."""


class Report:
    """Problems and remarks of one reading."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.refused = False
        self.counted: Counter[tuple[str, str, str, str]] = Counter()

    def counts(self, file: str, table: str, code: str, severity: str, number: int = 1) -> int:
        """Count `number` more of a kind; how many of them are still to be listed."""
        kind = (file, table, code, severity)
        before = self.counted[kind]
        self.counted[kind] += number
        return max(0, min(number, LISTED[severity] - before))

    def add(self, problem: Problem) -> None:
        """Count `problem`, and keep it while there are not too many of its kind."""
        if self.counts(problem.file, problem.table, problem.code, problem.severity):
            self.problems.append(problem)

    def refuse(self, file: str, message: str, hint: str, *, line: int = 0, table: str = "", code: str) -> None:
        """A whole file that cannot be read as its table."""
        self.refused = True
        self.problems.append(Problem(file, line, "", code, message, hint, table=table))

    def listed(self) -> list[Problem]:
        """All problems by file, line, column, with one more for every kind that is not listed in full."""
        return sorted(self.problems + [self._more(*kind) for kind in self.counted if self._beyond(kind) > 0])

    @property
    def warned(self) -> dict[str, int]:
        """How many warnings there are of each code, listed or not."""
        found: Counter[str] = Counter()
        for (_, _, code, severity), count in self.counted.items():
            if severity == "warning":
                found[code] += count
        return dict(sorted(found.items()))

    def _beyond(self, kind: tuple[str, str, str, str]) -> int:
        return self.counted[kind] - LISTED[kind[3]]

    def _more(self, file: str, table: str, code: str, severity: str) -> Problem:
        beyond = self._beyond((file, table, code, severity))
        message = f"{beyond:,} more {severity}s {NOT_LISTED}"
        hint = "--quarantine FILE writes every rejected row" if severity == "error" else ""
        return Problem(file, 0, "", code, message, hint, severity, table)
