"""Two copies of a programme made one again."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, by_option, force_option, json_option, option, pass_door
from assessor.cli.wording import anchor_line
from assessor.faults.inquiries import MergeConflicts
from assessor.i18n.merge_words import piece_lines, piece_name
from assessor.i18n.translator import Say

if TYPE_CHECKING:
    from assessor.engine.merging import Merge, MergeConflict

LONGEST = 160


@click.command("merge", cls=Command, help="help.merge")
@argument("copy_a", metavar="A")
@argument("copy_b", metavar="B")
@option("-o", "target", metavar="C", required=True, help="option.merge.output")
@option("--prefer", type=click.Choice(("A", "B")), help="option.merge.prefer")
@option("--choose", "choices", metavar="KEY=A|B", multiple=True, help="option.merge.choose")
@option("--reason", metavar="TEXT", help="option.merge.reason")
@option("--dry-run", is_flag=True, help="option.dry_run")
@json_option
@force_option
@by_option
@pass_door
def merge(
    door: Door,
    /,
    copy_a: str,
    copy_b: str,
    target: str,
    prefer: str | None,
    choices: tuple[str, ...],
    as_json: bool,
    **how: Any,
) -> None:
    """Write a programme that says what both copies say."""
    from assessor.engine.merging import Side
    from assessor.service.copies import Wish
    from assessor.service.copies import merge as make
    from assessor.service.keeping import anchor_of

    chosen = {}
    for text in choices:
        key, _, side = text.rpartition("=")
        if side not in ("A", "B") or not key:
            raise click.BadParameter(text, param_hint="--choose")
        chosen[key] = Side(side)
    wish = Wish(chosen, Side(prefer) if prefer else None, how["force"], how["dry_run"], how["reason"])
    door.speak_of(copy_a)
    try:
        found = make((copy_a, copy_b), Path(target), door.session, wish)
    except MergeConflicts as fault:
        _show(door, fault.values["merge"], as_json=as_json)
        raise MergeConflicts(count=fault.values["count"]) from None
    _show(door, found, as_json=as_json)
    output.note(door.say("cli.merge.would" if wish.dry_run else "cli.merge.done", path=target))
    if found.settled and not wish.reason:
        output.note(door.say("cli.merge.no_reason"))
    if not wish.dry_run:
        output.note(anchor_line(anchor_of(target), door.say))


def _show(door: Door, found: "Merge | Any", *, as_json: bool) -> None:
    if as_json:
        output.json(
            {
                "from_a": found.ours,
                "from_b": sorted(found.taken),
                "alike": found.both,
                "conflicts": [one._asdict() for one in found.conflicts],
                "settled": [{**one._asdict(), "side": side.value} for one, side in found.settled],
            }
        )
    else:
        output.lines(_lines(found, door.say))


def _lines(found: "Merge", say: Say) -> Iterator[str]:
    yield say("cli.merge.counts", ours=found.ours, theirs=len(found.taken), both=found.both)
    settled = {one.key for one, _ in found.settled}
    for key, text in found.taken.items():
        if key not in settled:
            yield say("cli.merge.taken", key=_named(key, say), change=_change(found.before.get(key), text, say))
    for one, side in found.settled:
        yield say("cli.merge.settled", key=_named(one.key, say), side=side.value)
        yield from _sides(one, say)
    for one in found.conflicts:
        yield say("cli.merge.conflict", key=_named(one.key, say))
        yield from _sides(one, say)


def _named(key: str, say: Say) -> str:
    """The key as `--choose` takes it, with what it is called where that is something else."""
    name = piece_name(key, say)
    return key if name == key else f"{key}{say('list.bracket', text=name)}"


def _change(before: str | None, after: str | None, say: Say) -> str:
    return say("cli.history.from_to", before=_in_words(before, say), after=_in_words(after, say))


def _in_words(text: str | None, say: Say) -> str:
    words = " / ".join(piece_lines(text, say))
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def _sides(one: "MergeConflict", say: Say) -> Iterator[str]:
    for name, text in (("base", one.base), ("a", one.ours), ("b", one.theirs)):
        yield f"    {say(f'cli.merge.side.{name}')}: {_in_words(text, say)}"
