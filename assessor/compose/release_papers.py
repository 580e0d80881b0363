"""Papers around a release: its table of changes, the opinions of the public, the draft decision."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from assessor.compose.framed import Head, framed
from assessor.compose.gap_findings import subject_name
from assessor.compose.parsing import parse, without_empty_sections
from assessor.compose.templates import Fill, compose_markdown
from assessor.model.checklist import Checklist
from assessor.model.document import Document
from assessor.model.fiscal import era_date
from assessor.model.own_name import in_own_name, own_name
from assessor.model.programme import Programme
from assessor.model.release import CorrectedField, Correction, PublicComment, Release, TextChange
from assessor.model.result import AssessmentResult
from assessor.model.template import Template

Json = dict[str, Any]

UNFINISHED = "（作成中）"
"""What the title says while an opinion has no answer."""

CHANGES_PLACEHOLDERS = frozenset(("city", "plan", "before", "after", "changes"))
COMMENTS_PLACEHOLDERS = frozenset(
    ("city", "own", "plan", "contact", "comments", "count", "reflected", "unanswered", "asked")
)
APPROVAL_PLACEHOLDERS = frozenset(
    (
        "city",
        "own",
        "plan",
        "contact",
        "chapter",
        "release",
        "previous",
        "changes",
        "duties",
        "duties_open",
        "opinions",
        "statements",
        "history",
        "on_answers",
    )
)
"""The names the templates of these papers may use."""


class Paper(NamedTuple):
    """How a paper is made: its template, its day, and who fills it."""

    template: Template
    dated: date
    fill: Fill = compose_markdown

    def document(self, programme: Programme, values: Json, *, internal: bool) -> Document:
        """The document filled with values.

        Raises:
            TemplateInvalid: the template names something it is not given.
        """
        made = (("作成", programme.contact or programme.municipality),) if internal else ()
        title = in_own_name(self.template.head.title, programme.municipality)
        head = Head(programme.municipality, programme.plan, self.dated, title, internal, facts=made)
        return framed(self.template, head, without_empty_sections(parse(self.fill(self.template, values))))


def release_changes(
    paper: Paper, checklist: Checklist, programme: Programme, pair: tuple[Release, Release], rows: Iterable[TextChange]
) -> Document:
    """The table of changes (変更箇所) between two releases: public, like the texts it compares."""
    before, after = pair
    values = {
        **about(programme),
        "before": released(before),
        "after": released(after),
        "changes": [change_row(checklist, one) for one in rows],
    }
    return paper.document(programme, values, internal=False)


class Opinions(NamedTuple):
    """What the public said: `sections` are the headings of the text commented on, by statement.

    Where nobody was `asked` yet it is not said that nobody had an opinion.
    """

    comments: Sequence[PublicComment]
    sections: Mapping[str, str]
    asked: bool


def public_comments(paper: Paper, checklist: Checklist, programme: Programme, opinions: Opinions) -> Document:
    """What the public said and what the city thinks of it (意見の概要と市の考え方)."""
    comments, sections, asked = opinions
    values = {
        **about(programme),
        "own": own_name(programme.municipality)[0],
        "comments": [comment_row(checklist, one, sections) for one in comments],
        "count": len(comments),
        "reflected": sum(one.reflected is True for one in comments),
        "unanswered": sum(not one.view for one in comments),
        "asked": asked,
    }
    made = paper.document(programme, values, internal=False)
    return (
        made.model_copy(update={"title": f"{made.title}{UNFINISHED}"})
        if values["unanswered"] or not (comments or asked)
        else made
    )


class Draft(NamedTuple):
    """What a draft decision is about: the newest release, the one before, what changed, opinions in number.

    `on_answers` of its statements rest on answers, the others are promises; `history` are all releases, oldest first.
    """

    release: Release | None
    previous: Release | None
    changes: tuple[TextChange, ...]
    opinions: int
    statements: int
    on_answers: int
    history: tuple[Release, ...]


def approval_draft(paper: Paper, result: AssessmentResult, draft: Draft) -> Document:
    """The draft of the paper by which a decision is asked for (起案文の案); internal."""
    programme = result.assessment.programme
    values = {
        **about(programme),
        "own": own_name(programme.municipality)[0],
        "chapter": draft.release.chapter if draft.release else 7,
        "release": release_row(draft.release) if draft.release else None,
        "previous": release_row(draft.previous) if draft.previous else None,
        "changes": [change_row(result.checklist, one) for one in draft.changes],
        "duties": unmet_duties(result),
        "duties_open": open_duties(result),
        "opinions": draft.opinions,
        "statements": draft.statements,
        "on_answers": draft.on_answers,
        "history": [release_row(one) for one in draft.history],
    }
    return paper.document(programme, values, internal=True)


def about(programme: Programme) -> Json:
    """What every paper names: the city, its plan, whom to ask."""
    return {"city": programme.municipality, "plan": programme.plan, "contact": programme.contact}


def released(one: Release) -> Json:
    """A release as citizens are told of it: its stage, its day, its number."""
    return {"stage": one.stage.label, "dated": era_date(one.dated), "number": one.number}


def release_row(one: Release) -> Json:
    """A release in words, for internal papers."""
    return {
        **released(one),
        "id": one.id,
        "approver": one.approver,
        "note": one.note,
        "digest": one.digest,
        "consultations": [said.model_dump() for said in one.consultations],
        "passed": [said.model_dump() for said in one.passed],
        "corrections": [correction_row(said) for said in one.corrections],
    }


_CORRECTED = {
    CorrectedField.DATED: "決裁の日",
    CorrectedField.NUMBER: "文書番号",
    CorrectedField.APPROVER: "承認した人",
    CorrectedField.REASON: "変えた理由",
}


def correction_row(one: Correction) -> Json:
    """What was put right in what is told of a decision, in words for internal papers."""
    texts = [
        era_date(date.fromisoformat(text)) if text and one.field is CorrectedField.DATED else text
        for text in (one.before, one.after)
    ]
    what = _CORRECTED[one.field] + (f"（{one.item}）" if one.item else "")
    told = {"what": what, "before": texts[0], "after": texts[1]}
    return {**told, "reason": one.reason, "by": one.by, "on": era_date(one.on)}


def change_row(checklist: Checklist, one: TextChange) -> Json:
    """A change with the place of its statement in words."""
    return {
        "item": statement_place(checklist, one.item, one.section),
        "before": one.before,
        "after": one.after,
        "reason": one.reason,
    }


def comment_row(checklist: Checklist, one: PublicComment, sections: Mapping[str, str]) -> Json:
    """An opinion in words; nothing of who sent it is held anywhere."""
    place = statement_place(checklist, one.statement, sections.get(one.statement, "")) if one.statement else None
    return {
        "number": one.number,
        "gist": one.gist,
        "place": place,
        "view": one.view,
        "reflected": one.reflected,
    }


def statement_place(checklist: Checklist, name: str, section: str = "") -> str:
    """Where a statement stands, for citizens: its heading and its category.

    Never the title of a control: it speaks of a measure as of a fact, also where the city does not have it.
    """
    category = checklist.category_of.get(name)
    own = next((one for one in checklist.categories if name in (f"{one.id}-policy", f"{one.id}-fact")), category)
    title = own.title.ja if own else ""
    if section and title and title not in section:
        return f"{section}（{title}）"
    return section or title or "全体"


def unmet_duties(result: AssessmentResult) -> list[Json]:
    """The duties in force that apply and are not met."""
    controls = result.checklist.controls
    return [
        {
            "title": controls[one.control].title.ja,
            "subject": subject_name(result, one.subject),
            "basis": one.basis,
            "first_step": controls[one.control].remediation.ja,
        }
        for one in result.scorecard.duties
        if one.met is False and one.in_force
    ]


def open_duties(result: AssessmentResult) -> int:
    """How many duties in force may apply: that turns on questions nobody has answered."""
    return sum(one.met is None and one.in_force for one in result.scorecard.duties)
