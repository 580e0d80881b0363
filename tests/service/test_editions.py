"""Whatever a next edition asks otherwise or no more: every document can be made, the file stays sound."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.engine.editions import edition_difference
from assessor.faults.editions import ChecklistReplaced
from assessor.faults.inquiries import ComparisonOld
from assessor.model.assessment import Answer
from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange, Applied, Change, ChecklistChange, Save
from assessor.model.checklist import Checklist
from assessor.model.scales import Status
from assessor.service import editions
from assessor.service.composing import STANDARD_TEMPLATES, Wanted
from assessor.service.editions import new_edition, take_edition
from assessor.service.newer import is_newer
from assessor.service.reporting import compose
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.editions import next_edition

SESSION = Session("花子", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))
ANSWER = Answer(status=Status.IMPLEMENTED, as_of=SESSION.today)


def changed(held: Checklist, reworded: set[str], gone: set[str], facts: set[str]) -> Checklist:
    """The checklist with some questions asked otherwise, some gone, some facts not asked; its references unchecked."""
    categories = []
    for category in held.categories:
        kept = []
        for control in category.controls:
            question = control.question.model_copy(update={"ja": f"次に、{control.question.ja}"})
            other = control.model_copy(update={"question": question}) if control.id in reworded else control
            applies = other.applies_if
            conditions = {
                name: tuple(one for one in getattr(applies, name) if one not in facts) for name in ("all", "any")
            }
            if control.id not in gone:
                kept.append(other.model_copy(update={"applies_if": applies.model_copy(update=conditions)}))
        categories.append(category.model_copy(update={"controls": tuple(kept or category.controls[:1])}))
    known = {control.id for category in categories for control in category.controls}
    promises = tuple(
        one.model_copy(update={"rests_on": tuple(name for name in one.rests_on if name in known)})
        for one in held.publication.promises
    )
    return Checklist.model_validate(
        held.model_copy(
            update={
                "version": f"{held.version}.1",
                "categories": tuple(categories),
                "facts": tuple(fact for fact in held.facts if fact.id not in facts),
                "publication": held.publication.model_copy(update={"promises": promises}),
            }
        ).model_dump(by_alias=True)
    )


@settings(max_examples=8, suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow))
@given(data=st.data())
def test_every_document_can_be_made_after_any_edition(
    sample_once: Path, tmp_path: Path, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "city.assessor"
    shutil.copyfile(sample_once, file)
    with open_workspace(str(file), SESSION) as workspace:
        held = workspace.checklist
        names = st.sets(st.sampled_from(sorted(held.controls)), max_size=120)
        facts = st.sets(st.sampled_from(sorted(held.fact_ids)), max_size=6)
        after = changed(held, data.draw(names), data.draw(names), data.draw(facts))
        monkeypatch.setattr(editions, "checklist_in", lambda _: (after, canonical_json(after)))
        found = new_edition(workspace)
        answered = len(workspace.assessment.answers)
        kept = take_edition(workspace, found)
        assert kept is not None and kept.exists()
        kept.unlink()
        assert workspace.checklist == after
        assert len(workspace.assessment.answers) == answered - len(found.difference.dropped) - len(
            found.difference.to_confirm
        )
        assert workspace.result() == found.result_after
        assert all(control in after.controls for _, control in workspace.assessment.answers)
        for kind in STANDARD_TEMPLATES:
            subjects = ("bus", "health") if kind.startswith("pia") else (None,)
            for subject in subjects:
                made = compose(workspace, Wanted(kind, subject=subject))
                assert made
        assert workspace.store.verify().is_sound
    with open_workspace(str(file), SESSION, read_only=True) as again:
        assert again.result() == found.result_after


def test_a_second_edition_keeps_waiting_what_waits(sample: Workspace, tmp_path: Path) -> None:
    first = next_edition(tmp_path / "first", reworded=["GOV-06", "GOV-07"])
    take_edition(sample, new_edition(sample, str(first)))
    second = next_edition(tmp_path / "second", version="2028.1", reworded=["GOV-06", "GOV-07", "GOV-08"])
    found = new_edition(sample, str(second))
    assert found.difference.to_confirm == (("programme", "GOV-08"),)
    take_edition(sample, found)
    waiting = sample.assessment.to_confirm
    assert set(waiting) == {("programme", name) for name in ("GOV-06", "GOV-07", "GOV-08")}
    assert waiting["programme", "GOV-06"].question.startswith("関係課と")


def test_an_answer_taken_back_waits_no_more(sample: Workspace, tmp_path: Path) -> None:
    take_edition(sample, new_edition(sample, str(next_edition(tmp_path / "next", reworded=["GOV-06"]))))
    sample.apply([AnswerChange(subject="programme", control="GOV-06", answer=None)])
    assert not sample.assessment.to_confirm and ("programme", "GOV-06") not in sample.assessment.answers


def test_somebody_who_has_it_open_sees_the_new_questions(sample: Workspace, tmp_path: Path) -> None:
    with open_workspace(sample.target, SESSION) as other:
        take_edition(other, new_edition(other, str(next_edition(tmp_path / "next", reworded=["GOV-06"]))))
    assert sample.checklist.version == "2026.1"
    assert sample.refresh()
    assert sample.checklist.version == "2027.1" and sample.result().checklist is sample.checklist


@pytest.mark.parametrize("reworded", ["GOV-06", "GOV-15"])
def test_an_answer_given_while_it_is_taken_over_does_not_pass_for_one_to_the_new_words(
    sample: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reworded: str
) -> None:
    """Before the copy is made or while it is: an answer to the old words, changed or the first one."""
    edition = str(next_edition(tmp_path / "next", reworded=[reworded]))
    saving = AnswerChange(subject="programme", control=reworded, answer=ANSWER)
    backup = sample.store.backup

    def while_copied(target: Path) -> None:
        backup(target)
        with open_workspace(sample.target, SESSION) as other:
            other.apply([saving])

    found = new_edition(sample, edition)
    monkeypatch.setattr(sample.store, "backup", while_copied)
    with pytest.raises(ComparisonOld):
        take_edition(sample, found)
    assert sample.checklist.version == "2026.1" and len(list(tmp_path.glob("*.assessor"))) == 1
    monkeypatch.undo()
    with pytest.raises(ComparisonOld):
        with open_workspace(sample.target, SESSION) as other:
            found = new_edition(sample, edition)
            other.apply([AnswerChange(subject="programme", control=reworded, answer=None)])
            other.apply([saving])
        take_edition(sample, found)
    take_edition(sample, new_edition(sample, edition))
    assert set(sample.assessment.to_confirm) == {("programme", reworded)}


def test_an_answer_saved_in_the_last_moment_before_the_newer_checklist_sends_back_to_the_comparison(
    sample: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = new_edition(sample, str(next_edition(tmp_path / "next", reworded=["GOV-06"])))
    apply = sample.store.apply

    def just_before(save: Save, changes: Sequence[Change]) -> Applied:
        monkeypatch.undo()
        with open_workspace(sample.target, SESSION) as other:
            other.apply([AnswerChange(subject="programme", control="GOV-06", answer=ANSWER)])
        return apply(save, changes)

    monkeypatch.setattr(sample.store, "apply", just_before)
    with pytest.raises(ComparisonOld):
        take_edition(sample, found)
    sample.refresh()
    assert sample.checklist.version == "2026.1" and sample.assessment.answers["programme", "GOV-06"] == ANSWER


def test_what_somebody_saved_in_between_is_not_taken_back(sample: Workspace, tmp_path: Path) -> None:
    found = new_edition(sample, str(next_edition(tmp_path / "next", gone=["GOV-10"])))
    with open_workspace(sample.target, SESSION) as other:
        held = other.assessment.answers["programme", "GOV-10"].model_copy(update={"comment": "いま書いた"})
        other.apply([AnswerChange(subject="programme", control="GOV-10", answer=held)])
    with pytest.raises(ComparisonOld):
        take_edition(sample, found)
    assert sample.store.checklist_json() != found.content


def test_white_space_and_english_alone_ask_nothing_otherwise(sample: Workspace) -> None:
    held = sample.checklist
    control = held.controls["GOV-06"]
    question = control.question.model_copy(update={"ja": f" {control.question.ja}\n", "en": "Something else?"})
    category = held.categories[0]
    controls = tuple(
        one.model_copy(update={"question": question}) if one.id == "GOV-06" else one for one in category.controls
    )
    other = held.model_copy(
        update={"categories": (category.model_copy(update={"controls": controls}), *held.categories[1:])}
    )
    assert edition_difference(held, other, sample.assessment).reworded == ()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [("2026.10", "2026.9", True), ("2027", "2026.1", True), ("2026.1", "2026.1", False), ("2026", "2026.1", False)],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


def test_the_checklist_of_a_save_is_the_one_that_is_read_again(sample: Workspace) -> None:
    other = canonical_json(sample.checklist.model_copy(update={"version": "2030.1"}))
    sample.apply([ChecklistChange(content=other)])
    assert sample.store.checklist_json() == other and sample.checklist.version == "2030.1"
    assert sample.store.verify().is_sound
    events = [event for event in sample.store.events() if event.kind == "checklist"]
    sample.apply([ChecklistChange(content=other)])
    assert len([event for event in sample.store.events() if event.kind == "checklist"]) == len(events) == 1


def test_an_answer_to_a_screen_left_open_is_no_answer_to_the_new_words(sample: Workspace, tmp_path: Path) -> None:
    pair = ("programme", "GOV-06")
    held = sample.snapshot.rows[pair].revision
    with open_workspace(sample.target, SESSION) as other:
        take_edition(other, new_edition(other, str(next_edition(tmp_path / "next", reworded=["GOV-06"]))))
    given = AnswerChange(subject=pair[0], control=pair[1], answer=ANSWER, expected_revision=held)
    with pytest.raises(ChecklistReplaced):
        sample.apply([given])
    assert sample.refresh() and pair in sample.assessment.to_confirm
    sample.apply([given])
    assert sample.assessment.answers[pair] == ANSWER and pair not in sample.assessment.to_confirm
