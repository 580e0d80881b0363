"""A city against a model of it: answers, undo, files, copies, merges, checks: `RUNS SEED [BUG]`. Prints JSON.

The model is a dictionary of what was said and a count of what must stand in the trail. `BUG` names a fault of `BUGS`
that is put into the program first; the run must then fail.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, core, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from assessor.engine.merging import Side
from assessor.errors import StaleRevision
from assessor.model.assessment import PairKey
from assessor.model.change import AnswerChange, Applied, Change, Save, SubjectChange
from assessor.service import copies, exchanging
from assessor.service.assessing import Given, answer, create_programme
from assessor.service.merging import merged
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from assessor.storage import sql_store, tables
from tests.model.mini import MINI, one_of_each
from tests.storage.places import MEMORY
from tests.trust import lean

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
STEPS_A_RUN = 40
STEPS = Counter[str]()
MOST_MERGES = 3
"""In one run: a merge costs as much as ten other steps, and each makes all that follow dearer."""
PAIRS: tuple[PairKey, ...] = (("programme", "GOV-01"), ("programme", "GOV-02"), ("bus", "SVC-01"), ("bus", "SVC-02"))

Said = tuple[str, str]
"""Status and comment."""

pairs = st.sampled_from(PAIRS)
saying = st.tuples(st.sampled_from(("implemented", "partial", "planned", "unknown")), st.sampled_from("あいう"))


def opened(path: Path, by: str) -> Workspace:
    return open_workspace(str(path), Session(by, lambda: NOW))


@cache
def new_city() -> bytes:
    """The file that every run begins with; made once, before the program is broken."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        file = Path(folder) / "city.assessor"
        create_programme(str(file), Session("花子", lambda: NOW), titles={"municipality": "市"}, checklist=MINI)
        with opened(file, "花子") as city:
            city.apply([SubjectChange(subject=one) for one in one_of_each()])
        return file.read_bytes()


