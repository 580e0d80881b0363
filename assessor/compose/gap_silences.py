"""What the score does not say: unanswered, undetermined, not applicable, stale, without evidence; as JSON rows."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from assessor.compose.gap_findings import subject_name
from assessor.model.assessment import PairKey
from assessor.model.condition import Applicability
from assessor.model.fiscal import era_date, fiscal_year_is_past, fiscal_year_label
from assessor.model.inquiry import Asking
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Importance, Status

Json = dict[str, Any]
Askings = Mapping[PairKey, Asking]
"""The pairs that somebody is asked about."""

_NEEDS_EVIDENCE = (Status.IMPLEMENTED, Status.PARTIAL)


def _row(result: AssessmentResult, pair: Pair) -> Json:
    return {
        "id": pair.control,
        "title": result.checklist.controls[pair.control].title.ja,
        "subject": subject_name(result, pair.subject),
    }


def _counting(result: AssessmentResult) -> list[Pair]:
    return [pair for pair in result.pairs if pair.applicability is Applicability.APPLICABLE]


def unanswered_musts(result: AssessmentResult, asked: Askings) -> list[Json]:
    """Applying controls of importance must that nobody has answered: whom to ask first, and whom it is asked of."""
    checklist = result.checklist
    return [
        {
            **_row(result, pair),
            "ask": checklist.respondents[checklist.controls[pair.control].answered_by[0]].ja,
            "asked": _asking(asked[pair.key]) if pair.key in asked else None,
        }
        for pair in _counting(result)
        if pair.answer is None and checklist.controls[pair.control].importance is Importance.MUST
    ]


def askings(result: AssessmentResult, asked: Askings) -> list[Json]:
    """Every pair that somebody is asked about, those overdue first."""
    found = [(pair, asked[pair.key]) for pair in result.pairs if pair.key in asked]
    return [
        {**_row(result, pair), **_asking(one), "is_answered": pair.answer is not None}
        for pair, one in sorted(found, key=lambda row: not row[1].is_overdue)
    ]


def _asking(one: Asking) -> Json:
    return {"to": one.recipient, "due": era_date(one.due), "is_overdue": one.is_overdue, "inquiry": one.inquiry}


def excused(result: AssessmentResult) -> list[Json]:
    """Answers of not applicable with their reasons."""
    return [
        {**_row(result, pair), "reason": pair.answer.reason}
        for pair in _counting(result)
        if pair.answer is not None and pair.answer.status is Status.NOT_APPLICABLE
    ]


def to_confirm(result: AssessmentResult) -> list[Json]:
    """Questions asked otherwise since they were answered: what was asked then, and what was said."""
    held, statuses = result.assessment.to_confirm, result.checklist.statuses
    return [
        {
            **_row(result, pair),
            "question": held[pair.key].question,
            "status": statuses[held[pair.key].answer.status].label.ja,
            "as_of": era_date(held[pair.key].answer.as_of),
        }
        for pair in result.pairs
        if pair.key in held
    ]


def stale(result: AssessmentResult) -> list[Json]:
    """Answers older than their control allows, with the date they speak of."""
    return [
        {
            **_row(result, pair),
            "as_of": era_date(pair.answer.as_of),
            "valid_for": result.checklist.controls[pair.control].valid_for,
        }
        for pair in _counting(result)
        if pair.stale and pair.answer is not None
    ]


def past_plans(result: AssessmentResult) -> list[Json]:
    """Answers of planned or partial whose fiscal year is over: the plan was not kept, or nobody said that it was."""
    return [
        {
            **_row(result, pair),
            "planned_for": fiscal_year_label(pair.answer.planned_for),
            "status": result.checklist.statuses[pair.answer.status].label.ja,
        }
        for pair in _counting(result)
        if pair.answer is not None
        and pair.answer.planned_for is not None
        and pair.answer.status in (Status.PLANNED, Status.PARTIAL)
        and fiscal_year_is_past(pair.answer.planned_for, result.today)
    ]


def without_evidence(result: AssessmentResult) -> list[Json]:
    """Answers of implemented or partial that name no evidence, with what would show it."""
    return [
        {**_row(result, pair), "evidence": [one.ja for one in result.checklist.controls[pair.control].evidence]}
        for pair in _counting(result)
        if pair.answer is not None and pair.answer.status in _NEEDS_EVIDENCE and not pair.answer.evidence
    ]


def open_facts(result: AssessmentResult) -> list[Json]:
    """Facts not answered that keep controls undetermined: the question, the subject, how many controls wait."""
    waiting: Counter[tuple[str, str]] = Counter()
    facts_of = {subject.id: subject.facts for subject in result.assessment.subjects}
    for pair in result.pairs:
        if pair.applicability is Applicability.UNDETERMINED:
            condition = result.checklist.controls[pair.control].applies_if
            waiting.update((fact, pair.subject) for fact in condition.open_facts(facts_of[pair.subject]))
    asks = {fact.id: fact.ask.ja for fact in result.checklist.facts}
    return [
        {"ask": asks.get(fact, fact), "subject": subject_name(result, subject), "count": count}
        for (fact, subject), count in waiting.most_common()
    ]


def ruled_out(result: AssessmentResult) -> list[Json]:
    """Per subject how many controls the facts rule out, and by which facts answered no."""
    asks = {fact.id: fact.ask.ja for fact in result.checklist.facts}
    rows: list[Json] = []
    for subject in result.assessment.subjects:
        out = [
            result.checklist.controls[pair.control].applies_if
            for pair in result.pairs
            if pair.subject == subject.id and pair.applicability is Applicability.RULED_OUT
        ]
        reasons = Counter(name for condition in out for name in condition.facts if subject.facts.get(name) is False)
        if out:
            said = [{"ask": asks.get(name, name), "count": count} for name, count in reasons.most_common()]
            rows.append({"subject": subject_name(result, subject.id), "count": len(out), "facts": said})
    return rows
