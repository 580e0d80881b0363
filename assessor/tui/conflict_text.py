"""The lines that show three answers to one question: what both began with, theirs with who and when, and mine."""

from datetime import datetime

from assessor.i18n.translator import Say, translator
from assessor.model.assessment import Answer
from assessor.model.result import AssessmentResult
from assessor.service.settings import JST
from assessor.tui.tasks import Conflict
from assessor.tui.widgets.subject_list import subject_name


def conflict_lines(conflict: Conflict, lang: str) -> tuple[str, ...]:
    """What the dialogue lists; the choice is between whole answers."""
    say = translator(lang)
    subject_id, control_id = conflict.pair
    result = conflict.held.result
    row = conflict.held.stored[conflict.pair]
    at = datetime.fromisoformat(row.at).astimezone(JST).strftime("%m/%d %H:%M")
    return (
        f"{control_id} {result.checklist.controls[control_id].title.say(lang)}",
        say("conflict.subject", name=subject_name(result, subject_id, say("subject.whole"))),
        "",
        say("conflict.base"),
        *_answer_lines(result, conflict.base, say),
        "",
        say("conflict.theirs", by=row.by, at=at),
        *_answer_lines(result, row.answer, say),
        "",
        say("conflict.mine"),
        *([f"  {say('edition.screen.waits')}"] if conflict.waits else _answer_lines(result, conflict.mine, say)),
    )


def _answer_lines(result: AssessmentResult, answer: Answer | None, say: Say) -> list[str]:
    if answer is None:
        return ["  " + say("status.unanswered")]
    lines = [f"  {result.checklist.statuses[answer.status].label.say(say.lang)}"]
    for name in ("comment", "reason"):
        text = getattr(answer, name)
        if text:
            lines += [f"  {say(f'field.{name}')}: {text}"]
    lines += [f"  {say('field.evidence')}: {one.title}" for one in answer.evidence]
    return lines
