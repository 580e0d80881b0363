"""An item gets another status: what each of them asks for."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assessor.model.remediation import ItemStatus
from assessor.service.item_editing import Edit, duties_of, open_answers
from assessor.service.item_fields import ItemFields
from assessor.tui.item_asking import ask_line, found, save_edit, tried, with_means
from assessor.tui.messages import QuestionRequested
from assessor.tui.screens.ask import Asking, Choice

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.model.standing import ItemStanding
    from assessor.tui.app import AssessorApp

MOST_NAMED = 8


async def move(app: "AssessorApp", item: str, status: str) -> None:
    """Give an item another status, with what that status needs."""
    one = found(app, item)
    if one is None:
        return
    if one.status.value == status and one.item.status.value == status:
        app.tell("items.same_status", what=app.say(f"item_status.{status}"))
        return
    decision = {
        ItemStatus.DONE.value: _closing,
        ItemStatus.ACCEPTED.value: _accepting,
        ItemStatus.DECLINED.value: _declining,
    }.get(status)
    edit: Edit | None = Edit(item, ItemFields(status=status))
    if decision is not None:
        edit = await decision(app, one)
    if edit is not None:
        save_edit(app, one, await with_means(app, one, edit), app.say(f"item_status.{status}"))


async def _closing(app: "AssessorApp", one: "ItemStanding") -> Edit | None:
    """Done: the answers that are not implemented, or name no evidence, are shown, and evidence is asked for."""
    edit = Edit(one.item.id, ItemFields(status=ItemStatus.DONE.value))
    result = app.result
    still_open = open_answers(result, one.item) if result is not None else ()
    if not still_open or result is None:
        return edit
    say = app.say
    lines = [_question(app, key) for key in still_open[:MOST_NAMED]]
    if len(still_open) > MOST_NAMED:
        lines.append(say("items.more", count=len(still_open) - MOST_NAMED))
    choices = (
        Choice("Esc", say("items.stay"), "stay"),
        Choice("1", say("items.close.evidence", count=len(still_open)), "evidence"),
        Choice("2", say("items.close.question"), "question"),
    )
    title = say("items.close.title", item=one.item.id)
    value = await app.ask(Asking(title, (say("items.close.why"), *lines), choices))
    if value == "question":
        app.post_message(QuestionRequested(still_open[0]))
    if value != "evidence":
        return None
    check = partial(tried, app, lambda text: edit._replace(evidence=(text,)))
    evidence = await ask_line(app, "items.evidence", check=check)
    return None if evidence is None else edit._replace(evidence=(evidence,))


def _question(app: "AssessorApp", key: "PairKey") -> str:
    """A question with its present answer, on one line."""
    result = app.result
    if result is None:
        return ""
    subject, answer = result.assessment.subject(key[0]), result.assessment.answers.get(key)
    name = app.say("subject.whole") if key[0] == "programme" else subject.name if subject else key[0]
    control = result.checklist.controls.get(key[1])
    label = app.say("status.unanswered")
    if answer is not None:
        label = result.checklist.statuses[answer.status].label.say(app.lang)
    title = control.title.say(app.lang) if control else app.say("edition.not_asked")
    return f"  {key[1]} {name} {title}: {label}"


async def _accepting(app: "AssessorApp", one: "ItemStanding") -> Edit | None:
    """A risk knowingly left: who decided, why, until when."""
    duties = duties_of(app.result, one.item) if app.result is not None else ()
    if duties:
        app.tell("items.accept_duty", "alarm", control=duties[0])
        return None
    held = one.item.acceptance
    approver = await ask_line(app, "items.approver", held.approver if held else "")
    reason = None if approver is None else await ask_line(app, "items.accept_reason", held.reason if held else "")
    if approver is None or reason is None:
        return None
    status = ItemStatus.ACCEPTED.value
    fields = ItemFields(status=status, approver=approver, reason=reason)

    def whole(text: str) -> Edit:
        return Edit(one.item.id, replace(fields, review=text))

    review = await ask_line(app, "items.review", check=partial(tried, app, whole))
    return None if review is None else whole(review)


async def _declining(app: "AssessorApp", one: "ItemStanding") -> Edit | None:
    """Not to be done: why."""
    duties = duties_of(app.result, one.item) if app.result is not None else ()
    if duties:
        app.tell("items.decline_duty", "alarm", control=duties[0])
        return None
    reason = await ask_line(app, "items.decline_reason", one.item.reason or "")
    status = ItemStatus.DECLINED.value
    return None if reason is None else Edit(one.item.id, ItemFields(status=status, reason=reason))
