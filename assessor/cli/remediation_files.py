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
    from assessor.service.item_workbook import export_items
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
@by_option
@pass_door
def import_(door: Door, file: str, workbook: str, dry_run: bool) -> None:
    """Take in a returned workbook, all of it or nothing."""
    from assessor.service.item_workbook import import_workbook

    with door.open(file, read_only=dry_run) as workspace:
        returned = import_workbook(workspace, workbook, dry_run=dry_run)
    output.lines(
        door.say(
            "cli.workbook.change", item=one.item, field=one.field, before=one.before or "―", after=one.after or "―"
        )
        for one in returned.changes
    )
    key = "cli.workbook.would" if dry_run else "cli.workbook.done"
    output.note(door.say(key if returned.items else "cli.workbook.same", count=returned.items))
