"""Answers from and to exchange files."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.failures import problem_line
from assessor.cli.tree import Command, argument, by_option, file_argument, force_option, option, pass_door
from assessor.cli.wording import status_label

if TYPE_CHECKING:
    from assessor.model.assessment import Answer
    from assessor.model.change import AnswerChange, Change
    from assessor.service.workspace import Workspace


@click.command("import", cls=Command, help="help.import")
@file_argument
@argument("answers", metavar="ANSWERS.yaml")
@option("--dry-run", is_flag=True, help="option.dry_run")
@by_option
@pass_door
def import_(door: Door, file: str, answers: str, dry_run: bool) -> None:
    """Take in an exchange file, all of it or nothing."""
    from assessor.cli.broken import broken_claims_told
    from assessor.cli.section7_text import remark_lines
    from assessor.service.exchanging import import_answers

    with door.open(file, read_only=dry_run) as workspace:
        with broken_claims_told(door, workspace):
            imported = import_answers(workspace, answers, dry_run=dry_run)
        for warning in imported.warnings:
            output.note(problem_line(warning, door.say))
        if dry_run and imported.changes:
            output.lines(change_line(door, workspace, change) for change in imported.changes)
    for name, remark in imported.remarks:
        output.note(next(remark_lines(name, (remark,), door.say)))
    key = "cli.import.would" if dry_run else "cli.import.done"
    output.note(door.say(key if imported.changes else "cli.import.same", count=len(imported.changes)))


def change_line(door: Door, workspace: "Workspace", change: "Change") -> str:
    """What a change would do, on one line."""
    from assessor.model.change import AnswerChange, ProgrammeChange, RecordChange, SubjectChange

    if isinstance(change, AnswerChange):
        return _answer_line(door, workspace, change)
    if isinstance(change, SubjectChange):
        known = workspace.assessment.subject(change.subject.id) is not None
        key = "cli.change.subject" if known else "cli.change.subject_added"
        return door.say(key, id=change.subject.id, name=change.subject.name)
    if isinstance(change, RecordChange):
        return door.say("cli.change.record", id=change.id)
    return door.say("cli.change.programme" if isinstance(change, ProgrammeChange) else "cli.change.section7")


def _answer_line(door: Door, workspace: "Workspace", change: "AnswerChange") -> str:
    held = workspace.assessment.answers.get((change.subject, change.control))
    before, after = (_label(door, workspace, answer) for answer in (held, change.answer))
    key = "cli.change.answer" if before != after else "cli.change.answer_texts"
    return door.say(key, subject=change.subject, control=change.control, before=before, after=after)


def _label(door: Door, workspace: "Workspace", answer: "Answer | None") -> str:
    return status_label(workspace.checklist, answer.status if answer else None, door.say)


@click.command("export", cls=Command, help="help.export")
@file_argument
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def export(door: Door, file: str, target: str | None, force: bool) -> None:
    """Write what people said as an exchange file."""
    from assessor.service.exchanging import export_answers

    with door.open(file, read_only=True) as workspace:
        text = export_answers(workspace, None if target == "-" else target, force=force)
    if text is None:
        output.note(door.say("cli.written", path=target))
    else:
        output.document(text.encode())
