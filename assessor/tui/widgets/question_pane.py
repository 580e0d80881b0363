"""The question at the right and its six answers, which never scroll away; at 待 the fact to answer first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from assessor.i18n.visible import visible_line
from assessor.model.fiscal import fiscal_year_label
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Importance, Status
from assessor.tui.widgets.asked import MARKS, STATUSES, UNDETERMINED, Group, open_fact, state
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, cut, folded, row

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey

LONGEST_QUESTION = 8
ANSWER_HEAD = 7
"""The cells of ` (*) 1 `."""
MARGIN = 3
"""One blank before the text and two after it, so that characters of ambiguous width have room."""


class QuestionPart(Drawn):
    """What the parts of the pane share: the pair shown and the answer given to it, saved or not."""

    result: reactive[AssessmentResult | None] = reactive(None)
    group: reactive[Group | None] = reactive(None)
    cursor: reactive["PairKey | None"] = reactive(None)
    pending: reactive["Mapping[PairKey, Answer | None]"] = reactive({})
    split: reactive[int] = reactive(len(STATUSES))
    chosen: reactive[Status | None] = reactive(None)

    @property
    def pair(self) -> Pair | None:
        """The pair the cursor is on."""
        pairs = self.group.pairs if self.group else ()
        return next((pair for pair in pairs if pair.key == self.cursor), None)

    @property
    def answer(self) -> "Answer | None":
        """The answer given last, whether it is saved yet or not."""
        pair = self.pair
        if pair is None:
            return None
        return self.pending.get(pair.key, pair.answer)

    def answer_rows(self, width: int, first: int, end: int) -> list[Content]:
        """The answers from one number to another; `chosen` is the one being given, else the one given."""
        if self.result is None:
            return []
        given = self.chosen or (self.answer.status if self.answer else None)
        found = []
        for number, status in enumerate(STATUSES[first:end], first + 1):
            label = self.result.checklist.statuses[status].label.say(self.lang)
            label += self._asks_for(status, width - ANSWER_HEAD - cells(label))
            here = status is given
            click = f"screen.answer({number})"
            parts = (
                Part(" (*) " if here else " ( ) ", "text", click),
                Part(f"{number} ", "key", click),
                Part(label, "text", click),
            )
            found.append(row(width, *parts, over="selected" if here else ""))
        return found

    def _asks_for(self, status: Status, room: int) -> str:
        answer = self.answer
        if status is Status.NOT_APPLICABLE:
            said = answer.reason if answer is not None and answer.status is status and self.chosen is None else None
            reason = visible_line(said) if said else ""
            # What somebody typed may be wider in a terminal than we count: two cells are left free behind it.
            if reason:
                return cut(self.say("answer.for_reason", reason=reason), room - 2)
            return self.say("answer.reason")
        if status not in (Status.PLANNED, Status.PARTIAL):
            return ""
        if answer is not None and answer.status is status and answer.planned_for is not None:
            return self.say("answer.for_year", year=_year(answer.planned_for, self.lang))
        if status is Status.PARTIAL:
            return ""
        given = answer is not None and answer.status is status
        return self.say("answer.year_missing" if given and self.chosen is None else "answer.year")


class Fitting(QuestionPart):
    """As high as its rows; everything is laid out anew only where their number changed, for that is slow."""

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as it takes."""
        return len(self.rows(width))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, and lay out anew where the height changed."""
        width, height = self.size
        taller = width > 0 and len(self.rows(width)) != height
        return super().refresh(*regions, repaint=repaint, layout=layout or taller, recompose=recompose)


class QuestionHead(Fitting):
    """The question and the answers down to where a field is open."""

    def rows(self, width: int) -> Sequence[Content]:
        """Head, question, answers; or the fact that has to be answered first."""
        pair = self.pair
        if self.result is None or self.group is None or pair is None:
            return []
        control = self.result.checklist.controls[pair.control]
        waits = state(pair) == UNDETERMINED
        found = [self._head(width, self.result, self.group, pair)]
        lines = folded(_plain(control.question.say(self.lang)), width - MARGIN)
        if len(lines) > LONGEST_QUESTION:
            lines = [*lines[:LONGEST_QUESTION], self.say("question.more")]
        found += [row(width, " ", Part(line, "dim" if waits else "strong")) for line in lines]
        found.append(blank(width))
        if waits:
            return [*found, *self._fact(width, self.result, pair)]
        return [*found, *self.answer_rows(width, 0, self.split)]

    def _head(self, width: int, result: AssessmentResult, group: Group, pair: Pair) -> Content:
        control = result.checklist.controls[pair.control]
        label = result.checklist.importances[control.importance].label.say(self.lang)
        word = self.say("question.must" if control.importance is Importance.MUST else "question.other", label=label)
        place = [one.key for one in group.pairs].index(pair.key) + 1
        of = self.say("question.place", count=len(group.pairs), place=place)
        style = "strong" if control.importance is Importance.MUST else "dim"
        right = [Part(f" {of} ", "dim")]
        return row(width, " ", Part(control.id, "head"), "  ", Part(word, style), right=right)

    def _fact(self, width: int, result: AssessmentResult, pair: Pair) -> list[Content]:
        waiting = open_fact(result, pair)
        mark = MARKS[UNDETERMINED].say(self.lang)
        found = [row(width, " ", Part(f" {mark} ", "warn"), Part(" " + self.say("fact.waits"), "middle")), blank(width)]
        if waiting is None:
            return found
        subject = result.assessment.subject(pair.subject)
        kind = self.say(f"fact.first.{subject.kind.value}" if subject else "fact.first.programme")
        found += [row(width, " ", Part(kind, "head"))]
        found += [row(width, " ", Part(line, "strong")) for line in folded(waiting.fact.ask.say(self.lang), width - 3)]
        found.append(blank(width))
        for number, name in ((7, "yes"), (8, "no"), (9, "not_yet")):
            click = f"screen.fact({number})"
            found.append(
                row(
                    width,
                    Part(" ( ) ", "text", click),
                    Part(f"{number} ", "key", click),
                    Part(self.say(f"fact.{name}")),
                )
            )
        return found


class RestOfAnswers(Fitting):
    """The answers below an open field."""

    def rows(self, width: int) -> Sequence[Content]:
        """The answers after `split`."""
        pair = self.pair
        if pair is None or state(pair) == UNDETERMINED:
            return []
        return self.answer_rows(width, self.split, len(STATUSES))


def _year(year: int, lang: str) -> str:
    return fiscal_year_label(year) if lang == "ja" else f"FY{year}"


def _plain(text: str) -> str:
    """The text with the glossary mark as a character of sure width."""
    return text.replace("※", "*")
