"""Closed assessment periods and what changed between them."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, by_option, file_argument, json_option, option, pass_door


@click.command("close-period", cls=Command, help="help.remediation.close-period")
@file_argument
@argument("period")
@option("--approver", metavar="POST", required=True, help="option.period.approver")
@option("--note", metavar="TEXT", help="option.comment")
@by_option
@pass_door
def close_period(door: Door, file: str, period: str, approver: str, note: str | None) -> None:
    """Freeze the result of today as it was approved."""
    from assessor.service.periods import close_period as close

    with door.open(file) as workspace:
        made = close(workspace, period, approver=approver, note=note)
    output.note(door.say("cli.period.closed", period=made.id, count=len(made.findings)))


@click.command("periods", cls=Command, help="help.remediation.periods")
@file_argument
@json_option
@pass_door
def periods(door: Door, file: str, as_json: bool) -> None:
    """List the closed periods with their figures."""
    from assessor.cli.period_text import period_lines
    from assessor.service.periods import periods as closed
    from assessor.service.periods import present, trend_points

    with door.open(file, read_only=True) as workspace:
        found, points = closed(workspace), trend_points(workspace)
        running = present(workspace)
    if as_json:
        output.json([one._asdict() for one in points])
    else:
        output.lines(period_lines(found, points, door.say))
        if found:
            still_open = sum(status.is_open for status in running.items.values())
            since = found[-1].id
            findings = len(running.findings)
            output.note(door.say("cli.period.running", since=since, findings=findings, open=still_open))


@click.command("compare", cls=Command, help="help.remediation.compare")
@file_argument
@argument("earlier", required=False, metavar="[EARLIER]")
@argument("later", required=False, metavar="[LATER]")
@json_option
@pass_door
def compare(door: Door, file: str, earlier: str | None, later: str | None, as_json: bool) -> None:
    """Say what changed between two periods, or from one (without a name the last one closed) until now."""
    from assessor.cli.period_text import difference_lines
    from assessor.service.periods import NOW, compared, last_closed

    with door.open(file, read_only=True) as workspace:
        found = compared(workspace, earlier or last_closed(workspace), later or NOW)
    if as_json:
        output.json(found._asdict() | {"answers": [one._asdict() for one in found.answers]})
    else:
        output.lines(difference_lines(found, workspace.checklist, door.say))
