"""The officer's worksheet beside section 7: what each sentence rests on, and why the text is silent elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from assessor.compose.gap_findings import subject_name
from assessor.compose.gap_silences import excused
from assessor.compose.internal_document import internal_document
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.templates import Fill, compose_markdown
from assessor.compose.text_length import LONG, SHORT
from assessor.compose.worksheet_support import in_short
from assessor.compose.worksheet_wording import own_words, remark_rows
from assessor.model.assessment import Answer, PairKey, StoredAnswer
from assessor.model.choice import StatementChoice
from assessor.model.condition import Applicability
from assessor.model.document import Document
from assessor.model.fiscal import era_date, fiscal_year_label, months_later
from assessor.model.own_name import own_name
from assessor.model.programme import PROGRAMME_ID
from assessor.model.publication import PublicStatement, PublicView
from assessor.model.remark import Remark
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Status
from assessor.model.silence import Silence, SilenceReason
from assessor.model.template import Template

Json = dict[str, Any]
OLD_EVIDENCE_MONTHS = 12
NEAREST = 20
"""What to do first is a list that a meeting can go through."""
OLDEST = 15

PLACEHOLDERS = frozenset(
    (
        *(
            "city",
            "own",
            "statements",
            "silences",
            "nearest",
            "nearest_count",
            "excused",
            "old_evidence",
            "old_count",
            "inferences",
        ),
        *("own_words", "remarks", "length"),
    )
)
"""The names a template of the worksheet may use."""


class Beside(NamedTuple):
    """What stands beside section 7: the view it is made of, the silences (all and nearest), the stored rows.

    `choices` are the statements with the officer's words, `remarks` what the check of the finished text found, `length`
    the characters of its prose.
    """

    view: PublicView
    silences: tuple[Silence, ...]
    nearest: tuple[Silence, ...]
    rows: Mapping[PairKey, StoredAnswer]
    choices: tuple[StatementChoice, ...] = ()
    remarks: tuple[Remark, ...] = ()
    length: int = 0


def section7_worksheet(
    result: AssessmentResult, beside: Beside, template: Template, *, dated: date, fill: Fill = compose_markdown
) -> Document:
    """The internal worksheet of section 7.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    blocks = without_empty_sections(parse(fill(template, context(result, beside))))
    return internal_document(template, result.assessment.programme, dated, blocks)


def context(result: AssessmentResult, beside: Beside) -> Json:
    """What a template of the worksheet is given: JSON values only."""
    said = [*beside.view.promises]
    for category in beside.view.categories:
        said.extend(([category.policy] if category.policy else []) + list(category.statements))
    first, old = beside.nearest[:NEAREST], _old_evidence(result)
    by_reason = {reason: [one for one in beside.silences if one.reason is reason] for reason in SilenceReason}
    return {
        "city": result.assessment.programme.municipality,
        "own": own_name(result.assessment.programme.municipality)[0],
        "statements": [_statement(result, one, beside.rows) for one in said],
        "silences": [
            {"reason": reason.value, "rows": [_silence(result, one) for one in found if one not in first]}
            for reason, found in by_reason.items()
        ],
        "nearest": [_silence(result, one) for one in first],
        "nearest_count": len(beside.nearest),
        "own_words": own_words(beside.choices),
        "remarks": remark_rows(beside.remarks),
        "length": {"count": beside.length, "short": SHORT, "long": LONG},
        "excused": excused(result),
        "old_evidence": old[:OLDEST],
        "old_count": len(old),
        "inferences": _inferences(result, by_reason),
    }


def _statement(result: AssessmentResult, said: PublicStatement, rows: Mapping[PairKey, StoredAnswer]) -> Json:
    controls = set(_rests_on(result, said.id))
    pairs = [pair for pair in result.pairs if pair.control in controls and _speaks(pair)]
    override = result.assessment.section7.wording.get(said.id)
    supports = [_support(result, pair, rows) for pair in pairs]
    return {
        "id": said.id,
        "label": _label(result, said.id),
        "text": said.text,
        "stage": said.stage.value,
        "is_partial": said.partial,
        "is_own_wording": override is not None and said.text.startswith(override.text.removesuffix("。")),
        "rests_on": supports,
        "support": in_short(supports),
    }


