"""The texts beside a question: why, what shows it, who answers, memo, evidence, sources, terms, section 7, history."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.i18n.translator import Say
from assessor.model.assessment import PairKey
from assessor.model.checklist import Checklist, Control, Reference
from assessor.model.fiscal import era_date
from assessor.model.glossary import Term
from assessor.model.silence import Silence
from assessor.tui.widgets.asked import UNANSWERED, UNDETERMINED, open_fact, state
from assessor.tui.widgets.question_pane import MARGIN, QuestionPart
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, EarlierAnswer
    from assessor.model.inquiry import Asking
    from assessor.model.privacy_board import PrivacyBoard
    from assessor.model.publication import PublicView

HEADING = 11
JST_AHEAD = timedelta(hours=9)
INDENT = 3


class Section(NamedTuple):
    """A heading and its texts; `beside` puts a short text on the heading's own row."""

    heading: str
    texts: tuple[tuple[str, str], ...]
    beside: bool = False


BETWEEN = Section("", (("", "text"),), beside=True)
"""A blank row behind what stands beside its headings."""


class Explained(QuestionPart):
    """Sections that scroll; a last row says when there is more."""

    main: reactive[bool] = reactive(True)
    side: reactive[bool] = reactive(True)
    past: reactive[Mapping[PairKey, Sequence[tuple[str, str, str | None]]]] = reactive({})
    asked: reactive["Mapping[PairKey, Asking]"] = reactive({})
    view: reactive["PublicView | None"] = reactive(None)
    silences: reactive[tuple[Silence, ...]] = reactive(())
    drafts: reactive[Mapping[str, str]] = reactive({})
    writing: reactive[str] = reactive("")
    board: reactive["PrivacyBoard | None"] = reactive(None)
    top: reactive[int] = reactive(0)

    def watch_cursor(self) -> None:
        """Another question is read from its beginning."""
        self.top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """The seen part of the sections."""
        height = self.size.height
        lines = self._lines(width)
        if len(lines) <= height:
            return lines
        top = min(self.top, len(lines) - height + 1)
        shown = lines[top : top + height - 1]
        key = "read.more" if top + height - 1 < len(lines) else "read.back"
        return [*shown, row(width, " ", Part(self.say(key)), over="more")]

    def scroll(self, by: int) -> None:
        """Read on, or back, by pages."""
        if not self.size.width:
            return
        step = max(self.size.height - 2, 1)
        last = max(len(self._lines(self.size.width)) - self.size.height + 1, 0)
        self.top = max(min(self.top + by * step, last), 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel reads on."""
        event.stop()
        self.top = min(self.top + 1, max(len(self._lines(self.size.width)) - self.size.height + 1, 0))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel reads back."""
        event.stop()
        self.top = max(self.top - 1, 0)

    def _lines(self, width: int) -> list[Content]:
        pair = self.pair
        if self.result is None or pair is None:
            return []
        checklist = self.result.checklist
        control = checklist.controls[pair.control]
        found: list[Content] = []
        waiting = open_fact(self.result, pair) if state(pair) == UNDETERMINED else None
        if self.main and waiting is not None:
            effect = self.say("fact.effect", yes=waiting.if_yes, no=waiting.if_no)
            texts = (*([waiting.fact.help.say(self.lang)] if waiting.fact.help else []), effect)
            lines = [line for text in texts for line in folded(text, width - MARGIN)]
            found += [*(row(width, " ", Part(line, "dim")) for line in lines), blank(width)]
        elif self.main:
            if pair.key in self.asked:
                found += [*drawn(asking_section(self.asked[pair.key], self.say), width), blank(width)]
            earlier = self.result.assessment.to_confirm.get(pair.key)
            if earlier is not None:
                found += drawn(earlier_section(earlier, checklist, self.say), width)
            for section in record_section(self.board, pair.key, checklist, self.say):
                found += drawn(section, width)
            own = own_words(self.answer, self.say, self._draft_names(pair.key), self.writing)
            for section in (*own, *main_sections(checklist, control, self.answer, self.say)):
                found += drawn(section, width)
        if self.side:
            for section in self._side(checklist, control):
                found += drawn(section, width)
        return found

    def _draft_names(self, key: tuple[str, str]) -> tuple[str, ...]:
        begin = f"{key[0]}/{key[1]}/"
        names = (name.removeprefix(begin) for name in self.drafts if name.startswith(begin))
        return tuple(name for name in names if name != self.writing)

    def _side(self, checklist: Checklist, control: Control) -> Iterable[Section]:
        yield from side_sections(checklist, control, self.say)
        yield from spoken_section(self.view, self.silences, control, self.say)
        pair = self.pair
        past = self.past.get(pair.key, ()) if pair else ()
        if past:
            lines = tuple((self._event(*event), "text") for event in past[-5:])
            yield Section(self.say("section.past"), lines)

    def _event(self, at: str, by: str, status: str | None) -> str:
        day = (datetime.fromisoformat(at) + JST_AHEAD).date()
        when = era_date(day) if self.lang == "ja" else day.isoformat()
        return f"{when} {by} {self.say(f'status.{status or UNANSWERED}')}"


def asking_section(one: "Asking", say: Say) -> Section:
    """Whom a question is asked of, and until when."""
    day = era_date(one.due) if say.lang == "ja" else one.due.isoformat()
    text = say("asking.overdue" if one.is_overdue else "asking.until", to=one.recipient, due=day)
    return Section(say("inquiry.standing.open"), ((text, "middle"),), True)


def earlier_section(earlier: "EarlierAnswer", checklist: Checklist, say: Say) -> Section:
    """What was answered before the question was asked in other words."""
    said = earlier.answer
    day = era_date(said.as_of) if say.lang == "ja" else said.as_of.isoformat()
    status = checklist.statuses[said.status].label.say(say.lang)
    told = say("edition.explain", question=earlier.question, status=status, day=day)
    texts = [(told, "middle")]
    for name in ("comment", "reason"):
        if text := getattr(said, name):
            texts.append((f"{say(f'field.{name}')}: {text}", "dim"))
    return Section(say("edition.screen.head"), tuple(texts))


def heading_room(sections: Iterable[Section]) -> int:
    """The cells that the headings beside their texts take, so that the texts of all begin in one column."""
    return max((cells(one.heading) + 1 for one in sections if one.beside), default=0)


def drawn(section: Section, width: int, least: int = HEADING) -> list[Content]:
    """The rows of a section, a blank one after it; the headings take `least` cells where they stand beside."""
    found: list[Content] = []
    if section.beside:
        room = max(cells(section.heading) + 1, least, HEADING)
        lines = [(line, style) for text, style in section.texts for line in folded(text, width - room - MARGIN)]
        for place, (line, style) in enumerate(lines):
            head = fill(section.heading if place == 0 else "", room)
            found.append(row(width, " ", Part(head, "head"), Part(line, style)))
        return found
    found.append(row(width, " ", Part(section.heading, "head")))
    for text, style in section.texts:
        found += [row(width, " " * INDENT, Part(line, style)) for line in folded(text, width - INDENT - 2)]
    return [*found, blank(width)]


def main_sections(checklist: Checklist, control: Control, answer: "Answer | None", say: Say) -> Iterable[Section]:
    """Why it matters, what shows it, who answers."""
    lang = say.lang
    yield Section(say("section.why"), ((control.why.say(lang).replace("※", "*"), "text"),))
    join = say("list.comma")
    if control.evidence:
        shown = join.join(text.say(lang) for text in control.evidence)
        yield Section(say("section.evidence"), ((shown, "text"),), True)
    who = join.join(checklist.respondents[one].say(lang) for one in control.answered_by if one in checklist.respondents)
    yield Section(say("section.respondent"), ((who, "text"),), True)
    if control.valid_for is not None and answer is not None:
        day = era_date(answer.as_of) if lang == "ja" else answer.as_of.isoformat()
        yield Section(say("field.as_of"), ((say("section.as_of", day=day, months=control.valid_for), "text"),), True)
    yield BETWEEN


def own_words(answer: "Answer | None", say: Say, drafts: Sequence[str] = (), writing: str = "") -> Iterable[Section]:
    """Memo, reason and evidence, in sight without reading on; not what stands in the field that is open."""
    found: list[Section] = []
    if answer is not None:
        for name in ("comment", "reason"):
            if (text := getattr(answer, name)) and name != writing:
                found.append(Section(field_heading(name, say), ((text, "text"),), True))
        if answer.evidence and writing != "evidence":
            lines = (f"{one.title} {one.date or ''} {one.reference or ''}".rstrip() for one in answer.evidence)
            found.append(Section(field_heading("evidence", say), tuple((line, "text") for line in lines), True))
    found += [Section(field_heading(name, say), ((say("draft.kept"), "middle"),), True) for name in drafts]
    if found:
        yield from (*found, BETWEEN)


def field_heading(field: str, say: Say) -> str:
    """A field of an answer as a heading."""
    word = say(f"field.{field}")
    return word[:1].upper() + word[1:]


def record_section(board: "PrivacyBoard | None", key: PairKey, checklist: Checklist, say: Say) -> Iterable[Section]:
    """What the records of the privacy impact assessment say of this question, where the answer says otherwise."""
    told = board.told.get(key) if board else None
    if told is None:
        return
    from assessor.model.privacy_result import ProposalState

    if told.state is ProposalState.AGREES:
        return
    record = checklist.statuses[told.status].label.say(say.lang)
    if told.state is ProposalState.CONFLICT:
        yield Section(say("pia.conflict.head"), ((say("pia.conflict.question", record=record), "bad"),))
    else:
        yield Section(say("pia.proposed.head"), ((say("pia.proposed.question", record=record), "text"),))


def side_sections(checklist: Checklist, control: Control, say: Say) -> Iterable[Section]:
    """Duty, sources with how we know them, the terms of the question."""
    if control.duty is not None:
        since = control.duty.in_force_from
        text = control.duty.basis
        if since is not None:
            text += say("section.since", day=era_date(since) if say.lang == "ja" else since.isoformat())
        yield Section(say("section.duty"), ((text, "text"),))
    if control.references:
        lines = [_reference(checklist, one, say) for one in control.references]
        yield Section(say("section.references"), tuple(line for pair in lines for line in pair))
    terms = terms_of(checklist, control, say.lang)
    if terms:
        lines_of = ((term.term, term.definition.say(say.lang)) for term in terms)
        texts = tuple(part for name, text in lines_of for part in ((name, "strong"), (text.replace("※", "*"), "text")))
        yield Section(say("section.terms"), texts)


def spoken_section(
    view: "PublicView | None", silences: Iterable[Silence], control: Control, say: Say
) -> Iterable[Section]:
    """The sentence that section 7 would print of this control now, or why it says nothing."""
    said = (one for category in view.categories for one in category.statements) if view else iter(())
    statement = next((one for one in said if one.id == control.id), None)
    silence = next((one for one in silences if one.control == control.id), None)
    if statement is not None:
        note = say(f"spoken.{statement.stage.value}")
        yield Section(say("section.spoken"), ((statement.text.replace("※", "*"), "text"), (note, "dim")))
    elif silence is not None:
        note = say(f"silence.{silence.reason.value}", count=len(silence.open), by=silence.by or "")
        yield Section(say("section.spoken"), ((note, "dim"),))


def terms_of(checklist: Checklist, control: Control, lang: str) -> tuple[Term, ...]:
    """The glossary terms that the question and its reason use, the longer name first where one holds the other."""
    text = control.question.ja + control.why.ja + control.title.ja
    found: list[Term] = []
    for term in sorted(checklist.glossary, key=lambda one: -len(one.term)):
        if term.term in text and not any(term.term in held.term for held in found):
            found.append(term)
    return tuple(sorted(found, key=lambda one: text.index(one.term)))


def _reference(checklist: Checklist, reference: Reference, say: Say) -> tuple[tuple[str, str], ...]:
    standard = next((one for one in checklist.standards if one.id == reference.standard), None)
    name = (standard.short or standard.title).say(say.lang) if standard else reference.standard
    edition = f" {reference.edition}" if reference.edition else ""
    requirement = f" {reference.requirement}" if reference.requirement else ""
    basis = say("list.bracket", text=say(f"basis.{reference.basis.value}"))
    style = "text" if reference.basis.value == "verified" else "dim"
    return ((f"{name}{edition}{requirement}{basis}", style),)
