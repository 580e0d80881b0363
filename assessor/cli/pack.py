"""Provider packs: an operator answers once, every city takes over what fits."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.inquiry_text import texts_of
from assessor.cli.tree import Group, argument, by_option, file_argument, force_option, option, pass_door
from assessor.cli.wording import status_label

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.service.packs import Offer

MARKS = ("copy", "adapt", "own")


@click.group(cls=Group, help="help.pack")
def pack() -> None:
    """Provider packs."""


@pack.command("make", help="help.pack.make")
@file_argument
@argument("subject")
@option("--provider", metavar="NAME", required=True, help="option.pack.provider")
@option("--post", metavar="POST", required=True, help="option.pack.post")
@option("--edition", metavar="TEXT", required=True, help="option.pack.edition")
@option("--mark", "marks", metavar="CONTROL=copy|adapt|own", multiple=True, help="option.pack.mark")
@option("--previous", metavar="PACK", help="option.pack.previous")
@option("--sign", "key", metavar="KEYFILE", help="option.pack.sign")
@option("-o", "target", metavar="PATH", required=True, help="option.output")
@force_option
@pass_door
def make(
    door: Door,
    /,
    file: str,
    subject: str,
    provider: str,
    post: str,
    edition: str,
    marks: tuple[str, ...],
    previous: str | None,
    key: str | None,
    target: str,
    force: bool,
) -> None:
    """Write a pack of the answers to a subject."""
    from assessor.model.pack import Mark
    from assessor.service.packs import Making
    from assessor.service.packs import make as write
    from assessor.service.texts import line

    chosen: dict[str, Mark] = {}
    for text in marks:
        control, _, name = text.partition("=")
        if name not in MARKS:
            raise click.BadParameter(text, param_hint="--mark")
        chosen[control] = Mark(name)
    said = (line("provider", provider), line("post", post), line("edition", edition))
    making = Making(*said, chosen, Path(previous) if previous else None, Path(key) if key else None)
    with door.open(file, read_only=True) as workspace:
        made = write(workspace, subject, making, Path(target), force=force)
    counts = {mark: sum(one.mark.value == mark for one in made.answers.values()) for mark in MARKS}
    output.data(made.digest)
    output.note(door.say("cli.pack.made", path=target, **counts))


@pack.command("take", help="help.pack.take")
@file_argument
@argument("subject")
@argument("pack_file", metavar="PACK")
@option("--dry-run", is_flag=True, help="option.dry_run")
@option("--from", "sender", metavar="ED25519:…", help="option.pack.from")
@option("--only", metavar="CONTROL", multiple=True, help="option.pack.only")
@option("--accept-conflicts", is_flag=True, help="option.pack.accept")
@option("--keep-stored", is_flag=True, help="option.inquiry.keep")
@option("--accept", metavar="CONTROL", multiple=True, help="option.pack.accept_one")
@option("--keep", metavar="CONTROL", multiple=True, help="option.inquiry.keep_one")
@by_option
@pass_door
def take(door: Door, /, file: str, subject: str, pack_file: str, sender: str | None, dry_run: bool, **how: Any) -> None:
    """Take over a pack for a subject."""
    from assessor.service.packs import offer
    from assessor.service.packs import take as record
    from assessor.service.receiving import Taking

    with door.open(file, read_only=dry_run) as workspace:
        found = offer(workspace, subject, Path(pack_file), sender)
        output.lines(_lines(door, found, workspace.checklist))
        if dry_run:
            output.note(door.say("cli.inquiry.nothing_recorded"))
            return
        recorded = record(workspace, found, Taking(**how))
    output.note(door.say("cli.pack.taken", count=len(recorded), edition=found.pack.edition))


def _lines(door: Door, found: "Offer", checklist: "Checklist") -> Iterator[str]:
    say, pack_said = door.say, found.pack
    yield say(
        "cli.pack.from",
        provider=pack_said.provider,
        product=pack_said.product,
        edition=pack_said.edition,
        day=pack_said.issued.isoformat(),
    )
    yield say("pack.signed" if pack_said.signer else "pack.unsigned", signer=pack_said.signer or "")
    if found.newer is not None:
        yield say("pack.older", edition=found.newer.edition, day=found.newer.issued.isoformat())
    if found.changes is not None:
        for name, controls in found.changes._asdict().items():
            yield say(f"pack.{name}", controls=" ".join(controls) or say("cli.none"))
    for mark in MARKS:
        rows = [row for row in found.rows if row.mark.value == mark]
        yield say(f"pack.mark.{mark}", count=len(rows))
        if mark == "own":
            yield "  " + " ".join(row.control for row in rows)
            continue
        for row in rows:
            labels = [status_label(checklist, one.status if one else None, say) for one in (row.stored, row.offered)]
            state = say(f"pack.row.{row.state.value}")
            yield f"  {row.control}  {state}  {say('cli.history.from_to', before=labels[0], after=labels[1])}"
            yield from (f"      {text}" for text in texts_of(row.offered, say))
