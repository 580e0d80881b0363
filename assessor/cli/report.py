"""Documents: section 7, its worksheet, the gap report; and the sample city with all of them."""

from collections.abc import Iterable
from pathlib import Path

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.table import table
from assessor.cli.tree import Command, argument, by_option, file_argument, force_option, option, pass_door

GLOSSARY = "glossary"


@click.command("report", cls=Command, help="help.report")
@argument("kind")
@file_argument
@option("--subject", metavar="ID", help="option.report.subject")
@option("--format", "format_name", metavar="FORMAT", help="option.format")
@option("--template", metavar="NAME", help="option.template")
@option("--chapter", metavar="N", type=click.IntRange(1, 99), default=7, help="option.chapter")
@option("--final", is_flag=True, help="option.final")
@option("--stage", metavar="STAGE", help="option.report.stage")
@option("--all", "everything", is_flag=True, help="option.report.all")
@option("-o", "target", metavar="PATH", help="option.output")
@force_option
@pass_door
def report(
    door: Door,
    *,
    kind: str,
    file: str,
    subject: str | None,
    format_name: str | None,
    template: str | None,
    chapter: int,
    final: bool,
    everything: bool,
    stage: str | None,
    target: str | None,
    force: bool,
) -> None:
    """Make a document."""
    from assessor.service.composing import DECISION, Wanted, check_kind
    from assessor.service.reporting import report as make

    check_kind(kind)
    if everything and kind != GLOSSARY:
        raise click.UsageError(door.say("cli.report.all_only", kind=kind), click.get_current_context())
    if stage and kind != DECISION:
        raise click.UsageError(door.say("cli.report.stage_only", kind=kind), click.get_current_context())
    wanted = Wanted(kind, subject, template, door.templates, chapter, final, everything, stage)
    with door.open(file, read_only=True) as workspace:
        made = make(workspace, wanted, format_name=format_name, target=target, force=force)
    if made.path is None:
        output.document(made.content)
    elif target is None:
        output.data(str(made.path))
    else:
        output.note(door.say("cli.written", path=made.path))


@click.command("demo", cls=Command, help="help.demo")
@argument("folder", required=False, default="assessor-demo", metavar="[DIR]")
@by_option
@pass_door
def demo(door: Door, folder: str) -> None:
    """Make the sample city with every document and print its scorecard."""
    from assessor.cli.scorecard_text import scorecard_lines
    from assessor.i18n.sentences import sentences
    from assessor.service.demo import make_demo

    made = make_demo(Path(folder), door.session)
    for missing in made.missing:
        output.note(f"{missing.name}: {''.join(sentences(missing.error, door.say))}")
    output.lines(scorecard_lines(made.result, door.say))
    output.lines(["", door.say("cli.demo.made", folder=folder), *_listed(door, made.files)])
    output.data(door.say("cli.demo.next", file=made.files[0]))


def _listed(door: Door, files: Iterable[Path]) -> list[str]:
    return [f"  {line}" for line in table([(path.name, door.say(f"cli.demo.{path.stem}")) for path in files])]
