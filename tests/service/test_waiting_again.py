"""An answer given to other words waits; put back to waiting it waits again, and in a merged copy too."""

from pathlib import Path

import pytest

from assessor.model.assessment import Answer
from assessor.model.canonical import canonical_json
from assessor.model.change import Change
from assessor.model.checklist import Checklist
from assessor.model.scales import Status
from assessor.service import editions
from assessor.service.waiting_again import Waiting, waiting_again
from assessor.service.workspace import Workspace
from tests.model.mini import as_data
from tests.service.test_copies import answering, change, copies, opened, said, united

PAIR = ("bus", "SVC-01")
__all__ = ["copies"]


def put_back(workspace: Workspace, earlier: Workspace) -> list[Change]:
    waiting = Waiting(earlier.assessment.to_confirm[PAIR], workspace.snapshot.rows[PAIR].revision)
    return [*waiting_again(workspace.snapshot, {PAIR: waiting})]


@pytest.fixture
def before(copies: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Both copies of a programme whose one answer waits to be given again; a third one to look at."""
    with opened(copies[0]) as one:
        data = as_data(one.checklist)
        data["version"] = "2099.1"
        for category in data["categories"]:
            for control in category["controls"]:
                if control["id"] == PAIR[1]:
                    control["question"] = {"ja": "この1年に確かめましたか。"}
        after = Checklist.model_validate(data)
        monkeypatch.setattr(editions, "checklist_in", lambda _: (after, canonical_json(after)))
        editions.take_edition(one, editions.new_edition(one))
        one.store.backup(copies[1], replace=True)
        one.store.backup(tmp_path / "before.assessor")
    return opened(tmp_path / "before.assessor")


@pytest.mark.parametrize("given", [said(Status.PARTIAL), said(Status.IMPLEMENTED)])
def test_it_waits_again_whatever_was_given_in_its_place(
    before: Workspace, copies: tuple[Path, Path], given: Answer
) -> None:
    with opened(copies[0]) as one:
        for _ in range(2):
            one.apply([answering(PAIR[1], given)])
            assert one.assessment.answers == {PAIR: given} and not one.assessment.to_confirm
            one.apply(put_back(one, before))
            assert one.assessment.to_confirm == before.assessment.to_confirm and not one.assessment.answers
        assert one.store.verify().is_sound


def test_what_was_given_again_in_one_copy_alone_is_given_in_the_merged_one(
    before: Workspace, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    change(copies[1], answering(PAIR[1], said(Status.PARTIAL)))
    with united(copies, tmp_path / "c.assessor") as merged:
        assert merged.assessment.answers == {PAIR: said(Status.PARTIAL)} and not merged.assessment.to_confirm


def test_what_was_put_back_in_one_copy_waits_in_the_merged_one(
    before: Workspace, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    with opened(copies[0]) as one:
        one.apply([answering(PAIR[1], said(Status.IMPLEMENTED))])
        one.store.backup(copies[1], replace=True)
    with opened(copies[1]) as two:
        two.apply([answering(PAIR[1], said(Status.PLANNED))])
        two.apply(put_back(two, before))
    with united(copies, tmp_path / "c.assessor") as merged:
        assert merged.assessment.to_confirm == before.assessment.to_confirm and not merged.assessment.answers


def test_what_was_given_and_put_back_in_one_copy_leaves_the_others_answer(
    before: Workspace, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    with opened(copies[0]) as one:
        one.apply([answering(PAIR[1], said(Status.IMPLEMENTED))])
        one.apply(put_back(one, before))
    change(copies[1], answering(PAIR[1], said(Status.PLANNED)))
    with united(copies, tmp_path / "c.assessor") as merged:
        assert merged.assessment.answers == {PAIR: said(Status.PLANNED)} and not merged.assessment.to_confirm
    with united(copies[::-1], tmp_path / "d.assessor") as merged:
        assert merged.assessment.answers == {PAIR: said(Status.PLANNED)} and not merged.assessment.to_confirm
