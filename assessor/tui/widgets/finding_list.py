"""The findings, worst first: one row each, and what is to be known of the chosen one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.model.finding import Finding
from assessor.model.fiscal import fiscal_year_label
from assessor.model.result import AssessmentResult
from assessor.model.scales import Importance
from assessor.model.standing import ItemStanding
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.asked import MARKS
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.explained import Section, asking_section, drawn, field_heading, heading_room
from assessor.tui.widgets.item_order import item_line
from assessor.tui.widgets.page import Line, Page, marked
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row, rule
from assessor.tui.widgets.subject_list import subject_name

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.model.inquiry import Asking

ORDERS = ("worst", "subject", "control", "planned")
"""How findings can be ordered; the first is how the result has them."""

_NAME_CELLS = {False: (16, 10), True: (22, 11)}


class Counted(NamedTuple):
    """How many findings there are of each sort; a duty counts as one whatever its importance."""

    duties: int
    by_importance: Mapping[Importance, int]

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> "Counted":
        """Count them."""
        rest = [one.importance for one in findings if not one.duty]
        return cls(len(findings) - len(rest), {name: rest.count(name) for name in Importance})


def ordered(result: AssessmentResult, order: str) -> tuple[Finding, ...]:
    """The findings in an order; within it the worst stay first."""
    found = result.findings
    if order == "subject":
        places = {one.id: place for place, one in enumerate(result.assessment.subjects)}
        return tuple(sorted(found, key=lambda one: places.get(one.subject, len(places))))
    if order == "control":
        return tuple(sorted(found, key=lambda one: result.checklist.position[one.control]))
    if order == "planned":
        return tuple(sorted(found, key=lambda one: (one.planned_for is None, one.planned_for or 0)))
    return found


class FindingList(Drawn, can_focus=True):
    """One row per finding; only those that are seen are composed."""

    result: reactive[AssessmentResult | None] = reactive(None)
    findings: reactive[tuple[Finding, ...]] = reactive(())
    chosen: reactive[int] = reactive(0)
    order: reactive[str] = reactive(ORDERS[0])
    marks: reactive[frozenset[str]] = reactive(frozenset())

    _top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """Summary, heads, the seen part of the list."""
        if self.result is None:
            return []
        if not self.findings:
            return self._nothing(width, self.result)
        found = [self._summary(width, self.result), *self._heads(width)]
        room = max(self.size.height - len(found) - 1, 1)
        if len(self.findings) <= room + 1:
            room += 1
        self._top = max(min(self._top, self.chosen, len(self.findings) - room), self.chosen - room + 1, 0)
        last = min(self._top + room, len(self.findings))
        found += [self._row(width, place, self.result) for place in range(self._top, last)]
        if len(self.findings) > room:
            text = self.say("findings.seen", last=last, left=len(self.findings) - last)
            found.append(row(width, " ", Part(text, "dim")))
        return found

    def _summary(self, width: int, result: AssessmentResult) -> Content:
        counted, say = Counted.of(self.findings), self.say
        parts: list[Part | str] = [
            " ",
            Part(say(f"findings.count.{self.order}", count=len(self.findings)), "head"),
            "  ",
        ]
        sorts = [(say("findings.duty"), counted.duties)]
        sorts += [(self._label(result, name), counted.by_importance[name]) for name in Importance]
        for label, count in sorts:
            if count:
                parts.append(Part(f" {label} {count} ", "dim"))
        return row(width, *parts)

    def _heads(self, width: int) -> list[Content]:
        name, number = _NAME_CELLS[width >= 100]
        head = [Part(fill(self.say("findings.kind"), 9), "dim"), Part(fill(self.say("findings.answer"), 6), "dim")]
        head.append(Part(fill(self.say("findings.number"), number), "dim"))
        subject = Part(fill(self.say("findings.subject"), name + 1), "dim")
        total = self.result.scorecard.total if self.result else None
        unanswered = total.applicable - total.answered if total else 0
        left = [*head, subject, Part(self.say("findings.control"), "dim")]
        apart = self.say("findings.unanswered", count=unanswered) + " "
        fits = sum(cells(part.text) for part in left) + cells(apart) < width
        right = [Part(apart, "dim")] if unanswered and fits else []
        return [row(width, " ", *left, right=right), rule(width)]

    def _row(self, width: int, place: int, result: AssessmentResult) -> Content:
        one, click = self.findings[place], f"screen.go_to({place})"
        name_width, number_width = _NAME_CELLS[width >= 100]
        control = result.checklist.controls[one.control]
        mark = MARKS[one.status.value]
        must = one.importance is Importance.MUST
        kind = self.say("findings.duty") if one.duty else self._label(result, one.importance)
        name = subject_name(result, one.subject, self.say("subject.whole"))
        found = row(
            width,
            Part("+" if one.key in self.marks else " ", "key", click),
            Part(fill(kind, 8) + " ", "bad" if one.duty or must else "text", click),
            Part(mark.say(self.lang) + "    ", mark.style, click),
            Part(fill(one.control, number_width - 2) + ("! " if must else "  "), "dim", click),
            Part(fill(name, name_width) + " ", "text", click),
            Part(control.title.say(self.lang), "text", click),
            right=[Part("  ")],
        )
        return marked(found) if place == self.chosen else found

    def _nothing(self, width: int, result: AssessmentResult) -> list[Content]:
        """Never a congratulation while questions are open."""
        total = result.scorecard.total
        left = total.applicable - total.answered + total.undetermined
        text = self.say("findings.none", count=left) if left else self.say("findings.none.all")
        lines = folded(text, width - 4)
        return [blank(width), *(row(width, "  ", Part(line, "strong")) for line in lines)]

    def _label(self, result: AssessmentResult, importance: Importance) -> str:
        return result.checklist.importances[importance].label.say(self.lang)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next one."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the one before."""
        event.stop()
        self.post_message(Wheeled(-1))


