"""The storage contract: every sentence holds for a file and for a server."""

from datetime import datetime
from pathlib import Path

import pytest

from assessor.errors import BrokenProgramme, StaleRevision, SubjectExists, TargetExists, UnknownSubject
from assessor.faults.editions import ChecklistReplaced
from assessor.model.canonical import digest
from assessor.model.change import Applied, Change, ChecklistChange, ProgrammeChange, Save, Section7Change, SubjectChange
from assessor.model.programme import Section7Choice, Subject, SubjectKind, WordingOverride, WordingStage
from assessor.model.scales import Status
from assessor.storage.opening import create_store, open_store
from tests.storage.places import BUS, CHECKLIST, CITY, WHOLE, Place, answering, new_save, said


def test_a_new_programme_holds_what_it_was_made_with(place: Place) -> None:
    store = place.create()
    snapshot = store.load()
    assert snapshot.assessment.programme == CITY
    assert snapshot.assessment.subjects == (WHOLE,)
    assert (snapshot.assessment.answers, snapshot.rows) == ({}, {})
    assert snapshot.assessment.section7 == Section7Choice()
    assert store.checklist_json() == CHECKLIST
    assert snapshot.checklist_digest == digest(CHECKLIST)
    assert store.head() == (snapshot.head_seq, snapshot.head_digest)
    assert snapshot.head_seq == 1 and len(snapshot.chain) == 32


def test_an_answer_given_to_another_checklist_is_refused_whole(place: Place) -> None:
    store, newer = place.create(), CHECKLIST.replace(b"small", b"newer")
    held, taken = digest(CHECKLIST), digest(newer)
    asked = new_save()._replace(checklist=held)
    assert store.apply(asked, [answering("A", said())]).revisions == (1,)
    store.apply(new_save()._replace(checklist=held), [ChecklistChange(content=newer), answering("B", None)])
    head = store.head()
    late = new_save()._replace(checklist=held)
    with pytest.raises(ChecklistReplaced) as refused:
        store.apply(late, [SubjectChange(subject=BUS), answering("A", said(Status.PLANNED), 1), answering("B", said())])
    assert refused.value.pairs == (("programme", "A"), ("programme", "B"))
    assert store.head() == head and len(store.load().assessment.subjects) == 1
    # What was committed before is told again as it was; what answers nothing is no answer to the older questions.
    assert store.apply(asked, [answering("A", said())]) == Applied((1,), 1)
    assert store.apply(late, [SubjectChange(subject=BUS)]).events == 1
    now = new_save()._replace(checklist=taken)
    assert store.apply(now, [answering("A", said(Status.PLANNED), 1)]).revisions == (2,)
    assert store.verify().is_sound


def test_two_programmes_never_share_a_chain(place: Place, tmp_path: Path) -> None:
    other = create_store(str(tmp_path / "other.assessor"), CHECKLIST, CITY, WHOLE, new_save())
    with other:
        assert place.create().load().chain != other.load().chain


def test_making_a_programme_where_one_is_refuses_and_changes_nothing(place: Place) -> None:
    place.create()
    with pytest.raises(TargetExists):
        place.create()
    assert place.open().verify().is_sound


def test_a_saved_answer_is_found_by_every_other_store(place: Place) -> None:
    first, second = place.create(), place.open(read_only=True)
    save = new_save()
    assert first.apply(save, [answering("GOV-01", said())]) == Applied((1,), 1)
    row = second.load().rows["programme", "GOV-01"]
    assert (row.answer, row.revision, row.by) == (said(), 1, place.signs(save.by))
    assert row.at == save.at.isoformat(timespec="microseconds") and row.at.endswith("+00:00")
    assert datetime.fromisoformat(row.at) == save.at


def test_revisions_count_from_one_and_a_cleared_answer_keeps_its_row(place: Place) -> None:
    store = place.create()
    for expected, answer in enumerate([said(), said(Status.PLANNED), None, said()]):
        assert store.apply(new_save(), [answering("A", answer, expected)]).revisions == (expected + 1,)
        snapshot = store.load()
        assert snapshot.rows["programme", "A"].answer == answer
        assert snapshot.assessment.answers == ({} if answer is None else {("programme", "A"): answer})


def test_an_equal_answer_adds_no_event_and_no_revision(place: Place) -> None:
    store = place.create()
    store.apply(new_save(), [answering("A", said())])
    before = store.head()
    assert store.apply(new_save(), [answering("A", said(), 1)]) == Applied((1,), 0)
    assert store.apply(new_save(), [answering("B", None, 0)]) == Applied((0,), 0)
    assert store.head() == before


