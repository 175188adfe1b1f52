"""Collects what is wrong, by place; every error is kept, warnings of one kind are capped."""

from __future__ import annotations

from collections import Counter

from influence.model.problems import Problem

SHOWN_WARNINGS = 1000


class Report:
    """Problems and remarks of one reading."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.refused = False
        self._warned: Counter[tuple[str, str, str]] = Counter()

    def add(self, problem: Problem) -> None:
        """Keep `problem`; of one kind of warning in one file only the first thousand are listed, the rest counted."""
        if not problem.is_error:
            kind = (problem.file, problem.table, problem.code)
            self._warned[kind] += 1
            if self._warned[kind] > SHOWN_WARNINGS:
                return
        self.problems.append(problem)

    def refuse(self, file: str, message: str, hint: str, *, line: int = 0, table: str = "", code: str) -> None:
        """A whole file that cannot be read as its table."""
        self.refused = True
        self.problems.append(Problem(file, line, "", code, message, hint, table=table))

    def listed(self) -> list[Problem]:
        """All problems by file, line, column, with one more for every kind of warning that was capped."""
        more = [
            Problem(
                file,
                0,
                "",
                code,
                f"{count - SHOWN_WARNINGS:,} more warnings of this kind are not listed",
                severity="warning",
                table=table,
            )
            for (file, table, code), count in self._warned.items()
            if count > SHOWN_WARNINGS
        ]
        return sorted(self.problems + more)
