"""Laws of the store, held on arbitrary programmes and on every altered byte."""

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from assessor.errors import AssessorError, StaleRevision
from assessor.model.assessment import Answer, Evidence
from assessor.model.change import (
    AnswerChange,
    Applied,
    Change,
    ProgrammeChange,
    RecordChange,
    Save,
    Section7Change,
    SubjectChange,
)
from assessor.model.programme import (
    Policy,
    Programme,
    Section7Choice,
    Subject,
    SubjectKind,
    WordingOverride,
    WordingStage,
)
from assessor.model.scales import Status
from assessor.model.text import first_forbidden
from assessor.storage.base import Store
from assessor.storage.chain import EventRow, check
from assessor.storage.opening import create_store, open_store
from assessor.storage.rows import State
from tests.storage.places import BUS, CHECKLIST, CITY, WHOLE, Place, answering, new_save, said
from tests.storage.servers import MEMORY

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

characters = st.characters(exclude_categories=["Cs"]).filter(lambda char: first_forbidden(char) is None)
texts = st.text(characters, max_size=40)
lines = st.text(characters.filter(lambda char: char not in "\t\n"), min_size=1, max_size=20)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
maybe = st.none() | lines
evidence = st.builds(Evidence, title=lines, date=st.none() | days, reference=maybe)
answers = st.builds(
    Answer,
    status=st.sampled_from(Status),
    comment=st.none() | texts,
    evidence=st.lists(evidence, max_size=3).map(tuple),
    planned_for=st.none() | st.integers(2000, 2100),
    reason=texts.map(lambda text: f"理由{text}"),
    as_of=days,
)
facts = st.dictionaries(lines, st.none() | st.booleans(), max_size=3)
programmes = st.builds(
    Programme,
    municipality=lines,
    plan=maybe,
    contact=maybe,
    policies=st.lists(st.builds(Policy, title=lines, published=st.none() | days), max_size=2).map(tuple),
)
wholes = st.builds(Subject, id=st.just("programme"), kind=st.just(SubjectKind.PROGRAMME), name=lines, facts=facts)
services = st.builds(
    Subject, id=st.sampled_from(["bus", "care"]), kind=st.just(SubjectKind.SERVICE), name=lines, facts=facts
)
overrides = st.builds(WordingOverride, text=texts, stage=st.sampled_from(WordingStage))
choices = st.builds(
    Section7Choice,
    hide=st.lists(lines, max_size=2).map(tuple),
    wording=st.dictionaries(lines, overrides, max_size=2),
)
contents = st.dictionaries(lines, texts | st.integers() | st.booleans() | st.none(), max_size=3)
record_changes = st.builds(
    RecordChange, kind=st.sampled_from(["item", "release"]), id=st.just("1"), content=st.none() | contents
)
changes: st.SearchStrategy[Change] = st.one_of(
    record_changes,
    st.builds(ProgrammeChange, programme=programmes),
    st.builds(SubjectChange, subject=wholes | services),
    st.builds(Section7Change, choice=choices),
    st.builds(answering, st.sampled_from(["A", "B"]), st.none() | answers),
)
saves_of_changes = st.lists(st.lists(changes, min_size=1, max_size=4), max_size=4)


