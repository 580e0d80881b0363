"""Claims: what an edited or released document says, held against the answers."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Group, argument, file_argument, json_option, pass_door
from assessor.errors import CheckFailed


@click.group(cls=Group, help="help.claims")
def claims() -> None:
    """Claims."""


@claims.command("check", help="help.claims.check")
@file_argument
@argument("document", required=False, metavar="[DOCUMENT]")
@json_option
@pass_door
def check(door: Door, file: str, document: str | None, as_json: bool) -> None:
    """Compare what a document claims with what the answers support; one that fails ends with exit code 1."""
    from assessor.cli.claims_text import report_lines
    from assessor.service.claims import check_document, report_json

    with door.open(file, read_only=True) as workspace:
        report = check_document(workspace, document, door.templates)
        result = workspace.result()
    if as_json:
        output.json(report_json(report))
    else:
        output.lines(report_lines(report, result.checklist, door.say))
    if report.failing:
        output.note(door.say("claim.failing", count=report.failing))
        raise CheckFailed(count=report.failing)
    output.note(door.say("claim.clean.own" if report.own else "claim.clean"))
