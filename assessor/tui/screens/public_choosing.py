"""What the officer chooses of section 7: sentences left out or shown again, own words, the nearest to being said."""

from textual import work
from textual.reactive import var

from assessor.model.choice import Stance, StatementChoice, Visibility
from assessor.model.programme import WordingOverride
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult
from assessor.model.silence import Silence
from assessor.tui.messages import QuestionRequested, StatementChosen
from assessor.tui.screens.actions import ChooseScreen
from assessor.tui.screens.frame import Framed
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import SentencePrompt
from assessor.tui.widgets.document_text import drawable
from assessor.tui.widgets.rows import cut
from assessor.tui.widgets.subject_list import subject_name

NAMED = 30
SHOWABLE = (Visibility.HIDDEN, Visibility.FOLDED)


class StatementChoosing(Framed):
    """Knows every statement with what the officer chose of it."""

    view: var[PublicView | None] = var(None)
    choices: var[tuple[StatementChoice, ...]] = var(())
    near: var[tuple[Silence, ...]] = var(())

    @property
    def statement(self) -> str | None:
        """The id of the chosen sentence's statement, None where none is chosen."""
        return None

    @property
    def waiting(self) -> tuple[Silence, ...]:
        """The silences that open pairs cause."""
        return tuple(one for one in self.near if one.open)

    def choice_of(self, statement: str | None) -> StatementChoice | None:
        """What there is to a statement."""
        return next((one for one in self.choices if one.id == statement), None)

    async def choose(self, title: str, items: list[Item]) -> int | None:
        """Let one of many be chosen; only in a worker."""
        screen = ChooseScreen(title, items, searchable=True)
        screen.set_reactive(ChooseScreen.lang, self.lang)
        return await self.app.push_screen_wait(screen)

    @work(group="list", exclusive=True)
    async def action_near(self) -> None:
        """List the sentences that are nearest to being said, and show the question that keeps one back."""
        if self.result is None:
            return
        near = self.waiting
        items = [self._silence(self.result, place, one) for place, one in enumerate(near)]
        if not items:
            self.tell("public.near.none", "good")
            return
        chosen = await self.choose(self.say("public.near.title", count=len(items)), items)
        if chosen is not None:
            self.post_message(QuestionRequested((near[chosen].open[0].subject, near[chosen].control)))

    def _silence(self, result: AssessmentResult, place: int, one: Silence) -> Item:
        control, first = result.checklist.controls[one.control], one.open[0]
        name = subject_name(result, first.subject, self.say("subject.whole"))
        reason = self.say(f"public.open.{first.reason.value}")
        more = self.say("public.open.more", count=len(one.open) - 1) if len(one.open) > 1 else ""
        title = control.title.say(self.lang)
        text = self.say("public.near.item", title=title, name=cut(name, 14), reason=reason, more=more)
        return Item(one.control, text, place, f"{title} {control.question.ja}")

    @work(group="list", exclusive=True)
    async def action_hide(self) -> None:
        """Leave the chosen sentence out; where none is chosen, show one again that is left out or folded."""
        chosen = self.choice_of(self.statement)
        if self.statement is None:
            await self._show_again()
        elif chosen is not None:
            title, how = self.say("public.hide.title"), self.say("public.hide.how")
            why = await self.app.push_screen_wait(SentencePrompt(title, how, self.say, optional=True))
            if why is not None:
                stance = self._stance(chosen.id)._replace(hidden=True, singled=False, why=why)
                text = self.say("public.hidden", name=self._named(chosen))
                self.post_message(StatementChosen(chosen.id, stance, text))

    async def _show_again(self) -> None:
        found = [one for one in self.choices if one.visibility in SHOWABLE and (one.now or one.own)]
        hidden_first = sorted(found, key=lambda one: one.visibility is not Visibility.HIDDEN)
        items = [
            Item(
                self.say(f"public.is.{one.visibility.value}"),
                drawable(one.now.text) if one.now else self._named(one),
                place,
            )
            for place, one in enumerate(hidden_first)
        ]
        if not items:
            self.tell("public.all_shown")
            return
        place = await self.choose(self.say("public.show.title"), items)
        if place is not None:
            one = hidden_first[place]
            singled = self._stance(one.id).singled or one.visibility is Visibility.FOLDED
            stance = self._stance(one.id)._replace(hidden=False, singled=singled)
            self.post_message(StatementChosen(one.id, stance, self.say("public.shown", name=self._named(one))))

    @work(group="list", exclusive=True)
    async def action_word(self) -> None:
        """Say the chosen sentence in the city's own words; an empty field goes back to the checklist's."""
        chosen = self.choice_of(self.statement)
        if chosen is None or chosen.now is None:
            self.tell("public.choose_first", "warn")
            return
        held = chosen.own.text if chosen.own and not chosen.is_outdated else chosen.now.without_period
        title, how = self.say("public.word.title"), self.say("public.word.how")
        prompt = SentencePrompt(title, how, self.say, held, optional=True)
        text = await self.app.push_screen_wait(prompt)
        if text is None:
            return
        own = WordingOverride(text=text, stage=chosen.now.written) if text else None
        key = "public.worded" if own else "public.unworded"
        stance = self._stance(chosen.id)._replace(own=own)
        if stance != self._stance(chosen.id):
            self.post_message(StatementChosen(chosen.id, stance, self.say(key, name=self._named(chosen))))

    def _stance(self, statement: str) -> Stance:
        held = self.result.assessment.section7 if self.result else None
        return Stance.of(held, statement) if held else Stance()

    def _named(self, one: StatementChoice) -> str:
        """How a statement is named in a message: the number of its control, or how it begins."""
        if self.result is not None and one.id in self.result.checklist.controls:
            return one.id
        return cut(drawable(one.now.text), NAMED) if one.now else one.id