@contextmanager
def fresh_store(programme: Programme = CITY, whole: Subject = WHOLE) -> Iterator[tuple[Store, Path]]:
    """A programme file that goes at the end."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "p.assessor"
        with create_store(str(path), CHECKLIST, programme, whole, new_save()) as store:
            yield store, path


@FEW
@given(programme=programmes, whole=wholes, many=saves_of_changes)
def test_what_was_saved_is_what_is_loaded(programme: Programme, whole: Subject, many: list[list[Change]]) -> None:
    with fresh_store(programme, whole) as (store, path):
        subjects, said_now, choice = {whole.id: whole}, {}, Section7Choice()
        records: dict[tuple[str, str], dict[str, object] | None] = {}
        for some in many:
            store.apply(new_save(), some)
            for change in some:
                match change:
                    case ProgrammeChange():
                        programme = change.programme
                    case SubjectChange():
                        subjects[change.subject.id] = change.subject
                    case Section7Change():
                        choice = change.choice
                    case RecordChange():
                        records[change.kind, change.id] = change.content
                    case AnswerChange():
                        said_now[change.subject, change.control] = change.answer
        with open_store(str(path), read_only=True) as other:
            snapshot = other.load()
        found = snapshot.assessment
        assert (found.programme, found.section7) == (programme, choice)
        assert found.subjects == tuple(subjects.values())
        assert found.answers == {pair: answer for pair, answer in said_now.items() if answer is not None}
        assert {key: row.content for key, row in snapshot.records.items() if row.content is not None} == {
            key: content for key, content in records.items() if content is not None
        }
        assert store.verify().is_sound


@FEW
@given(many=saves_of_changes)
def test_a_retry_never_doubles_and_says_the_same(many: list[list[Change]]) -> None:
    with fresh_store() as (store, _):
        saves = [new_save() for _ in many]
        first = [store.apply(save, some) for save, some in zip(saves, many, strict=True)]
        before = store.load()
        wrote = [place for place, done in enumerate(first) if done.events]
        assert [store.apply(saves[place], many[place]) for place in wrote] == [first[place] for place in wrote]
        assert store.load() == before


def trail_of(path: Path) -> list[EventRow]:
    """The events as they lie in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return [EventRow(*row) for row in connection.execute("SELECT * FROM event ORDER BY seq")]


@FEW
@given(many=saves_of_changes, data=st.data())
def test_every_prefix_of_a_chain_verifies_and_no_altered_one_does(
    many: list[list[Change]], data: st.DataObject
) -> None:
    with fresh_store() as (store, path):
        for some in many:
            store.apply(new_save(), some)
        rows = trail_of(path)
    for length in range(len(rows) + 1):
        assert not list(check(rows[:length], State()))
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(EventRow._fields))
    value = getattr(rows[place], name)
    if isinstance(value, int):
        other: object = value + data.draw(st.sampled_from([-1, 1]))
    else:
        at = data.draw(st.integers(0, len(value) - 1))
        other = value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    changed = EventRow._make(other if field == name else getattr(rows[place], field) for field in EventRow._fields)
    altered = [*rows[:place], changed, *rows[place + 1 :]]
    assert list(check(altered, State()))
    if place < len(rows) - 1:
        assert list(check([*rows[:place], *rows[place + 1 :]], State()))
        swapped = [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]
        assert list(check(swapped, State()))


COLUMNS = {
    "answer": ("subject", "control", "revision", "content", "saved_by", "saved_at"),
    "record": ("kind", "id", "revision", "content", "saved_by", "saved_at"),
    "subject": ("id", "position", "content"),
    "programme": ("content",),
    "section7": ("content",),
    "checklist": ("digest", "content"),
    "head": ("chain", "seq", "digest"),
    "event": ("chain", "seq", "at", "by", "kind", "save_id", "payload", "previous", "digest"),
}


