"""The names that the privacy part of a checklist points to."""

from collections.abc import Iterator

from assessor.catalog.fault import Fault, unknown
from assessor.catalog.lint_ids import doubled, unknown_requirements
from assessor.catalog.yaml_source import Steps
from assessor.model.checklist import Checklist
from assessor.model.privacy_guide import Step


def doubled_privacy_ids(checklist: Checklist) -> Iterator[Fault]:
    """Steps, questions and prompts have ids of their own, and every step is there."""
    guide = checklist.privacy
    if guide is None:
        return
    for name in ("steps", "questions", "prompts"):
        yield from doubled((("privacy", name, n, "id"), item.id) for n, item in enumerate(getattr(guide, name)))
    there = {step.id for step in guide.steps}
    for step in Step:
        if step not in there:
            yield Fault("missing_key", ("privacy", "steps"), {"key": step.value})


def unknown_privacy_questions(checklist: Checklist) -> Iterator[Fault]:
    """Threshold rules and prompts name questions that are asked, questions name facts of the checklist."""
    guide = checklist.privacy
    if guide is None:
        return
    asked = [question.id for question in guide.questions]
    named: list[tuple[Steps, tuple[str, ...]]] = [
        (("privacy", "prompts", n, "technologies"), prompt.technologies) for n, prompt in enumerate(guide.prompts)
    ]
    for row, rule in enumerate(guide.rules):
        named += [(("privacy", "rules", row, part), getattr(rule, part)) for part in ("all", "any", "none", "of")]
    for path, names in named:
        for number, name in enumerate(names):
            if name not in asked:
                yield unknown("unknown_question", (*path, number), name, asked)
    for number, question in enumerate(guide.questions):
        if question.fact is not None and question.fact not in checklist.fact_ids:
            known = [fact.id for fact in checklist.facts]
            yield unknown("unknown_fact", ("privacy", "questions", number, "fact"), question.fact, known)


def unknown_privacy_controls(checklist: Checklist) -> Iterator[Fault]:
    """Prompts and proofs rest on controls that exist."""
    guide = checklist.privacy
    if guide is None:
        return
    for row, prompt in enumerate(guide.prompts):
        for number, name in enumerate(prompt.controls):
            if name not in checklist.controls:
                path = ("privacy", "prompts", row, "controls", number)
                yield unknown("unknown_control", path, name, checklist.controls)
    for proof, name in guide.proofs.items():
        if name not in checklist.controls:
            yield unknown("unknown_control", ("privacy", "proofs", proof.value), name, checklist.controls)


def unknown_privacy_references(checklist: Checklist) -> Iterator[Fault]:
    """Prompts and the My Number table name standards and sources that the checklist lists."""
    guide = checklist.privacy
    if guide is None:
        return
    for row, prompt in enumerate(guide.prompts):
        yield from unknown_requirements(checklist, ("privacy", "prompts", row, "references"), prompt.references)
    sources = sorted(source.id for source in checklist.sources)
    for row, duty in enumerate(guide.mynumber.rows if guide.mynumber else ()):
        for number, name in enumerate(duty.sources):
            if name not in sources:
                yield unknown("unknown_source", ("privacy", "mynumber", "rows", row, "sources", number), name, sources)


def mynumber_rows_out_of_order(checklist: Checklist) -> Iterator[Fault]:
    """The rows of the My Number table rise, so that the last one that fits holds."""
    table = checklist.privacy.mynumber if checklist.privacy else None
    if table is None:
        return
    before = -1
    for row, duty in enumerate(table.rows):
        if duty.from_people <= before:
            path = ("privacy", "mynumber", "rows", row, "from_people")
            yield Fault(
                "number_too_small", path, {"key": "from_people", "value": duty.from_people, "bound": before + 1}
            )
        before = duty.from_people
