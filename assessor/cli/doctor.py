"""What works here and what to do about the rest."""

import shutil
import sys

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.table import table
from assessor.cli.tree import Command, json_option, pass_door
from assessor.parts import INSTALL

SAMPLE = "個人情報保護"
NARROWEST = 80


@click.command("doctor", cls=Command, help="help.doctor")
@json_option
@pass_door
def doctor(door: Door, as_json: bool) -> None:
    """Look at versions, database, document formats and the terminal."""
    from assessor.service.doctor import Finding, examine

    columns = shutil.get_terminal_size().columns
    encoding = sys.stdout.encoding or "?"
    found = [
        *examine(),
        Finding("encoding", output.is_wide_enough(sys.stdout, SAMPLE), encoding),
        Finding("columns", columns >= NARROWEST, str(columns)),
    ]
    if as_json:
        output.json([one._asdict() for one in found])
        return
    say = door.say
    rows = [(say("doctor.good" if one.good else "doctor.bad"), say(f"doctor.{one.topic}"), one.detail) for one in found]
    for line, one in zip(table(rows), found, strict=True):
        output.data(line)
        if not one.good:
            output.data("    " + say(f"doctor.{one.topic}.next", detail=one.detail, **INSTALL))
