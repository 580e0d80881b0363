"""Report templates: which there are, and whether they are sound."""

import click

from assessor.cli import output
from assessor.cli.checklist import print_problems
from assessor.cli.door import Door
from assessor.cli.table import table
from assessor.cli.tree import Group, argument, json_option, pass_door


@click.group(cls=Group, help="help.template")
def template() -> None:
    """Report templates."""


@template.command("list", help="help.template.list")
@json_option
@pass_door
def list_(door: Door, as_json: bool) -> None:
    """Print the templates that `report --template` takes."""
    from assessor.service.checking import templates

    found = templates(door.templates)
    if as_json:
        output.json([{"kind": one.kind.value, "name": one.name, "title": one.title} for one in found])
    else:
        output.lines(table([(one.kind.value, one.name, one.description or one.title) for one in found]))


@template.command("copy", help="help.template.copy")
@argument("new_folder", metavar="FOLDER")
@pass_door
def copy(door: Door, new_folder: str) -> None:
    """Write our templates to a new folder, to be changed there."""
    from assessor.service.own_files import copy_templates

    count = copy_templates(new_folder)
    output.note(door.say("cli.template.copied", folder=new_folder, count=count))


@template.command("check", help="help.template.check")
@argument("path", nargs=-1, metavar="[PATH]...")
@json_option
@pass_door
def check(door: Door, path: tuple[str, ...], as_json: bool) -> None:
    """Print every problem of template files."""
    from assessor.service.checking import check_templates

    print_problems(door, check_templates(path, door.templates), as_json)
