"""Inquiries: questions sent to others, and their answers taken back."""

from pathlib import Path
from typing import Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, by_option, file_argument, force_option, json_option, option, pass_door

ROLES = ("promoter", "service_provider", "city_os_operator", "asset_manager")
FILTERS = ("unanswered", "unknown", "must", "starter", "all")


@click.group(cls=Group, help="help.inquiry")
def inquiry() -> None:
    """Inquiries."""


@inquiry.command("send", help="help.inquiry.send")
@file_argument
@option("--to", "organisation", metavar="NAME", help="option.inquiry.to")
@option("--post", metavar="POST", help="option.inquiry.post")
@option("--due", metavar="DATE", required=True, help="option.inquiry.due")
@option("--role", type=click.Choice(ROLES), help="option.inquiry.role")
@option("--subject", "subjects", metavar="ID", multiple=True, help="option.inquiry.subject")
@option("--category", "categories", metavar="ID", multiple=True, help="option.inquiry.category")
@option("--filter", "filters", type=click.Choice(FILTERS), multiple=True, help="option.inquiry.filter")
@option("--again", metavar="I-NNN", help="option.inquiry.again")
@option("-o", "target", metavar="PATH", required=True, help="option.inquiry.output")
@option("--letter", metavar="PATH", help="option.inquiry.letter")
@force_option
@by_option
@pass_door
def send(door: Door, /, file: str, target: str, letter: str | None, force: bool, due: str, **given: Any) -> None:
    """Write the questions for somebody and keep that they were asked; prints the inquiry's id."""
    from assessor.engine.inquiry import Chosen, Filter
    from assessor.model.checklist import Respondent
    from assessor.service.inquiring import Files, Sending
    from assessor.service.inquiring import send as make
    from assessor.service.texts import day, optional_line

    organisation, again = optional_line("organisation", given["organisation"]), given["again"]
    if organisation is None and again is None:
        raise click.UsageError(door.say("cli.inquiry.to_needed"), click.get_current_context())
    chosen = Chosen(
        role=Respondent(given["role"]) if given["role"] else None,
        subjects=given["subjects"],
        categories=given["categories"],
        filters=tuple(map(Filter, given["filters"])),
    )
    sending = Sending(day(due), organisation, optional_line("post", given["post"]), chosen, again)
    files = Files(Path(target), Path(letter) if letter else None, force, door.templates)
    with door.open(file) as workspace:
        sent = make(workspace, sending, files)
    output.data(sent.inquiry.id)
    output.note(door.say("cli.inquiry.sent", count=sent.sheet.total, subjects=len(sent.sheet.pages), path=target))
    if sent.already_asked:
        output.note(door.say("cli.inquiry.left_out", count=sent.already_asked))


@inquiry.command("receive", help="help.inquiry.receive")
@file_argument
@argument("answers", metavar="ANSWERS")
@option("--dry-run", is_flag=True, help="option.dry_run")
@option("--only", metavar="SUBJECT/CONTROL", multiple=True, help="option.inquiry.only")
@option("--accept-conflicts", is_flag=True, help="option.inquiry.accept")
@option("--keep-stored", is_flag=True, help="option.inquiry.keep")
@option("--accept", metavar="SUBJECT/CONTROL", multiple=True, help="option.inquiry.accept_one")
@option("--keep", metavar="SUBJECT/CONTROL", multiple=True, help="option.inquiry.keep_one")
@option("--correction", is_flag=True, help="option.inquiry.correction")
@option("--skip-refused", is_flag=True, help="option.inquiry.skip")
@json_option
@by_option
@pass_door
def receive(door: Door, /, file: str, answers: str, dry_run: bool, as_json: bool, correction: bool, **how: Any) -> None:
    """Take answers back: shown as a difference, then recorded, all or the rows named."""
    from assessor.cli.inquiry_text import comparison_json, comparison_lines
    from assessor.service.receiving import Taking, check, compare, take

    with door.open(file, read_only=dry_run) as workspace:
        found = compare(workspace, answers, correction=correction)
        if as_json:
            output.json(comparison_json(found))
        else:
            output.lines(comparison_lines(found, workspace.checklist, door.say))
        if dry_run:
            check(found, Taking(**how))
            output.note(door.say("cli.inquiry.nothing_recorded"))
            return
        took = take(workspace, found, Taking(**how))
    if not took.events:
        output.note(door.say("cli.inquiry.known" if found.is_known else "cli.inquiry.empty"))
        return
    output.note(door.say("cli.inquiry.recorded", count=took.recorded, who=found.returned.organisation))
    refused = sum(1 for row in found.rows if row.problems)
    if refused:
        output.note(door.say("cli.inquiry.refused", id=took.inquiry.id, count=refused))
    waiting = len(took.inquiry.outstanding)
    key = "cli.inquiry.waiting" if waiting else "cli.inquiry.complete"
    output.note(door.say(key, id=took.inquiry.id, count=waiting))


@inquiry.command("list", help="help.inquiry.list")
@file_argument
@option("--overdue", is_flag=True, help="option.inquiry.overdue")
@option("--pairs", is_flag=True, help="option.inquiry.pairs")
@json_option
@pass_door
def list_(door: Door, file: str, overdue: bool, pairs: bool, as_json: bool) -> None:
    """List the inquiries, or every pair that is awaited with whom and until when."""
    from assessor.cli.inquiry_text import asking_json, asking_lines, inquiry_json, inquiry_lines
    from assessor.service.inquiring import awaited, held_inquiries, late

    with door.open(file, read_only=True) as workspace:
        found = late(workspace) if overdue else held_inquiries(workspace)
        names = {one.id for one in found}
        asked = {key: one for key, one in awaited(workspace).items() if one.inquiry in names}
        today = workspace.session.today
    if pairs:
        if as_json:
            output.json(asking_json(asked))
        else:
            output.lines(asking_lines(asked, door.say))
    elif as_json:
        output.json([inquiry_json(one, today) for one in found])
    else:
        output.lines(inquiry_lines(found, today, door.say))


@inquiry.command("remind", help="help.inquiry.remind")
@file_argument
@argument("ids", nargs=-1, metavar="[I-NNN]...")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def remind(door: Door, file: str, ids: tuple[str, ...], target: str | None, force: bool) -> None:
    """Draft the reminder of overdue inquiries, or of those named."""
    from assessor.service.inquiry_reminding import in_sequence, letters, write_letters

    with door.open(file, read_only=True) as workspace:
        drafts = letters(workspace, ids, door.templates)
        if not target or target == "-":
            output.document(in_sequence(drafts))
            return
        for path in write_letters(workspace, drafts, Path(target), force=force):
            output.note(door.say("reminder.written", path=path))


@inquiry.command("close", help="help.inquiry.close")
@file_argument
@argument("inquiry_id", metavar="I-NNN")
@by_option
@pass_door
def close(door: Door, file: str, inquiry_id: str) -> None:
    """Wait no longer for the answers to an inquiry."""
    from assessor.service.inquiring import close as end

    with door.open(file) as workspace:
        left = end(workspace, inquiry_id)
    output.note(door.say("cli.inquiry.closed", id=inquiry_id, count=left))
