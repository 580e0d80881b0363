"""Taking over a newer edition of the checklist: first what it would change, then one save that changes it."""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from assessor.engine.editions import EditionDifference, choice_within, edition_difference, without_facts
from assessor.engine.evaluate import evaluate
from assessor.engine.publication import public_view
from assessor.faults.editions import EditionOlder, OtherChecklist
from assessor.faults.inquiries import ComparisonOld
from assessor.model.assessment import EarlierAnswer
from assessor.model.canonical import digest
from assessor.model.change import (
    AnswerChange,
    Change,
    ChecklistChange,
    RecordChange,
    Section7Change,
    Snapshot,
    SubjectChange,
)
from assessor.model.checklist import Checklist, Control
from assessor.model.edition import EditionTaken
from assessor.model.inquiry import Inquiry, InquiryState, pair_text
from assessor.model.record_kinds import EDITION_KIND, INQUIRY_KIND
from assessor.model.result import AssessmentResult
from assessor.model.text import Text
from assessor.resources import data_folder
from assessor.service.assessing import checklist_in
from assessor.service.inquiring import held_inquiries
from assessor.service.newer import is_newer
from assessor.service.workspace import Workspace
from assessor.storage.target import is_url

_NUMBERS = re.compile(r"\d+")


class NewEdition(NamedTuple):
    """A newer edition beside the one a programme has, what would follow from it today, and the save that takes it.

    `withdrawn` counts answers awaited from others that would be asked in other words, or no more.
    """

    before: Checklist
    after: Checklist
    content: bytes
    difference: EditionDifference
    result: AssessmentResult
    result_after: AssessmentResult
    withdrawn: int
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """True where the programme has this very edition."""
        return not self.changes

    @property
    def silenced(self) -> tuple[str, ...]:
        """The sentences of section 7 that are not printed any more until answers are given again."""
        printed = [_printed(result) for result in (self.result, self.result_after)]
        return tuple(text for name, text in printed[0].items() if name not in printed[1])


def new_edition(workspace: Workspace, folder: str | None = None) -> NewEdition:
    """Compare the checklist of a folder, ours where none is named, with the programme's; nothing is changed.

    Raises:
        ChecklistInvalid, FileMissing, FileUnreadable: the folder is no sound checklist.
        OtherChecklist: it is another checklist, not another edition of this one.
        EditionOlder: the programme's own is newer.
    """
    from assessor.catalog.text_file import place

    before = workspace.checklist
    after, content = checklist_in(place(folder) if folder else data_folder("checklists"))
    if after.id != before.id:
        raise OtherChecklist(id=after.id, held=before.id)
    if is_newer(before.version, after.version):
        raise EditionOlder(version=after.version, held=before.version)
    difference = edition_difference(before, after, workspace.assessment)
    changes: tuple[Change, ...] = ()
    withdrawn = 0
    if digest(content) != workspace.snapshot.checklist_digest:
        inquiries = list(_withdrawn(workspace, difference))
        withdrawn = sum(questions for _, questions in inquiries)
        changes = (
            ChecklistChange(content=content, compared_with=workspace.snapshot.head_digest),
            *_kept_within(workspace, after, difference),
            *(change for change, _ in inquiries),
            _taken(workspace, after, content, difference),
        )
    result = workspace.result()
    return NewEdition(
        before, after, content, difference, result, _afterwards(result, after, difference), withdrawn, changes
    )


def told(found: NewEdition) -> dict[str, Any]:
    """What it changes, as JSON values."""
    change = found.difference
    return {
        "before": found.before.version,
        "after": found.after.version,
        "same": found.is_same,
        "added": [_titled(one) for one in change.added],
        "gone": [_titled(one) for one in change.gone],
        "reworded": [
            {**_titled(one.after), "before": _text(one.before.question), "after": _text(one.after.question)}
            for one in change.reworded
        ],
        "resaid": [_titled(one.after) for one in change.resaid],
        "reweighed": [_titled(one.after) for one in change.reweighed],
        "duties": [_titled(one) for one in change.duties],
        "facts_added": [{"id": one.id, "text": _text(one.ask)} for one in change.facts_added],
        "facts_gone": [{"id": one.id, "text": _text(one.ask)} for one in change.facts_gone],
        "to_confirm": [pair_text(key) for key in change.to_confirm],
        "dropped": [pair_text(key) for key in change.dropped],
        "withdrawn": found.withdrawn,
        "silenced": list(found.silenced),
        "total": [one.scorecard.total.model_dump(mode="json") for one in (found.result, found.result_after)],
    }


def reworded_since(held: Snapshot, version: str | None) -> frozenset[str]:
    """The controls whose question is asked in other words since an edition was left; none where it was never held."""
    found: set[str] = set()
    is_left = False
    for _, content in sorted(held.contents(EDITION_KIND).items(), key=lambda one: int(one[0])):
        taken = EditionTaken.model_validate(content)
        is_left = is_left or taken.version_before == version
        if is_left:
            found |= taken.reworded.keys()
    return frozenset(found)


