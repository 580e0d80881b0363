"""Writing in place: memo, evidence, fiscal year, reason; the question and its answers stay in sight."""

from dataclasses import dataclass

from textual import on
from textual.app import SuspendNotSupported
from textual.reactive import var

from assessor.model.assessment import Answer, Evidence
from assessor.model.fiscal import as_it_was, doubt_of_plan, fiscal_year_label, parse_fiscal_year
from assessor.model.scales import Status
from assessor.model.text import says_something
from assessor.tui.editor import edited, editor_command
from assessor.tui.messages import (
    AnswersGiven,
    DraftChanged,
    DraftGiven,
    EditorRequested,
    TextGiven,
    TextPutAway,
    TextTyped,
    Told,
)
from assessor.tui.screens.question_state import QuestionState
from assessor.tui.widgets.asked import STATUSES, number_of
from assessor.tui.widgets.evidence_text import evidence_text, read_evidence
from assessor.tui.widgets.refusal import refusal


@dataclass
class Field:
    """The field that is open: of which pair, which answer is being given with it, and the question as it was then."""

    name: str
    pair: tuple[str, str]
    status: Status | None = None
    asked: str = ""

    @property
    def key(self) -> str:
        """Under which name its draft is remembered."""
        return f"{self.pair[0]}/{self.pair[1]}/{self.name}"


