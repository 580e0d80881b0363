"""Changes of remediation items as the screen asks for them: made ready here, saved in their turn by the desk."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from assessor.engine.effects import effect
from assessor.engine.remediation import (
    draft_item,
    draft_items,
    duties_left,
    is_met,
    pairs_by_key,
    standings,
    without_evidence,
)
from assessor.faults.items import ChangedSince
from assessor.model.assessment import PairKey
from assessor.model.change import Change
from assessor.model.remediation import ItemStatus, Milestone, RemediationItem
from assessor.model.result import AssessmentResult
from assessor.model.standing import Effect, ItemStanding
from assessor.service.item_fields import ItemFields
from assessor.service.remediation import (
    changes_of,
    check_acceptance,
    check_links,
    checked,
    find_item,
    free_number,
    held_items,
    item_change,
    revision,
)
from assessor.service.workspace import Workspace


class Edit(NamedTuple):
    """One thing done to an item: fields as typed, or its steps anew; `evidence` proves the answers it closes."""

    item: str
    fields: ItemFields = ItemFields()
    evidence: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] | None = None


def judged(workspace: Workspace, result: AssessmentResult) -> tuple[ItemStanding, ...]:
    """Every item as it stands by a result, the ones to take up first in front."""
    return standings(held_items(workspace), result)


def effect_by(result: AssessmentResult, item: RemediationItem) -> Effect:
    """What closing an item would do."""
    return effect(result, [item])


def edited(workspace: Workspace, edit: Edit, seen: RemediationItem | None = None) -> list[Change]:
    """The changes of an edit; `seen` is the item as it was shown when it was asked for (None = not compared).

    Raises:
        UsageError: it cannot be taken.
        ChangedSince: what it changes says something else by now.
    """
    held = find_item(workspace, edit.item)
    number = revision(workspace, edit.item)
    if edit.milestones is None:
        changes = changes_of(workspace, edit.item, edit.fields, edit.evidence, number)
        made = RemediationItem.model_validate(getattr(changes[0], "content", None))
    else:
        made = checked(held.id, held.model_dump(mode="json") | {"milestones": _as_json(edit.milestones)})
        changes = [item_change(made, number)]
    if seen is not None:
        for name in RemediationItem.model_fields.keys() - {"comments"}:
            if getattr(made, name) != getattr(held, name) and getattr(held, name) != getattr(seen, name):
                raise ChangedSince(id=held.id)
    return changes


def _as_json(milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in milestones]


def made_items(workspace: Workspace, groups: Sequence[Sequence[PairKey]], fields: ItemFields) -> list[Change]:
    """A new item for each group of findings, with these fields.

    Raises:
        UsageError: a field cannot be taken.
    """
    result = workspace.result()
    found = {(one.subject, one.control): one for one in result.findings}
    changes: list[Change] = []
    for number, group in enumerate(groups, free_number(workspace)):
        named = [found[key] for key in group if key in found]
        if named:
            made = draft_item(result, named, number)
            changes.append(item_change(_with(workspace, made, fields), 0))
    return changes


def _with(workspace: Workspace, made: RemediationItem, fields: ItemFields) -> RemediationItem:
    from assessor.service.item_fields import values_of

    session = workspace.session
    whole = checked(made.id, {**values_of(made, fields, by=session.by, today=session.today), "id": made.id})
    check_acceptance(workspace, whole, None)
    return whole


def drafted(workspace: Workspace) -> list[Change]:
    """An item for every control with findings that no item covers yet."""
    made = draft_items(workspace.result(), held_items(workspace), free_number(workspace))
    return [item_change(one, 0) for one in made]


def covering_more(workspace: Workspace, item: str, pairs: Iterable[PairKey]) -> list[Change]:
    """An item that is to mend more findings than before.

    Raises:
        UsageError: there is no such item, or it would cover too much.
    """
    held = find_item(workspace, item)
    covers = dict.fromkeys((*held.covers, *(f"{subject}/{control}" for subject, control in pairs)))
    made = checked(item, held.model_dump(mode="json") | {"covers": list(covers)})
    check_links(workspace, [made])
    check_acceptance(workspace, made, held)
    return [item_change(made, revision(workspace, item))]


def duties_of(result: AssessmentResult, item: RemediationItem) -> tuple[str, ...]:
    """The controls for whose sake the item cannot be accepted as a risk."""
    return duties_left(item, result)


def open_answers(result: AssessmentResult, item: RemediationItem) -> tuple[PairKey, ...]:
    """The answers that closing an item would have to change: not implemented, or without evidence."""
    pairs = pairs_by_key(result)
    unmet = (key for key in item.pairs if not is_met(pairs.get(key)))
    return tuple(dict.fromkeys((*unmet, *without_evidence(item, pairs))))


Making = Callable[[Workspace], list[Change]]
"""Makes changes ready, against what is stored at that moment."""


def asks_for_means(item: RemediationItem, after: ItemFields) -> bool:
    """True where an item gets a time or is begun and nobody has said whether money and people are secured."""
    begun = after.status in (ItemStatus.IN_PROGRESS.value, ItemStatus.AWAITING.value)
    return bool(begun or after.due or after.pinned) and None in (item.budget_secured, item.people_secured)
