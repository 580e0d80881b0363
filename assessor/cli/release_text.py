"""Releases and public comments for the terminal and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assessor.cli.section7_text import remark_lines
from assessor.cli.table import table
from assessor.i18n.translator import Say
from assessor.i18n.visible import visible_line

if TYPE_CHECKING:
    from assessor.engine.release_course import OutOfOrder
    from assessor.model.claims import BrokenClaim, OwnSentence
    from assessor.model.release import Correction, PassedFinding, PublicComment, Release, ReleaseStage
    from assessor.service.passing import Blocking
    from assessor.service.releasing import Findings


def finding_lines(findings: "Findings", say: Say) -> Iterator[str]:
    """What is to be said of a text and of its decision before it is frozen."""
    yield from blocking_lines((one for one in findings.blocking if one.finding is not findings.order), say)
    if findings.order:
        yield f"! [{findings.blocking[-1].key}] {order_line(findings.order, say)}"
    for one in findings.alike:
        yield say("release.number.twice", number=one.number, release=one.id, stage=stage_word(one.stage, say))
    if findings.title_contradicts:
        yield say("release.title.contradicts")


def blocking_lines(found: "Iterable[Blocking]", say: Say) -> Iterator[str]:
    """What keeps a text back: first the key for `--pass`."""
    from assessor.model.claims import Claim, OwnSentence
    from assessor.model.remark import Remark

    for one in found:
        if isinstance(one.finding, Remark):
            yield from remark_lines(f"[{one.key}]", [one.finding], say)
        elif isinstance(one.finding, OwnSentence):
            yield f"! [{one.key}] {own_sign(one.finding, say)}"
        elif isinstance(one.finding, Claim):
            yield f"! [{one.key}] {one.finding.statement}: {say(f'claim.verdict.{one.finding.verdict}')}"
        if isinstance(one.finding, Remark | OwnSentence | Claim):
            yield f"    {visible_line(one.finding.text)}"


def order_line(order: "OutOfOrder", say: Say) -> str:
    """That a day of decision goes back in time."""
    stage, against = stage_word(order.stage, say), order.against
    if against is None:
        return say("release.order.to_come", stage=stage, dated=order.dated.isoformat())
    told = {"release": against.id, "held": stage_word(against.stage, say), "before": against.dated.isoformat()}
    return say("release.order", stage=stage, dated=order.dated.isoformat(), **told)


def broken_lines(broken: "Iterable[BrokenClaim]", say: Say) -> Iterator[str]:
    """What of a release holds no more since an answer, each sentence once; and what to do about it."""
    told = {(one.statement, one.text): one for one in sorted(broken, key=lambda one: (one.public, one.release))}
    for one in told.values():
        where = say("broken.where", places=visible_line(one.section)) if one.section else ""
        key = "broken.answer.public" if one.public else "broken.answer.frozen"
        yield say(key, release=one.release, label=one.label, statement=one.statement, where=where)
        yield f"  {visible_line(one.text)}"
    if told:
        yield say("broken.answer.next")


def own_sign(one: "OwnSentence", say: Say) -> str:
    """What is to be said of a sentence that nothing stands behind, before its words."""
    if one.near:
        return say("claim.own.near", controls=say("cli.list").join(one.near))
    return say("claim.own.none", section=one.section or say("claim.own.top"))


def stage_word(stage: "ReleaseStage", say: Say) -> str:
    """A stage in the language of the call."""
    return say(f"release.stage.{stage.value}")


def list_lines(held: "Sequence[Release]", say: Say) -> Iterator[str]:
    """One line per release."""
    if not held:
        yield say("release.none")
        return
    rows = [
        (one.id, stage_word(one.stage, say), one.dated.isoformat(), one.number or "-", one.approver or "-", one.report)
        for one in held
    ]
    names = ("id", "stage", "dated", "number", "approver", "report")
    yield from table([tuple(say(f"release.column.{name}") for name in names), *rows])


def release_lines(one: "Release", say: Say) -> Iterator[str]:
    """Everything about a release but its text."""
    yield from list_lines([one], say)
    yield ""
    yield say("release.printed", title=one.document.title, dated=one.document.dated.isoformat())
    yield say("release.digest", digest=one.digest)
    if one.source:
        yield say("release.source", source=one.source, digest=one.source_digest)
    yield say("release.statements", count=len(one.statements))
    if one.note:
        yield say("release.note", note=one.note)
    for asked in one.consultations:
        yield say("release.asked", post=asked.post)
        if asked.comment:
            yield "  " + say("release.comment", text=asked.comment)
        if asked.reply:
            yield "  " + say("release.reply", text=asked.reply)
    yield from _passed(one.passed, say)
    yield from correction_lines(one.corrections, say)


def correction_lines(corrections: "Iterable[Correction]", say: Say) -> Iterator[str]:
    """What was put right, from what to what, why, by whom and when; also for the screen."""
    for one in corrections:
        what = say(f"release.corrected.{one.field.value}")
        what += f" {one.item}" if one.item else ""
        none = say("cli.none")
        yield say(
            "release.correction",
            what=what,
            before=one.before or none,
            after=one.after or none,
            reason=one.reason,
            by=one.by,
            on=one.on.isoformat(),
        )


def release_json(one: "Release") -> dict[str, Any]:
    """A release without its frozen document, which `show --document` gives."""
    printed = {"title": one.document.title, "printed": one.document.dated.isoformat()}
    return {**one.model_dump(mode="json", exclude={"document"}), **printed}


def comment_lines(held: "Iterable[PublicComment]", say: Say) -> Iterator[str]:
    """Each comment with what the city thinks of it."""
    rows = list(held)
    if not rows:
        yield say("comments.none")
    for one in rows:
        state = {None: "open", True: "reflected", False: "not_reflected"}[one.reflected]
        where = f"  {one.statement}" if one.statement else ""
        yield f"#{one.number}  [{say(f'comments.{state}')}]{where}"
        yield f"  {one.gist}"
        if one.view:
            yield "  " + say("comments.view", view=one.view)
        yield from (f"  {line}" for line in _passed(one.passed, say))


def _passed(passed: "Iterable[PassedFinding]", say: Say) -> Iterator[str]:
    for one in passed:
        yield say("release.passed", code=one.key or one.code, words=one.words, reason=one.reason, by=one.by)
