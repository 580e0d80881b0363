"""Two copies filled in apart become one: nothing either changed is lost, both trails are kept and verify."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assessor.engine.merging import Merge, Side
from assessor.errors import BrokenProgramme, TargetExists, TargetIsInput
from assessor.faults.inquiries import MergeConflicts, MergeUnrelated, UnknownMergeKey
from assessor.model.assessment import Answer
from assessor.model.audit import Fault, Verification
from assessor.model.change import AnswerChange, Change, ProgrammeChange, RecordChange, Section7Change, SubjectChange
from assessor.model.programme import Section7Choice
from assessor.model.record_kinds import INQUIRY_KIND, ITEM_KIND, MERGE_KIND, PACK_KIND, RELEASE_KIND
from assessor.model.scales import Status
from assessor.service.assessing import create_programme
from assessor.service.copies import Wish, merge
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from assessor.storage.sql_store import SqlStore
from tests.model.mini import MINI, TODAY, one_of_each, subject

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
MERGER = Session("統合係", lambda: NOW)


def opened(path: Path, by: str = "企画課") -> Workspace:
    return open_workspace(str(path), Session(by, lambda: NOW))


def said(status: Status, comment: str | None = None) -> Answer:
    return Answer(status=status, comment=comment, as_of=TODAY)


def answering(control: str, answer: Answer | None, name: str = "bus") -> AnswerChange:
    return AnswerChange(subject=name, control=control, answer=answer)


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one programme in which SVC-01 of bus is answered."""
    first, second = tmp_path / "a.assessor", tmp_path / "b.assessor"
    create_programme(str(first), MERGER, titles={"municipality": "みらい市"}, checklist=MINI)
    with opened(first) as one:
        one.apply([SubjectChange(subject=each) for each in one_of_each()])
        one.apply([answering("SVC-01", said(Status.PARTIAL))])
        one.store.backup(second)
    return first, second


def change(path: Path, *changes: Change, by: str = "企画課") -> None:
    with opened(path, by) as one:
        for each in changes:
            one.apply([each])


def united(copies: tuple[Path, Path], out: Path, **wish: Any) -> Workspace:
    merge((str(copies[0]), str(copies[1])), out, MERGER, Wish(**wish))
    result = opened(out)
    assert result.store.verify().is_sound
    return result


