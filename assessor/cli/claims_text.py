"""A check of claims for the terminal: what must be mended first, then what should be looked at."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assessor.cli.wording import status_label
from assessor.i18n.translator import Say
from assessor.i18n.wrap import wrap

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.model.claims import AnswerBehind, Claim, ClaimReport, Missing, OwnSentence

TEXT_CELLS = 74
MOST_OWN = 40
"""Sentences of somebody's own that are listed; a whole plan has hundreds, and `--json` gives them all."""


def report_lines(report: "ClaimReport", checklist: "Checklist", say: Say) -> Iterator[str]:
    """The whole check."""
    from assessor.model.claims import Cause, Verdict

    reworded = sum(one.verdict is Verdict.REWORDED for one in report.claims)
    head = {"document": report.document, "count": len(report.claims), "failing": report.failing, "reworded": reworded}
    head["own"] = sum(not one.near for one in report.own)
    compared = say("claim.head.release", release=report.release) if report.release else ""
    yield say("claim.head", **head) + compared
    shown = sorted(report.claims, key=lambda one: (not one.fails, not one.verdict.is_false))
    for claim in shown:
        if claim.verdict is not Verdict.HOLDS or Cause.MORE_CAN_BE_SAID in claim.causes:
            yield ""
            yield from _claim(claim, checklist, say)
    yield from _own(report.own, say)
    yield from _missing("claim.removed", report.removed, say)
    yield from _missing("claim.new", report.new, say)
    notes = [say(f"claim.remark.{remark}", count=report.links) for remark in report.remarks]
    if report.unknown_marks:
        notes.append(say("claim.unknown_mark", marks=say("cli.list").join(report.unknown_marks)))
    yield from ("", *notes) if notes else ()


def _claim(claim: "Claim", checklist: "Checklist", say: Say) -> Iterator[str]:
    place = "claim.place" if claim.section else "claim.place.unsectioned"
    where = say(place, statement=claim.statement, section=claim.section)
    doubtful = "claim.perhaps" if claim.told == "perhaps" and claim.fails else "claim.sure"
    yield f"[{say(doubtful, verdict=say(f'claim.verdict.{claim.verdict}'))}] {where}"
    yield from _indented(say("claim.said", text=" ".join(claim.text.split())))
    yield from _indented(say("claim.ours", text=claim.ours) if claim.ours else say("claim.ours.none"))
    words = say("cli.list").join(claim.words)
    for cause in claim.causes:
        yield from _indented(say(f"claim.cause.{cause}", words=words))
    if claim.told != "mark":
        yield from _indented(say(f"claim.told.{claim.told}", likeness=int(claim.likeness * 100)))
    for answer in claim.answers:
        yield from _indented(_answer(answer, checklist, say), 4)


def _answer(answer: "AnswerBehind", checklist: "Checklist", say: Say) -> str:
    values = {
        "control": answer.control,
        "subject": answer.name,
        "status": status_label(checklist, answer.status, say),
    }
    line = say("claim.answer", **values)
    shift = answer.shift
    if shift is not None and shift.before is not answer.status:
        before = status_label(checklist, shift.before, say)
        line = say("claim.answer.shifted", **values, before=before, day=shift.day, by=shift.by)
    return say("claim.answer.reason", answer=line, reason=say(f"claim.open.{answer.reason}")) if answer.reason else line


def _own(own: "tuple[OwnSentence, ...]", say: Say) -> Iterator[str]:
    """The sentences that nothing stands behind: first those that read like a control that is not in place."""
    for one in own:
        if one.near:
            section = one.section or say("claim.own.top")
            yield from ("", say("claim.own.near", controls=say("cli.list").join(one.near)))
            yield from _indented(say("claim.own.row", section=section, text=one.text))
    rest = [one for one in own if not one.near]
    if rest:
        yield from ("", say("claim.own"))
        for one in rest[:MOST_OWN]:
            yield from _indented(say("claim.own.row", section=one.section or say("claim.own.top"), text=one.text))
        if len(rest) > MOST_OWN:
            yield from _indented(say("claim.own.more", count=len(rest) - MOST_OWN))


def _missing(key: str, missing: "Iterable[Missing]", say: Say) -> Iterator[str]:
    rows = list(missing)
    if rows:
        yield from ("", say(key))
        for row in rows:
            yield from _indented(f"{row.statement}  {row.text}")


def _indented(text: str, blanks: int = 2) -> Iterator[str]:
    yield from (" " * blanks + line for line in wrap(text, TEXT_CELLS - blanks))
