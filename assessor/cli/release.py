"""Releases: texts approved at a stage, frozen, shown again, compared."""

from typing import TYPE_CHECKING, Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, by_option, file_argument, force_option, json_option, option, pass_door

if TYPE_CHECKING:
    from assessor.service.outputs import Report


@click.group(cls=Group, help="help.release")
def release() -> None:
    """Releases."""


@release.command("create", help="help.release.create")
@file_argument
@option("--stage", metavar="STAGE", required=True, help="option.release.stage")
@option("--number", metavar="TEXT", help="option.release.number")
@option("--approver", metavar="POST", help="option.release.approver")
@option("--consulted", metavar="POST", multiple=True, help="option.release.consulted")
@option("--date", "dated", metavar="DATE", help="option.release.date")
@option("--note", metavar="TEXT", help="option.release.note")
@option("--document", metavar="DOCUMENT", help="option.release.from")
@option("--report", metavar="KIND", default="section7", help="option.release.report")
@option("--subject", metavar="ID", help="option.release.subject")
@option("--template", metavar="NAME", help="option.template")
@option("--chapter", metavar="N", type=click.IntRange(1, 99), default=7, help="option.chapter")
@option("--why", "reasons", metavar="STATEMENT=TEXT", multiple=True, help="option.release.why")
@option("--pass", "passed", metavar="CODE", multiple=True, help="option.release.pass")
@option("--reason", metavar="TEXT", help="option.release.reason")
@option("--own-text", metavar="REASON", help="option.release.own_text")
@by_option
@pass_door
def create(door: Door, /, file: str, reasons: tuple[str, ...], **told: Any) -> None:
    """Freeze a text at a stage and print the release's id."""
    from assessor.cli.release_text import finding_lines
    from assessor.service.deciding import idle_reasons
    from assessor.service.releasing import Approval, examine, freeze

    approval = Approval(**told, templates=door.templates, reasons=_by_statement(door, reasons))
    with door.open(file) as workspace:
        made = examine(workspace, approval)
        for line in finding_lines(made.findings, door.say):
            output.note(line)
        frozen = freeze(workspace, approval, made)
        for item in idle_reasons(workspace, frozen):
            output.note(door.say("release.why.idle", item=item))
    output.data(frozen.id)


@release.command("consult", help="help.release.consult")
@file_argument
@argument("release", metavar="RELEASE")
@argument("post")
@option("--comment", metavar="TEXT", help="option.release.comment")
@option("--reply", metavar="TEXT", help="option.release.reply")
@by_option
@pass_door
def consult(door: Door, *, file: str, release: str, post: str, comment: str | None, reply: str | None) -> None:
    """Write down what a post said and what was answered."""
    from assessor.service.releasing import consult as record

    with door.open(file) as workspace:
        record(workspace, release, post, comment=comment, reply=reply)
    output.note(door.say("release.consulted", release=release, post=post))


@release.command("correct", help="help.release.correct")
@file_argument
@argument("release", metavar="RELEASE")
@option("--reason", metavar="TEXT", required=True, help="option.release.correct_reason")
@option("--date", "dated", metavar="DATE", help="option.release.date")
@option("--number", metavar="TEXT", help="option.release.number")
@option("--approver", metavar="POST", help="option.release.approver")
@option("--why", "reasons", metavar="STATEMENT=TEXT", multiple=True, help="option.release.why")
@option("--pass", "passed", metavar="CODE", multiple=True, help="option.release.pass_order")
@by_option
@pass_door
def correct(door: Door, /, file: str, release: str, reasons: tuple[str, ...], **told: Any) -> None:
    """Put right what is told of a decision; what stood there is kept."""
    from assessor.cli.release_text import correction_lines
    from assessor.service.correcting import Right
    from assessor.service.correcting import correct as put_right

    right = Right(**told, reasons=_by_statement(door, reasons))
    with door.open(file) as workspace:
        made = put_right(workspace, release, right)
    output.note(door.say("release.corrected", release=release))
    for line in correction_lines(made, door.say):
        output.note(f"  {line}")


def _by_statement(door: Door, reasons: tuple[str, ...]) -> dict[str, str]:
    if not all(text.strip() for one in reasons for text in one.partition("=")[::2]):
        raise click.UsageError(door.say("release.why.form"), click.get_current_context())
    return dict(one.partition("=")[::2] for one in reasons)


@release.command("list", help="help.release.list")
@file_argument
@json_option
@pass_door
def list_(door: Door, file: str, as_json: bool) -> None:
    """Print the releases, oldest first."""
    from assessor.cli.release_text import list_lines, release_json
    from assessor.service.releases import releases

    with door.open(file, read_only=True) as workspace:
        held = releases(workspace)
    if as_json:
        output.json([release_json(one) for one in held])
    else:
        output.lines(list_lines(held, door.say))


@release.command("show", help="help.release.show")
@file_argument
@argument("release", required=False, metavar="[RELEASE]")
@option("--document", "whole", is_flag=True, help="option.release.document")
@option("--final", is_flag=True, help="option.final")
@option("--format", "format_name", metavar="FORMAT", help="option.format")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@json_option
@pass_door
def show(door: Door, /, file: str, release: str | None, whole: bool, **how: Any) -> None:
    """Print one release, or its frozen text."""
    from assessor.cli.release_text import release_json, release_lines
    from assessor.service.outputs import Output
    from assessor.service.release_reporting import write_frozen
    from assessor.service.releases import find_release

    with door.open(file, read_only=True) as workspace:
        if whole:
            wanted = Output(how["format_name"], how["target"], how["force"])
            tell(door, write_frozen(workspace, release, wanted, final=how["final"]), wanted.target)
            return
        held = find_release(workspace, release)
    if how["as_json"]:
        output.json(release_json(held))
    else:
        output.lines(release_lines(held, door.say))


@release.command("diff", help="help.release.diff")
@file_argument
@argument("before", metavar="BEFORE")
@argument("after", metavar="AFTER")
@option("--format", "format_name", metavar="FORMAT", help="option.format")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def diff(door: Door, /, file: str, before: str, after: str, **how: Any) -> None:
    """Make the table of changes between two releases."""
    from assessor.service.outputs import Output
    from assessor.service.release_reporting import write_changes

    wanted = Output(how["format_name"], how["target"], how["force"])
    with door.open(file, read_only=True) as workspace:
        made = write_changes(workspace, (before, after), wanted, door.templates)
    tell(door, made, wanted.target)


def tell(door: Door, made: "Report", target: str | None) -> None:
    """Print a document that was handed back, else say where it lies."""
    if made.path is None:
        output.document(made.content)
    elif target is None:
        output.data(str(made.path))
    else:
        output.note(door.say("cli.written", path=made.path))
