"""One answer."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, by_option, file_argument, option, pass_door


@click.command("answer", cls=Command, help="help.answer")
@file_argument
@argument("subject")
@argument("control")
@argument("status")
@option("--comment", metavar="TEXT", help="option.comment")
@option("--evidence", metavar="TITLE[@DATE]", multiple=True, help="option.evidence")
@option("--planned-for", metavar="PERIOD", help="option.planned_for")
@option("--as-of", metavar="DATE", help="option.as_of")
@option("--reason", metavar="TEXT", help="option.reason")
@option("--if-revision", metavar="N", type=click.IntRange(min=0), help="option.if_revision")
@by_option
@pass_door
def answer(
    door: Door,
    *,
    file: str,
    subject: str,
    control: str,
    status: str,
    comment: str | None,
    evidence: tuple[str, ...],
    planned_for: str | None,
    as_of: str | None,
    reason: str | None,
    if_revision: int | None,
) -> None:
    """Answer a question of a subject and print the answer's new revision."""
    from assessor.cli.broken import broken_claims_told
    from assessor.cli.wording import year_label
    from assessor.model.fiscal import doubt_of_plan, parse_day, parse_fiscal_year
    from assessor.service.assessing import Given
    from assessor.service.assessing import answer as record

    given = Given(status, comment, evidence, planned_for, as_of, reason)
    with door.open(file) as workspace:
        with broken_claims_told(door, workspace):
            output.data(str(record(workspace, subject, control, given, if_revision)))
        known_on = parse_day(given.as_of) if given.as_of else None
        if known_on and known_on > door.session.today:
            output.note(door.say("cli.answer.day_to_come", day=known_on.isoformat()))
        year = parse_fiscal_year(given.planned_for) if given.planned_for else None
        doubt = doubt_of_plan(year, door.session.today)
        if year is not None and doubt is not None:
            output.note(door.say(f"cli.answer.year_{doubt}", year=year_label(year, door.say.lang)))
