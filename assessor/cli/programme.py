"""Beginning a programme, and what it says of itself."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, Group, by_option, file_argument, json_option, option, pass_door


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


@click.group(cls=Group, help="help.programme")
def programme() -> None:
    """What the programme says of itself."""


@programme.command("set", help="help.programme.set")
@file_argument
@option("--municipality", metavar="NAME", help="option.municipality")
@option("--plan", metavar="TITLE", help="option.plan")
@option("--code", metavar="CODE", help="option.code")
@option("--period", metavar="TEXT", help="option.programme.period")
@option("--contact", metavar="TEXT", help="option.programme.contact")
@option("--responsible", metavar="POST", help="option.programme.responsible")
@option("--review", metavar="TEXT", help="option.programme.review")
@option("--guideline-edition", metavar="TEXT", help="option.programme.guideline")
@option("--budget-state", metavar="STATE", help="option.programme.budget")
@by_option
@pass_door
def set_(door: Door, /, file: str, **texts: str | None) -> None:
    """Change what the programme says of itself; the rest stays."""
    from assessor.cli.broken import broken_claims_told
    from assessor.service.programme_details import set_details

    if all(text is None for text in texts.values()):
        raise click.UsageError(door.say("cli.programme.nothing"), click.get_current_context())
    with door.open(file) as workspace, broken_claims_told(door, workspace):
        changed = set_details(workspace, texts)
    output.note(door.say("cli.programme.changed" if changed else "cli.programme.same"))


@programme.command("show", help="help.programme.show")
@file_argument
@json_option
@pass_door
def show(door: Door, file: str, as_json: bool) -> None:
    """Show what the programme says of itself."""
    from assessor.cli.history_words import telling

    with door.open(file, read_only=True) as workspace:
        held = workspace.assessment.programme.model_dump(mode="json")
        if as_json:
            output.json(held)
        else:
            output.lines(telling("programme", workspace.checklist, door.say).changes({}, held))
