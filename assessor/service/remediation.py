"""Remediation items of a programme: drafted from findings, added, changed, closed; all of it in the audit trail."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from assessor.engine.effects import effect
from assessor.engine.planning import dependency_circle
from assessor.engine.remediation import (
    draft_items,
    duties_left,
    is_met,
    pairs_by_key,
    standings,
    without_evidence,
)
from assessor.errors import WrongKind
from assessor.faults.items import (
    BadAmount,
    DecisionIncomplete,
    DependencyCircle,
    DutyNotAcceptable,
    ItemNotDone,
    UnknownItem,
    UnknownTreatment,
)
from assessor.model.assessment import Answer, Evidence, PairKey
from assessor.model.change import AnswerChange, Change, RecordChange
from assessor.model.privacy_parts import PARTS
from assessor.model.record_kinds import ITEM_KIND
from assessor.model.remediation import ItemStatus, RemediationItem, item_id, item_number
from assessor.model.scales import Status
from assessor.model.standing import Effect, ItemStanding
from assessor.service.assessing import read_evidence
from assessor.service.item_fields import ItemFields, values_of
from assessor.service.texts import nearest
from assessor.service.workspace import Workspace

MOST_NAMED = 5
"""How many pairs an error names."""


def held_items(workspace: Workspace) -> tuple[RemediationItem, ...]:
    """All items, by number."""
    found = map(RemediationItem.model_validate, workspace.snapshot.contents(ITEM_KIND).values())
    return tuple(sorted(found, key=lambda one: item_number(one.id)))


def means_not_asked(item: RemediationItem) -> bool:
    """True for a planned item of which nobody has said whether money and people are secured."""
    is_planned = item.status.is_open and (
        item.due is not None or item.pinned is not None or item.status is not ItemStatus.NOT_STARTED
    )
    return is_planned and None in (item.budget_secured, item.people_secured)


def find_item(workspace: Workspace, name: str) -> RemediationItem:
    """The item of that id.

    Raises:
        UnknownItem: there is none.
    """
    items = held_items(workspace)
    found = next((one for one in items if one.id == name), None)
    if found is None:
        raise UnknownItem(item=name, nearest=nearest(name, [one.id for one in items]))
    return found


def revision(workspace: Workspace, name: str) -> int:
    """The revision of an item's row; 0 = never written."""
    return workspace.snapshot.revision(ITEM_KIND, name)


def judged_items(workspace: Workspace) -> tuple[ItemStanding, ...]:
    """Every item as it stands today, the ones to take up first in front."""
    return standings(held_items(workspace), workspace.result())


def effect_of(workspace: Workspace, names: Sequence[str]) -> Effect:
    """What closing these items would do to score, findings, duties and section 7.

    Raises:
        UnknownItem: there is no such item.
    """
    return effect(workspace.result(), [find_item(workspace, name) for name in names])


def draft(workspace: Workspace, *, dry_run: bool = False) -> tuple[RemediationItem, ...]:
    """Make an item for every control with findings that no item covers yet; one save for all."""
    made = draft_items(workspace.result(), held_items(workspace), free_number(workspace))
    if made and not dry_run:
        workspace.apply([item_change(one, expected=0) for one in made])
    return made


def item_change(item: RemediationItem, expected: int | None = None) -> RecordChange:
    """The change that saves an item whole."""
    return RecordChange(kind=ITEM_KIND, id=item.id, content=item.model_dump(mode="json"), expected_revision=expected)


def add_item(workspace: Workspace, given: ItemFields, evidence: Sequence[str] = ()) -> str:
    """Add an item and return its id, the next free number.

    Raises:
        UsageError: something given cannot be taken.
    """
    name = item_id(free_number(workspace))
    _save(workspace, name, given, evidence, 0)
    return name


def update_item(
    workspace: Workspace,
    name: str,
    given: ItemFields,
    evidence: Sequence[str] = (),
    expected_revision: int | None = None,
) -> int:
    """Change an item and return its new revision; closing it asks for the answers behind it and their evidence.

    With `evidence`, answers not yet implemented are recorded as implemented in the same save.

    Raises:
        UsageError: something given cannot be taken, or the item cannot be closed.
        StaleRecord: someone else saved it since the revision expected.
    """
    find_item(workspace, name)
    return _save(workspace, name, given, evidence, expected_revision)


def _save(workspace: Workspace, name: str, given: ItemFields, evidence: Sequence[str], expected: int | None) -> int:
    changes = changes_of(workspace, name, given, evidence, expected)
    return workspace.apply(changes).revisions[0] or 0


def changes_of(
    workspace: Workspace, name: str, given: ItemFields, evidence: Sequence[str] = (), expected: int | None = None
) -> list[Change]:
    """The changes that set what is given of an item, new or held; nothing is saved yet.

    Raises:
        UsageError: something given cannot be taken, or the item cannot be closed.
    """
    held = next((one for one in held_items(workspace) if one.id == name), None)
    session = workspace.session
    values = {**values_of(held, given, by=session.by, today=session.today), "id": name}
    made = checked(name, values)
    check_links(workspace, [made])
    _check_treatments(workspace, made.treatments, held.treatments if held else ())
    check_acceptance(workspace, made, held)
    # What was not given comes from the item as it was read: saved over another one, it would take that back.
    changes: list[Change] = [item_change(made, revision(workspace, name) if expected is None else expected)]
    if made.status is ItemStatus.DONE and (held is None or held.status is not ItemStatus.DONE or evidence):
        changes += closing_answers(workspace, made, tuple(read_evidence(text) for text in evidence))
    return changes


