"""Which questions go to whom, what is still awaited, and what a returned answer is beside the stored one. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from assessor.model.assessment import Answer, PairKey, StoredAnswer
from assessor.model.checklist import Checklist, Control, Respondent
from assessor.model.condition import Applicability
from assessor.model.fiscal import fiscal_year_label, fiscal_year_of
from assessor.model.inquiry import (
    Asking,
    Inquiry,
    Question,
    Questionnaire,
    QuestionPage,
    ReturnedFile,
    ReturnedRow,
    RowState,
    pair_of,
    pair_text,
)
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Importance, Status

YEARS_OFFERED = 10
"""How many fiscal years, this one first, can be chosen as the planned one."""


class Filter(StrEnum):
    """Which questions are worth asking; `unanswered` and `unknown` add up, the others narrow down."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    MUST = "must"
    STARTER = "starter"
    ALL = "all"


class Chosen(NamedTuple):
    """What is wished: an empty part takes everything. `role` is the main respondent of a question."""

    role: Respondent | None = None
    subjects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()


def choose(result: AssessmentResult, chosen: Chosen, asked: Collection[PairKey] = ()) -> tuple[PairKey, ...]:
    """The pairs to ask for, subjects as added and controls in checklist order; those already asked are left out.

    Pairs that the facts rule out are never asked for. Without a filter: what is unanswered or unknown; `all` takes
    answered ones too, and those already asked.
    """
    return tuple(pair.key for pair in result.pairs if _is_chosen(result.checklist, pair, chosen, asked))


def _is_chosen(checklist: Checklist, pair: Pair, chosen: Chosen, asked: Collection[PairKey]) -> bool:
    control = checklist.controls[pair.control]
    if pair.applicability is Applicability.RULED_OUT:
        return False
    if Filter.ALL not in chosen.filters and (pair.key in asked or not _is_open(pair, chosen.filters)):
        return False
    return (
        (chosen.role is None or control.answered_by[0] is chosen.role)
        and (not chosen.subjects or pair.subject in chosen.subjects)
        and (not chosen.categories or pair.category in chosen.categories)
        and (Filter.MUST not in chosen.filters or control.importance is Importance.MUST)
        and (Filter.STARTER not in chosen.filters or control.starter)
    )


def _is_open(pair: Pair, filters: Collection[Filter]) -> bool:
    wanted = {Filter.UNANSWERED, Filter.UNKNOWN} & set(filters) or {Filter.UNANSWERED, Filter.UNKNOWN}
    if pair.answer is None:
        return Filter.UNANSWERED in wanted
    return pair.answer.status is Status.UNKNOWN and Filter.UNKNOWN in wanted


def askings(inquiries: Iterable[Inquiry], today: date) -> dict[PairKey, Asking]:
    """Every pair that is awaited, with whom it is asked of; where several are, the one due last."""
    found: dict[PairKey, Asking] = {}
    for inquiry in sorted(inquiries, key=lambda one: (one.due, one.id)):
        for key in inquiry.outstanding:
            found[key] = Asking(inquiry.id, inquiry.recipient, inquiry.due, inquiry.is_overdue(today))
    return found


def overdue(inquiries: Iterable[Inquiry], today: date) -> tuple[Inquiry, ...]:
    """The inquiries awaited past their due date, longest overdue first."""
    return tuple(sorted((one for one in inquiries if one.is_overdue(today)), key=lambda one: (one.due, one.id)))


def questionnaire(result: AssessmentResult, inquiry: Inquiry, pairs: Iterable[PairKey] | None = None) -> Questionnaire:
    """What goes out for an inquiry: a page per subject; `pairs` where not everything asked goes out again."""
    checklist, programme = result.checklist, result.assessment.programme
    wanted = set(pairs if pairs is not None else (pair_of(text) for text in inquiry.asked))
    pages = []
    for subject in result.assessment.subjects:
        questions = tuple(
            _question(control) for _, control in checklist.asked_of(subject.kind) if (subject.id, control.id) in wanted
        )
        if questions:
            pages.append(QuestionPage(subject.id, subject.kind.value, subject.name, questions))
    first = fiscal_year_of(result.today)
    return Questionnaire(
        inquiry=inquiry,
        municipality=programme.municipality,
        plan=programme.plan,
        contact=programme.contact,
        checklist=checklist.id,
        version=checklist.version,
        pages=tuple(pages),
        statuses=tuple(checklist.statuses[status].label.ja for status in Status if status in checklist.statuses),
        years=tuple(fiscal_year_label(year) for year in range(first, first + YEARS_OFFERED)),
    )


def _question(control: Control) -> Question:
    evidence = "\n".join(f"・{one.ja}" for one in control.evidence)
    return Question(control.id, control.question.ja, control.why.ja, evidence)


def difference(
    inquiry: Inquiry,
    file: ReturnedFile,
    rows: Mapping[PairKey, StoredAnswer],
    order: Iterable[PairKey],
) -> tuple[ReturnedRow, ...]:
    """Every asked pair with what came back, in the order given, then what was not asked."""
    asked = {pair_of(text): revision for text, revision in inquiry.asked.items()}
    keys = dict.fromkeys([*(key for key in order if key in asked), *asked, *file.returned.answers])
    return tuple(_rows(keys, asked, file, rows))


def _rows(
    keys: Iterable[PairKey],
    asked: Mapping[PairKey, int],
    file: ReturnedFile,
    rows: Mapping[PairKey, StoredAnswer],
) -> Iterator[ReturnedRow]:
    for key in keys:
        held = rows.get(key)
        stored, revision = (held.answer, held.revision) if held else (None, 0)
        said, problems = file.returned.answers.get(key), file.faulty.get(key, ())
        if key not in asked:
            state = RowState.NOT_ASKED
        elif problems:
            state = RowState.REFUSED
        else:
            state = _compared(stored, said, is_untouched=revision == asked[key])
        yield ReturnedRow(*key, state, stored, said, revision, problems)


def _compared(stored: Answer | None, said: Answer | None, *, is_untouched: bool) -> RowState:
    if said is None:
        return RowState.MISSING
    if stored is None or (stored.status is Status.UNKNOWN and is_untouched):
        return RowState.NEW if stored is None or not says_same(stored, said) else RowState.SAME
    return RowState.SAME if says_same(stored, said) else RowState.CONFLICT


def says_same(one: Answer, other: Answer) -> bool:
    """True where two answers differ in their date at most."""
    return one == other.model_copy(update={"as_of": one.as_of})


def after_receipt(inquiry: Inquiry, taken: Iterable[PairKey]) -> tuple[str, ...]:
    """The pairs taken, with those taken before, as `subject/control` in the order asked."""
    done = {*inquiry.taken, *(pair_text(key) for key in taken)}
    return tuple(text for text in inquiry.asked if text in done)
