"""Texts approved at a stage: frozen with what they rest on, checked first, found again, compared."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assessor.engine.claims import check_claims
from assessor.engine.holdings import printed, standings
from assessor.engine.publication import public_view
from assessor.engine.release_course import OutOfOrder, numbered_alike, out_of_order, title_contradicts, titled
from assessor.engine.released_text import document_of, marks_in, with_ends
from assessor.faults.releases import (
    DecisionOutOfOrder,
    NotReleasable,
    OwnTextUnconfirmed,
    ReleaseBlocked,
)
from assessor.model.claims import Claim, ClaimReport, OwnSentence, Told
from assessor.model.document import Document
from assessor.model.edited import EditedText
from assessor.model.record_kinds import RELEASE_KIND
from assessor.model.release import (
    Consultation,
    PassedFinding,
    Release,
    ReleasedStatement,
    SupportingAnswer,
)
from assessor.model.remark import Remark
from assessor.service import privacy_reporting, public_reporting
from assessor.service.claims import read_back, shifts
from assessor.service.composing import Wanted, check_subject, filling
from assessor.service.deciding import chain, check_reasons, order_values, stage_named
from assessor.service.passing import ORDER_CODE, OWN_CODE, Blocking, blocking, left, noted, out_of_place
from assessor.service.printed_text import printed_by_us
from assessor.service.releases import SECTION7, find_release, keep_release, releases
from assessor.service.text_checking import remarks_on
from assessor.service.texts import day, line, optional_line, paragraphs
from assessor.service.workspace import Workspace

SUMMARY = "pia-summary"
RELEASABLE = (SECTION7, SUMMARY)
_COMPOSERS = {**public_reporting.COMPOSERS, **privacy_reporting.COMPOSERS}


@dataclass(frozen=True)
class Approval:
    """What is told of a text as it is released; texts as typed."""

    stage: str
    report: str = SECTION7
    subject: str | None = None
    template: str | None = None
    templates: Path | None = None
    chapter: int = 7
    document: str | None = None
    dated: str | None = None
    number: str | None = None
    approver: str | None = None
    note: str | None = None
    consulted: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    reason: str | None = None
    own_text: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


class Findings(NamedTuple):
    """What is to be said of a text and of its decision before it is frozen.

    `alike` are other releases of the same number; `title_contradicts` where an edited title does not fit the stage.
    """

    remarks: tuple[Remark, ...]
    claims: tuple[Claim, ...]
    own: tuple[OwnSentence, ...] = ()
    order: OutOfOrder | None = None
    alike: tuple[Release, ...] = ()
    title_contradicts: bool = False

    @property
    def blocking(self) -> tuple[Blocking, ...]:
        """What keeps the text from being frozen, each with the key under which it is passed."""
        return (*blocking(self.remarks, self.claims, self.own), *out_of_place(self.order))


class Examined(NamedTuple):
    """A text looked through before it is frozen; `edited` and `report` where it was read from a file."""

    document: Document
    edited: EditedText | None
    report: ClaimReport | None
    findings: Findings


def examine(workspace: Workspace, approval: Approval) -> Examined:
    """The text that would be frozen, the one composed today or an edited document, with all that is found in it.

    Raises:
        NotReleasable, UnknownTemplate, UnknownSubject, UnknownReleaseStage, BadDate: by the approval.
        DocumentRefused, FileMissing, FileUnreadable: the edited document cannot be read back.
    """
    if approval.report not in RELEASABLE:
        raise NotReleasable(kind=approval.report, known=", ".join(RELEASABLE))
    edited = _edited(approval)
    report = _checked(workspace, approval, edited) if approval.report == SECTION7 and edited else None
    document = _document(workspace, approval, with_ends(edited, report.claims) if edited and report else edited)
    found = _findings(workspace, approval, document, report)
    return Examined(document, edited, report, _of_decision(workspace, approval, document, found))


def freeze(workspace: Workspace, approval: Approval, examined: Examined) -> Release:
    """Freeze a text at a stage.

    Raises:
        ReleaseBlocked: something in it must not be published and was not passed by name and reason.
        DecisionOutOfOrder: its day goes back behind an earlier stage, and nobody said why.
        OwnTextUnconfirmed: nothing stands behind some of its sentences, and nobody said why they stand there.
        PassReasonMissing, UnknownPass, UnknownStatement, UnknownReleaseStage, BadText, BadDate: by the approval.
    """
    stage, edited = stage_named(approval.stage), examined.edited
    passed = _passed(workspace, approval, examined.findings)
    number = 1 + max((int(one.id.removeprefix("S-")) for one in releases(workspace)), default=0)
    release = Release(
        id=f"S-{number:03d}",
        report=approval.report,
        subject=approval.subject,
        stage=stage,
        dated=_dated(workspace, approval),
        number=optional_line("number", approval.number),
        approver=optional_line("approver", approval.approver),
        note=paragraphs("note", approval.note) if approval.note else None,
        template=None if edited else approval.template or "standard",
        chapter=approval.chapter,
        document=examined.document,
        digest=_digest(examined.document),
        checklist_digest=workspace.snapshot.checklist_digest,
        source=edited.name if edited else None,
        source_digest=edited.digest if edited else None,
        statements=tuple(_statements(workspace, examined)) if approval.report == SECTION7 else (),
        consultations=tuple(Consultation(post=line("consulted", one)) for one in approval.consulted),
        passed=passed,
        reasons={line("reason", name): paragraphs("reason", text) for name, text in approval.reasons.items()},
    )
    check_reasons(workspace, release)
    keep_release(workspace, release, expected=0)
    return release


def foreseen(workspace: Workspace, approval: Approval) -> Release:
    """The release that a decision of today would make; nothing is kept, and nothing it holds keeps it back."""
    examined = examine(workspace, approval)
    return Release(
        id="―",
        stage=stage_named(approval.stage),
        dated=workspace.session.today,
        chapter=approval.chapter,
        document=examined.document,
        digest=_digest(examined.document),
        checklist_digest=workspace.snapshot.checklist_digest,
        statements=tuple(_statements(workspace, examined)),
    )


def consult(
    workspace: Workspace, name: str, post: str, *, comment: str | None = None, reply: str | None = None
) -> Release:
    """Write down what a post said (合議) and what was answered; the frozen text stays as it is.

    Raises:
        UnknownRelease: there is none of that id.
    """
    held = find_release(workspace, name)
    asked = line("consulted", post)
    known = next((one for one in held.consultations if one.post == asked), Consultation(post=asked))
    told = Consultation(
        post=asked,
        comment=paragraphs("comment", comment) if comment else known.comment,
        reply=paragraphs("reply", reply) if reply else known.reply,
    )
    others = tuple(one for one in held.consultations if one.post != asked)
    changed = held.model_copy(update={"consultations": (*others, told)})
    keep_release(workspace, changed, expected=workspace.snapshot.revision(RELEASE_KIND, held.id))
    return changed


def _edited(approval: Approval) -> EditedText | None:
    return read_back(Path(approval.document)) if approval.document else None


def _document(workspace: Workspace, approval: Approval, edited: EditedText | None) -> Document:
    if edited is not None:
        programme = workspace.assessment.programme
        return document_of(
            edited,
            kind=approval.report,
            municipality=programme.municipality,
            plan=programme.plan,
            dated=_dated(workspace, approval),
        )
    wanted = Wanted(approval.report, approval.subject, approval.template, approval.templates, approval.chapter)
    check_subject(wanted)
    filled = filling(wanted.kind, wanted.template, wanted.templates)
    made = _COMPOSERS[wanted.kind](workspace, wanted, filled).model_copy(update={"dated": _dated(workspace, approval)})
    return titled(made, stage_named(approval.stage))


def _dated(workspace: Workspace, approval: Approval) -> date:
    return day(approval.dated) if approval.dated else workspace.session.today


def _digest(document: Document) -> str:
    content = json.dumps(document.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return f"sha256:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _checked(workspace: Workspace, approval: Approval, edited: EditedText) -> ClaimReport:
    printed = printed_by_us(workspace, approval.templates)
    return check_claims(edited, workspace.result(), shifts(workspace), printed_by_us=printed)


def _findings(workspace: Workspace, approval: Approval, document: Document, report: ClaimReport | None) -> Findings:
    false_ones = tuple(one for one in report.claims if one.fails) if report else ()
    # The first line of an edited text became its title: no line of it goes unread.
    service = approval.subject if approval.report == SUMMARY else None
    titled = remarks_on(workspace, document.title, summary_of=service) if approval.document else ()
    remarks = (*titled, *remarks_on(workspace, document, summary_of=service))
    # A sentence that must be passed by name and with a reason is not asked for a second one.
    asked = {one.text for one in remarks if one.severity == "block"}
    own = [one for one in report.own if one.near or bare(one.text) not in asked] if report else ()
    return Findings(remarks, false_ones, tuple(own))


def _of_decision(workspace: Workspace, approval: Approval, document: Document, found: Findings) -> Findings:
    """The findings with those on the decision itself: its day, its number, its title."""
    stage, dated = stage_named(approval.stage), _dated(workspace, approval)
    held = chain(workspace, approval.report, approval.subject)
    return found._replace(
        order=out_of_order(held, stage, dated, workspace.session.today),
        alike=numbered_alike(releases(workspace), optional_line("number", approval.number)),
        title_contradicts=approval.document is not None and title_contradicts(document, stage),
    )


def bare(text: str) -> str:
    """A sentence as remarks on it show it."""
    return text.replace("※", "").strip()


def _passed(workspace: Workspace, approval: Approval, findings: Findings) -> tuple[PassedFinding, ...]:
    """What was let pass; anything else that must not be published stops the release."""
    found, by = findings.blocking, workspace.session.by
    left_over = left(found, approval.passed)
    own = [one.key for one in left_over if one.code == OWN_CODE]
    stopped = [one.key for one in left_over if one.code != OWN_CODE]
    if stopped and all(one.code == ORDER_CODE for one in left_over if one.code != OWN_CODE):
        raise DecisionOutOfOrder(key=stopped[0], **order_values(findings.order))
    if stopped:
        raise ReleaseBlocked(count=len(stopped), codes=", ".join(stopped))
    if own and not approval.own_text:
        raise OwnTextUnconfirmed(count=len(own))
    return (
        *noted(found, approval.passed, approval.reason, by),
        *noted(found, own, approval.own_text, by),
    )


def _statements(workspace: Workspace, examined: Examined) -> Iterable[ReleasedStatement]:
    """The statements of the text with the answers behind them today."""
    result, report = workspace.result(), examined.report
    held = standings(result)
    if report is None:
        marks = marks_in(examined.document)
        said = (one for one in printed(public_view(result)).values() if one.mark in marks)
        told = [(one.id, one.written, one.text) for one in said]
    else:
        found = (one for one in report.claims if one.statement in held and one.told is not Told.PERHAPS)
        told = [(one.statement, one.claimed, one.text) for one in found]
    for name, written, text in told:
        support = tuple(
            SupportingAnswer(subject=one.subject, control=one.control, status=one.answer.status if one.answer else None)
            for one in held[name].pairs
        )
        yield ReleasedStatement(id=name, written=written, text=text, support=support)