def check_acceptance(workspace: Workspace, made: RemediationItem, held: RemediationItem | None) -> None:
    """Refuse to decide that a measure a law in force asks for stays undone; a decision taken before stays readable.

    Raises:
        DutyNotAcceptable: it would be accepted, or declined.
    """
    decided = (made.status, made.covers, made.acceptance)
    waived = made.status in (ItemStatus.ACCEPTED, ItemStatus.DECLINED)
    if not waived or (held and (held.status, held.covers, held.acceptance) == decided):
        return
    controls = duties_left(made, workspace.result())
    if controls:
        raise DutyNotAcceptable(
            item=made.id,
            controls="、".join(controls[:MOST_NAMED]),
            reason="declined" if made.status is ItemStatus.DECLINED else None,
        )


def _check_treatments(workspace: Workspace, named: Iterable[str], held: Iterable[str]) -> None:
    """Refuse a link to a treatment that is not there; one that was linked before may have gone since."""
    risks = workspace.snapshot.contents(PARTS["risk"].kind)
    known = {*held, *risks}
    for name in named:
        if name not in known:
            raise UnknownTreatment(treatment=name, nearest=nearest(name, risks))


def free_number(workspace: Workspace) -> int:
    """The next number that no item has or ever had."""
    return max(map(item_number, workspace.snapshot.ids(ITEM_KIND)), default=0) + 1


def checked(name: str, values: dict[str, Any]) -> RemediationItem:
    """The item of these values, or the reason why it is none.

    Raises:
        DecisionIncomplete, BadAmount, DependencyCircle, UnknownItem: what an item must be is not met.
    """
    if values.get("status") == ItemStatus.ACCEPTED and not _is_whole(values.get("acceptance")):
        raise DecisionIncomplete(item=name, reason="accepted")
    try:
        return RemediationItem.model_validate(values)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        match first["type"]:
            case "acceptance_missing":
                raise DecisionIncomplete(item=name, reason="accepted") from None
            case "decline_reason_missing":
                raise DecisionIncomplete(item=name, reason="declined") from None
            case "depends_on_itself":
                raise DependencyCircle(items=name) from None
            case "bad_item_id":
                raise UnknownItem(item=str(first["input"]), nearest="") from None
        place = first["loc"]
        if place[:1] == ("acceptance",):
            raise DecisionIncomplete(item=name, reason="accepted") from None
        raise BadAmount(field=str(place[0]) if place else "", text=str(first["input"])[:60]) from None


def _is_whole(acceptance: Any) -> bool:
    return isinstance(acceptance, dict) and all(acceptance.get(name) for name in ("approver", "reason", "review"))


def check_links(workspace: Workspace, items: Iterable[RemediationItem]) -> None:
    """Refuse items that name what is not there, or wait for each other in a circle.

    What an item covered before may have gone with a newer edition of the checklist: it stays as it is.

    Raises:
        UnknownSubject, UnknownControl, WrongKind, UnknownItem, DependencyCircle: by what is named.
    """
    new = {one.id: one for one in items}
    held = {one.id: one for one in held_items(workspace)}
    known = {**held, **new}
    for one in new.values():
        covered = held[one.id].pairs if one.id in held else ()
        for subject_id, control_id in (pair for pair in one.pairs if pair not in covered):
            subject, control = workspace.subject(subject_id), workspace.control(control_id)
            needed = workspace.checklist.category_of[control.id].kind_of(control)
            if subject.kind is not needed:
                raise WrongKind(control=control.id, subject=subject.id, kind=subject.kind.value, needed=needed.value)
        for other in one.depends_on:
            if other not in known:
                raise UnknownItem(item=other, nearest=nearest(other, known))
    circle = dependency_circle(known.values())
    if circle:
        raise DependencyCircle(items=" → ".join((*circle, circle[0])))


def closing_answers(
    workspace: Workspace, item: RemediationItem, evidence: tuple[Evidence, ...] = ()
) -> list[AnswerChange]:
    """The answers to be saved with the closing of an item.

    Raises:
        ItemNotDone: answers are not implemented, or name nothing that proves them.
    """
    pairs = pairs_by_key(workspace.result())
    unmet = [key for key in item.pairs if not is_met(pairs.get(key))]
    bare = without_evidence(item, pairs)
    if not evidence and unmet:
        raise ItemNotDone(item=item.id, pairs=_named(unmet))
    if not evidence and bare:
        raise ItemNotDone(item=item.id, pairs=_named(bare), reason="evidence")
    return [_proved(workspace, key, evidence) for key in dict.fromkeys((*unmet, *bare))]


def _proved(workspace: Workspace, key: PairKey, evidence: tuple[Evidence, ...]) -> AnswerChange:
    held = workspace.snapshot.rows.get(key)
    told = held.answer if held else None
    values: dict[str, Any] = {"status": Status.IMPLEMENTED, "as_of": workspace.session.today, "evidence": evidence}
    if told is not None:
        kept = () if told.status is Status.IMPLEMENTED and not told.evidence else told.evidence
        values |= {"evidence": (*kept, *evidence), "comment": told.comment}
    return AnswerChange(
        subject=key[0], control=key[1], answer=Answer(**values), expected_revision=held.revision if held else 0
    )


def _named(pairs: Iterable[PairKey]) -> str:
    found = [f"{subject}/{control}" for subject, control in pairs]
    more = ["…"] if len(found) > MOST_NAMED else []
    return "、".join((*found[:MOST_NAMED], *more))
