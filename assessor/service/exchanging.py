"""Answers from and to exchange files."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import AnswersInvalid
from assessor.model.change import AnswerChange, Change, Section7Change
from assessor.model.exchange import Exchange
from assessor.model.fiscal import doubt_of_plan, fiscal_year_label
from assessor.model.problem import Problem
from assessor.model.programme import WordingOverride
from assessor.service.merging import merged
from assessor.service.outputs import refuse_input
from assessor.service.privacy import stored_pias
from assessor.service.remediation import held_items
from assessor.service.text_checking import WordingRemark, wording_remarks
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.catalog.yaml_source import Source


class Imported(NamedTuple):
    """What an import changed (or would change), what the reader should look at, remarks on sentences taken in."""

    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]
    remarks: tuple[WordingRemark, ...] = ()


def import_answers(workspace: Workspace, path: str, *, dry_run: bool = False) -> Imported:
    """Take in an exchange file, all of it or nothing; taken in twice it changes nothing more.

    Raises:
        AnswersInvalid: every problem of the file.
        FileMissing, FileUnreadable: it cannot be read.
    """
    from assessor.catalog.answer_file import read_exchange

    kinds = {subject.id: subject.kind for subject in workspace.assessment.subjects}
    exchange, warnings, source = read_exchange(
        Path(path), workspace.checklist, kinds, [item.id for item in held_items(workspace)]
    )
    if exchange.inquiry is not None:
        # What comes from outside may set answers to what was asked, and nothing else: `receive` sees to that.
        raise AnswersInvalid(source.path, (source.problem("inquiry_by_receive", ("inquiry",), key=True),))
    held = workspace.assessment.section7.wording
    changes = merged(workspace.assessment, exchange, workspace.session.today)
    if earlier := tuple(_given_before(workspace, changes, exchange, source)):
        raise AnswersInvalid(source.path, earlier)
    if any(subject.pia is not None for subject in exchange.subjects):
        from assessor.service.privacy_merging import assessment_after, merged_pias

        after = assessment_after(workspace.assessment, changes)
        changes += merged_pias(workspace.checklist, after, stored_pias(workspace), exchange)
    if exchange.remediation:
        from assessor.service.remediation_merging import duties_waived, merged_items

        items = merged_items(held_items(workspace), exchange.remediation, path)
        waived = tuple(duties_waived(workspace, changes, items, exchange, source))
        if waived:
            raise AnswersInvalid(source.path, waived)
        changes += items
    if changes and not dry_run:
        workspace.apply(changes)
    warnings += tuple(_doubtful(changes, exchange, source, workspace.session.today))
    return Imported(changes, warnings, wording_remarks(workspace, _new_wording(held, changes)))


def _given_before(
    workspace: Workspace, changes: Iterable[Change], exchange: Exchange, source: "Source"
) -> Iterator[Problem]:
    """A problem for each answer to a question that is asked in other words since the edition that the file names."""
    now = workspace.checklist.version
    version = exchange.checklist.version if exchange.checklist else None
    if version is None or version == now:
        return
    from assessor.service.editions import reworded_since

    reworded = reworded_since(workspace.snapshot, version)
    places = {subject.id: place for place, subject in enumerate(exchange.subjects)}
    for one in changes:
        if isinstance(one, AnswerChange) and one.answer is not None and one.control in reworded:
            path = ("subjects", places[one.subject], "answers", one.control)
            yield source.problem("given_before", path, control=one.control, version=version, now=now)


_OF_YEARS = {"past": "year_past", "far": "year_far"}


def _doubtful(changes: Iterable[Change], exchange: Exchange, source: "Source", today: date) -> Iterator[Problem]:
    """A warning for each answer taken in that speaks of a day to come, or plans for a year that is over or far off.

    The one would seem fresh for longer than it is, the other supports no sentence.
    """
    places = {subject.id: place for place, subject in enumerate(exchange.subjects)}
    for change in changes:
        if not isinstance(change, AnswerChange) or change.answer is None:
            continue
        path = ("subjects", places[change.subject], "answers", change.control)
        if change.answer.as_of > today:
            value = change.answer.as_of.isoformat()
            yield source.problem("day_to_come", (*path, "as_of"), warning=True, value=value)
        year = change.answer.planned_for
        doubt = doubt_of_plan(year, today)
        if year is not None and doubt is not None:
            yield source.problem(_OF_YEARS[doubt], (*path, "planned_for"), warning=True, value=fiscal_year_label(year))


def _new_wording(held: Mapping[str, WordingOverride], changes: Iterable[Change]) -> dict[str, WordingOverride]:
    """The officer's sentences that an import brings or changes."""
    return {
        name: said
        for change in changes
        if isinstance(change, Section7Change)
        for name, said in change.choice.wording.items()
        if held.get(name) != said
    }


def export_answers(workspace: Workspace, target: str | None, *, force: bool = False) -> str | None:
    """What people said as an exchange file, written to `target`, or returned where that is None.

    Raises:
        ExportTooLarge: an import would refuse it.
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.catalog.answer_writer import exchange_yaml
    from assessor.storage.atomic_file import write_atomic

    if target is not None:
        refuse_input(Path(target), workspace.target)
    text = exchange_yaml(workspace.checklist, workspace.assessment, stored_pias(workspace), held_items(workspace))
    if target is None:
        return text
    write_atomic(Path(target), text.encode(), replace=force)
    return None