def test_what_either_copy_changed_stands_in_the_merged_one(copies: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = copies
    change(first, answering("SVC-02", said(Status.IMPLEMENTED, "A")), answering("SVC-01", None))
    with opened(second) as two:
        held = two.assessment
    bus = next(one for one in held.subjects if one.id == "bus")
    change(
        second,
        answering("SVC-03", said(Status.PLANNED, "B")),
        ProgrammeChange(programme=held.programme.model_copy(update={"contact": "情報政策課"})),
        SubjectChange(
            subject=bus.model_copy(update={"operator": "みらい交通", "facts": {**bus.facts, "camera": False}})
        ),
        SubjectChange(subject=subject("tram", "service")),
        Section7Change(choice=Section7Choice(hide=("GOV-01",))),
        RecordChange(kind="note", id="N-1", content={"text": "B"}),
        answering("SVC-01", said(Status.PARTIAL), "tram"),
        by="運行課",
    )
    with united(copies, tmp_path / "c.assessor") as both:
        after = both.assessment
        assert after.answers["bus", "SVC-02"].comment == "A" and after.answers["bus", "SVC-03"].comment == "B"
        assert ("bus", "SVC-01") not in after.answers and after.answers["tram", "SVC-01"].status is Status.PARTIAL
        assert after.programme.contact == "情報政策課" and after.section7.hide == ("GOV-01",)
        merged_bus = after.subject("bus")
        assert merged_bus is not None and merged_bus.operator == "みらい交通" and merged_bus.facts["camera"] is False
        assert both.snapshot.records["note", "N-1"].content == {"text": "B"}
        assert both.snapshot.rows["bus", "SVC-03"].by == "統合係 ← 運行課"


def test_both_trails_are_kept_whole(copies: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = copies
    change(first, answering("SVC-02", said(Status.IMPLEMENTED)))
    change(second, answering("SVC-03", said(Status.PLANNED)), by="運行課")
    with opened(first) as one, opened(second) as two:
        ours, theirs = [*one.store.events()], [*two.store.events()]
    with united(copies, tmp_path / "c.assessor") as both:
        own = [*both.store.events()]
        assert own[: len(ours)] == ours
        (chain,) = both.store.carried()
        kept = [*both.store.events(chain=chain)]
        assert [one.digest for one in kept] == [one.digest for one in theirs]
        assert [one.payload for one in kept] == [one.payload for one in theirs]
        merged = next(one for one in own if one.kind == "merged")
        assert merged.payload["digest"] == theirs[-1].digest and merged.by == "統合係"
        both.store.backup(tmp_path / "copy.assessor")
    with opened(tmp_path / "copy.assessor") as copy:
        assert copy.store.verify().is_sound and copy.store.carried() == (chain,)


def test_real_conflicts_are_named_and_refused_until_somebody_chooses(copies: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = copies
    change(first, answering("SVC-01", said(Status.IMPLEMENTED, "A")), answering("SVC-02", said(Status.UNKNOWN, "A")))
    change(second, answering("SVC-01", said(Status.UNKNOWN, "B")), answering("SVC-02", None), answering("SVC-04", None))
    change(second, answering("SVC-02", said(Status.UNKNOWN, "B")))
    out = tmp_path / "c.assessor"
    with pytest.raises(MergeConflicts) as fault:
        united(copies, out)
    found: Any = fault.value.values["merge"]
    assert [one.key for one in found.conflicts] == ["bus/SVC-01", "bus/SVC-02"] and not out.exists()
    with pytest.raises(MergeConflicts):
        united(copies, out, chosen={"bus/SVC-01": Side.B})
    with pytest.raises(UnknownMergeKey):
        united(copies, out, chosen={"bus/SVC-03": Side.B})
    with united(copies, out, chosen={"bus/SVC-01": Side.B, "bus/SVC-02": Side.A}) as both:
        assert [both.assessment.answers["bus", name].comment for name in ("SVC-01", "SVC-02")] == ["B", "A"]
        (choice,) = both.snapshot.contents(MERGE_KIND).values()
        told = [(one["key"], one["chosen"], "A" in one["ours"], "B" in one["theirs"]) for one in choice["settled"]]
        assert told == [("bus/SVC-01", "B", True, True), ("bus/SVC-02", "A", True, True)]
    for side, comment in ((Side.A, "A"), (Side.B, "B")):
        with united(copies, out, prefer=side, force=True) as both:
            assert both.assessment.answers["bus", "SVC-01"].comment == comment


def test_a_copy_merged_before_is_merged_again_from_where_it_was_left(copies: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = copies
    third = tmp_path / "c.assessor"
    change(first, answering("SVC-02", said(Status.PARTIAL, "A")))
    change(second, answering("SVC-01", said(Status.PLANNED, "B")))
    united(copies, third).store.close()
    change(second, answering("SVC-01", said(Status.IMPLEMENTED, "B2")))
    change(third, answering("SVC-02", said(Status.IMPLEMENTED, "C")))
    with united((third, second), tmp_path / "d.assessor") as both:
        assert [both.assessment.answers["bus", one].comment for one in ("SVC-01", "SVC-02")] == ["B2", "C"]
        assert len(both.store.carried()) == 2
    with united((second, third), tmp_path / "e.assessor") as other:
        assert other.assessment.answers == both.assessment.answers


def test_files_that_are_no_copies_of_each_other_and_an_output_over_an_input_are_refused(
    copies: tuple[Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.assessor"
    create_programme(str(other), MERGER, titles={"municipality": "となり市"}, checklist=MINI)
    with pytest.raises(MergeUnrelated):
        united((copies[0], other), tmp_path / "c.assessor")
    with pytest.raises(TargetIsInput):
        united(copies, copies[1], force=True)


def test_a_tampered_copy_is_not_taken_over(copies: tuple[Path, Path], tmp_path: Path) -> None:
    import sqlite3

    from assessor.errors import BrokenProgramme

    change(copies[1], answering("SVC-02", said(Status.PARTIAL)))
    connection = sqlite3.connect(copies[1])
    connection.execute("DROP TRIGGER event_no_update")
    connection.execute("UPDATE event SET payload = replace(payload, 'partial', 'implemented') WHERE seq > 6")
    connection.commit()
    connection.close()
    with pytest.raises(BrokenProgramme):
        united(copies, tmp_path / "c.assessor")
    assert not (tmp_path / "c.assessor").exists()


@pytest.mark.parametrize("seed", range(12))
def test_merging_loses_nothing_whatever_was_done_apart(seed: int, copies: tuple[Path, Path], tmp_path: Path) -> None:
    """Each piece changed on one side alone has that side's value; the order of the copies matters to no piece."""
    rng = random.Random(seed)
    controls = ("SVC-01", "SVC-02", "SVC-03", "SVC-04")
    with opened(copies[0]) as one:
        base = dict(one.assessment.answers)
    for path in copies:
        for _ in range(rng.randrange(6)):
            status = rng.choice((None, Status.PARTIAL, Status.PLANNED, Status.UNKNOWN))
            change(path, answering(rng.choice(controls), said(status, rng.choice("xyz")) if status else None))
    answers = []
    for path in copies:
        with opened(path) as one:
            answers.append(one.assessment.answers)
    side = rng.choice((Side.A, Side.B))
    other = Side.B if side is Side.A else Side.A
    with (
        united(copies, tmp_path / "c.assessor", prefer=side) as there,
        united((copies[1], copies[0]), tmp_path / "d.assessor", prefer=other) as back,
    ):
        assert there.assessment.answers == back.assessment.answers
        for key in {("bus", control) for control in controls}:
            before, here, theirs = base.get(key), answers[0].get(key), answers[1].get(key)
            expected = theirs if here == before else here if theirs == before else (here, theirs)[side is Side.B]
            assert there.assessment.answers.get(key) == expected


def test_records_of_every_kind_come_over_and_two_inquiries_of_one_number_are_a_conflict(
    copies: tuple[Path, Path], tmp_path: Path
) -> None:
    """Remediation items, releases, parts of an impact assessment, packs: a record is a record."""
    kinds = (ITEM_KIND, RELEASE_KIND, PACK_KIND, "pia-risk")
    for number, path in enumerate(copies):
        for kind in kinds:
            change(path, RecordChange(kind=kind, id=f"R-{number}", content={"copy": number}))
        change(path, RecordChange(kind=INQUIRY_KIND, id="I-001", content={"token": str(number)}))
    with pytest.raises(MergeConflicts) as fault:
        united(copies, tmp_path / "c.assessor")
    found = fault.value.values["merge"]
    assert isinstance(found, Merge) and [one.key for one in found.conflicts] == ["inquiry=I-001"]
    with united(copies, tmp_path / "c.assessor", chosen={"inquiry=I-001": Side.B}) as one:
        held = {key: row.content for key, row in one.snapshot.records.items() if key[0] != MERGE_KIND}
    assert held == {
        **{(kind, f"R-{number}"): {"copy": number} for kind in kinds for number in (0, 1)},
        (INQUIRY_KIND, "I-001"): {"token": "1"},
    }


def test_a_strangers_journal_beside_the_name_never_becomes_that_of_the_merged_programme(
    copies: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "c.assessor"
    journal = out.with_name("c.assessor-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(512))
    with pytest.raises(TargetExists) as caught:
        united(copies, out)
    assert caught.value.values["path"] == str(journal) and not out.exists()


def test_a_copy_that_was_merged_before_is_merged_again_and_carried_once(
    copies: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = copies
    change(first, answering("SVC-02", said(Status.IMPLEMENTED)))
    change(second, answering("SVC-03", said(Status.PLANNED)))
    united(copies, tmp_path / "c.assessor").store.close()
    with united((tmp_path / "c.assessor", second), tmp_path / "d.assessor") as again:
        assert len(again.store.carried()) == 1
        assert {("bus", "SVC-02"), ("bus", "SVC-03")} <= again.assessment.answers.keys()


def test_a_merge_that_would_not_verify_is_not_kept(
    copies: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsound = Verification(chain="", events=0, head="", faults=(Fault(code="event_changed", seq=1),))
    monkeypatch.setattr(SqlStore, "verify", lambda _: unsound)
    with pytest.raises(BrokenProgramme):
        merge((str(copies[0]), str(copies[1])), tmp_path / "c.assessor", MERGER, Wish())
    assert not (tmp_path / "c.assessor").exists()


@pytest.mark.parametrize(
    "name", ["窓口 の写し.assessor", "\u202egnp\u200b\x07.assessor", "b\udcff.assessor", "長" * 80]
)
def test_a_merged_copy_is_called_by_its_file_whatever_that_is_called(
    copies: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    try:
        second = copies[1].rename(tmp_path / name)
    except (OSError, UnicodeEncodeError):
        pytest.skip("no file can be called so here")
    change(second, answering("SVC-02", said(Status.PLANNED)))
    with united((copies[0], second), tmp_path / "c.assessor") as merged:
        told = [event.payload for event in merged.store.events() if event.kind == "merged"]
        assert len(told) == 1 and told[0]["by"] == "企画課"
        assert told[0]["name"].endswith(".assessor") or name.startswith("長")
        merged.store.backup(tmp_path / "d.assessor")
    # What a copy had taken in keeps its name where that copy is taken in itself.
    change(tmp_path / "d.assessor", answering("SVC-03", said(Status.PLANNED)))
    with united((copies[0], tmp_path / "d.assessor"), tmp_path / "e.assessor", prefer=Side.B) as again:
        names = {event.payload["name"] for event in again.store.events() if event.kind == "merged"}
        assert names >= {told[0]["name"]}
