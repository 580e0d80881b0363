"""Beginning a programme."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, by_option, file_argument, option, pass_door


@click.command("new", cls=Command, help="help.new")
@file_argument
@option("--municipality", metavar="NAME", required=True, help="option.municipality")
@option("--plan", metavar="TITLE", help="option.plan")
@option("--code", metavar="CODE", help="option.code")
@by_option
@pass_door
def new(door: Door, file: str, municipality: str, plan: str | None, code: str | None) -> None:
    """Begin a programme."""
    from assessor.service.assessing import create_programme

    door.speak_of(file)
    create_programme(file, door.session, municipality=municipality, plan=plan, code=code)
    output.note(door.say("cli.new.done", file=door.file))
