"""What the remediation items of an exchange file change: a key in it is set, an absent key stays."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assessor.engine.evaluate import evaluate
from assessor.engine.planning import dependency_circle
from assessor.engine.remediation import duties_left
from assessor.errors import AnswersInvalid
from assessor.model.change import Change, RecordChange
from assessor.model.exchange import Exchange
from assessor.model.problem import Problem
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.service.privacy_merging import assessment_after
from assessor.service.remediation import item_change
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from assessor.catalog.yaml_source import Source


def merged_items(
    held: Iterable[RemediationItem], told: Iterable[RemediationItem], path: str
) -> tuple[RecordChange, ...]:
    """The changes that bring the items to what the file says; none for what they say already.

    Raises:
        AnswersInvalid: items would wait for each other in a circle.
    """
    known = {item.id: item for item in held}
    after = dict(known)
    for item in told:
        said = {name: getattr(item, name) for name in item.model_fields_set}
        after[item.id] = known[item.id].model_copy(update=said) if item.id in known else item
    circle = dependency_circle(after.values())
    if circle:
        values: dict[str, str | int] = {"items": " → ".join((*circle, circle[0]))}
        raise AnswersInvalid(path, (Problem(code="item_circle", path=path, values=values),))
    return tuple(item_change(item) for name, item in after.items() if item != known.get(name))


def duties_waived(
    workspace: Workspace,
    changes: Iterable[Change],
    items: Iterable[RecordChange],
    exchange: Exchange,
    source: "Source",
) -> Iterator[Problem]:
    """A problem for each changed item that leaves undone what a law in force asks for, as the answers then stand."""
    places = {item.id: place for place, item in enumerate(exchange.remediation)}
    made = [RemediationItem.model_validate(one.content) for one in items if one.content is not None]
    waived = [item for item in made if item.status in (ItemStatus.ACCEPTED, ItemStatus.DECLINED)]
    if not waived:
        return
    after = assessment_after(workspace.assessment, changes)
    result = evaluate(workspace.checklist, after, workspace.session.today)
    for item in waived:
        controls = duties_left(item, result)
        if controls:
            place = ("remediation", places[item.id], "status")
            yield source.problem("item_duty_waived", place, item=item.id, controls="、".join(controls))
