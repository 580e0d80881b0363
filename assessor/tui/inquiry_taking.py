"""Answers that came back, and provider packs: compared with what is stored, then recorded as decided."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.model.inquiry import ReturnedRow, RowState, pair_text
from assessor.model.pack import Mark, PackRow
from assessor.model.programme import SubjectKind
from assessor.service.packs import Offer, offer, offered_again
from assessor.service.packs import take as take_pack
from assessor.service.receiving import Comparison, Taking, Took, compare, compared_again
from assessor.service.receiving import take as take_answers
from assessor.tui.inquiry_asking import typed
from assessor.tui.inquiry_nouns import KEEP, LEAVE, TAKE, Difference, Row, Version
from assessor.tui.messages import Notice
from assessor.tui.screens.items import Item
from assessor.tui.tasks import Work
from assessor.tui.widgets.difference_rows import STATES
from assessor.tui.widgets.inquiry_list import day_text

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace
    from assessor.tui.app import AssessorApp

_CHOICES = {RowState.NEW: (TAKE, LEAVE), RowState.CONFLICT: (TAKE, KEEP, LEAVE)}


async def receive(app: "AssessorApp") -> None:
    """Ask for the file that came back and show it beside what is stored."""
    if app.sitting is None:
        return
    workspace = app.sitting.workspace

    def read(given: str) -> Comparison:
        # Every row that differs is shown and decided here, so that a correction needs no word of its own.
        return compare(workspace, str(Path(given).expanduser()), correction=True)

    found = await typed(app, "receive.path", read)
    if found is not None:
        app.in_hand = found
        app.difference = _answers(app, found)
        await app.show_screen("difference")


def _answers(app: "AssessorApp", found: Comparison) -> Difference:
    said = found.returned
    day = day_text(said.answered_on, app.lang) if said.answered_on else "-"
    values = {"id": found.inquiry.id, "who": f"{said.organisation} {said.post}", "day": day}
    facts: list[tuple[str, Mapping[str, object]]] = [("difference.answers.from", values)]
    if found.is_known:
        facts.append(("difference.answers.known", {}))
    if found.is_correction:
        facts.append(("difference.answers.correction", {}))
    return Difference("answers", found.inquiry.id, tuple(facts), _sorted(map(_answer_row, found.rows)))


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda one: STATES.index(one.state)))


def _answer_row(row: ReturnedRow) -> Row:
    versions = [Version("stored", row.stored)]
    if row.returned is not None or row.state is RowState.MISSING:
        versions.append(Version("returned", row.returned))
    return Row(
        pair_text(row.key),
        row.state.value,
        tuple(versions),
        pair=row.key,
        problems=row.problems,
        choices=_CHOICES.get(row.state, ()),
        start=TAKE if row.state is RowState.NEW else "",
    )


async def settle_answers(app: "AssessorApp", decisions: Mapping[str, str]) -> None:
    """Record what was decided of a returned file."""
    found = app.in_hand
    if not isinstance(found, Comparison) or app.sitting is None:
        return
    same = [pair_text(row.key) for row in found.of(RowState.SAME)]
    taking = _taking(decisions, same)
    if not taking.only:
        app.tell("difference.nothing_taken", "warn")
        return

    def do(workspace: "Workspace") -> Took:
        return take_answers(workspace, compared_again(workspace, found), taking)

    app.sitting.work(Work(do, partial(_taken, app)), app.say("inquiry.taken", id=found.inquiry.id))


def _taking(decisions: Mapping[str, str], more: Iterable[str] = ()) -> Taking:
    taken = tuple(key for key, what in decisions.items() if what == TAKE)
    kept = tuple(key for key, what in decisions.items() if what == KEEP)
    return Taking(only=(*taken, *kept, *more), accept=taken, keep=kept)


def _taken(app: "AssessorApp", took: Took) -> None:
    waiting = len(took.inquiry.outstanding)
    key = "inquiry.recorded.waiting" if waiting else "inquiry.recorded"
    _leave(app, Notice(app.say(key, id=took.inquiry.id, count=took.recorded, waiting=waiting), "good"))


def _leave(app: "AssessorApp", notice: Notice) -> None:
    app.notice, app.in_hand = notice, None
    app.run_worker(app.show_screen("inquiries"))


async def offer_pack(app: "AssessorApp") -> None:
    """Ask for the subject and the pack, and show it beside what is stored."""
    if app.sitting is None or app.result is None:
        return
    workspace = app.sitting.workspace
    subjects = [one for one in app.result.assessment.subjects if one.kind is not SubjectKind.PROGRAMME]
    if not subjects:
        app.tell("pack.no_subject", "warn")
        return
    chosen = await app.choose(app.say("pack.subject"), [Item("", one.name, n) for n, one in enumerate(subjects)])
    if chosen is None:
        return
    subject = subjects[chosen].id
    found = await typed(app, "pack.path", lambda given: offer(workspace, subject, Path(given).expanduser()))
    if found is not None:
        app.in_hand = found
        app.difference = _pack(app, found)
        await app.show_screen("difference")


def _pack(app: "AssessorApp", found: Offer) -> Difference:
    pack, changes = found.pack, found.changes
    values = {
        "provider": pack.provider,
        "product": pack.product,
        "edition": pack.edition,
        "day": day_text(pack.issued, app.lang),
    }
    signed = "pack.signed" if pack.signer else "pack.unsigned"
    facts: list[tuple[str, Mapping[str, object]]] = [
        ("difference.pack.from", values),
        (signed, {"signer": pack.signer or ""}),
    ]
    if found.newer is not None:
        day = day_text(found.newer.issued, app.lang)
        facts.append(("pack.older", {"edition": found.newer.edition, "day": day}))
    if changes is not None:
        counts = {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
        facts.append(("difference.pack.changes", counts))
        if changes.removed:
            facts.append(("difference.pack.removed", {"controls": " ".join(changes.removed)}))
    changed = {*changes.added, *changes.changed} if changes else set()
    rows = (_pack_row(found.subject, row, is_changed=row.control in changed) for row in found.rows)
    return Difference("pack", pack.edition, tuple(facts), _sorted(rows))


def _pack_row(subject: str, row: PackRow, *, is_changed: bool) -> Row:
    versions = [Version("stored", row.stored)]
    if row.offered is not None:
        versions.append(Version("offered", row.offered))
    if row.was is not None and row.was != row.offered:
        versions.append(Version("was", row.was))
    is_new = row.state is RowState.NEW
    return Row(
        f"{subject}/{row.control}",
        row.state.value,
        tuple(versions),
        pair=(subject, row.control),
        mark=row.mark.value,
        choices=_CHOICES.get(row.state, ()),
        # What depends on how the city uses it waits until somebody has looked.
        start=(TAKE if row.mark is Mark.COPY else LEAVE) if is_new else "",
        is_changed=is_changed,
    )


async def settle_pack(app: "AssessorApp", decisions: Mapping[str, str]) -> None:
    """Record what was decided of a pack."""
    found = app.in_hand
    if not isinstance(found, Offer) or app.sitting is None:
        return
    same = [f"{found.subject}/{row.control}" for row in found.rows if row.state is RowState.SAME]
    taking = _taking(decisions, same)
    if not taking.only:
        app.tell("difference.nothing_taken", "warn")
        return

    def do(workspace: "Workspace") -> int:
        return len(take_pack(workspace, offered_again(workspace, found), taking))

    app.sitting.work(Work(do, partial(_pack_taken, app)), app.say("pack.kept", edition=found.pack.edition))


def _pack_taken(app: "AssessorApp", count: int) -> None:
    _leave(app, Notice(app.say("pack.recorded", count=count), "good"))
