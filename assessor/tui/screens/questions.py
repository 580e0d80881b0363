"""The questionnaire: a list at the left, the question at the right, answers by one key."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key, Resize
from textual.reactive import var
from textual.widget import Widget

from assessor.model.assessment import Answer
from assessor.model.scales import Status
from assessor.tui.messages import AnswersGiven, FactGiven, Needed, RescueRequested, ScreenChosen, Wheeled
from assessor.tui.screens import question_keys
from assessor.tui.screens.question_choosing import Choosing
from assessor.tui.widgets.asked import STATUSES, number_of, open_fact
from assessor.tui.widgets.bars import Gap, KeyLines
from assessor.tui.widgets.explained import Explained
from assessor.tui.widgets.question_list import QuestionList
from assessor.tui.widgets.question_pane import QuestionHead, RestOfAnswers
from assessor.tui.widgets.subject_list import GroupSummary, SubjectList

if TYPE_CHECKING:
    from assessor.model.privacy_board import PrivacyBoard

ANSWER_KEYS = tuple("123456１２３４５６")
FACT_VALUES: dict[int, bool | None] = {7: True, 8: False, 9: None}


class QuestionScreen(Choosing):
    """Answers are given here, and facts where they decide something."""

    BINDINGS: ClassVar[list[BindingType]] = list(question_keys.BINDINGS)
    tab = "questions"

    pia: var["PrivacyBoard | None"] = var(None)
    seen: var[int] = var(0)

    def body(self) -> Iterable[Widget]:
        """Subjects or questions, a gap, the question, and from 110 columns on what stands behind it."""
        own = QuestionScreen
        yield SubjectList().data_bind(own.lang, own.result, own.groups, own.group)
        yield Gap(id="first-gap").data_bind(lined=own.lined)
        yield QuestionList().data_bind(
            own.lang, own.result, own.group, own.cursor, own.pending, own.filters, own.asked, own.legend
        )
        yield Gap(id="gap").data_bind(lined=own.lined)
        with Vertical(id="question"):
            parts = (own.lang, own.result, own.group, own.cursor, own.pending)
            yield QuestionHead().data_bind(*parts, own.split, chosen=own.giving)
            yield RestOfAnswers().data_bind(*parts, own.split, chosen=own.giving)
            yield Explained(id="explained").data_bind(
                *parts,
                own.drafts,
                own.writing,
                own.past,
                own.view,
                own.silences,
                own.asked,
                side=own.narrow,
                board=own.pia,
            )
        yield GroupSummary().data_bind(own.lang, own.result, own.group, own.cursor)
        yield Gap(id="second-gap").data_bind(lined=own.lined)
        side = Explained(id="side").data_bind(*parts, own.drafts, own.past, own.view, own.silences, own.asked)
        side.main = False
        yield side

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(QuestionList).focus()
        self.call_after_refresh(self.post_message, Needed("pia"))

    def watch_seen(self) -> None:
        """The store was read anew: what the records of assessments say of the questions may be other now."""
        if self.is_mounted:
            self.post_message(Needed("pia"))

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        if self.field is not None:
            return question_keys.WRITING[self.field.name]
        if self.group is None:
            return question_keys.NOTHING_FOUND
        if self.choosing_subject:
            return question_keys.SUBJECTS
        if self.saving.kind == "failed":
            return question_keys.FAILED
        return question_keys.WAITING if self.waits else question_keys.ANSWERING

    def on_resize(self, event: Resize) -> None:
        """The wide picture has a pane of its own for what stands behind the question."""
        self.narrow = event.size.width < 110

    def watch_saving(self) -> None:
        """A failed save brings its own keys."""
        self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done now is neither done nor named."""
        typing = self.field is not None
        match action:
            case "answer" | "clear" | "write" | "same_answer" | "other_subject":
                return self.pair is not None and not self.waits and not self.choosing_subject and not typing
            case "fact":
                return self.pair is not None and self.waits and not self.choosing_subject
            case "rescue":
                return self.saving.kind == "failed" and not typing
            case "add_subject" | "facts" | "subject_state" | "forth":
                return self.choosing_subject
            case "history" | "move" | "next" | "back" | "read" | "search" | "filter":
                return not typing
            case _:
                return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """An answer to a question that waits for a fact is none: say which keys come first."""
        if self.waits and self.field is None and not self.choosing_subject and event.character in ANSWER_KEYS:
            event.stop()
            self.tell("fact.first_key", "warn")

    async def action_answer(self, number: int) -> None:
        """Give an answer: at once, or with its reason."""
        status = STATUSES[number - 1]
        answer = self.answer
        if self.pair is None or self.result is None:
            return
        if status is Status.NOT_APPLICABLE:
            await self.open_field("reason", status)
            return
        years = (Status.PLANNED, Status.PARTIAL)
        earlier = self.result.assessment.to_confirm.get(self.pair.key)
        written = answer or (earlier.answer if earlier else None)
        kept = written.model_dump(include={"comment", "evidence"}) if written else {}
        year = answer.planned_for if answer and status in years else None
        given = Answer(status=status, planned_for=year, as_of=self.result.today, **kept)
        self.give(given)
        if status is Status.PLANNED and year is None:
            await self.open_field("planned_for", status)

    def give(self, answer: Answer | None) -> None:
        """Give an answer to the question the cursor is on."""
        pair, control = self.pair, self.control
        if pair is None or control is None or self.result is None:
            return
        word = self.say("status.unanswered")
        if answer is not None:
            word = self.result.checklist.statuses[answer.status].label.say(self.lang)
        self.post_message(AnswersGiven({pair.key: answer}, f"{number_of(control.id)} {word}"))

    def action_clear(self) -> None:
        """Take the answer back."""
        if self.answer is not None:
            self.give(None)

    def action_fact(self, number: int) -> None:
        """Answer the fact the question waits for."""
        pair = self.pair
        waiting = open_fact(self.result, pair) if self.result and pair else None
        if pair is None or waiting is None:
            return
        value = FACT_VALUES[number]
        if value is None:
            self.put_off |= {pair.key}
            self.tell("fact.put_off")
            self.go_on()
            return
        word = self.say("fact.yes" if value else "fact.no")
        self.post_message(FactGiven(pair.subject, waiting.fact.id, value, f"{waiting.fact.ask.say(self.lang)} {word}"))

    async def action_write(self, name: str) -> None:
        """Open memo, evidence or year; they belong to an answer."""
        if self.answer is None:
            self.tell("write.answer_first", "warn")
            return
        if name == "planned_for" and self.answer.status not in (Status.PLANNED, Status.PARTIAL):
            self.tell("write.year_only", "warn")
            return
        await self.open_field(name)

    def action_history(self) -> None:
        """Show who answered this question when, each answer whole."""
        self.post_message(ScreenChosen("history"))

    def action_move(self, by: int) -> None:
        """Choose the question, or the group, above or below."""
        if self.choosing_subject:
            self.move_group(by)
        else:
            self.move_by(by)

    def action_go_to(self, place: int) -> None:
        """Choose the question clicked."""
        if self.group is not None:
            self.jump(self.group.pairs[place].key)

    def action_choose_group(self, place: int) -> None:
        """Choose the group clicked."""
        self.jump(self.groups[place].pairs[0].key)

    def action_next(self) -> None:
        """Go to the next unanswered question; from the subjects, to the questions of the chosen one."""
        if self.choosing_subject:
            self.choosing_subject = False
        else:
            self.go_on()

    def action_forth(self) -> None:
        """From the subjects to the questions."""
        self.choosing_subject = False

    def action_back(self) -> None:
        """Esc lifts a filter first, then it is the list of subjects."""
        if self.filters.names:
            self.lift_filter()
        else:
            self.choosing_subject = not self.choosing_subject

    def action_rescue(self) -> None:
        """Write what cannot be saved to another file."""
        self.post_message(RescueRequested())

    def action_read(self, by: int) -> None:
        """Read the texts beside the question on, or back."""
        for part in self.query(Explained):
            part.scroll(by)

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)
