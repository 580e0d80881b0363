"""A way back for a file that is damaged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, by_option, file_argument, force_option, json_option, option, pass_door
from assessor.cli.wording import anchor_line
from assessor.errors import CheckFailed
from assessor.i18n.translator import Say

if TYPE_CHECKING:
    from assessor.service.salvaging import Salvaged


@click.command("salvage", cls=Command, help="help.salvage")
@file_argument
@option("-o", "target", metavar="OUT", required=True, help="option.salvage_output")
@force_option
@json_option
@by_option
@pass_door
def salvage(door: Door, file: str, target: str, force: bool, as_json: bool) -> None:
    """Write what a damaged file still holds, and say what is lost."""
    from assessor.service.keeping import anchor_of
    from assessor.service.salvaging import salvage as give_back

    door.speak_of(file)
    found = give_back(file, target, door.session, force=force)
    if as_json:
        output.json(found._asdict())
    else:
        for line in _lines(found, door.say):
            output.data(line)
    output.note(" ".join(_told(found, target, door.say)))
    if found.is_programme:
        output.note(anchor_line(anchor_of(target), door.say))
    if not found.is_whole:
        raise CheckFailed(count=len(found.events) + len(found.lost))


def _lines(found: "Salvaged", say: Say) -> Iterator[str]:
    for one in found.lost:
        yield say("cli.salvage.lost", what=_name(one, say))
    for subject, control in found.doubtful:
        yield say("cli.salvage.doubtful", what=f"{subject} {control}")
    for one in found.unproven:
        yield say("cli.salvage.no_end" if one == "head" else "cli.salvage.doubtful", what=_name(one, say))
    if found.left:
        yield say("cli.salvage.left", count=len(found.left))


def _name(what: str, say: Say) -> str:
    """What is named by a word and, where there are many, by its id, in words."""
    word, _, rest = what.partition(" ")
    if word == "record":
        kind, _, name = rest.partition(" ")
        key = f"record.kind.{kind}"
        return f"{kind if say(key) == key else say(key)} {name}"
    return f"{say(f'cli.salvage.what.{word}')} {rest}".rstrip()


def _told(found: "Salvaged", target: str, say: Say) -> Iterator[str]:
    """What was done, what is missing, and what to do next."""
    count = {"answers": found.answers, "records": found.records - len(found.left), "path": target}
    yield say("cli.salvage.taken", **count)
    if found.is_whole:
        yield say("cli.salvage.whole_file" if found.kept else "cli.salvage.kept" if found.left else "cli.salvage.whole")
    else:
        yield say("cli.salvage.part", events=len(found.events), lost=len(found.lost))
    if not found.is_whole and found.kept:
        yield say("cli.salvage.goes_on", kept=found.kept)
