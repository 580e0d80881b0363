"""The officer's choice for section 7: which statements it shows, and in which words."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, by_option, file_argument, json_option, option, pass_door

if TYPE_CHECKING:
    from assessor.model.remark import Remark
    from assessor.service.workspace import Workspace


@click.group("section7", cls=Group, help="help.section7")
def section7() -> None:
    """Statements of section 7."""


@section7.command("list", help="help.section7.list")
@file_argument
@option("--all", "everything", is_flag=True, help="option.section7.all")
@json_option
@pass_door
def list_(door: Door, file: str, everything: bool, as_json: bool) -> None:
    """Print the statements with their stage, their words and whether they are shown."""
    from assessor.cli.section7_text import choice_json, choice_lines
    from assessor.service.choosing import choices

    with door.open(file, read_only=True) as workspace:
        found = [one for one in choices(workspace) if everything or one.now or one.is_touched]
        remarks = _remarks(workspace)
    if as_json:
        output.json([choice_json(one) for one in found])
        return
    output.lines(line for one in found for line in choice_lines(one, remarks.get(one.id, ()), door.say))
    outdated = sum(one.is_outdated for one in found)
    if outdated:
        output.note(door.say("cli.section7.outdated.count", count=outdated))


@section7.command("hide", help="help.section7.hide")
@file_argument
@argument("statement", nargs=-1, required=True, metavar="STATEMENT...")
@option("--reason", metavar="TEXT", help="option.section7.reason")
@by_option
@pass_door
def hide(door: Door, file: str, statement: tuple[str, ...], reason: str | None) -> None:
    """Leave statements out."""
    from assessor.service.choosing import hide as leave_out

    with door.open(file) as workspace:
        changed = leave_out(workspace, statement, reason)
    output.note(door.say("cli.section7.hidden" if changed else "cli.section7.same", ids=", ".join(statement)))


@section7.command("show", help="help.section7.show")
@file_argument
@argument("statement", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
@pass_door
def show(door: Door, file: str, statement: tuple[str, ...]) -> None:
    """Show statements again."""
    from assessor.service.choosing import show as bring_back

    with door.open(file) as workspace:
        folded = bring_back(workspace, statement)
    output.note(door.say("cli.section7.shown", ids=", ".join(statement)))
    if folded:
        output.note(door.say("cli.section7.folded", ids=", ".join(folded)))


@section7.command("word", help="help.section7.word")
@file_argument
@argument("statement")
@argument("text")
@by_option
@pass_door
def word(door: Door, file: str, statement: str, text: str) -> None:
    """Say a statement in the city's own words."""
    from assessor.cli.section7_text import choice_lines, remark_lines
    from assessor.service.choosing import word as put

    with door.open(file) as workspace:
        worded = put(workspace, statement, text)
    output.lines(choice_lines(worded.choice, (), door.say))
    for line in remark_lines(statement, worded.remarks, door.say):
        output.note(line)


@section7.command("unword", help="help.section7.unword")
@file_argument
@argument("statement", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
@pass_door
def unword(door: Door, file: str, statement: tuple[str, ...]) -> None:
    """Go back to the checklist's words."""
    from assessor.service.choosing import unword as take_back

    with door.open(file) as workspace:
        changed = take_back(workspace, statement)
    output.note(door.say("cli.section7.unworded" if changed else "cli.section7.same", ids=", ".join(statement)))


def _remarks(workspace: "Workspace") -> "dict[str, tuple[Remark, ...]]":
    from assessor.service.text_checking import wording_remarks

    found: dict[str, tuple[Remark, ...]] = {}
    for name, remark in wording_remarks(workspace, workspace.assessment.section7.wording):
        found[name] = (*found.get(name, ()), remark)
    return found
