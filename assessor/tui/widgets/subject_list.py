"""The list of subjects and categories with their progress, and beside it what is left in the chosen one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.reactive import reactive

from assessor.model.programme import PROGRAMME_ID
from assessor.model.result import AssessmentResult
from assessor.tui.messages import Wheeled
from assessor.tui.widgets.asked import MARKS, UNANSWERED, UNDETERMINED, Group, state
from assessor.tui.widgets.bars import bar
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, fill, row

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey

BAR = 6
LEFT_OVER = (UNANSWERED, UNDETERMINED, "unknown", "not_applicable")


class SubjectList(Drawn, can_focus=True):
    """Every group under its subject's name; only those that are seen are composed."""

    result: reactive[AssessmentResult | None] = reactive(None)
    groups: reactive[tuple[Group, ...]] = reactive(())
    group: reactive[Group | None] = reactive(None)

    _top = 0

    def rows(self, width: int) -> Sequence[Content]:
        """Head and the seen part of the list."""
        if self.result is None:
            return []
        head = row(width, " ", Part(self.say("subjects.title"), "head"))
        plan = list(self._plan())
        room = max(self.size.height - 1, 1)
        at = next((place for place, one in enumerate(plan) if self._is_chosen(one)), 0)
        top = min(max(self._top, at - room + 1), max(at - 1, 0))
        self._top = max(min(top, len(plan) - room), 0)
        seen = plan[self._top : self._top + room]
        return [head, *(self._line(width, one) for one in seen)]

    def _is_chosen(self, line: Group | str) -> bool:
        return isinstance(line, Group) and self.group is not None and line.key == self.group.key

    def _plan(self) -> Iterator[Group | str]:
        last = None
        for group in self.groups:
            if group.subject != last:
                last = group.subject
                yield group.subject
            yield group

    def _line(self, width: int, line: Group | str) -> Content:
        if self.result is None:
            return blank(width)
        if isinstance(line, str):
            return row(width, " ", Part(subject_name(self.result, line, self.say("subject.whole")), "strong"))
        chosen = self._is_chosen(line)
        category = next(one for one in self.result.checklist.categories if one.id == line.category)
        count = f"{line.answered}/{len(line.pairs)}"
        click = f"screen.choose_group({self.groups.index(line)})"
        room = width - BAR - 13
        return row(
            width,
            Part("> " if chosen else "  ", "strong", click),
            Part(" " + fill(category.title.say(self.lang), room) + " ", "text", click),
            *bar(line.answered, len(line.pairs), BAR),
            Part(f" {count}"),
            over="selected" if chosen else "",
        )

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel chooses the next group."""
        event.stop()
        self.post_message(Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel chooses the group before."""
        event.stop()
        self.post_message(Wheeled(-1))


class GroupSummary(Drawn):
    """What is left in the chosen group, and who answers."""

    result: reactive[AssessmentResult | None] = reactive(None)
    group: reactive[Group | None] = reactive(None)
    cursor: reactive["PairKey | None"] = reactive(None)

    def rows(self, width: int) -> Sequence[Content]:
        """Name, counts by mark, who answers, the keys that help."""
        if self.result is None or self.group is None:
            return []
        group, say = self.group, self.say
        name = subject_name(self.result, group.subject, say("subject.whole"))
        category = next(one for one in self.result.checklist.categories if one.id == group.category)
        count = say("group.answered", count=len(group.pairs), answered=group.answered)
        found = [
            row(width, " ", Part(f"{name}  {category.title.say(self.lang)}", "head"), right=[Part("  ")]),
            blank(width),
            row(width, " ", Part(count)),
            blank(width),
        ]
        found += self._left_over(width, group)
        found += self._asked_of(width, self.result, group)
        return found

    def _left_over(self, width: int, group: Group) -> list[Content]:
        """How many questions of each unfinished mark."""
        say, found = self.say, list[Content]()
        states = [state(pair) for pair in group.pairs]
        for left in LEFT_OVER:
            label = say(f"group.{left}")
            number = say("count.questions", count=states.count(left))
            mark = MARKS[left]
            room = max(width - 16, cells(label))
            found.append(
                row(width, "  ", Part(mark.say(self.lang), mark.style), Part(" " + fill(label, room)), Part(number))
            )
        return found

    def _asked_of(self, width: int, result: AssessmentResult, group: Group) -> list[Content]:
        """Who answers, and the keys that help."""
        say, found = self.say, list[Content]()
        found.append(blank(width))
        subject = result.assessment.subject(group.subject)
        if subject is not None:
            for key in ("respondent", "operator", "organ"):
                value = getattr(subject, key)
                if value:
                    found.append(
                        row(width, " ", Part(fill(say(f"field.{key}"), 11), "head"), Part(value), right=[Part("  ")])
                    )
        open_facts = sum(
            1
            for fact in result.checklist.facts
            if subject and subject.kind in fact.kinds and fact.id not in subject.facts
        )
        found.append(blank(width))
        for key, label in (
            ("Enter", say("group.enter")),
            ("p", say("group.facts", count=open_facts)),
            ("a", say("group.add")),
        ):
            found.append(row(width, " ", Part(fill(key, 6), "key"), Part(label)))
        return found


def subject_name(result: AssessmentResult, subject_id: str, whole: str) -> str:
    """The name of a subject; the programme's own is said in one word."""
    if subject_id == PROGRAMME_ID:
        return whole
    subject = result.assessment.subject(subject_id)
    return subject.name if subject else subject_id
