"""Subjects: what is assessed, with the facts that decide which questions apply."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.table import table
from assessor.cli.tree import Group, argument, by_option, file_argument, json_option, option, pass_door
from assessor.i18n.width import cut

KINDS = ("service", "city_os", "asset_group")
LONGEST_NAME = 24

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.model.programme import SubjectKind


@click.group(cls=Group, help="help.subject")
def subject() -> None:
    """Subjects."""


@subject.command("add", help="help.subject.add")
@file_argument
@option("--kind", type=click.Choice(KINDS), required=True, help="option.kind")
@option("--id", "subject_id", metavar="ID", required=True, help="option.id")
@option("--name", metavar="NAME", required=True, help="option.name")
@option("--operator", metavar="NAME", help="option.operator")
@option("--organ", metavar="NAME", help="option.organ")
@option("--respondent", metavar="NAME", help="option.respondent")
@option("--fact", "facts", metavar="NAME=VALUE", multiple=True, help="option.fact")
@by_option
@pass_door
def add(door: Door, /, file: str, kind: str, subject_id: str, facts: tuple[str, ...], **texts: str | None) -> None:
    """Add a subject."""
    from assessor.cli.broken import broken_claims_told
    from assessor.model.programme import SubjectKind
    from assessor.service.assessing import add_subject

    with door.open(file) as workspace, broken_claims_told(door, workspace):
        add_subject(workspace, subject_id, SubjectKind(kind), texts, facts)
    output.note(door.say("cli.subject.added", id=subject_id))


@subject.command("set", help="help.subject.set")
@file_argument
@argument("id")
@option("--fact", "facts", metavar="NAME=VALUE", multiple=True, help="option.fact")
@option("--name", metavar="NAME", help="option.name")
@option("--operator", metavar="NAME", help="option.operator")
@option("--organ", metavar="NAME", help="option.organ")
@option("--respondent", metavar="NAME", help="option.respondent")
@by_option
@pass_door
def set_(door: Door, /, file: str, id: str, facts: tuple[str, ...], **texts: str | None) -> None:
    """Change a subject's facts and texts."""
    from assessor.cli.broken import broken_claims_told
    from assessor.service.assessing import set_subject

    if not facts and all(text is None for text in texts.values()):
        raise click.UsageError(door.say("cli.subject.nothing"), click.get_current_context())
    with door.open(file) as workspace, broken_claims_told(door, workspace):
        set_subject(workspace, id, texts, facts)
    output.note(door.say("cli.subject.changed", id=id))


@subject.command("end", help="help.subject.end")
@file_argument
@argument("id")
@option("--reason", metavar="TEXT", required=True, help="option.subject.reason")
@option("--on", "day", metavar="DATE", help="option.subject.on")
@option("--decline-items", is_flag=True, help="option.subject.decline_items")
@by_option
@pass_door
def end(door: Door, file: str, id: str, reason: str, day: str | None, decline_items: bool) -> None:
    """Assess a subject no more; its answers are kept."""
    from assessor.cli.broken import broken_claims_told
    from assessor.service.ending import end_subject

    with door.open(file) as workspace:
        with broken_claims_told(door, workspace):
            ended = end_subject(workspace, id, reason, day, decline_items=decline_items)
        output.note(door.say("cli.subject.ended", id=id, day=ended.day.isoformat()))
        if ended.inquiries:
            output.note(door.say("cli.subject.asked", inquiries=" ".join(ended.inquiries)))
        if ended.moot:
            name = "cli.subject.declined" if ended.declined else "cli.subject.moot"
            output.note(door.say(name, items=" ".join(ended.moot), first=ended.moot[0]))
        if others := [one for one in ended.items if one not in ended.moot]:
            output.note(door.say("cli.subject.items", items=" ".join(others)))


@subject.command("resume", help="help.subject.resume")
@file_argument
@argument("id")
@by_option
@pass_door
def resume(door: Door, file: str, id: str) -> None:
    """Assess a subject again that was ended."""
    from assessor.cli.broken import broken_claims_told
    from assessor.service.ending import resume_subject

    with door.open(file) as workspace, broken_claims_told(door, workspace):
        declined = resume_subject(workspace, id)
    output.note(door.say("cli.subject.resumed", id=id))
    if declined:
        output.note(door.say("cli.subject.declined_before", items=" ".join(declined), first=declined[0]))


@subject.command("list", help="help.subject.list")
@file_argument
@json_option
@pass_door
def list_(door: Door, /, file: str, as_json: bool) -> None:
    """List the subjects."""
    with door.open(file, read_only=True) as workspace:
        subjects = workspace.assessment.subjects
        asked = {kind: _asked(workspace.checklist, kind) for kind in {one.kind for one in subjects}}
    if as_json:
        output.json([one.model_dump(mode="json") for one in subjects])
        return
    say = door.say
    some_ended = any(one.ended for one in subjects)
    rows = [
        (
            one.id,
            say(f"kind.{one.kind.value}"),
            cut(one.name, LONGEST_NAME),
            cut(one.operator or "-", LONGEST_NAME),
            cut(one.organ or "-", LONGEST_NAME),
            f"{len(asked[one.kind] & {name for name, value in one.facts.items() if value is not None})}"
            f"/{len(asked[one.kind])}",
            *([say("cli.subject.until", day=one.ended.isoformat()) if one.ended else ""] if some_ended else []),
        )
        for one in subjects
    ]
    columns = (*_COLUMNS, "column_ended") if some_ended else _COLUMNS
    output.lines(table([tuple(say(f"cli.subject.{name}") for name in columns), *rows]))


_COLUMNS = ("id", "kind", "name", "operator", "organ", "facts")


def _asked(checklist: "Checklist", kind: "SubjectKind") -> set[str]:
    return {fact.id for fact in checklist.facts if kind in fact.kinds}
