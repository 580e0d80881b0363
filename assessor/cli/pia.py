"""The privacy impact assessment of a service, from the command line."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import (
    Group,
    argument,
    by_option,
    file_argument,
    force_option,
    json_option,
    option,
    pass_door,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assessor.i18n.translator import Say
    from assessor.model.checklist import Checklist
    from assessor.model.privacy_result import PiaResult
    from assessor.service.privacy_fields import Written


@click.group(cls=Group, help="help.pia")
def pia() -> None:
    """Privacy impact assessments."""


@pia.command("start", help="help.pia.start")
@file_argument
@argument("subject")
@option("--on", metavar="DATE", help="option.pia.on")
@by_option
@pass_door
def start(door: Door, file: str, subject: str, on: str | None) -> None:
    """Begin an assessment."""
    from assessor.service.privacy import start_pia

    with door.open(file) as workspace:
        day = start_pia(workspace, subject, on)
    output.note(door.say("pia.started", subject=subject, day=day.isoformat()))


@pia.command("status", help="help.pia.status")
@file_argument
@argument("subject")
@json_option
@pass_door
def status(door: Door, file: str, subject: str, as_json: bool) -> None:
    """Say how far an assessment is and what it lacks."""
    from assessor.cli.pia_text import status_lines
    from assessor.service.privacy_json import status_json

    _show(door, file, subject, status_json if as_json else None, status_lines)


@pia.command("set", help="help.pia.set")
@file_argument
@argument("subject")
@argument("part")
@argument("told", nargs=-1, metavar="[KEY=VALUE]...")
@option("--id", "entry", metavar="ID", help="option.pia.entry")
@option("--remove", is_flag=True, help="option.pia.remove")
@option("--if-revision", metavar="N", type=click.IntRange(min=0), help="option.if_revision")
@by_option
@pass_door
def set_(
    door: Door,
    *,
    file: str,
    subject: str,
    part: str,
    told: tuple[str, ...],
    entry: str | None,
    remove: bool,
    if_revision: int | None,
) -> None:
    """Write a part field by field, add an entry to it, or take one back."""
    from assessor.service.privacy_fields import Telling, part_named, remove_entry, set_part

    chosen = part_named(part)
    if remove and (entry is None or told):
        raise click.UsageError(door.say("pia.remove.entry"), click.get_current_context())
    if not told and not remove:
        raise click.UsageError(door.say("pia.nothing_told"), click.get_current_context())
    if entry is not None and chosen.letter is None:
        raise click.UsageError(door.say("pia.no_entries", part=part), click.get_current_context())
    with door.open(file) as workspace:
        if remove and entry is not None:
            remove_entry(workspace, subject, chosen, entry)
            output.note(door.say("pia.removed", entry=entry))
            return
        written = set_part(workspace, subject, chosen, Telling(told, entry, if_revision))
    _tell(door, part, written)


def _tell(door: Door, part: str, written: "Written") -> None:
    """Print the entry's id, or the part's revision where it is there once."""
    output.data(written.entry or str(written.revision))
    output.note(door.say("pia.written", part=written.entry or part, revision=written.revision))


@pia.command("approve", help="help.pia.approve")
@file_argument
@argument("subject")
@option("--post", metavar="POST", required=True, help="option.pia.post")
@option("--on", metavar="DATE", help="option.pia.on")
@option("--document", metavar="TEXT", help="option.pia.document")
@option("--note", metavar="TEXT", help="option.pia.note")
@option("--despite", metavar="TEXT", help="option.pia.despite")
@by_option
@pass_door
def approve(door: Door, /, *, file: str, subject: str, post: str, on: str | None, **texts: str | None) -> None:
    """Record that a post approves the risks that remain, after saying what is not written yet."""
    from assessor.cli.pia_text import unfinished_lines
    from assessor.service.privacy import approve as record
    from assessor.service.privacy import guided, pia_result

    with door.open(file) as workspace:
        for line in unfinished_lines(pia_result(workspace, subject), guided(workspace), door.say):
            output.note(line)
        entry = record(workspace, subject, post, texts, on)
    output.data(entry)
    output.note(door.say("pia.approved", post=post))


@pia.command("confirm", help="help.pia.confirm")
@file_argument
@argument("subject")
@argument("controls", nargs=-1, metavar="[CONTROL]...")
@by_option
@pass_door
def confirm(door: Door, file: str, subject: str, controls: tuple[str, ...]) -> None:
    """Turn proposed answers into answers."""
    from assessor.cli.wording import status_label
    from assessor.service.privacy import confirm as record

    with door.open(file) as workspace:
        confirmed = record(workspace, subject, controls)
        checklist = workspace.checklist
    for one in confirmed:
        output.data(f"{one.control}  {status_label(checklist, one.status, door.say)}  {one.title}")
    output.note(door.say("pia.confirmed" if confirmed else "pia.nothing_proposed", count=len(confirmed)))


@pia.command("items", help="help.pia.items")
@file_argument
@argument("subject")
@argument("risks", nargs=-1, metavar="[ID]...")
@by_option
@pass_door
def items(door: Door, file: str, subject: str, risks: tuple[str, ...]) -> None:
    """Turn treatments into remediation items."""
    from assessor.service.privacy_items import plan_treatments

    with door.open(file) as workspace:
        made = plan_treatments(workspace, subject, risks)
    for one in made:
        output.data(f"{one.id}  {one.title}")
    key = "pia.items.made" if made else "pia.items.none"
    output.note(door.say(key, count=len(made), items=door.say("cli.list").join(one.id for one in made)))


@pia.command("export", help="help.pia.export")
@file_argument
@argument("subject")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def export(door: Door, file: str, subject: str, target: str | None, force: bool) -> None:
    """Write one assessment as an exchange file."""
    from assessor.service.privacy_exchanging import export_pia

    with door.open(file, read_only=True) as workspace:
        text = export_pia(workspace, subject, None if target == "-" else target, force=force)
    if text is not None:
        output.document(text.encode())


@pia.command("import", help="help.pia.import")
@file_argument
@argument("subject")
@argument("answers", metavar="PIA.yaml")
@by_option
@pass_door
def import_(door: Door, file: str, subject: str, answers: str) -> None:
    """Take in one assessment from an exchange file, all of it or nothing."""
    from assessor.cli.failures import problem_line
    from assessor.service.privacy_exchanging import import_pia

    with door.open(file) as workspace:
        count, warnings = import_pia(workspace, subject, answers)
    for warning in warnings:
        output.note(problem_line(warning, door.say))
    output.note(door.say("pia.imported" if count else "cli.import.same", count=count))


@pia.group("risk", cls=Group, help="help.pia.risk")
def risk() -> None:
    """Risks of an assessment."""


@risk.command("prompts", help="help.pia.risk.prompts")
@file_argument
@argument("subject")
@json_option
@pass_door
def prompts(door: Door, file: str, subject: str, as_json: bool) -> None:
    """List the risks worth a look."""
    from assessor.cli.pia_text import prompt_lines
    from assessor.service.privacy import guided
    from assessor.service.privacy_risks import offered

    with door.open(file, read_only=True) as workspace:
        found, checklist = offered(workspace, subject), guided(workspace)
    if as_json:
        output.json([one.model_dump(mode="json", exclude_none=True) for one in found])
    else:
        output.lines(prompt_lines(checklist, found, door.say))


@risk.command("add", help="help.pia.risk.add")
@file_argument
@argument("subject")
@argument("told", nargs=-1, metavar="[KEY=VALUE]...")
@option("--from", "prompt", metavar="PROMPT", help="option.pia.prompt")
@by_option
@pass_door
def add(door: Door, file: str, subject: str, told: tuple[str, ...], prompt: str | None) -> None:
    """Add a risk, from a prompt or an own one."""
    from assessor.service.privacy_risks import add_risk

    if not told and prompt is None:
        raise click.UsageError(door.say("pia.nothing_told"), click.get_current_context())
    with door.open(file) as workspace:
        written = add_risk(workspace, subject, told, prompt)
    _tell(door, "risk", written)


@risk.command("set", help="help.pia.risk.set")
@file_argument
@argument("subject")
@argument("entry", metavar="ID")
@argument("told", nargs=-1, required=True, metavar="KEY=VALUE...")
@option("--if-revision", metavar="N", type=click.IntRange(min=0), help="option.if_revision")
@by_option
@pass_door
def set_risk(door: Door, file: str, subject: str, entry: str, told: tuple[str, ...], if_revision: int | None) -> None:
    """Change a risk field by field."""
    from assessor.service.privacy_fields import Telling, part_named, set_part

    with door.open(file) as workspace:
        written = set_part(workspace, subject, part_named("risk"), Telling(told, entry, if_revision))
    _tell(door, "risk", written)


@risk.command("list", help="help.pia.risk.list")
@file_argument
@argument("subject")
@json_option
@pass_door
def list_(door: Door, file: str, subject: str, as_json: bool) -> None:
    """List the risks, gravest first, with the map before and after."""
    from assessor.cli.pia_text import risk_lines
    from assessor.service.privacy_json import risks_json

    _show(door, file, subject, risks_json if as_json else None, risk_lines)


def _show(
    door: Door,
    file: str,
    subject: str,
    as_json: "Callable[[PiaResult], object] | None",
    lines: "Callable[[PiaResult, Checklist, Say], Iterable[str]]",
) -> None:
    """What follows from an assessment, as JSON if it is given how, else in lines."""
    from assessor.service.privacy import guided, pia_result

    with door.open(file, read_only=True) as workspace:
        result, checklist = pia_result(workspace, subject), guided(workspace)
    if as_json is None:
        output.lines(lines(result, checklist, door.say))
    else:
        output.json(as_json(result))
