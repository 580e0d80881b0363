"""Items to and from files: a workbook, CSV, a calendar."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, by_option, file_argument, force_option, option, pass_door


@click.command("export", cls=Command, help="help.remediation.export")
@file_argument
@option("--format", "format_name", metavar="FORMAT", help="option.remediation.format")
@option("--year", metavar="PERIOD", help="option.remediation.year")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def export(door: Door, file: str, format_name: str | None, year: str | None, target: str | None, force: bool) -> None:
    """Write the items as a workbook, CSV or calendar."""
    from assessor.service.item_export import export_items
    from assessor.service.texts import fiscal_year

    chosen = fiscal_year(year) if year else None
    with door.open(file, read_only=True) as workspace:
        content = export_items(workspace, format_name, target, year=chosen, force=force)
    if content is not None:
        output.document(content)
    else:
        output.note(door.say("cli.written", path=target or "remediation.xlsx"))


@click.command("import", cls=Command, help="help.remediation.import")
@file_argument
@argument("workbook", metavar="WORKBOOK.xlsx")
@option("--dry-run", is_flag=True, help="option.dry_run")
@option("--skip-refused", is_flag=True, help="option.remediation.skip")
@by_option
@pass_door
def import_(door: Door, file: str, workbook: str, dry_run: bool, skip_refused: bool) -> None:
    """Take in a returned workbook, all of it or nothing; the changes are shown before they are written."""
    from assessor.cli.remediation_text import returned_lines
    from assessor.i18n.sentences import problem_text
    from assessor.service.item_workbook import Returned, import_workbook

    def show(returned: Returned) -> None:
        output.lines(returned_lines(returned, door.say))
        for problem in returned.problems:
            output.note(problem_text(problem, door.say))

    with door.open(file, read_only=dry_run) as workspace:
        returned = import_workbook(workspace, workbook, dry_run=dry_run, skip_refused=skip_refused, show=show)
    for sheet in returned.other_sheets:
        output.note(door.say("cli.workbook.other_sheet", sheet=sheet))
    if returned.left_out:
        output.note(door.say("cli.workbook.left_out", count=returned.left_out))
    key = "cli.workbook.would" if dry_run else "cli.workbook.done"
    output.note(door.say(key if returned.items else "cli.workbook.same", count=returned.items))
