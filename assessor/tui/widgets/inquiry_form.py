"""The inquiry that is being made: its fields, and below them the questions that would go out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from assessor.model.checklist import Respondent
from assessor.model.result import AssessmentResult
from assessor.tui.widgets.inquiry_list import day_text
from assessor.tui.widgets.page import Line, ListPage
from assessor.tui.widgets.rows import Part, blank, fill, row, rule
from assessor.tui.widgets.subject_list import subject_name

if TYPE_CHECKING:
    from assessor.tui.inquiry_nouns import Draft

_LABEL = 18


class InquiryForm(ListPage, can_focus=True):
    """A row per field, then what would be asked."""

    draft: reactive["Draft | None"] = reactive(None)
    result: reactive[AssessmentResult | None] = reactive(None)

    def follows_from(self) -> tuple[object, ...]:
        """The draft and the names in it."""
        return self.draft, self.result

    def lines(self, width: int) -> list[Line]:
        """All rows."""
        draft, result = self.draft, self.result
        if draft is None or result is None:
            return []
        title = self.say("draft.again" if draft.again else "draft.new", id=draft.id)
        found = [Line(row(width, " ", Part(title, "strong"))), Line(blank(width))]
        for place, name in enumerate(draft.fields):
            text, tone = self._value(draft, result, name)
            click = f"screen.go_to({place})"
            label = Part(fill(self.say(f"draft.{name}"), _LABEL), "head", click)
            found.append(Line(row(width, "  ", label, Part(text, tone, click), right=[Part("  ")]), place))
        found += [Line(content) for content in self._questions(width, draft, result)]
        return found

    def _value(self, draft: "Draft", result: AssessmentResult, name: str) -> tuple[str, str]:
        if name == "due":
            return day_text(draft.due, self.lang), "text"
        if name in ("organisation", "post", "path"):
            text = getattr(draft, name)
            return (text, "text") if text else (self.say(f"draft.{name}.none"), "dim")
        if name == "letter":
            return self.say("draft.letter.yes" if draft.letter else "draft.letter.no"), "text"
        names = list(self._names(draft, result, name))
        return (self.say("list.comma").join(names), "text") if names else (self.say(f"draft.{name}.all"), "dim")

    def _names(self, draft: "Draft", result: AssessmentResult, name: str) -> Iterator[str]:
        if name == "role" and draft.role:
            role = result.checklist.respondents.get(Respondent(draft.role))
            yield role.say(self.lang) if role else draft.role
        elif name == "subject":
            yield from (subject_name(result, one, self.say("subject.whole")) for one in draft.subjects)
        elif name == "category":
            yield from (one.title.say(self.lang) for one in result.checklist.categories if one.id in draft.categories)
        elif name == "filter":
            yield from (self.say(f"draft.filter.{one}") for one in draft.filters)

    def _questions(self, width: int, draft: "Draft", result: AssessmentResult) -> Iterator[Content]:
        yield blank(width)
        subjects = len({subject for subject, _ in draft.pairs})
        count = self.say(
            "draft.count" if draft.pairs else "draft.count.none", count=len(draft.pairs), subjects=subjects
        )
        right = [Part(self.say("draft.already", count=draft.already) + "  ", "dim")] if draft.already else []
        yield row(width, " ", Part(count, "strong" if draft.pairs else "middle"), right=right)
        yield rule(width)
        for subject, control in draft.pairs:
            yield row(
                width,
                " ",
                Part(fill(control, 9), "dim"),
                Part(fill(subject_name(result, subject, self.say("subject.whole")), 18) + " "),
                Part(result.checklist.controls[control].title.say(self.lang)),
                right=[Part("  ")],
            )