def _titled(control: Control) -> dict[str, Any]:
    return {"id": control.id, "text": _text(control.title)}


def _text(text: Text) -> dict[str, Any]:
    return text.model_dump(mode="json")


def take_edition(workspace: Workspace, found: NewEdition) -> Path | None:
    """Take the edition over: the checklist, what no longer fits it, and the record of what was taken, in one save.

    Before it, a verified copy of a programme file is kept beside it (`name.2026-1.assessor`); its path is returned,
    None for a server, whose own backups stand in for it.

    Raises:
        ComparisonOld: somebody saved since it was compared: an answer given meanwhile would not wait to be given again.
        OutputFailed: the copy cannot be written; then nothing is taken over.
    """
    if workspace.refresh():
        raise ComparisonOld()
    kept = None
    if not is_url(workspace.target):
        kept = _free_name(Path(workspace.target), found.before.version)
        workspace.store.backup(kept)
    try:
        workspace.apply(found.changes)
    except ComparisonOld:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    return kept


def _free_name(file: Path, version: str) -> Path:
    mark = "-".join(_NUMBERS.findall(version)) or "before"
    names = (file.with_name(f"{file.stem}.{mark}{again}{file.suffix}") for again in _again())
    return next(name for name in names if not os.path.lexists(name))


def _again() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _kept_within(workspace: Workspace, after: Checklist, difference: EditionDifference) -> Iterator[Change]:
    """What was said of what is asked no more is taken back; the trail keeps it."""
    held = workspace.assessment
    for subject in held.subjects:
        kept = without_facts(subject, after.fact_ids)
        if kept != subject:
            yield SubjectChange(subject=kept)
    choice = choice_within(held.section7, after)
    if choice != held.section7:
        yield Section7Change(choice=choice)
    for subject_id, control in difference.dropped:
        revision = workspace.snapshot.rows[subject_id, control].revision
        yield AnswerChange(subject=subject_id, control=control, answer=None, expected_revision=revision)


def _withdrawn(workspace: Workspace, difference: EditionDifference) -> Iterator[tuple[RecordChange, int]]:
    """Inquiries still open, without the questions that are asked in other words now, or no more."""
    changed = {one.after.id for one in difference.reworded} | {one.id for one in difference.gone}
    for inquiry in held_inquiries(workspace):
        gone = {pair_text(key) for key in inquiry.outstanding if key[1] in changed}
        if gone:
            yield _without(workspace, inquiry, gone), len(gone)


def _without(workspace: Workspace, inquiry: Inquiry, gone: set[str]) -> RecordChange:
    asked = {name: revision for name, revision in inquiry.asked.items() if name not in gone}
    is_done = set(asked) <= set(inquiry.taken)
    state = InquiryState.CLOSED if is_done else inquiry.state
    kept = inquiry.model_copy(update={"asked": asked, "state": state})
    return RecordChange(
        kind=INQUIRY_KIND,
        id=inquiry.id,
        content=kept.model_dump(mode="json"),
        expected_revision=workspace.snapshot.revision(INQUIRY_KIND, inquiry.id),
    )


def _taken(workspace: Workspace, after: Checklist, content: bytes, difference: EditionDifference) -> RecordChange:
    number = str(len(workspace.snapshot.ids(EDITION_KIND)) + 1)
    taken = EditionTaken(
        before=workspace.snapshot.checklist_digest,
        after=digest(content),
        version_before=workspace.checklist.version,
        version=after.version,
        reworded={one.before.id: one.before.question.ja for one in difference.reworded},
        gone={one.id: one.title.ja for one in difference.gone},
        added=tuple(one.id for one in difference.added),
        to_confirm={pair_text(key): workspace.snapshot.rows[key].revision for key in difference.to_confirm},
    )
    return RecordChange(kind=EDITION_KIND, id=number, content=taken.model_dump(mode="json"), expected_revision=0)


def _afterwards(result: AssessmentResult, after: Checklist, difference: EditionDifference) -> AssessmentResult:
    """What would follow from what was said, under the newer edition."""
    held = result.assessment
    gone = {*difference.to_confirm, *difference.dropped}
    asked = result.checklist.controls
    waiting = {key: EarlierAnswer(held.answers[key], asked[key[1]].question.ja) for key in difference.to_confirm}
    kept = {key: said for key, said in held.to_confirm.items() if key not in gone}
    assessment = held.model_copy(
        update={
            "subjects": tuple(without_facts(subject, after.fact_ids) for subject in held.subjects),
            "section7": choice_within(held.section7, after),
            "answers": {key: said for key, said in held.answers.items() if key not in gone},
            "to_confirm": {**kept, **waiting},
        }
    )
    return evaluate(after, assessment, result.today).model_copy(update={"summaries": result.summaries})


def _printed(result: AssessmentResult) -> dict[str, str]:
    view = public_view(result)
    found = [*view.promises]
    for category in view.categories:
        found += [category.policy] if category.policy else []
        found += category.statements
    return {one.id: one.text for one in found}
