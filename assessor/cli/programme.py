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
@option("--checklist", metavar="DIR", help="option.checklist")
@by_option
@pass_door
def new(door: Door, file: str, municipality: str, plan: str | None, code: str | None, checklist: str | None) -> None:
    """Begin a programme."""
    from assessor.service.assessing import create_programme

    door.speak_of(file)
    titles = {"municipality": municipality, "plan": plan, "code": code}
    create_programme(file, door.session, titles=titles, checklist=checklist)
    door.warn_of_network(file)
    output.note(door.say("cli.new.done", file=door.file))