class City(RuleBasedStateMachine):
    """Two officers on one programme, and whatever they do with its file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.place = Path(self.folder.name)
        self.file = self.place / "city.assessor"
        self.file.write_bytes(new_city())
        self.officers = [opened(self.file, name) for name in ("花子", "太郎")]
        self.said: dict[PairKey, Said] = {}
        self.past: list[tuple[PairKey, Said | None]] = []
        self.revisions = dict.fromkeys(PAIRS, 0)
        self.merges = 0

    def _say(self, who: int, pair: PairKey, said: Said | None) -> None:
        given = Given(said[0], comment=said[1]) if said else Given("clear")
        revision = answer(self.officers[who], *pair, given)
        self._told(pair, said)
        assert revision == self.revisions[pair]

    def _told(self, pair: PairKey, said: Said | None) -> None:
        if said != self.said.get(pair):
            self.revisions[pair] += 1
            self.past.append((pair, self.said.get(pair)))
        self.said = {**self.said, pair: said} if said else {one: w for one, w in self.said.items() if one != pair}

    @rule(who=st.integers(0, 1), pair=pairs, said=st.none() | saying)
    def says(self, who: int, pair: PairKey, said: Said | None) -> None:
        self._say(who, pair, said)

    @rule(who=st.integers(0, 1))
    def undoes(self, who: int) -> None:
        if self.past:
            pair, before = self.past.pop()
            self._say(who, pair, before)

    @rule(who=st.integers(0, 1), pair=pairs)
    def says_what_is_too_late(self, who: int, pair: PairKey) -> None:
        if self.revisions[pair]:
            late = AnswerChange(
                subject=pair[0], control=pair[1], answer=None, expected_revision=self.revisions[pair] - 1
            )
            try:
                self.officers[who].apply([late])
            except StaleRevision:
                return
            raise AssertionError("a late save was taken")

    @rule(who=st.integers(0, 1), pair=pairs, said=saying)
    def takes_a_save_twice(self, who: int, pair: PairKey, said: Said) -> None:
        officer = self.officers[who]
        save = officer.session.save()
        for _ in range(2):
            with officer.saving_as(save):
                answer(officer, *pair, Given(said[0], comment=said[1]))
        self._told(pair, said)

    @rule(who=st.integers(0, 1), told=st.dictionaries(pairs, saying, min_size=1))
    def takes_a_file_in(self, who: int, told: dict[PairKey, Said]) -> None:
        kinds = {"programme": "programme", "bus": "service"}
        subjects = []
        for name in sorted({subject for subject, _ in told}):
            answers = {c: {"status": said[0], "comment": said[1]} for (s, c), said in told.items() if s == name}
            held = self.officers[who].subject(name)
            subjects.append({"id": name, "kind": kinds[name], "name": held.name, "answers": answers})
        file = self.place / "in.yaml"
        file.write_text(json.dumps({"assessor": 1, "subjects": subjects}, ensure_ascii=False), "utf-8")
        exchanging.import_answers(self.officers[who], str(file))
        for pair, said in told.items():
            self._told(pair, said)

    @rule(who=st.integers(0, 1))
    def takes_its_own_file_in(self, who: int) -> None:
        self.officers[who].refresh()
        file = self.place / "out.yaml"
        exchanging.export_answers(self.officers[who], str(file), force=True)
        assert not exchanging.import_answers(self.officers[who], str(file)).changes

    @precondition(lambda self: self.merges < MOST_MERGES)
    @rule(pair=pairs, ours=st.none() | saying, theirs=saying, side=st.sampled_from(Side), other=pairs)
    def parts_and_merges(self, pair: PairKey, ours: Said | None, theirs: Said, side: Side, other: PairKey) -> None:
        copy, out = self.place / "copy.assessor", self.place / "out.assessor"
        self.officers[0].store.backup(copy, replace=True)
        before = self.said.get(other)
        with opened(copy, "次郎") as away:
            answer(away, *other, Given(theirs[0], comment=theirs[1]))
        self._say(0, pair, ours)
        both_changed = pair == other and self.said.get(pair) != before and theirs != before
        merge = copies.merge((str(self.file), str(copy)), out, Session("係", lambda: NOW), copies.Wish(prefer=side))
        assert bool(merge.settled) == (both_changed and self.said.get(pair) != theirs)
        if theirs != before and (not both_changed or side is Side.B):
            self._told(other, theirs)
        self.merges += 1
        STEPS["merges"] += 1
        self._go_on_with(out)

    @rule()
    def goes_on_with_a_copy(self) -> None:
        copy = self.place / "copy.assessor"
        self.officers[1].store.backup(copy, replace=True)
        STEPS["copies"] += 1
        self._go_on_with(copy)

    def _go_on_with(self, file: Path) -> None:
        for officer in self.officers:
            officer.store.close()
        file.replace(self.file)
        self.officers = [opened(self.file, name) for name in ("花子", "太郎")]

    @invariant()
    def both_see_what_was_said(self) -> None:
        STEPS["steps"] += 1
        for officer in self.officers:
            officer.refresh()
            held = {pair: (row.answer, row.revision) for pair, row in officer.snapshot.rows.items()}
            assert {pair: (said.status.value, said.comment) for pair, (said, _) in held.items() if said} == self.said
            assert all(held.get(pair, (None, 0))[1] == number for pair, number in self.revisions.items())

    @rule()
    def checks(self) -> None:
        STEPS["checks"] += 1
        assert self.officers[0].store.verify().is_sound

    def teardown(self) -> None:
        self.checks()
        for officer in self.officers:
            officer.store.close()
        self.folder.cleanup()


def no_event() -> None:
    """An answer is stored and its event is not."""
    write = tables.write
    setattr(tables, "write", lambda connection, plan: write(connection, plan._replace(events=())))  # noqa: B010


def no_revision_check() -> None:
    """What is too late is taken all the same."""
    apply = sql_store.SqlStore.apply

    def careless(self: sql_store.SqlStore, save: Save, changes: Sequence[Change]) -> Applied:
        free = [one.model_copy(update={"expected_revision": None}) for one in changes if isinstance(one, AnswerChange)]
        return apply(self, save, free or changes)

    sql_store.SqlStore.apply = careless  # type: ignore[method-assign]


def import_drops_one() -> None:
    """The last change of a file is forgotten."""
    setattr(exchanging, "merged", lambda *given: merged(*given)[:-1])  # noqa: B010


def merge_drops_theirs() -> None:
    """What the second copy says is not taken over."""
    copies._rows = lambda theirs, taken: {}


BUGS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (no_event, no_revision_check, import_drops_one, merge_drops_theirs)
}


def main() -> None:
    """Run the machine so often; tell how many steps were done and what failed."""
    runs, seed, bug = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""
    core.global_force_seed = seed  # type: ignore[assignment]
    lean.spare()
    new_city()
    if bug:
        BUGS[bug]()
    how = settings(
        max_examples=runs,
        stateful_step_count=STEPS_A_RUN,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[one for one in settings().phases if one.name in ("generate", *(() if bug else ("shrink",)))],
    )
    failed = ""
    try:
        run_state_machine_as_test(City, settings=how)
    except Exception as fault:
        failed = f"{type(fault).__name__}: {fault}" + "\n".join(getattr(fault, "__notes__", ()))
    sys.stdout.write("\n" + json.dumps({"counted": STEPS, "failed": failed[:6000]}) + "\n")


if __name__ == "__main__":
    main()
