"""The list of questions at the left: a mark, a number, a title each; and below it what the marks mean."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.model.result import AssessmentResult
from assessor.model.scales import Importance
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.asked import ASKED, MARKS, UNANSWERED, Filters, Group, number_of, state
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, folded, row

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey
    from assessor.model.inquiry import Asking

LEGEND = (("implemented", "partial", "planned", "not_implemented"), ("unknown", "not_applicable", "unanswered"))


class QuestionList(Drawn, can_focus=True):
    """The questions of one group; only those that are seen are composed."""

    result: reactive[AssessmentResult | None] = reactive(None)
    group: reactive[Group | None] = reactive(None)
    cursor: reactive["PairKey | None"] = reactive(None)
    pending: reactive["Mapping[PairKey, Answer | None]"] = reactive({})
    filters: reactive[Filters] = reactive(Filters())
    asked: reactive["Mapping[PairKey, Asking]"] = reactive({})
    legend: reactive[bool] = reactive(True)

    _top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """Filter, head, the seen part of the list, legend."""
        found = [self._filter(width)] if self.filters.names else []
        if self.result is None or self.group is None:
            return [*found, *self._nothing(width)]
        found.append(self._head(width, self.result, self.group))
        below = self._legend(width) if self.legend else []
        room = max(self.size.height - len(found) - len(below), 1)
        pairs = self.group.pairs
        at = next((place for place, pair in enumerate(pairs) if pair.key == self.cursor), 0)
        self._top = _window(self._top, at, room, len(pairs))
        for place in range(self._top, self._top + room):
            found.append(self._pair(width, place) if place < len(pairs) else blank(width))
        return [*found, *below]

    def _filter(self, width: int) -> Content:
        names = self.say("list.and").join(self._filter_word(name) for name in self.filters.names)
        lift = Part(f" {self.say('filter.lift')} ")
        return row(width, " ", Part(self.say("filter.on", names=names)), right=[lift], over="warn")

    def _filter_word(self, name: str) -> str:
        if name.startswith("by:") and self.result is not None:
            return next(
                text.say(self.lang) for key, text in self.result.checklist.respondents.items() if f"by:{key}" == name
            )
        return self.say(f"filter.{name}")

    def _nothing(self, width: int) -> list[Content]:
        if not self.filters.names:
            return []
        lines = folded(self.say("filter.nothing"), width - 4)
        keys = [row(width, "  ", Part(line)) for line in self.say("filter.nothing.keys").split("\n")]
        return [blank(width), *(row(width, "  ", Part(line, "strong")) for line in lines), blank(width), *keys]

    def _head(self, width: int, result: AssessmentResult, group: Group) -> Content:
        subject = result.assessment.subject(group.subject)
        category = next(one for one in result.checklist.categories if one.id == group.category)
        name = self.say("subject.whole") if group.subject == "programme" else subject.name if subject else group.subject
        count = f" {group.answered}/{len(group.pairs)} "
        return row(width, " ", Part(f"{name} {category.title.say(self.lang)}", "head"), right=[Part(count, "strong")])

    def _pair(self, width: int, place: int) -> Content:
        if self.result is None or self.group is None:
            return blank(width)
        pair = self.group.pairs[place]
        control = self.result.checklist.controls[pair.control]
        chosen, known = pair.key == self.cursor, state(pair)
        mark = MARKS[ASKED if known == UNANSWERED and pair.key in self.asked else known]
        waits = pair.key in self.pending
        sign = "!" if waits else ">" if chosen else " "
        must = "!" if control.importance is Importance.MUST else " "
        return row(
            width,
            Part(sign, "strong", f"screen.go_to({place})"),
            Part(mark.say(self.lang), mark.style, f"screen.go_to({place})"),
            Part(f" {number_of(pair.control)}", "dim", f"screen.go_to({place})"),
            Part(f"{must} ", "strong", f"screen.go_to({place})"),
            Part(control.title.say(self.lang), "text", f"screen.go_to({place})"),
            right=[Part("  ")],
            over="selected" if chosen else "",
        )

    def _legend(self, width: int) -> list[Content]:
        found = []
        for number, names in enumerate(LEGEND):
            parts: list[Part | str] = [" "] if self.lang == "ja" else []
            for name in names:
                mark = MARKS[name]
                parts += [Part(mark.say(self.lang), mark.style), Part(self.say(f"legend.{name}") + " ", "dim")]
            if number == 0:
                parts += [Part("!", "strong"), Part(self.say("legend.must"), "dim")]
            else:
                parts += [
                    Part(MARKS["undetermined"].say(self.lang), "dim"),
                    Part(self.say("legend.undetermined"), "dim"),
                ]
            found.append(row(width, *parts))
        return found

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next question."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the question before."""
        event.stop()
        self.post_message(Wheeled(-1))


def _window(top: int, at: int, room: int, count: int) -> int:
    """The first row seen, so that the chosen one is seen and the list does not jump."""
    top = min(max(top, at - room + 1), at)
    return max(min(top, count - room), 0)
