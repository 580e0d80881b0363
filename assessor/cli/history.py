"""The trail of a programme: who said what when, whether it is whole, and a copy of it."""

import sys
from collections.abc import Mapping
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, file_argument, force_option, json_option, option, pass_door
from assessor.cli.wording import anchor_line
from assessor.errors import BrokenProgramme, CheckFailed, NotAProgramme
from assessor.i18n.sentences import sentences
from assessor.model.anchor import Anchor

if TYPE_CHECKING:
    from assessor.cli.history_filter import Wanted


@click.command("history", cls=Command, help="help.history")
@file_argument
@option("--subject", metavar="ID", help="option.history.subject")
@option("--control", metavar="ID", help="option.history.control")
@option("--person", metavar="NAME", help="option.history.person")
@option("--since", metavar="DATE", help="option.history.since")
@option("--until", metavar="DATE", help="option.history.until")
@option("--kind", metavar="KIND", help="option.history.kind")
@json_option
@pass_door
def history(door: Door, /, file: str, as_json: bool, **looked_for: str | None) -> None:
    """Print the audit trail, oldest first, or the events looked for."""
    from assessor.cli.history_text import event_lines

    wanted = _wanted(looked_for)
    with door.open(file, read_only=True) as workspace:
        events = list(workspace.store.events())
    found = [(one, last) for one, last in zip(events, (None, *events), strict=False) if wanted.takes(one)]
    if as_json:
        output.json([event.model_dump(mode="json") for event, _ in found])
    else:
        output.lines(line for one, last in found for line in event_lines(one, workspace.checklist, door.say, last))
        if len(found) < len(events):
            output.note(door.say("cli.history.part", count=len(found), all=len(events)))
        output.note(anchor_line(Anchor(events[-1].seq, events[-1].digest), door.say))


def _wanted(told: Mapping[str, str | None]) -> "Wanted":
    """What is looked for, ids without regard to case.

    Raises:
        BadDate: a day cannot be read.
    """
    from assessor.cli.history_filter import Wanted
    from assessor.service.texts import day

    ids = {name: text.casefold() if (text := told[name]) else None for name in ("subject", "control")}
    days = {name: day(text) if (text := told[name]) else None for name in ("since", "until")}
    return Wanted(ids["subject"], ids["control"], told["person"], days["since"], days["until"], told["kind"])


@click.command("verify", cls=Command, help="help.verify", context_settings={"allow_extra_args": True})
@file_argument
@option("--anchor", "written", metavar="COUNT:HEAD", multiple=True, help="option.anchor")
@json_option
@pass_door
def verify(door: Door, file: str, written: tuple[str, ...], as_json: bool) -> None:
    """Check the chain of events and every stored row, and the trail against what was written down of it."""
    from assessor.service.anchoring import SLIPS, anchored_verification, anchors

    door.speak_of(file)
    wanted = anchors(_copied(written, click.get_current_context()))
    try:
        found = anchored_verification(file, wanted)
    except (BrokenProgramme, NotAProgramme) as fault:
        # What cannot be read at all is something found, not a call that went wrong.
        what, after = sentences(fault, door.say)
        output.data(what)
        output.note(f"{door.file}: {after}")
        raise CheckFailed(count=1) from fault
    if as_json:
        output.json(found.model_dump(mode="json"))
    else:
        for one in found.faults:
            output.data(door.say(f"fault.{one.code}", seq=one.seq, subject=one.subject, control=one.control))
    if not found.is_sound:
        slips = all(one.code in SLIPS for one in found.faults)
        key = "cli.verify.slips" if slips else "cli.verify.faults"
        output.note(door.say(key, file=door.file, count=len(found.faults)))
        raise CheckFailed(count=len(found.faults))
    if not as_json:
        output.data(door.say("cli.verify.sound", events=found.events, head=found.head))
        for anchor in wanted:
            output.data(door.say("cli.verify.anchor", count=anchor.events))
        if not wanted:
            output.note(door.say("cli.verify.write_down", anchor=Anchor(found.events, found.head).text))


def _copied(written: tuple[str, ...], context: click.Context) -> list[str]:
    """Anchors as they were given; `-` is pasted in, and what stands apart for want of quotes belongs to the only one.

    Raises:
        click.UsageError: something stands apart, and it is not known what it belongs to.
    """
    groups = context.args
    if groups and len(written) != 1:
        said = ngettext(
            "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", len(groups)
        )
        context.fail(said.format(args=" ".join(groups)))
    texts = [sys.stdin.read() if text == "-" else text for text in written]
    return [" ".join((*texts, *groups))] if groups else texts


@click.command("backup", cls=Command, help="help.backup")
@file_argument
@argument("out")
@force_option
@pass_door
def backup(door: Door, file: str, out: str, force: bool) -> None:
    """Write a consistent copy, also while others work."""
    from assessor.service.keeping import backup as copy

    door.speak_of(file)
    anchor = copy(file, out, force=force)
    output.note(door.say("cli.written", path=out))
    output.note(anchor_line(anchor, door.say))
