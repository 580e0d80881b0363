"""A newer edition of a checklist beside the one a programme has: what is asked anew, otherwise, or no more. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from assessor.engine.choices import ordered_ids
from assessor.model.assessment import Assessment, PairKey
from assessor.model.checklist import Category, Checklist, Control, Fact
from assessor.model.programme import Section7Choice, Subject, SubjectKind

_STAGES = ("implemented", "planned", "partial")


class Reworded(NamedTuple):
    """A control whose question is asked in other words, before and after."""

    before: Control
    after: Control


class EditionDifference(NamedTuple):
    """What a newer edition changes, in the order of the checklists.

    `resaid` are controls whose public sentence alone changed, `reweighed` those of another importance, `duties` those
    that a law asks for now in another way than before. `to_confirm` are answers given to another wording, `dropped`
    answers to what is asked no more.
    """

    added: tuple[Control, ...]
    gone: tuple[Control, ...]
    reworded: tuple[Reworded, ...]
    resaid: tuple[Reworded, ...]
    reweighed: tuple[Reworded, ...]
    duties: tuple[Control, ...]
    facts_added: tuple[Fact, ...]
    facts_gone: tuple[Fact, ...]
    to_confirm: tuple[PairKey, ...]
    dropped: tuple[PairKey, ...]


def edition_difference(old: Checklist, new: Checklist, assessment: Assessment) -> EditionDifference:
    """Compare two editions and say what becomes of the answers.

    A question counts as reworded where its Japanese text differs in more than white space: an answer holds for the
    words it was given to. One asked of another kind of subject is gone there and new here.
    """
    both = [Reworded(control, new.controls[name]) for name, control in old.controls.items() if name in new.controls]
    reworded = tuple(one for one in both if _asked(one.before) != _asked(one.after))
    changed = {one.after.id for one in reworded}
    kinds = {subject.id: subject.kind for subject in assessment.subjects}
    answered = [*assessment.answers, *assessment.to_confirm]
    kept = [key for key in answered if _is_asked(new, key[1], kinds[key[0]])]
    return EditionDifference(
        added=tuple(control for name, control in new.controls.items() if name not in old.controls),
        gone=tuple(control for name, control in old.controls.items() if name not in new.controls),
        reworded=reworded,
        resaid=tuple(one for one in both if one.after.id not in changed and _said(one.before) != _said(one.after)),
        reweighed=tuple(one for one in both if one.before.importance is not one.after.importance),
        duties=tuple(_new_duties(old, new)),
        facts_added=tuple(fact for fact in new.facts if fact.id not in old.fact_ids),
        facts_gone=tuple(fact for fact in old.facts if fact.id not in new.fact_ids),
        to_confirm=tuple(key for key in kept if key[1] in changed and key in assessment.answers),
        dropped=tuple(key for key in answered if not _is_asked(new, key[1], kinds[key[0]])),
    )


def is_asked_alike(old: Checklist, new: Checklist, control: str) -> bool:
    """True where both ask a control of the same kind of subject in the same words: an answer to one holds for both."""
    kinds = {one.category_of[control].kind_of(one.controls[control]) for one in (old, new) if control in one.controls}
    both = control in old.controls and control in new.controls
    return both and len(kinds) == 1 and _asked(old.controls[control]) == _asked(new.controls[control])


def _asked(control: Control) -> str:
    return "".join(control.question.ja.split())


def _said(control: Control) -> tuple[object, ...]:
    return (control.public.rule, *(getattr(control.public, stage) for stage in _STAGES))


def _is_asked(checklist: Checklist, control: str, kind: SubjectKind) -> bool:
    category: Category | None = checklist.category_of.get(control)
    return category is not None and category.kind_of(checklist.controls[control]) is kind


def _new_duties(old: Checklist, new: Checklist) -> Iterator[Control]:
    for name, control in new.controls.items():
        before = old.controls.get(name)
        if control.duty is not None and (before is None or before.duty != control.duty):
            yield control


def without_facts(subject: Subject, known: Collection[str]) -> Subject:
    """A subject without the facts that a checklist does not ask for."""
    if subject.facts.keys() <= set(known):
        return subject
    return subject.model_copy(update={"facts": {name: said for name, said in subject.facts.items() if name in known}})


def choice_within(choice: Section7Choice, checklist: Checklist) -> Section7Choice:
    """What the officer chose for section 7, of the statements that a checklist has."""
    known = set(ordered_ids(checklist))
    kept: dict[str, object] = {}
    for name, value in choice:
        if isinstance(value, Mapping):
            kept[name] = {key: one for key, one in value.items() if key in known}
        elif isinstance(value, tuple):
            kept[name] = tuple(one for one in value if one in known)
    return choice.model_copy(update=kept)
