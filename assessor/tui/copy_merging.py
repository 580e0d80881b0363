"""Another copy of the programme merged with the one on the screen, into a file of its own; both stay as they are."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.merging import Merge, MergeConflict, Side
from assessor.model.assessment import Answer, PairKey
from assessor.service.copies import Wish, merge
from assessor.service.workspace import shown_target
from assessor.tui.inquiry_asking import target, typed
from assessor.tui.inquiry_nouns import KEEP, TAKE, Difference, Row, Version
from assessor.tui.messages import Notice
from assessor.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp

SUFFIX = ".assessor"


class CopyInHand(NamedTuple):
    """The other copy and where both become one."""

    other: str
    out: Path


async def offer_copy(app: "AssessorApp") -> None:
    """Ask for the other copy and for the new file; show what differs."""
    if app.sitting is None:
        return
    await app.sitting.desk.settled()
    here, session = app.sitting.workspace.target, app.session

    def look(given: str) -> tuple[str, Merge]:
        other = given if "://" in given else str(Path(given).expanduser())
        return other, merge((here, other), Path("-"), session, Wish(dry_run=True))

    found = await typed(app, "merge.path", look)
    if found is None:
        return
    out = await target(app, "merge.out", str(_beside(here, app.say("merge.name"))))
    if out is None:
        return
    app.in_hand = CopyInHand(found[0], out)
    app.difference = difference(_named(here), _named(found[0]), found[1])
    await app.show_screen("difference")


def _beside(here: str, word: str) -> Path:
    """A name for the merged file: beside the open one, or in this folder where that stands on a server."""
    return Path(f"{word}{SUFFIX}") if "://" in here else Path(here).with_name(f"{Path(here).stem}-{word}{SUFFIX}")


def _named(place: str) -> str:
    """The name of a copy as it may be shown: of a server's address nothing but where it is."""
    return shown_target(place) if "://" in place else Path(place).name


def difference(here: str, other: str, found: Merge) -> Difference:
    """What both changed first, then what comes from the other copy alone; the rest is counted."""
    counts = {"ours": found.ours, "theirs": len(found.taken), "both": found.both}
    facts: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("difference.copy.names", {"here": here, "other": other}),
        ("difference.copy.counts", counts),
    )
    conflicts = tuple(map(_conflict, found.conflicts))
    return Difference("copy", other, facts, (*conflicts, *(_merged(key, found) for key in found.taken)))


def _conflict(one: MergeConflict) -> Row:
    sides = (("base", one.base), ("a", one.ours), ("b", one.theirs))
    versions = tuple(Version(side, _said(one.key, text)) for side, text in sides)
    return Row(one.key, "conflict", versions, pair=_pair(one.key), choices=(TAKE, KEEP))


def _merged(key: str, found: Merge) -> Row:
    sides = (("a", found.before.get(key)), ("b", found.taken[key]))
    return Row(key, "merged", tuple(Version(side, _said(key, text)) for side, text in sides), pair=_pair(key))


def _pair(key: str) -> PairKey | None:
    """The pair of an answer's key; None for other pieces."""
    subject, mark, control = key.partition("/")
    return (subject, control) if mark and not set("=:") & set(key) else None


def _said(key: str, text: str | None) -> Answer | str | None:
    return Answer.model_validate_json(text) if text is not None and _pair(key) else text


async def settle_copy(app: "AssessorApp", decisions: Mapping[str, str]) -> None:
    """Write the merged file."""
    held = app.in_hand
    if not isinstance(held, CopyInHand) or app.sitting is None:
        return
    await app.sitting.desk.settled()
    chosen = {key: Side.B if what == TAKE else Side.A for key, what in decisions.items() if what in (TAKE, KEEP)}
    reason = await _reason(app) if any(_is_conflict(app, key) for key in chosen) else ""
    if reason is None:
        return
    targets = (app.sitting.workspace.target, held.other)
    app.tell("merge.making")
    await asyncio.to_thread(merge, targets, held.out, app.session, Wish(chosen, force=True, reason=reason or None))
    app.in_hand = None
    app.notice = Notice(app.say("merge.done", path=held.out.name), "good")
    await app.show_screen("inquiries")


def _is_conflict(app: "AssessorApp", key: str) -> bool:
    rows = app.difference.rows if app.difference else ()
    return any(row.key == key and row.state == "conflict" for row in rows)


async def _reason(app: "AssessorApp") -> str | None:
    """Why these sides were chosen; it stands in the trail beside both. None = put away, nothing is written."""
    say = app.say
    found: str | None = await app.push_screen_wait(
        Prompt(say("merge.reason"), say("merge.reason.how"), say, optional=True)
    )
    return found
