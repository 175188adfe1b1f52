"""Random runs of loads, edits, undos, erasures and re-openings against a model of sets."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from influence.model.rows import Rows
from influence.stores import open_store
from stores.workspaces import AT, row

PEOPLE = st.sampled_from([f"person{number}" for number in range(5)])
TIES = st.frozensets(st.tuples(PEOPLE, PEOPLE).filter(lambda pair: pair[0] < pair[1]), max_size=4)


class StoreModel(RuleBasedStateMachine):
    """The store holds what a list of pairs of sets holds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(str(self.folder / "w.db"), create=True)
        self.loads: list[tuple[frozenset[str], frozenset[tuple[str, str]]]] = []
        self.edits: list[tuple[str, str]] = []
        self.forgotten: set[str] = set()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(ties=TIES, alone=st.frozensets(PEOPLE, max_size=3))
    def load(self, ties: frozenset[tuple[str, str]], alone: frozenset[str]) -> None:
        people = alone | {person for pair in ties for person in pair}
        left = frozenset(people - self.forgotten), frozenset(t for t in ties if not self.forgotten & set(t))
        done = self.store.load(_rows(people, ties), sources=[], at=AT)
        assert done.changed == (not self.loads or self.loads[-1] != left)
        assert done.left_out == len(people & self.forgotten)
        self.loads += [left] if done.changed else []

    @precondition(lambda self: self.loads and self.loads[-1][0])
    @rule(data=st.data(), word=st.sampled_from(["resist", "support"]))
    def edit(self, data: st.DataObject, word: str) -> None:
        person = data.draw(st.sampled_from(sorted(self.loads[-1][0])))
        self.store.edit({"op": "attitude", "id": person, "value": word}, AT)
        self.edits.append((person, word))

    @rule()
    def undo(self) -> None:
        undone = self.store.undo()
        assert (undone is None) == (not self.edits)
        self.edits = self.edits[:-1]

    @precondition(lambda self: self.loads)
    @rule(person=PEOPLE)
    def forget(self, person: str) -> None:
        self.store.forget(person, at=AT)
        self.forgotten.add(person)
        self.edits = [edit for edit in self.edits if edit[0] != person]
        self.loads = [(people - {person}, _without(ties, person)) for people, ties in self.loads]

    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store = open_store(str(self.folder / "w.db"))

    @invariant()
    def every_load_is_there(self) -> None:
        loads = self.store.loads()
        assert len(loads) == len(self.loads)
        for load, (people, ties) in zip(loads, self.loads, strict=True):
            assert self.store.rows(load.tag).digest == load.digest == _rows(people, ties).digest

    @invariant()
    def the_current_rows_are_those_with_edits(self) -> None:
        if self.loads:
            there = {person: word for person, word in self.edits if person in self.loads[-1][0]}
            rows = self.store.rows()
            assert {line[0]: line[2] for line in rows["attitudes"]} == there
            assert rows.digest == self.store.digest()

    @invariant()
    def everything_holds(self) -> None:
        assert self.store.verify() == []


def _rows(people: frozenset[str], ties: frozenset[tuple[str, str]]) -> Rows:
    contacts = [row("contacts", name=f"Ms {person}", id=person) for person in people]
    rows = [row("relationships", source=source, target=target, kind="knows") for source, target in ties]
    return Rows({"contacts": contacts, "relationships": rows})


def _without(ties: frozenset[tuple[str, str]], person: str) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in ties if person not in pair)


TestStoreModel = StoreModel.TestCase
TestStoreModel.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