class Writing(QuestionState):
    """Opens a field below an answer, takes what is typed, and keeps it as a draft until then."""

    split: var[int] = var(len(STATUSES))
    giving: var[Status | None] = var(None)
    writing: var[str] = var("")
    """The name of the field that is open."""

    field: Field | None = None

    async def open_field(self, name: str, status: Status | None = None) -> None:
        """Open a field on the question; `status` is the answer it completes."""
        pair, answer = self.pair, self.answer
        if pair is None or self.field is not None:
            return
        self.field, self.writing = Field(name, pair.key, status, self._asked(pair.key)), name
        under = status or (answer.status if answer and name == "planned_for" else None)
        self.split = STATUSES.index(under) + 1 if under else len(STATUSES)
        self.giving = status
        text = self.drafts.get(self.field.key) or self._text_now(name, answer)
        from assessor.tui.widgets.text_field import FieldBox

        box = FieldBox(name, self.say(f"write.{name}"), text, self.say(f"write.{name}.hint"))
        await self.query_one("#question").mount(box, after="QuestionHead")
        self.tell(f"write.{name}.how", "warn")
        self.show_keys()

    async def close_field(self) -> None:
        """Close the field; the list has the focus again."""
        self.field, self.writing = None, ""
        self.giving, self.split = None, len(STATUSES)
        await self.query("#field").remove()
        self.query_one("QuestionList").focus()
        self.show_keys()

    def _text_now(self, name: str, answer: Answer | None) -> str:
        if answer is None:
            return ""
        if name == "evidence":
            return "\n".join(evidence_text(one) for one in answer.evidence)
        if name == "planned_for":
            if answer.planned_for is None:
                return ""
            return fiscal_year_label(answer.planned_for) if self.lang == "ja" else str(answer.planned_for)
        return getattr(answer, name) or ""

    @on(TextTyped)
    def keep_draft(self, event: TextTyped) -> None:
        """Remember what is typed, so that no crash takes it."""
        if self.field is not None and event.text != self._text_now(self.field.name, self.answer):
            self.post_message(DraftChanged(self.field.key, event.text))

    @on(TextPutAway)
    async def put_away(self) -> None:
        """Nothing is saved; the old answer stands."""
        if self.field is not None:
            self.post_message(DraftChanged(self.field.key, None))
            await self.close_field()
            self.tell("write.put_away")

    @on(EditorRequested)
    def write_elsewhere(self) -> None:
        """Open the officer's editor on the text; what is written there comes back into the field."""
        from assessor.tui.widgets.text_field import TextField

        command = editor_command()
        area = self.query_one(TextField)
        try:
            with self.app.suspend():
                text = edited(command, area.text) if command else None
        except SuspendNotSupported:
            text = None
        if text is None:
            self.tell("editor.none", "warn")
            return
        area.text = text
        area.move_cursor(area.document.end)
        self.tell("editor.back", "warn")

    @on(TextGiven)
    async def take(self, event: TextGiven) -> None:
        """Save what was typed, or say why it cannot be taken; then it stays."""
        field, answer = self.field, self.answer
        if field is None or self.result is None:
            return
        if self._asked(field.pair) != field.asked:
            await self._ask_anew(field, event.text)
            return
        why = refusal(event.text, self.say)
        changed = None if why else self._changed(field, answer, event.text.strip())
        if changed is None:
            self.tell_why(why or self._cannot(field, event.text))
            return
        if changed == answer:
            self.post_message(DraftChanged(field.key, None))
        else:
            self.post_message(DraftGiven(field.key))
            text = f"{self._what(field)}{self._doubt(field, changed)}"
            self.post_message(AnswersGiven({field.pair: changed}, text))
        await self.close_field()

    async def _ask_anew(self, field: Field, text: str) -> None:
        """The question was asked in other words when the field was opened: the text waits as a draft.

        Where it is asked no more, there is no place for it but the field.
        """
        numbers = number_of(field.pair[1])
        if not self._asked(field.pair):
            self.tell("edition.screen.asked_no_more", "alarm", numbers=numbers)
            return
        self.post_message(DraftChanged(field.key, text))
        await self.close_field()
        self.tell("edition.screen.asked_anew", "warn", numbers=numbers)

    def _asked(self, pair: tuple[str, str]) -> str:
        """A question as it is asked now; empty where it is asked no more."""
        control = self.result.checklist.controls.get(pair[1]) if self.result else None
        return "".join(control.question.ja.split()) if control else ""

    def _cannot(self, field: Field, text: str) -> str:
        right = as_it_was(text) if field.name == "planned_for" else None
        if right is not None:
            return self.say("write.planned_for.era_over", text=text.strip(), right=right)
        return self.say(f"write.{field.name}.cannot")

    def _doubt(self, field: Field, answer: Answer) -> str:
        """What to think of before a year is relied on, behind what was saved."""
        doubt = doubt_of_plan(answer.planned_for, self.result.today) if self.result else None
        return self.say(f"write.planned_for.{doubt}") if field.name == "planned_for" and doubt else ""

    def _what(self, field: Field) -> str:
        """What the message line calls it: with a reason it is the answer that is given."""
        number = number_of(field.pair[1])
        if field.status is Status.NOT_APPLICABLE and self.result is not None:
            return f"{number} {self.result.checklist.statuses[field.status].label.say(self.lang)}"
        return self.say("saved.field", number=number, field=self.say(f"field.{field.name}"))

    def tell_why(self, text: str) -> None:
        """Say a sentence that is already in words."""
        self.post_message(Told(text, "alarm"))

    def _changed(self, field: Field, answer: Answer | None, text: str) -> Answer | None:
        """The answer with what was typed; None where the text is none of that kind."""
        if field.name == "reason":
            return self._excused(answer, text) if says_something(text) else None
        if answer is None:
            return None
        if field.name == "comment":
            return answer.model_copy(update={"comment": text or None})
        if field.name == "planned_for":
            year = parse_fiscal_year(text) if text else None
            return None if text and year is None else answer.model_copy(update={"planned_for": year})
        return self._with_evidence(answer, text)

    def _excused(self, answer: Answer | None, reason: str) -> Answer | None:
        if self.result is None:
            return None
        kept = answer.model_dump(include={"comment", "evidence"}) if answer else {}
        return Answer(status=Status.NOT_APPLICABLE, reason=reason, as_of=self.result.today, **kept)

    def _with_evidence(self, answer: Answer, text: str) -> Answer | None:
        known: dict[str, Evidence] = {evidence_text(one): one for one in answer.evidence}
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        found = [known.get(line) or read_evidence(line) for line in lines]
        if len(found) > 50 or not all(found):
            return None
        return answer.model_copy(update={"evidence": tuple(one for one in found if one is not None)})
