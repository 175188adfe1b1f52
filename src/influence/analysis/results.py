"""What every question answers with: values, unit, parameters, assumptions, digest and date, and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from influence.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from influence.network import Network

SCHEMA_VERSION = 1
LANGUAGES = ("en", "zh")
Sentence = Callable[[dict[str, Any], str], str]


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """The answer to one question.

    `answer` has the keys of the command's JSON; `main` names its main list, whose entries `to_frame` shows and
    `explain` puts into words; `unit` is the unit of the leading number. `none`: the answer is that there is none
    (exit code 1). `sentence` makes the words of one entry in a language; `key` is what an entry is found by.
    """

    question: str
    answer: dict[str, Any]
    parameters: Mapping[str, Any]
    assumptions: Mapping[str, float]
    as_of: date
    digest: str
    main: str
    warnings: Sequence[str] = ()
    none: bool = False
    unit: str = ""
    key: str = "id"
    sentence: Sentence | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return f"Result({self.question}, {len(self.entries)} {self.main}, as of {self.as_of}, {self.digest[:8]})"

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The main list."""
        found: list[dict[str, Any]] = self.answer.get(self.main) or []
        return found

    def document(self) -> dict[str, Any]:
        """The envelope that ``--format json`` prints."""
        return {
            "schema_version": SCHEMA_VERSION,
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "digest": self.digest,
            "parameters": dict(self.parameters),
            "assumptions": dict(self.assumptions),
            "warnings": list(self.warnings),
            "answer": self.answer,
        }

    def to_frame(self) -> pd.DataFrame:
        """The main list as a data frame, one row an entry."""
        import pandas as pd

        return pd.DataFrame(self.entries)

    def entry(self, which: Any) -> dict[str, Any]:
        """The entry with this id (or place, counted from 0) in the main list; raises `UnknownName`."""
        if isinstance(which, int) and -len(self.entries) <= which < len(self.entries):
            return self.entries[which]
        for entry in self.entries:
            if entry.get(self.key) == which:
                return entry
        known = [str(entry.get(self.key, place)) for place, entry in enumerate(self.entries)]
        raise UnknownName(
            f"{which!r} is not in the answer to {self.question}",
            hint=f"one of {', '.join(known[:5])}" if known else "the answer is empty",
            candidates=known,
        )

    def explain(self, which: Any, lang: str = "en") -> str:
        """The arithmetic behind one entry, in one paragraph a salesperson can read; `lang` en or zh."""
        if lang not in LANGUAGES:
            raise UsageError(f"no words in the language {lang!r}", hint=f"one of {', '.join(LANGUAGES)}")
        entry = self.entry(which)
        if self.sentence:
            return self.sentence(entry, lang)
        return "; ".join(f"{name}: {value}" for name, value in entry.items())

    def _repr_html_(self) -> str:
        from html import escape

        title = f"<p><b>{escape(self.question)}</b>, {self.as_of}, data {self.digest[:8]}</p>"
        notes = "".join(f"<p>{escape(text)}</p>" for text in self.warnings)
        return title + notes + str(self.to_frame().to_html(escape=True, index=False))


def result(
    net: Network,
    question: str,
    answer: dict[str, Any],
    main: str,
    *,
    sections: Iterable[str] = (),
    **rest: Any,
) -> Result:
    """A `Result` of `net`, with the assumptions of `sections`."""
    rest.setdefault("parameters", {})
    assumptions = net.assumptions.of(*sections)
    return Result(question, answer, assumptions=assumptions, as_of=net.as_of, digest=net.digest, main=main, **rest)
