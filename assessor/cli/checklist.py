"""The checklist: what is asked, whether its files are sound, the schema for editors."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.failures import problem_line
from assessor.cli.tree import Group, argument, json_option, pass_door
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
