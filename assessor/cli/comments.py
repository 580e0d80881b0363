"""The register of public comments; never who sent them."""

from typing import TYPE_CHECKING, Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, by_option, file_argument, json_option, option, pass_door

if TYPE_CHECKING:
    from collections.abc import Iterable

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
@option("--pass", "passed", metavar="KEY", multiple=True, help="option.comments.pass")
@option("--reason", metavar="TEXT", help="option.release.reason")
@by_option
@pass_door
def add(door: Door, /, file: str, gist: str, passed: tuple[str, ...], reason: str | None, **told: Any) -> None:
    """Enter a comment and print its number."""
    from assessor.service.commenting import Passing, add_comment

    with door.open(file) as workspace:
        _warn(door, workspace, (gist,))
        entered = add_comment(workspace, gist, **told, passing=Passing(passed, reason))
    output.data(str(entered))


@comments.command("set", help="help.comments.set")
@file_argument
@argument("number", type=click.IntRange(1, 99_999), metavar="N")
@option("--gist", metavar="TEXT", help="option.comments.gist")
@option("--statement", metavar="STATEMENT", help="option.comments.statement")
@option("--view", metavar="TEXT", help="option.comments.view")
@option("--reflected", type=click.Choice(tuple(ANSWERS)), help="option.comments.reflected")
@option("--pass", "passed", metavar="KEY", multiple=True, help="option.comments.pass")
@option("--reason", metavar="TEXT", help="option.release.reason")
@by_option
@pass_door
def set_(door: Door, /, file: str, number: int, reflected: str | None, **told: Any) -> None:
    """Change what is told of a comment."""
    from assessor.service.commenting import Passing, Said, set_comment

    passing = Passing(told.pop("passed"), told.pop("reason"))
    said = Said(**told, reflected=ANSWERS[reflected] if reflected else None)
    with door.open(file) as workspace:
        _warn(door, workspace, (said.gist, said.view))
        set_comment(workspace, number, said, passing=passing)
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


def _warn(door: Door, workspace: "Workspace", texts: "Iterable[str | None]") -> None:
    """Tell what of a text should not be published: figures of measures, products; and who must not be told at all."""
    from assessor.cli.release_text import blocking_lines
    from assessor.service.commenting import findings_on

    for line in blocking_lines(findings_on(workspace, texts), door.say):
        output.note(line)
