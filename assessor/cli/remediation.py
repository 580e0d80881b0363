"""Remediation items: what is to be done, by whom, until when."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.remediation_files import export, import_
from assessor.cli.remediation_periods import close_period, compare, periods
from assessor.cli.remediation_plan import budget, plan, request
from assessor.cli.tree import Function, Group, argument, by_option, file_argument, json_option, option, pass_door
from assessor.errors import CheckFailed
from assessor.faults.items import BadAmount

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace

_WITHIN = re.compile(r"(\d{1,4})d?\Z", re.A)


@click.group(cls=Group, help="help.remediation")
def remediation() -> None:
    """Remediation items."""


def item_options(function: Function) -> Function:
    """The fields of an item that can be typed."""
    decorators: list[Callable[[Function], Function]] = [
        option("--covers", metavar="SUBJECT/CONTROL", multiple=True, help="option.item.covers"),
        option("--status", metavar="STATUS", help="option.item.status"),
        option("--department", metavar="NAME", help="option.item.department"),
        option("--owner", metavar="POST", help="option.item.owner"),
        option("--due", metavar="DATE|PERIOD", help="option.item.due"),
        option("--effort", metavar="N", help="option.item.effort"),
        option("--cost", metavar="N", help="option.item.cost"),
        option("--budget-secured", metavar="yes|no|unanswered", help="option.item.budget_secured"),
        option("--people-secured", metavar="yes|no|unanswered", help="option.item.people_secured"),
        option("--priority", metavar="high|medium|low", help="option.item.priority"),
        option("--priority-reason", metavar="TEXT", help="option.item.priority_reason"),
        option("--pin", "pinned", metavar="HALF", help="option.item.pin"),
        option("--after", "depends_on", metavar="R-NNN", multiple=True, help="option.item.after"),
        option("--treatment", "treatments", metavar="ID", multiple=True, help="option.item.treatment"),
        option("--budget", "funding", metavar="YEAR:KEY=VALUE,…", multiple=True, help="option.item.budget"),
        option("--milestone", "milestones", metavar="TITLE@DUE[=DATE]", multiple=True, help="option.item.milestone"),
        option("--comment", metavar="TEXT", help="option.comment"),
        option("--evidence", metavar="TITLE[@DATE]", multiple=True, help="option.item.evidence"),
        option("--approver", metavar="POST", help="option.item.approver"),
        option("--reason", metavar="TEXT", help="option.item.reason"),
        option("--review", metavar="DATE", help="option.item.review"),
    ]
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


@remediation.command("list", help="help.remediation.list")
@file_argument
@option("--status", metavar="STATUS", help="option.item.only_status")
@option("--owner", metavar="TEXT", help="option.item.only_owner")
@option("--overdue", is_flag=True, help="option.item.only_overdue")
@json_option
@pass_door
def list_(door: Door, file: str, status: str | None, owner: str | None, overdue: bool, as_json: bool) -> None:
    """List the items, the ones to take up first in front."""
    from assessor.cli.remediation_text import item_lines
    from assessor.model.remediation import ItemStatus
    from assessor.service.item_fields import choice
    from assessor.service.item_json import standing_json
    from assessor.service.remediation import judged_items

    with door.open(file, read_only=True) as workspace:
        found = judged_items(workspace)
    if status:
        wanted = choice("status", status, ItemStatus)
        found = tuple(one for one in found if one.status is wanted)
    if owner:
        found = tuple(one for one in found if owner in f"{one.item.department or ''}{one.item.owner or ''}")
    if overdue:
        found = tuple(one for one in found if one.is_overdue)
    if as_json:
        output.json([standing_json(one) for one in found])
    else:
        output.lines(item_lines(found, door.say))


@remediation.command("show", help="help.remediation.show")
@file_argument
@argument("item", metavar="R-NNN")
@json_option
@pass_door
def show(door: Door, file: str, item: str, as_json: bool) -> None:
    """Show an item, and what closing it would do."""
    from assessor.cli.remediation_text import detail_lines
    from assessor.service.item_json import effect_json, standing_json
    from assessor.service.remediation import effect_of, find_item, judged_items, revision

    with door.open(file, read_only=True) as workspace:
        held = find_item(workspace, item)
        standing = next(one for one in judged_items(workspace) if one.item.id == held.id)
        change = effect_of(workspace, [held.id])
        number = revision(workspace, held.id)
    if as_json:
        output.json({**standing_json(standing), "revision": number, "effect": effect_json(change)})
    else:
        output.lines(detail_lines(standing, change, workspace.checklist, door.say))


@remediation.command("add", help="help.remediation.add")
@file_argument
@option("--title", metavar="TEXT", required=True, help="option.item.title")
@item_options
@by_option
@pass_door
def add(door: Door, /, file: str, evidence: tuple[str, ...], **given: Any) -> None:
    """Add an item and print its id."""
    from assessor.faults.items import BadPair
    from assessor.service.item_fields import ItemFields
    from assessor.service.remediation import add_item

    if not given["covers"]:
        raise BadPair(text="")
    with door.open(file) as workspace:
        name = add_item(workspace, ItemFields(**given), evidence)
        _ask_for_means(door, workspace, name)
    output.data(name)


@remediation.command("update", help="help.remediation.update")
@file_argument
@argument("item", metavar="R-NNN")
@option("--title", metavar="TEXT", help="option.item.title")
@item_options
@option("--if-revision", metavar="N", type=click.IntRange(min=0), help="option.if_revision")
@by_option
@pass_door
def update(
    door: Door, /, file: str, item: str, evidence: tuple[str, ...], if_revision: int | None, **given: Any
) -> None:
    """Change an item and print its new revision."""
    from assessor.service.item_fields import ItemFields
    from assessor.service.remediation import update_item

    with door.open(file) as workspace:
        number = update_item(workspace, item, ItemFields(**given), evidence, if_revision)
        _ask_for_means(door, workspace, item)
    output.data(str(number))


def _ask_for_means(door: Door, workspace: "Workspace", name: str) -> None:
    """Ask of a planned item whether money and people are secured, where nobody has said so."""
    from assessor.service.remediation import find_item, means_not_asked

    if means_not_asked(find_item(workspace, name)):
        output.note(door.say("cli.item.means", item=name))


@remediation.command("draft", help="help.remediation.draft")
@file_argument
@option("--dry-run", is_flag=True, help="option.dry_run")
@by_option
@pass_door
def draft(door: Door, file: str, dry_run: bool) -> None:
    """Make items for the findings that no item covers yet."""
    from assessor.service.remediation import draft as make

    with door.open(file, read_only=dry_run) as workspace:
        made = make(workspace, dry_run=dry_run)
    if made:
        output.lines(f"{one.id}  {one.title}（{'、'.join(one.covers)}）" for one in made)
    key = "cli.remediation.would_draft" if dry_run else "cli.remediation.drafted"
    output.note(door.say(key if made else "cli.remediation.nothing_to_draft", count=len(made)))


@remediation.command("due", help="help.remediation.due")
@file_argument
@option("--within", metavar="30d", default="30d", help="option.item.within")
@json_option
@pass_door
def due(door: Door, file: str, within: str, as_json: bool) -> None:
    """Name what is overdue or due soon; ends with 1 when something is overdue."""
    from assessor.cli.remediation_text import due_lines
    from assessor.service.item_json import standing_json
    from assessor.service.reminding import due_items

    days = _WITHIN.match(within.strip())
    if days is None:
        raise BadAmount(field="within", text=within)
    with door.open(file, read_only=True) as workspace:
        found = due_items(workspace, int(days[1]))
    if as_json:
        output.json(
            {"overdue": [standing_json(one) for one in found.late], "soon": [standing_json(one) for one in found.soon]}
        )
    else:
        output.lines(due_lines(found, int(days[1]), door.say))
    if found.late:
        raise CheckFailed(count=len(found.late))


for _command in (budget, plan, request, export, import_, close_period, periods, compare):
    remediation.add_command(_command)
