"""Every statement of section 7 with what the officer chose of it: for the officer alone."""

from collections.abc import Iterator

from assessor.engine.publication import candidates
from assessor.model.checklist import Checklist, PublicRule
from assessor.model.choice import StatementChoice, Visibility
from assessor.model.programme import Section7Choice
from assessor.model.publication import PublicStatement, PublicView
from assessor.model.result import AssessmentResult


def statement_choices(result: AssessmentResult, view: PublicView) -> tuple[StatementChoice, ...]:
    """Every statement there can be: promises first, then each category's policy, controls and sentence of fact."""
    now = {one.id: one for one in candidates(result)}
    printed = {one.id: one for one in printed_statements(view)}
    choice = result.assessment.section7
    return tuple(
        StatementChoice(
            id=name,
            visibility=_visibility(result.checklist, choice, name, now, printed),
            now=now.get(name),
            printed=printed.get(name),
            own=choice.wording.get(name),
        )
        for name in ordered_ids(result.checklist)
    )


def printed_statements(view: PublicView) -> Iterator[PublicStatement]:
    """Everything that a view lets a document say, in its order."""
    yield from view.promises
    for category in view.categories:
        if category.policy:
            yield category.policy
        yield from category.statements


def ordered_ids(checklist: Checklist) -> Iterator[str]:
    """The ids of all statements in the order of the checklist."""
    yield from (promise.id for promise in checklist.publication.promises)
    for category in checklist.categories:
        if category.aggregate.policy is not None:
            yield f"{category.id}-policy"
        yield from (control.id for control in category.controls)
        if category.aggregate.fact is not None:
            yield f"{category.id}-fact"


def _visibility(
    checklist: Checklist,
    choice: Section7Choice,
    name: str,
    now: dict[str, PublicStatement],
    printed: dict[str, PublicStatement],
) -> Visibility:
    control = checklist.controls.get(name)
    rule = control.public.rule if control else None
    found = Visibility.PRINTED
    if name in printed:
        return found
    if rule is PublicRule.NEVER:
        found = Visibility.NEVER
    elif name in choice.hide:
        found = Visibility.HIDDEN
    elif rule is PublicRule.AGGREGATE and name not in choice.show:
        found = Visibility.FOLDED
    elif name not in now:
        found = Visibility.UNSUPPORTED
    else:
        found = Visibility.SAME_TOPIC if control else Visibility.RESTS_ON_HIDDEN
    return found