def _label(result: AssessmentResult, statement_id: str) -> str:
    """What a statement is called beside its stage: the number of its question, or what kind of sentence it is."""
    if statement_id in result.checklist.controls:
        return statement_id
    return "約束" if any(one.id == statement_id for one in result.checklist.publication.promises) else "分野の文"


def _rests_on(result: AssessmentResult, statement_id: str) -> tuple[str, ...]:
    checklist = result.checklist
    if statement_id in checklist.controls:
        return (statement_id,)
    for promise in checklist.publication.promises:
        if promise.id == statement_id:
            return promise.rests_on
    for category in checklist.categories:
        if statement_id == f"{category.id}-fact":
            return tuple(one.id for one in category.controls if one.public.rule.value == "aggregate")
    return ()


def _speaks(pair: Pair) -> bool:
    excused_pair = pair.answer is not None and pair.answer.status is Status.NOT_APPLICABLE
    return pair.applicability is not Applicability.RULED_OUT and not excused_pair


def _support(result: AssessmentResult, pair: Pair, rows: Mapping[PairKey, StoredAnswer]) -> Json:
    row = rows.get(pair.key)
    return {
        "id": pair.control,
        "subject": subject_name(result, pair.subject),
        "is_whole": pair.subject == PROGRAMME_ID,
        "answer": _answer(result, pair.answer) if pair.answer else None,
        "by": row.by if row else None,
    }


def _answer(result: AssessmentResult, answer: Answer) -> Json:
    return {
        "status": result.checklist.statuses[answer.status].label.ja,
        "planned_for": fiscal_year_label(answer.planned_for) if answer.planned_for else None,
        "as_of": era_date(answer.as_of),
        "evidence": [{"title": one.title, "date": era_date(one.date) if one.date else None} for one in answer.evidence],
    }


def _silence(result: AssessmentResult, one: Silence) -> Json:
    control = result.checklist.controls[one.control]
    return {
        "id": one.control,
        "title": control.title.ja,
        "category": result.checklist.category_of[one.control].title.ja,
        "by": one.by,
        "why": result.assessment.section7.why.get(one.control),
        "first_step": control.remediation.ja,
        "is_duty": control.duty is not None,
        "open": [{"subject": subject_name(result, pair.subject), "reason": pair.reason.value} for pair in one.open]
        or _in_progress(result, one),
    }


def _in_progress(result: AssessmentResult, one: Silence) -> list[Json]:
    """Where a measure is on its way that is told only when it is done."""
    if one.reason is not SilenceReason.BEFORE_PUBLICATION:
        return []
    waiting = [pair for pair in result.pairs if pair.control == one.control and _speaks(pair) and pair.answer]
    return [
        {"subject": subject_name(result, pair.subject), "reason": "in_progress"}
        for pair in waiting
        if pair.answer is not None and pair.answer.status is not Status.IMPLEMENTED
    ]


def _old_evidence(result: AssessmentResult) -> list[Json]:
    """Evidence whose date is more than a year back, oldest first, each with what it proves."""
    found: dict[tuple[date, str], dict[str, None]] = {}
    for pair in result.pairs:
        if pair.answer is None or pair.applicability is not Applicability.APPLICABLE:
            continue
        for one in pair.answer.evidence:
            if one.date is not None and months_later(one.date, OLD_EVIDENCE_MONTHS) < result.today:
                found.setdefault((one.date, one.title), {})[result.checklist.controls[pair.control].title.ja] = None
    return [{"evidence": title, "date": era_date(day), "titles": [*found[day, title]]} for day, title in sorted(found)]


def _inferences(result: AssessmentResult, silent: Mapping[SilenceReason, list[Silence]]) -> list[Json]:
    """What a reader who knows the published checklist could conclude from silence: individual sentences only."""
    readable = (SilenceReason.OPEN, SilenceReason.BEFORE_PUBLICATION, SilenceReason.NO_SENTENCE, SilenceReason.HIDDEN)
    return [
        {
            "id": one.control,
            "title": result.checklist.controls[one.control].title.ja,
            "is_hidden": one.reason is SilenceReason.HIDDEN,
        }
        for reason in readable
        for one in silent[reason]
    ]
