"""What the remediation items of an exchange file change: a key in it is set, an absent key stays."""

from collections.abc import Iterable

from assessor.engine.planning import dependency_circle
from assessor.errors import AnswersInvalid
from assessor.model.change import RecordChange
from assessor.model.problem import Problem
from assessor.model.remediation import RemediationItem
from assessor.service.remediation import item_change


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
