"""A way back for a file that is damaged."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, file_argument, force_option, json_option, option, pass_door
from assessor.errors import CheckFailed


@click.command("salvage", cls=Command, help="help.salvage")
@file_argument
@option("-o", "target", metavar="OUT.yaml", required=True, help="option.salvage_output")
@force_option
@json_option
@pass_door
def salvage(door: Door, file: str, target: str, force: bool, as_json: bool) -> None:
    """Write what a damaged file still holds as an exchange file, and say what is lost."""
    from assessor.service.salvaging import salvage as give_back

    door.speak_of(file)
    found = give_back(file, target, force=force)
    if as_json:
        output.json(found._asdict())
    else:
        for one in found.lost:
            output.data(door.say("cli.salvage.lost", what=one))
        for subject, control in found.doubtful:
            output.data(door.say("cli.salvage.doubtful", subject=subject, control=control))
        if found.left:
            output.data(door.say("cli.salvage.left", count=len(found.left)))
    whole = "cli.salvage.kept" if found.left else "cli.salvage.whole"
    key = whole if found.is_whole else "cli.salvage.part"
    told = {"answers": found.answers, "events": len(found.events), "lost": len(found.lost), "left": len(found.left)}
    output.note(door.say(key, path=target, **told))
    if not found.is_whole:
        raise CheckFailed(count=len(found.events) + len(found.lost))
