"""The findings for the terminal, worst first."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assessor.cli.wording import status_label, year_label
from assessor.i18n.inquiry_words import asking_text
from assessor.i18n.translator import Say
from assessor.i18n.wrap import wrap

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.model.finding import Finding
    from assessor.model.inquiry import Asking
    from assessor.model.result import AssessmentResult

TEXT_CELLS = 72


def finding_lines(
    result: "AssessmentResult", say: Say, asked: "Mapping[PairKey, Asking]" = MappingProxyType({})
) -> Iterator[str]:
    """How many there are of each severity, then each with why it matters and the first step."""
    found = result.findings
    if not found:
        yield say("cli.findings.none")
    else:
        yield say("cli.findings.head", count=len(found), severities=_severities(result, say))
    missing = result.scorecard.total.applicable - result.scorecard.total.answered
    if missing:
        yield say("cli.findings.unanswered", count=missing)
    for finding in found:
        yield ""
        yield from _finding(result, finding, say, asked.get((finding.subject, finding.control)))


def _severities(result: "AssessmentResult", say: Say) -> str:
    counts = ((rule, sum(one.severity is rule.id for one in result.findings)) for rule in result.checklist.severities)
    return say("cli.list").join(f"{rule.title.say(say.lang)} {count}" for rule, count in counts)


def _finding(result: "AssessmentResult", finding: "Finding", say: Say, asked: "Asking | None" = None) -> Iterator[str]:
    checklist, lang = result.checklist, say.lang
    control = checklist.controls[finding.control]
    severity = next(rule.title.say(lang) for rule in checklist.severities if rule.id is finding.severity)
    subject = result.assessment.subject(finding.subject)
    yield f"[{severity}] {finding.control}  {control.title.say(lang)}"
    yield say(
        "cli.findings.where",
        subject=finding.subject,
        name=subject.name if subject else "",
        status=status_label(checklist, finding.status, say),
        importance=checklist.importances[finding.importance].label.say(lang),
    ) + (say("cli.findings.duty") if finding.duty else "")
    if finding.planned_for is not None:
        key = "cli.findings.overdue" if finding.overdue else "cli.findings.planned"
        yield say(key, year=year_label(finding.planned_for, lang))
    if asked is not None:
        yield f"  {asking_text(asked, say)}"
    yield from _labelled(say("cli.findings.why"), control.why.say(lang))
    yield from _labelled(say("cli.findings.first_step"), control.remediation.say(lang))


def _labelled(label: str, text: str) -> Iterator[str]:
    yield f"  {label}"
    yield from (f"    {line}" for line in wrap(text, TEXT_CELLS))
