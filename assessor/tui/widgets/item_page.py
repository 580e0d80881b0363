"""One remediation item: what the list shows beside it, and the page on which its fields are written."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.reactive import reactive

from assessor.i18n.translator import Say
from assessor.model.assessment import PairKey
from assessor.model.fiscal import era_date
from assessor.model.remediation import ItemStatus, RemediationItem
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.model.standing import Effect, ItemStanding
from assessor.tui.widgets.explained import Section, drawn
from assessor.tui.widgets.item_order import owner_of
from assessor.tui.widgets.page import Line, Page
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row
from assessor.tui.widgets.subject_list import subject_name

LABEL = 18
MOST_SENTENCES = 6

FIELDS = (
    "title",
    "status",
    "department",
    "owner",
    "due",
    "priority",
    "effort",
    "cost",
    "budget_secured",
    "people_secured",
    "pinned",
    "depends_on",
    "treatments",
)


class Target(NamedTuple):
    """Something on the page that can be chosen: a field, one of its steps, or a question (`pair`)."""

    field: str
    place: int = -1
    pair: PairKey | None = None


def status_words(one: ItemStanding, say: Say) -> str:
    """The status that holds, with what corrected it or is late, in words."""
    word = say(f"item_status.{one.status.value}")
    notes = [say("cli.item.moot")] if one.moot else []
    if one.is_overdue:
        notes.append(say("cli.item.late", days=one.days_late))
    if one.reopened:
        notes.append(say("cli.item.reopened", count=len(one.unmet)))
    if one.returned:
        notes.append(say("cli.item.returned"))
    return word + (say("list.bracket", text=say("list.comma").join(notes)) if notes else "")


def priority_words(one: ItemStanding, say: Say) -> str:
    """The priority with its reasons."""
    why = say("list.comma").join(say(f"item_reason.{reason.code}", **reason.said(say.lang)) for reason in one.reasons)
    return say(f"priority.{one.priority.value}") + say("list.bracket", text=why)


def effect_lines(change: Effect, say: Say) -> Iterator[str]:
    """What closing an item would do to score, findings, duties and section 7."""
    (before, after), possible = change.earned, change.possible
    yield say(
        "items.effect.score", before=_percent(before, possible), after=_percent(after, possible), more=after - before
    )
    yield say("cli.effect.findings", count=len(change.findings_gone), duties=len(change.duties_met))
    sentences = [("+", text) for _, text in change.sentences_new] + [("-", text) for _, text in change.sentences_gone]
    if not sentences:
        yield say("cli.effect.no_sentence")
        return
    yield say("items.effect.sentences")
    for sign, text in sentences[:MOST_SENTENCES]:
        yield f"{sign} {text}".replace("※", "*")
    if len(sentences) > MOST_SENTENCES:
        yield say("items.more", count=len(sentences) - MOST_SENTENCES)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "0%"


class ItemDetail(Page):
    """What is known of the chosen item: status, why so urgent, which answers, what closing it would do."""

    result: reactive[AssessmentResult | None] = reactive(None)
    standing: reactive[ItemStanding | None] = reactive(None)
    change: reactive[tuple[str, Effect] | None] = reactive(None)

    more_key, back_key = "findings.more", "findings.back"

    def watch_standing(self, before: ItemStanding | None, now: ItemStanding | None) -> None:
        """Another item is read from its beginning."""
        if before is None or now is None or before.item.id != now.item.id:
            self.top = 0

    def follows_from(self) -> tuple[object, ...]:
        """The item and what follows from it."""
        return self.result, self.standing, self.change

    def lines(self, width: int) -> list[Line]:
        """Head and sections."""
        one, result = self.standing, self.result
        if one is None or result is None:
            return []
        head = [row(width, " ", Part(line, "strong")) for line in folded(f"{one.item.id} {one.item.title}", width - 2)]
        found = [*head, blank(width)]
        for section in self._sections(one, result):
            found += drawn(section, width)
        return [Line(content) for content in found]

    def _sections(self, one: ItemStanding, result: AssessmentResult) -> Iterator[Section]:
        say, item = self.say, one.item
        late = one.is_overdue or one.reopened or one.returned
        yield Section(say("field.status"), ((status_words(one, say), "bad" if late else "text"),), True)
        yield Section(say("items.owner.head"), ((owner_of(one) or say("items.nobody"), "text"),), True)
        yield Section(say("field.priority"), ((priority_words(one, say), "text"),), True)
        if self.change is not None and self.change[0] == item.id and one.unmet:
            texts = tuple((line, "text") for line in effect_lines(self.change[1], say))
            yield Section(say("items.effect"), texts, True)
        yield Section(say("field.covers"), tuple(_question(one, result, key, say) for key in item.pairs), True)
        if item.comments:
            last = item.comments[-1]
            yield Section(say("field.comment"), ((f"{last.on.isoformat()} {last.text}", "text"),), True)


def _question(one: ItemStanding, result: AssessmentResult, key: PairKey, say: Say) -> tuple[str, str]:
    control = result.checklist.controls.get(key[1])
    title = control.title.say(say.lang) if control else say("edition.not_asked")
    name = subject_name(result, key[0], say("subject.whole"))
    answer = result.assessment.answers.get(key)
    label = say("status.unanswered")
    if answer is not None:
        label = result.checklist.statuses[answer.status].label.say(say.lang)
    done = key not in one.unmet
    stale = not done and answer is not None and answer.status is Status.IMPLEMENTED
    note = say("items.stale") if stale else label
    return f"{key[1]} {name} {title}{say('list.bracket', text=note)}", "good" if done else "text"


class ItemPage(Page):
    """All fields of an item, each with its label; what can be chosen is a target."""

    result: reactive[AssessmentResult | None] = reactive(None)
    standing: reactive[ItemStanding | None] = reactive(None)
    change: reactive[tuple[str, Effect] | None] = reactive(None)

    def follows_from(self) -> tuple[object, ...]:
        """The item and what follows from it."""
        return self.result, self.standing, self.change

    def lines(self, width: int) -> list[Line]:
        """Head, fields, steps, comments, questions, effect."""
        one, result = self.standing, self.result
        if one is None or result is None:
            return [Line(row(width, " ", Part(self.say("items.gone"), "strong")))] if result else []
        found = [Line(row(width, " ", Part(self.say("items.page", item=one.item.id), "head")))]
        places = {target: number for number, target in enumerate(targets(one))}
        for target, number in places.items():
            if target.pair is None:
                label, text, style = self._field(one, target)
                found += _labelled(width, label, [(text, style)], number)
        found += self._read_only(one, width)
        found.append(Line(blank(width)))
        found.append(Line(row(width, " ", Part(self.say("field.covers"), "head"))))
        for target, number in places.items():
            if target.pair is not None:
                text, style = _question(one, result, target.pair, self.say)
                found += [Line(row(width, "   ", Part(part, style)), number) for part in folded(text, width - 5)]
        if self.change is not None and self.change[0] == one.item.id and one.unmet:
            found += [Line(blank(width)), Line(row(width, " ", Part(self.say("items.effect.long"), "head")))]
            for line in effect_lines(self.change[1], self.say):
                found += [Line(row(width, "   ", Part(part))) for part in folded(line, width - 5)]
        return found

    def _field(self, one: ItemStanding, target: Target) -> tuple[str, str, str]:
        """Label, text and style of a field."""
        say, item, field = self.say, one.item, target.field
        if field == "milestones":
            label = "" if target.place else say("field.milestone")
            is_new = target.place >= len(item.milestones)
            return (
                label,
                say("items.step.new") if is_new else self._step(item, target.place),
                "dim" if is_new else "text",
            )
        if field in ("comment", "funding"):
            return say(f"items.{field}.head"), say(f"items.{field}.new"), "dim"
        if field == "status":
            late = one.is_overdue or one.reopened or one.returned
            return say("field.status"), status_words(one, say), "bad" if late else "text"
        if field == "priority":
            return say("field.priority"), priority_words(one, say), "text"
        text = _plain(item, field, say)
        return say(f"field.{field}"), text or say("items.empty"), "text" if text else "dim"

    def _step(self, item: RemediationItem, place: int) -> str:
        step = item.milestones[place]
        due = f" {step.due.text}" if step.due else ""
        done = self.say("cli.item.reached", day=self._day(step.done.isoformat())) if step.done else ""
        return f"{step.title}{due} {done}".rstrip()

    def _day(self, iso: str) -> str:
        from datetime import date

        return era_date(date.fromisoformat(iso)) if self.lang == "ja" else iso

    def _read_only(self, one: ItemStanding, width: int) -> list[Line]:
        """What belongs to a decision, money by year, and what was noted."""
        say, item = self.say, one.item
        found: list[Line] = []
        if item.acceptance is not None and item.status is ItemStatus.ACCEPTED:
            said = item.acceptance
            text = say("items.accepted", approver=said.approver, review=self._day(said.review.isoformat()))
            found += _labelled(width, say("item_status.accepted"), [(text, "text"), (said.reason, "text")])
        elif item.status is ItemStatus.DECLINED:
            found += _labelled(width, say("item_status.declined"), [(item.reason or "", "text")])
        for money in item.funding:
            amounts = (money.requested, money.assessed, money.approved)
            asked, assessed, approved = (say("items.empty") if one is None else f"{one:,}" for one in amounts)
            text = say("items.funding", year=money.year, asked=asked, assessed=assessed, approved=approved)
            found += _labelled(width, say("items.funding.year"), [(text, "text")])
        for comment in reversed(item.comments):
            head = f"{self._day(comment.on.isoformat())} {comment.by or ''}".rstrip()
            found += _labelled(width, say("items.noted"), [(head, "dim"), (comment.text, "text")])
        return found


def targets(one: ItemStanding) -> tuple[Target, ...]:
    """What can be chosen on the page of an item, in its order."""
    steps = (Target("milestones", place) for place in range(len(one.item.milestones) + 1))
    fields = (Target(name) for name in FIELDS)
    questions = (Target("", pair=key) for key in one.item.pairs)
    return (*fields, *steps, Target("funding"), Target("comment"), *questions)


def _plain(item: RemediationItem, field: str, say: Say) -> str:
    held = getattr(item, field)
    if field in ("budget_secured", "people_secured"):
        return say({True: "secured.yes", False: "secured.no", None: "secured.unanswered"}[held])
    if held is None:
        return ""
    if field in ("depends_on", "treatments"):
        return " ".join(held)
    if isinstance(held, int):
        return f"{held:,}"
    return str(getattr(held, "text", held))


def _labelled(width: int, label: str, texts: list[tuple[str, str]], target: int | None = None) -> list[Line]:
    """A label with its texts beside it."""
    room = max(LABEL, cells(label) + 1)
    found: list[Line] = []
    for text, style in texts:
        for part in folded(text, width - room - 3) or [""]:
            head = fill(label if not found else "", room)
            found.append(Line(row(width, " ", Part(head, "head"), Part(part, style)), target))
    return found