class FindingDetail(Page):
    """Why the chosen finding matters, the first step, what was answered."""

    result: reactive[AssessmentResult | None] = reactive(None)
    findings: reactive[tuple[Finding, ...]] = reactive(())
    finding: reactive[int] = reactive(0)
    items: reactive[tuple[ItemStanding, ...] | None] = reactive(None)
    asked: reactive["Mapping[PairKey, Asking]"] = reactive({})

    more_key, back_key = "findings.more", "findings.back"

    def watch_finding(self) -> None:
        """Another finding is read from its beginning."""
        self.top = 0

    def follows_from(self) -> tuple[object, ...]:
        """The result, which finding, the items, whom it is asked of."""
        return self.result, self.findings, self.finding, self.items, self.asked

    def lines(self, width: int) -> list[Line]:
        """Head and sections."""
        result = self.result
        if result is None or not 0 <= self.finding < len(self.findings):
            return []
        one = self.findings[self.finding]
        control = result.checklist.controls[one.control]
        name = subject_name(result, one.subject, self.say("subject.whole"))
        found = [
            row(width, " ", Part(line, "strong"))
            for line in folded(f"{one.control} {control.title.say(self.lang)}", width - 2)
        ]
        severity = next(rule.title.say(self.lang) for rule in result.checklist.severities if rule.id is one.severity)
        found.append(row(width, " ", Part(self.say("findings.of", name=name, severity=severity), "dim")))
        found.append(blank(width))
        sections = tuple(self._sections(result, one))
        for section in sections:
            found += drawn(section, width, heading_room(sections))
        return [Line(content) for content in found]

    def _sections(self, result: AssessmentResult, one: Finding) -> Iterator[Section]:
        control, say = result.checklist.controls[one.control], self.say
        answer = result.assessment.answers.get((one.subject, one.control))
        if (one.subject, one.control) in self.asked:
            yield asking_section(self.asked[one.subject, one.control], say)
        yield Section(say("findings.why"), ((control.why.say(self.lang).replace("※", "*"), "text"),), True)
        yield Section(say("findings.first"), ((control.remediation.say(self.lang).replace("※", "*"), "text"),), True)
        for item in self.items or ():
            if (one.subject, one.control) in item.item.pairs:
                yield Section(say("items.of_finding"), ((item_line(item, say), "text"),), True)
        if control.duty is not None:
            yield Section(say("section.duty"), ((control.duty.basis, "text"),), True)
        if one.planned_for is not None:
            year = fiscal_year_label(one.planned_for) if self.lang == "ja" else f"FY{one.planned_for}"
            text = say("findings.overdue", year=year) if one.overdue else year
            yield Section(field_heading("planned_for", say), ((text, "bad" if one.overdue else "text"),), True)
        if answer is not None and answer.comment:
            yield Section(field_heading("comment", say), ((answer.comment, "text"),), True)
