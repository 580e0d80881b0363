"""The register of public comments; never who sent them."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, by_option, file_argument, json_option, option, pass_door

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace

ANSWERS = {"yes": True, "no": False}


@click.group(cls=Group, help="help.comments")
def comments() -> None:
    """Public comments."""


@comments.command("add", help="help.comments.add")
@file_argument
@argument("gist", metavar="TEXT")
@option("--statement", metavar="STATEMENT", help="option.comments.statement")
@option("--number", metavar="N", type=click.IntRange(1, 99_999), help="option.comments.number")
@by_option
@pass_door
def add(door: Door, *, file: str, gist: str, statement: str | None, number: int | None) -> None:
    """Enter a comment and print its number."""
    from assessor.service.commenting import add_comment

    with door.open(file) as workspace:
        entered = add_comment(workspace, gist, statement, number)
        _warn(door, workspace, gist)
    output.data(str(entered))


@comments.command("set", help="help.comments.set")
@file_argument
@argument("number", type=click.IntRange(1, 99_999), metavar="N")
@option("--gist", metavar="TEXT", help="option.comments.gist")
@option("--statement", metavar="STATEMENT", help="option.comments.statement")
@option("--view", metavar="TEXT", help="option.comments.view")
@option("--reflected", type=click.Choice(tuple(ANSWERS)), help="option.comments.reflected")
@by_option
@pass_door
def set_(door: Door, /, file: str, number: int, reflected: str | None, **texts: str | None) -> None:
    """Change what is told of a comment."""
    from assessor.service.commenting import Said, set_comment

    with door.open(file) as workspace:
        set_comment(workspace, number, Said(**texts, reflected=ANSWERS[reflected] if reflected else None))
        for text in (texts["gist"], texts["view"]):
            _warn(door, workspace, text or "")
    output.note(door.say("comments.changed", number=number))


@comments.command("list", help="help.comments.list")
@file_argument
@json_option
@pass_door
def list_(door: Door, file: str, as_json: bool) -> None:
    """Print the comments by number."""
    from assessor.cli.release_text import comment_lines
    from assessor.service.commenting import comments as held

    with door.open(file, read_only=True) as workspace:
        found = held(workspace)
    if as_json:
        output.json([one.model_dump(mode="json") for one in found])
    else:
        output.lines(comment_lines(found, door.say))


def _warn(door: Door, workspace: "Workspace", text: str) -> None:
    """Tell what of a text should not be published: names of people, addresses, figures of measures."""
    from assessor.cli.section7_text import remark_lines
    from assessor.service.text_checking import remarks_on

    found = [one for one in remarks_on(workspace, text) if one.severity == "block"]
    for line in remark_lines("", found, door.say):
        output.note(line)
