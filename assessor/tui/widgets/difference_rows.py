"""What came in beside what is stored: one row each with what was decided of it, and both texts of the chosen one."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from assessor.i18n.merge_words import piece_lines, piece_name
from assessor.i18n.sentences import problem_text
from assessor.model.assessment import Answer
from assessor.model.fiscal import fiscal_year_label
from assessor.model.result import AssessmentResult
from assessor.tui.widgets.explained import Section, drawn
from assessor.tui.widgets.inquiry_list import day_text
from assessor.tui.widgets.page import Line, ListPage, Page
from assessor.tui.widgets.rows import Part, blank, fill, folded, row, rule
from assessor.tui.widgets.subject_list import subject_name

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Difference, Row

STATES = ("conflict", "refused", "not_asked", "new", "merged", "missing", "same")
"""The states in the order of the list: what has to be decided stands first."""

TONES = {"conflict": "warn", "refused": "bad", "not_asked": "bad", "new": "good", "merged": "good"}
_DECIDED, _STATE, _NUMBER, _NAME = 15, 15, 9, 17


class DifferenceList(ListPage, can_focus=True):
    """Who sent it, how many there are of each state, a row each."""

    difference: reactive["Difference | None"] = reactive(None)
    decisions: reactive[Mapping[str, str]] = reactive({})
    result: reactive[AssessmentResult | None] = reactive(None)

    def follows_from(self) -> tuple[object, ...]:
        """What came in and what was decided."""
        return self.difference, self.decisions, self.result

    def lines(self, width: int) -> list[Line]:
        """All rows."""
        difference, result = self.difference, self.result
        if difference is None or result is None:
            return []
        found = [Line(one) for one in self._head(width, difference)]
        found += [Line(self._row(width, one, result, place), place) for place, one in enumerate(difference.rows)]
        return found

    def _head(self, width: int, difference: "Difference") -> Iterator[Content]:
        for key, values in difference.facts:
            yield from (row(width, " ", Part(text, "strong")) for text in folded(self.say(key, **values), width - 3))
        states = [one.state for one in difference.rows]
        parts: list[Part | str] = [" "]
        for state in STATES:
            if state in states:
                tone = "warn" if state == "conflict" else "dim"
                is_own = state == "missing" and difference.kind == "pack"
                word = self.say("difference.mark.own" if is_own else f"difference.{state}")
                parts.append(Part(f" {word} {states.count(state)} ", tone))
        yield row(width, *parts)
        yield rule(width)

    def _row(self, width: int, one: "Row", result: AssessmentResult, place: int) -> Content:
        click = f"screen.go_to({place})"
        decided = self.decisions.get(one.key, "")
        kind = self.difference.kind if self.difference else ""
        if one.choices:
            text = self.say(f"difference.{kind}.{decided}" if decided else "difference.open")
            box = Part(fill(f"[{text}]", _DECIDED), "strong" if decided else "middle", click)
        else:
            box = Part(" " * _DECIDED, "", click)
        state = self.say(f"difference.mark.{one.mark}") + " " if one.mark else ""
        state += self.say(f"difference.{one.state}") if one.mark != "own" else ""
        changed = "*" if one.is_changed else " "
        head = [Part(" ", "", click), box, Part(fill(state, _STATE - 1), TONES.get(one.state, "dim"), click)]
        return row(width, *head, Part(changed, "middle"), *self._what(one, result, click), right=[Part("  ")])

    def _what(self, one: "Row", result: AssessmentResult, click: str) -> list[Part]:
        if one.pair is None:
            return [Part(piece_name(one.key, self.say), "text", click)]
        subject, control = one.pair
        known = result.checklist.controls.get(control)
        name = subject_name(result, subject, self.say("subject.whole"))
        return [
            Part(fill(control, _NUMBER), "dim", click),
            Part(fill(name, _NAME - 1) + " ", "text", click),
            Part(known.title.say(self.lang) if known else "", "text", click),
        ]


class DifferenceDetail(Page):
    """Every version of the chosen row, whole."""

    difference: reactive["Difference | None"] = reactive(None)
    result: reactive[AssessmentResult | None] = reactive(None)
    place: reactive[int] = reactive(0)

    def watch_place(self) -> None:
        """Another row is read from its beginning."""
        self.top = 0

    def follows_from(self) -> tuple[object, ...]:
        """Which row."""
        return self.difference, self.result, self.place

    def lines(self, width: int) -> list[Line]:
        """Question, problems, versions."""
        difference, result = self.difference, self.result
        if difference is None or result is None or not 0 <= self.place < len(difference.rows):
            return []
        one = difference.rows[self.place]
        found: list[Content] = []
        for text in self._heads(one, result):
            found += [row(width, " ", Part(line, "strong")) for line in folded(text, width - 3)]
        for problem in one.problems:
            lines = folded(problem_text(problem, self.say), width - 3)
            found += [row(width, " ", Part(line, "bad")) for line in lines]
        found.append(blank(width))
        for version in one.versions:
            texts = tuple((text, "text") for text in self._texts(version.said, is_answer=one.pair is not None))
            found += drawn(Section(self.say(f"difference.side.{version.side}"), texts, True), width)
        return [Line(content) for content in found]

    def _heads(self, one: "Row", result: AssessmentResult) -> Iterator[str]:
        if one.pair is None:
            yield piece_name(one.key, self.say)
            return
        subject, control = one.pair
        known = result.checklist.controls.get(control)
        question = known.question.say(self.lang).replace("※", "*") if known else ""
        yield f"{control} {subject_name(result, subject, self.say('subject.whole'))}"
        if question:
            yield question

    def _texts(self, said: Answer | str | None, *, is_answer: bool) -> Iterator[str]:
        if isinstance(said, Answer):
            yield from self._answer(said)
        elif said is None and is_answer:
            yield self.say("status.unanswered")
        else:
            yield from piece_lines(said, self.say)

    def _answer(self, said: Answer) -> Iterator[str]:
        status, day = self.say(f"status.{said.status.value}"), day_text(said.as_of, self.lang)
        yield status + self.say("list.bracket", text=self.say("difference.as_of", day=day))
        for name in ("reason", "comment"):
            text = getattr(said, name)
            if text:
                yield f"{self.say(f'field.{name}')}: {text}"
        for one in said.evidence:
            yield f"{self.say('field.evidence')}: {one.title} {one.date or ''}".rstrip()
        if said.planned_for is not None:
            year = fiscal_year_label(said.planned_for) if self.lang == "ja" else f"FY{said.planned_for}"
            yield f"{self.say('field.planned_for')}: {year}"