def test_a_stale_revision_is_refused_with_both_numbers_and_nothing_of_the_save_stays(place: Place) -> None:
    first, second = place.create(), place.open()
    first.apply(new_save(), [answering("A", said(), 0)])
    before = first.load()
    with pytest.raises(StaleRevision) as caught:
        second.apply(new_save(), [answering("B", said()), answering("A", said(Status.PARTIAL), 0)])
    assert (caught.value.held, caught.value.stored) == (0, 1)
    assert caught.value.values["control"] == "A"
    assert first.load() == before


def test_without_an_expected_revision_the_last_writer_wins_and_the_trail_shows_what_was_replaced(place: Place) -> None:
    first, second = place.create(), place.open()
    first.apply(new_save(), [answering("A", said())])
    second.apply(new_save("副課長"), [answering("A", said(Status.UNKNOWN))])
    event = list(first.events())[-1]
    assert (event.by, event.kind) == (place.signs("副課長"), "answer")
    assert event.payload["before"]["status"] == "implemented"
    assert event.payload["after"]["status"] == "unknown"
    assert event.payload["revision"] == 2


def test_all_changes_of_a_save_are_written_in_their_order_each_with_its_event(place: Place) -> None:
    store = place.create()
    save = new_save()
    choice = Section7Choice(
        hide=("A",), wording={"B-i": WordingOverride(text="文です。", stage=WordingStage.IMPLEMENTED)}
    )
    city = CITY.model_copy(update={"contact": "情報政策課"})
    changes: list[Change] = [
        SubjectChange(subject=BUS),
        answering("S", said(), 0, "bus"),
        answering("S", said(), 1, "bus"),
        answering("S", None, 1, "bus"),
        ProgrammeChange(programme=city),
        ProgrammeChange(programme=city),
        Section7Change(choice=choice),
    ]
    assert store.apply(save, changes) == Applied((None, 1, 1, 2, None, None, None), 5)
    snapshot = place.open().load()
    assert snapshot.assessment.subjects == (WHOLE, BUS)
    assert (snapshot.assessment.programme, snapshot.assessment.section7) == (city, choice)
    assert snapshot.rows["bus", "S"].revision == 2
    assert [event.save_id for event in store.events(1)] == [f"{save.id}:{n}" for n in (1, 2, 4, 5, 7)]
    assert store.verify().is_sound


def test_a_subject_is_replaced_in_its_place(place: Place) -> None:
    store = place.create()
    other = Subject(id="os", kind=SubjectKind.CITY_OS, name="都市OS")
    store.apply(new_save(), [SubjectChange(subject=BUS), SubjectChange(subject=other)])
    renamed = BUS.model_copy(update={"name": "のりあいバス"})
    store.apply(new_save(), [SubjectChange(subject=renamed)])
    assert store.load().assessment.subjects == (WHOLE, renamed, other)
    assert store.apply(new_save(), [SubjectChange(subject=renamed)]).events == 0


def test_an_id_that_differs_by_case_alone_is_refused(place: Place) -> None:
    store = place.create()
    with pytest.raises(SubjectExists):
        store.apply(
            new_save(), [SubjectChange(subject=BUS), SubjectChange(subject=BUS.model_copy(update={"id": "Bus"}))]
        )
    assert store.load().assessment.subjects == (WHOLE,)


def test_an_answer_of_no_subject_is_refused(place: Place) -> None:
    with pytest.raises(UnknownSubject):
        place.create().apply(new_save(), [answering("A", said(), subject="nobody")])


def test_a_save_given_again_returns_the_same_and_writes_nothing(place: Place) -> None:
    store = place.create()
    store.apply(new_save(), [answering("A", said())])
    one, many = new_save(), new_save()
    changes = [
        answering("A", said(), 1),
        answering("B", said(Status.PARTIAL)),
        answering("B", said()),
        answering("C", None),
    ]
    first = store.apply(one, [answering("Z", said(), 0)]), store.apply(many, changes)
    assert first == (Applied((1,), 1), Applied((1, 1, 2, 0), 2))
    store.apply(new_save(), [answering("A", None), answering("B", None), answering("C", said()), answering("Z", None)])
    before = store.load()
    again = place.open()
    assert (again.apply(one, [answering("Z", said(), 0)]), again.apply(many, changes)) == first
    assert store.load() == before


def test_a_save_of_thousands_of_answers_is_one_transaction_and_can_be_given_again(place: Place) -> None:
    store = place.create()
    changes = [answering(f"C-{number}", said(comment=str(number)), 0) for number in range(1200)]
    save = new_save()
    done = store.apply(save, changes)
    assert done == Applied((1,) * 1200, 1200)
    assert store.apply(save, changes) == done
    assert len(store.load().rows) == 1200
    assert [event.seq for event in store.events(600)] == list(range(601, 1202))
    assert store.verify().is_sound


def test_an_empty_save_does_nothing(place: Place) -> None:
    assert place.create().apply(new_save(), []) == Applied((), 0)


