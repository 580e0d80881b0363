"""What was decided in papers, for the memo of April: texts that went out, opinions, impact assessments."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assessor.compose.release_papers import correction_row
from assessor.model.checklist import Checklist
from assessor.model.fiscal import era_date
from assessor.model.privacy import Verdict
from assessor.model.privacy_result import ApprovalState, PiaResult
from assessor.model.release import PublicComment, Release
from assessor.model.result import AssessmentResult

Json = dict[str, Any]
DocumentDate = tuple[date, str, str, bool]
"""A day, what is due on it, of which kind, and whether it is past."""

REPORTS = {"section7": "計画の第7章", "pia-summary": "PIAの要約", "glossary": "用語集", "roadmap": "取組の予定"}


_OF_CATEGORY = {"policy": "方針の文", "fact": "実施の文"}
"""What a category says of itself."""


def release_rows(result: AssessmentResult, releases: tuple[Release, ...]) -> list[Json]:
    """Every text that was frozen, in the order it was decided."""
    names = {one.id: one.name for one in result.assessment.subjects}
    return [
        {
            "id": one.id,
            "paper": REPORTS.get(one.report, one.document.title)
            + (f"（{names.get(one.subject, one.subject)}）" if one.subject else ""),
            "stage": one.stage.label,
            "dated": era_date(one.dated),
            "number": one.number,
            "approver": one.approver,
            "note": one.note,
            "passed": [{"words": it.words, "reason": it.reason, "by": it.by} for it in one.passed],
            "corrections": [correction_row(it) for it in one.corrections],
        }
        for one in releases
    ]


def unanswered_rows(result: AssessmentResult, comments: tuple[PublicComment, ...]) -> list[Json]:
    """The opinions to which the city has not said anything yet."""
    return [
        {
            "number": one.number,
            "gist": one.gist,
            "about": statement_name(result.checklist, one.statement) if one.statement else None,
        }
        for one in comments
        if not (one.view or "").strip()
    ]


def statement_name(checklist: Checklist, name: str) -> str:
    """A statement by its id, with the title of the control or category whose it is."""
    control = checklist.controls.get(name)
    if control is not None:
        return f"{name}　{control.title.ja}"
    owner, _, kind = name.rpartition("-")
    category = next((one for one in checklist.categories if one.id == owner), None)
    return f"{category.title.ja}の{_OF_CATEGORY[kind]}" if category and kind in _OF_CATEGORY else name


def assessment_rows(pias: tuple[PiaResult, ...]) -> list[Json]:
    """How the impact assessment of each service stands: who approved it when, what is left, when it is looked at."""
    return [
        {
            "service": one.subject.name,
            "verdict": VERDICTS.get(one.verdict) if one.verdict else None,
            "approval": one.approval.value,
            **_approval(one),
            "left": len(one.unfinished),
            "owner": one.pia.preparation.owner,
            "next_review": era_date(review) if (review := one.pia.followup.next_review) else None,
            "review_due": one.review_due,
            "rule": one.pia.followup.rule,
        }
        for one in pias
    ]


VERDICTS: Mapping[Verdict, str] = {
    Verdict.NOT_NEEDED: "評価は不要",
    Verdict.SHORT: "簡易な評価",
    Verdict.FULL: "全部の評価",
}


def _approval(one: PiaResult) -> Json:
    held = one.pia.approvals.get(one.approval_id) if one.approval_id else None
    return {
        "by": held.by if held else None,
        "on": era_date(held.date) if held else None,
        "despite": held.despite if held else None,
    }


def assessment_dates(pias: tuple[PiaResult, ...], today: date) -> Iterator[DocumentDate]:
    """The days of impact assessments that are still to come, or past and not done."""
    for one in pias:
        name, said = one.subject.name, one.pia
        if one.approval is ApprovalState.NONE and one.verdict is not Verdict.NOT_NEEDED:
            for day, what in (
                (said.preparation.due, "PIAの期限"),
                (said.preparation.contract_on, "PIAを終える契約の日"),
            ):
                if day is not None:
                    yield day, f"{name}のPIA", what, day < today
        if said.followup.next_review is not None:
            yield said.followup.next_review, f"{name}のPIA", "PIAの見直し", said.followup.next_review < today
        for risk_id, risk in said.risks.items():
            if risk.due is not None and risk.done is None:
                yield risk.due, f"{name}　{risk_id} {risk.title}", "PIAの対策の期限", risk.due < today
