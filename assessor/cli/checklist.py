"""The checklist: what is asked, whether its files are sound, the schema for editors."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.failures import problem_line
from assessor.cli.tree import Group, argument, by_option, file_argument, json_option, option, pass_door
from assessor.errors import CheckFailed

if TYPE_CHECKING:
    from assessor.model.problem import Problem

SCHEMAS = ("category", "checklist", "glossary", "answers", "template")
"""The kinds of files that people write."""


@click.group(cls=Group, help="help.checklist")
def checklist() -> None:
    """Checklists."""


@checklist.command("list", help="help.checklist.list")
@json_option
@pass_door
def list_(door: Door, as_json: bool) -> None:
    """Print the installed checklist and its categories."""
    from assessor.cli.checklist_text import overview, overview_json
    from assessor.service.assessing import installed_checklist

    installed, content = installed_checklist()
    if as_json:
        output.json(overview_json(installed, content))
    else:
        output.lines(overview(installed, door.say))


@checklist.command("show", help="help.checklist.show")
@argument("id", required=False, metavar="[ID]")
@json_option
@pass_door
def show(door: Door, id: str | None, as_json: bool) -> None:
    """Print the questions of a category, or everything about one control."""
    from assessor.cli.checklist_text import shown, shown_json
    from assessor.service.assessing import installed_checklist

    installed, _ = installed_checklist()
    if as_json:
        output.json(shown_json(installed, id))
    else:
        output.lines(shown(installed, id, door.say))


@checklist.command("facts", help="help.checklist.facts")
@json_option
@pass_door
def facts(door: Door, as_json: bool) -> None:
    """Print the facts that decide which controls apply, with the question that asks for each."""
    from assessor.cli.checklist_text import facts_lines
    from assessor.service.assessing import installed_checklist

    installed, _ = installed_checklist()
    if as_json:
        output.json([fact.model_dump(mode="json") for fact in installed.facts])
    else:
        output.lines(facts_lines(installed, door.say))


@checklist.command("update", help="help.checklist.update")
@file_argument
@option("--checklist", "folder", metavar="FOLDER", help="option.edition_folder")
@option("--dry-run", is_flag=True, help="option.dry_run_edition")
@json_option
@by_option
@pass_door
def update(door: Door, file: str, folder: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Take over a newer edition of the checklist; answers to questions asked otherwise wait to be given again."""
    from assessor.cli.edition_text import edition_text
    from assessor.service.editions import new_edition, take_edition, told

    with door.open(file, read_only=dry_run) as workspace:
        found = new_edition(workspace, folder)
        kept = None if dry_run or found.is_same else take_edition(workspace, found)
    if as_json:
        output.json({**told(found), "copy": None if kept is None else str(kept)})
    elif not found.is_same:
        output.lines(edition_text(told(found), door.say))
    if found.is_same:
        output.note(door.say("edition.same", version=found.after.version))
    else:
        output.note(door.say("edition.only_shown" if dry_run else "edition.taken"))
    if kept is not None:
        output.note(door.say("edition.copy", path=kept.name))


@checklist.command("copy", help="help.checklist.copy")
@argument("new_folder", metavar="FOLDER")
@pass_door
def copy(door: Door, new_folder: str) -> None:
    """Write the installed checklist's files to a new folder, to be changed there."""
    from assessor.service.own_files import copy_checklists

    count = copy_checklists(new_folder)
    output.note(door.say("cli.checklist.copied", folder=new_folder, count=count))


@checklist.command("lint", help="help.checklist.lint")
@argument("path", nargs=-1, metavar="[PATH]...")
@json_option
@pass_door
def lint(door: Door, path: tuple[str, ...], as_json: bool) -> None:
    """Print every problem of checklist folders."""
    from assessor.service.checking import lint_checklists

    print_problems(door, lint_checklists(path, door.session.today), as_json)


@checklist.command("schema", help="help.checklist.schema")
@argument("schema_kind", type=click.Choice(SCHEMAS), required=False, default=SCHEMAS[0], metavar="[KIND]")
@pass_door
def schema(_: Door, schema_kind: str) -> None:
    """Print the JSON Schema of a kind of file that people write."""
    from assessor.service.checking import checklist_schema

    output.json(checklist_schema(schema_kind))


def print_problems(door: Door, problems: "tuple[Problem, ...]", as_json: bool) -> None:
    """Print problems as data; any that is no mere warning fails the check.

    Raises:
        CheckFailed: there is such a problem.
    """
    if as_json:
        output.json([one.model_dump(mode="json") for one in problems])
    else:
        for one in problems:
            output.data(problem_line(one, door.say))
    count = sum(not one.warning for one in problems)
    if count:
        output.note(door.say("cli.problems", count=count))
        raise CheckFailed(count=count)
    output.note(door.say("cli.no_problems"))