def flipped(value: object, chance: random.Random) -> object:
    """The value with one bit of one byte changed, as it would lie in the file."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(3, 8))
    assert isinstance(value, str | bytes)
    content = bytearray(value.encode() if isinstance(value, str) else value)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


@pytest.mark.parametrize(("table", "column"), [(table, name) for table, names in COLUMNS.items() for name in names])
def test_a_flipped_bit_in_any_column_is_found(file_place: Place, table: str, column: str) -> None:
    store = file_place.create()
    record = RecordChange(kind="item", id="1", content={"title": "台帳を作る"})
    answered = [answering("A", said()), answering("S", said(), subject="bus")]
    store.apply(new_save(), [SubjectChange(subject=BUS), *answered, record])
    assert file_place.file is not None
    sound = file_place.file.read_bytes()
    chance = random.Random(f"{table}.{column}")
    for _ in range(12):
        rowid, value = chance.choice(file_place.query(f'SELECT rowid, "{column}" FROM {table}'))
        other = flipped(value, chance)
        literal = f"x'{other.hex()}'" if isinstance(other, bytes) else str(other)
        literal = f"CAST({literal} AS TEXT)" if isinstance(value, str) else literal
        with suppress(sqlite3.IntegrityError):
            file_place.tamper(f'UPDATE {table} SET "{column}" = {literal} WHERE rowid = {rowid}')
        assert not store.verify().is_sound, (value, other)
        file_place.file.write_bytes(sound)
        assert store.verify().is_sound


def test_a_flipped_bit_anywhere_in_a_file_is_told_or_changed_nothing(file_place: Place) -> None:
    store = file_place.create()
    many = [answering(f"A-{number}", said(comment="回答" * 30)) for number in range(25)]
    store.apply(new_save(), [SubjectChange(subject=BUS), *many])
    wanted = store.load(), store.checklist_json(), list(store.events())
    store.close()
    file = file_place.file
    assert file is not None
    sound, chance, told = file.read_bytes(), random.Random(20261122), 0
    for _ in range(80):
        content = bytearray(sound)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        try:
            with open_store(str(file), read_only=True) as damaged:
                if damaged.verify().is_sound:
                    assert (damaged.load(), damaged.checklist_json(), list(damaged.events())) == wanted
                else:
                    told += 1
        except AssessorError:
            told += 1
    assert told > 20


class TwoOfficers(RuleBasedStateMachine):
    """Two officers on one file, against a model of what the rows must be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.target = str(Path(self.folder.name) / "p.assessor")
        first = create_store(self.target, CHECKLIST, CITY, WHOLE, new_save())
        self.stores = [first, open_store(self.target)]
        self.rows: dict[str, tuple[Answer | None, int]] = {}
        self.done: list[tuple[Save, AnswerChange, Applied]] = []

    @rule(who=st.integers(0, 1), control=st.sampled_from("AB"), answer=st.none() | answers, behind=st.integers(0, 1))
    def answers_holding_a_revision(self, who: int, control: str, answer: Answer | None, behind: int) -> None:
        stored = self.rows.get(control, (None, 0))
        expected = max(0, stored[1] - behind)
        save, change = new_save(), answering(control, answer, expected)
        if expected != stored[1]:
            with pytest.raises(StaleRevision):
                self.stores[who].apply(save, [change])
            return
        applied = self.stores[who].apply(save, [change])
        if answer != stored[0]:
            self.rows[control] = (answer, stored[1] + 1)
            self.done.append((save, change, applied))
        assert applied == Applied((self.rows.get(control, stored)[1],), int(answer != stored[0]))

    @rule(who=st.integers(0, 1), data=st.data())
    def saves_once_more(self, who: int, data: st.DataObject) -> None:
        if self.done:
            save, change, applied = data.draw(st.sampled_from(self.done))
            assert self.stores[who].apply(save, [change]) == applied

    @rule(who=st.integers(0, 1))
    def opens_again(self, who: int) -> None:
        self.stores[who].close()
        self.stores[who] = open_store(self.target)

    @rule()
    def copies_and_goes_on_with_the_copy(self) -> None:
        other = Path(self.folder.name) / "copy.assessor"
        self.stores[0].backup(other)
        for store in self.stores:
            store.close()
        other.replace(self.target)
        self.stores = [open_store(self.target), open_store(self.target)]

    @rule(who=st.integers(0, 1))
    def looks(self, who: int) -> None:
        snapshot = self.stores[who].load()
        assert {key[1]: (row.answer, row.revision) for key, row in snapshot.rows.items()} == self.rows
        assert snapshot.head_seq == 1 + len(self.done) == self.stores[1 - who].head()[0]
        assert self.stores[who].verify().is_sound

    def teardown(self) -> None:
        self.looks(0)
        for store in self.stores:
            store.close()
        self.folder.cleanup()


def test_two_officers_see_what_the_model_says() -> None:
    run_state_machine_as_test(TwoOfficers, settings=settings(max_examples=8, stateful_step_count=15, deadline=None))
