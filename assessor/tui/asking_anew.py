"""After a newer checklist was taken over: what is told, and what was typed is there again in its field."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assessor.model.assessment import Answer, PairKey
from assessor.model.fiscal import fiscal_year_label
from assessor.tui.drafts import Drafts
from assessor.tui.messages import Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.tasks import Reworded
from assessor.tui.widgets.asked import number_of
from assessor.tui.widgets.evidence_text import evidence_text

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp


def ask_anew(app: "AssessorApp", drafts: Drafts, event: Reworded) -> PairKey | None:
    """Keep what was typed, say which answers were not saved and why; the first question to be answered again, if any.

    What was written to a question that is asked no more is shown once: there is no field for it.
    """
    result = event.held.result
    waiting, asked = result.assessment.to_confirm, result.checklist.controls
    again = [pair for pair in event.mine if pair[1] in asked]
    gone = [pair for pair in event.mine if pair[1] not in asked]
    for pair in again:
        before = waiting[pair].answer if pair in waiting else None
        for name, text in written_texts(event.mine[pair], before).items():
            drafts.keep(f"{pair[0]}/{pair[1]}/{name}", text)
    texts = [text for pair in gone for text in written_texts(event.mine[pair], None).values()]
    if texts:
        _show_once(app, texts, result.checklist.version)
    name = "asked_anew" if again else "asked_no_more" if gone else "replaced"
    numbers = app.say("list.comma").join(dict.fromkeys(number_of(control) for _, control in again or gone))
    text = app.say(f"edition.screen.{name}", numbers=numbers, version=result.checklist.version)
    app.notice = Notice(text, "warn")
    return again[0] if again else None


def written_texts(answer: Answer | None, before: Answer | None) -> Mapping[str, str]:
    """What was typed with an answer and is not in the one before it, by field, as its field shows it."""
    return {name: text for name, text in _texts(answer).items() if text and text != _texts(before).get(name)}


def _texts(answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return {}
    return {
        "comment": answer.comment or "",
        "evidence": "\n".join(evidence_text(one) for one in answer.evidence),
        "planned_for": "" if answer.planned_for is None else fiscal_year_label(answer.planned_for),
        "reason": answer.reason or "",
    }


def _show_once(app: "AssessorApp", texts: Sequence[str], version: str) -> None:
    title = app.say("edition.screen.gone_title", version=version)
    lines = tuple(line for text in texts for line in (*text.split("\n"), ""))
    closing = Choice("Esc", app.say("edition.screen.gone_read"), "")
    app.run_worker(app.ask(Asking(title, lines, (closing,))), group="list", exclusive=True)