def test_the_reader_of_the_trail_keeps_nobody_from_saving(place: Place) -> None:
    store = place.create()
    for event in store.events():
        if event.seq < 4:
            place.open().apply(new_save(), [answering(f"A-{event.seq}", said())])
    assert store.head()[0] == 4


def test_several_threads_may_use_one_store(place: Place) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store = place.create()
    saves = [(new_save(), [answering(f"A-{number % 5}", said(comment=str(number)))]) for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda given: store.apply(*given), saves))
        list(pool.map(lambda _: store.load(), range(8)))
    assert sum(row.revision for row in store.load().rows.values()) == 20
    assert store.verify().is_sound


def test_hostile_text_comes_back_as_it_was(place: Place) -> None:
    store = place.create()
    texts = [
        "'; DROP TABLE answer; --",
        "100% %s :name ${x} {y}",
        '"quoted" \\ back',
        "葛󠄀城市 神\ufa19",
        "𠮷野家\n\t😀",
    ]
    store.apply(new_save(), [answering(f"T-{number}", said(comment=text)) for number, text in enumerate(texts)])
    rows = place.open().load().rows
    assert [rows["programme", f"T-{number}"].answer for number in range(len(texts))] == [said(comment=t) for t in texts]


def test_a_copy_is_a_programme_of_its_own_with_the_same_trail(place: Place, tmp_path: Path) -> None:
    store = place.create()
    store.apply(new_save(), [SubjectChange(subject=BUS), answering("A", said()), answering("S", None, subject="bus")])
    target = tmp_path / "copies" / "控え.assessor"
    target.parent.mkdir()
    store.backup(target)
    with open_store(str(target)) as copy:
        assert copy.load() == store.load()
        assert list(copy.events()) == list(store.events())
        assert copy.verify() == store.verify()
        assert copy.verify().is_sound
    with pytest.raises(TargetExists):
        store.backup(target)
    store.apply(new_save(), [answering("A", None)])
    store.backup(target, replace=True)
    with open_store(str(target)) as copy:
        assert copy.load() == store.load()
    assert [entry.name for entry in target.parent.iterdir()] == ["控え.assessor"]


def test_closing_twice_does_no_harm(place: Place) -> None:
    store = place.create()
    store.close()
    store.close()


def test_a_save_says_when_it_was_in_utc_whatever_the_clock(place: Place) -> None:
    from datetime import timedelta, timezone

    store = place.create()
    jst = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    store.apply(Save("jst", "課長", jst), [answering("A", said())])
    assert store.load().rows["programme", "A"].at == "2026-03-31T23:30:00.000000+00:00"


def test_a_copy_onto_the_programme_itself_is_refused(file_place: Place, tmp_path: Path) -> None:
    store = file_place.create()
    (tmp_path / "link.assessor").symlink_to(file_place.target)
    for target in (Path(file_place.target), tmp_path / "link.assessor"):
        with pytest.raises(TargetExists):
            store.backup(target, replace=True)
    assert store.verify().is_sound


@pytest.mark.parametrize("replace", [False, True])
def test_a_journal_of_another_file_is_never_played_back_into_a_new_one(
    replace: bool, file_place: Place, tmp_path: Path
) -> None:
    store = file_place.create()
    target = tmp_path / "new.assessor"
    journal = tmp_path / "new.assessor-journal"
    journal.write_bytes(b"left by a killed process")
    with pytest.raises(TargetExists) as caught:
        store.backup(target, replace=replace)
    assert caught.value.values["path"] == str(journal)
    with pytest.raises(TargetExists):
        create_store(str(target), CHECKLIST, CITY, WHOLE, new_save())
    assert not target.exists()


def test_a_programme_that_does_not_verify_is_not_copied(place: Place, tmp_path: Path) -> None:
    store = place.create()
    store.apply(new_save(), [answering("A", said())])
    place.tamper("DELETE FROM answer")
    with pytest.raises(BrokenProgramme):
        store.backup(tmp_path / "copy.assessor")
    assert not (tmp_path / "copy.assessor").exists()


def test_an_image_is_a_programme_file_that_was_never_on_a_disk(place: Place, tmp_path: Path) -> None:
    store = place.create()
    store.apply(new_save(), [SubjectChange(subject=BUS), answering("A", said()), answering("S", said(), subject="bus")])
    before = {one.name for one in tmp_path.iterdir()}
    content, checked = store.image()
    assert checked == store.verify() and checked.is_sound
    assert {one.name for one in tmp_path.iterdir()} == before
    (tmp_path / "image.assessor").write_bytes(content)
    with open_store(str(tmp_path / "image.assessor")) as copy:
        assert copy.load() == store.load() and copy.sealed() == store.sealed()
        copy.apply(new_save(), [answering("A", None)])
        assert copy.verify().is_sound
    assert place.open(read_only=True).image()[1] == checked
    place.tamper("DELETE FROM answer")
    with pytest.raises(BrokenProgramme):
        store.image()
