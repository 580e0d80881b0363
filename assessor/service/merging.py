"""What an exchange file changes: a key in it is set, an absent key stays, nothing goes because the file is silent."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from assessor.model.assessment import Answer, Assessment
from assessor.model.change import AnswerChange, Change, ProgrammeChange, Section7Change, SubjectChange
from assessor.model.exchange import Exchange, ExchangeAnswer, ExchangeSubject
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.service.assessing import stated


def merged(assessment: Assessment, exchange: Exchange, today: date) -> tuple[Change, ...]:
    """The changes that bring an assessment to what the file says; none for what it says already.

    An answer without a date speaks of `today` if it changes anything, and keeps its date if not.
    """
    changes: list[Change] = []
    programme = _programme(assessment.programme, exchange)
    if programme != assessment.programme:
        changes.append(ProgrammeChange(programme=programme))
    choice = _choice(assessment.section7, exchange.section7)
    if choice != assessment.section7:
        changes.append(Section7Change(choice=choice))
    for told in exchange.subjects:
        held = assessment.subject(told.id)
        subject = _subject(held, told)
        if held is None or subject != held.model_copy(update={"facts": stated(held.facts)}):
            changes.append(SubjectChange(subject=subject))
        changes += _answers(assessment, told, today)
    return tuple(changes)


def _said(told: BaseModel | None) -> dict[str, Any]:
    """The fields that the file names."""
    return {name: getattr(told, name) for name in told.model_fields_set} if told else {}


def _programme(held: Programme, exchange: Exchange) -> Programme:
    said = _said(exchange.programme)
    for required in ("municipality", "budget_state"):
        if said.get(required, "") is None:
            del said[required]
    if exchange.policies is not None:
        said["policies"] = exchange.policies
    return held.model_copy(update=said)


def _choice(held: Section7Choice, told: Section7Choice | None) -> Section7Choice:
    said = _said(told)
    if "wording" in said:
        said["wording"] = {**held.wording, **said["wording"]}
    return held.model_copy(update=said)


def _subject(held: Subject | None, told: ExchangeSubject) -> Subject:
    said = _said(told)
    for part in ("answers", "pia"):
        said.pop(part, None)
    said["facts"] = stated({**(held.facts if held else {}), **told.facts})
    return held.model_copy(update=said) if held else Subject(**said)


def _answers(assessment: Assessment, told: ExchangeSubject, today: date) -> Iterator[AnswerChange]:
    for control, said in told.answers.items():
        pair = (told.id, control)
        # What a file says again of a question asked otherwise since is no answer to the question as it is now.
        earlier = assessment.to_confirm.get(pair)
        held = earlier.answer if earlier else assessment.answers.get(pair)
        answer = _answer(held, said, today) if said else None
        if answer != held:
            yield AnswerChange(subject=told.id, control=control, answer=answer)


def _answer(held: Answer | None, told: ExchangeAnswer, today: date) -> Answer:
    said = _said(told)
    if not said.get("as_of"):
        said.pop("as_of", None)
    if held is None:
        return Answer(**{"as_of": today, **said})
    answer = held.model_copy(update=said)
    if answer != held and "as_of" not in said:
        return answer.model_copy(update={"as_of": today})
    return answer
