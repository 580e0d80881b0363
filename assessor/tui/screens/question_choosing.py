"""Choosing from lists in the questionnaire: search, filters, same answer for other subjects, facts, new subjects."""

from textual import work
from textual.reactive import var

from assessor.model.assessment import Answer, PairKey
from assessor.model.checklist import Fact
from assessor.model.condition import Applicability
from assessor.model.programme import SubjectKind
from assessor.model.result import AssessmentResult, Pair
from assessor.tui.messages import AnswersGiven, FactGiven, SubjectAdded
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.question_writing import Writing
from assessor.tui.subject_messages import SubjectStateWanted
from assessor.tui.widgets.asked import Filters, filter_names, groups, number_of, same_control
from assessor.tui.widgets.subject_list import subject_name


class Choosing(Writing):
    """What opens a list or a dialogue."""

    narrow: var[bool] = var(True)

    async def choose(self, title: str, items: list[Item], *, searchable: bool = False, start: int = 0) -> int | None:
        """Let one of many be chosen; only in a worker."""
        from assessor.tui.screens.actions import ChooseScreen

        screen = ChooseScreen(title, items, searchable=searchable, start=start)
        screen.set_reactive(ChooseScreen.lang, self.lang)
        return await self.app.push_screen_wait(screen)

    def lift_filter(self) -> None:
        """Show everything again."""
        self.filters = Filters()
        self.tell("filter.lifted")

    @work(group="list", exclusive=True)
    async def action_search(self) -> None:
        """Find a question by the words of its title, question or number, on every subject."""
        if self.result is None:
            return
        every = [pair for group in groups(self.result) for pair in group.pairs]
        items = [self._found(place, pair, self.result) for place, pair in enumerate(every)]
        chosen = await self.choose(self.say("search.title"), items, searchable=True)
        if chosen is not None:
            self.choosing_subject = False
            self.show_everything_for(every[chosen].key)
            self.jump(every[chosen].key)

    def _found(self, place: int, pair: Pair, result: AssessmentResult) -> Item:
        control = result.checklist.controls[pair.control]
        name = subject_name(result, pair.subject, self.say("subject.whole"))
        words = f"{control.question.ja} {control.title.ja} {control.title.en or ''} {control.question.en or ''}"
        return Item(control.id, f"{name}: {control.title.say(self.lang)}", place, words)

    @work(group="list", exclusive=True)
    async def action_filter(self) -> None:
        """Choose what is shown; choosing once more takes a filter off."""
        if self.result is None:
            return
        names = filter_names(self.result.checklist)
        labels = {f"by:{key}": text.say(self.lang) for key, text in self.result.checklist.respondents.items()}
        items = [
            Item("[x]" if name in self.filters.names else "[ ]", self._filter_label(name, labels), place)
            for place, name in enumerate(names)
        ]
        chosen = await self.choose(self.say("key.filter"), items)
        if chosen is not None:
            self.filters = self.filters.toggled(names[chosen])
            self.tell("filter.count", count=sum(len(group.pairs) for group in self.groups))

    def _filter_label(self, name: str, labels: dict[str, str]) -> str:
        if name in labels:
            return self.say("filter.respondent", who=labels[name])
        return self.say(f"filter.{name}.long")

    @work(group="list", exclusive=True)
    async def action_same_answer(self) -> None:
        """Give this answer to the same question on other subjects, after showing which and what they say now."""
        pair, answer, control = self.pair, self.answer, self.control
        if pair is None or control is None or self.result is None:
            return
        others = [one for one in same_control(self.result, pair.control) if self._takes(one, pair, answer)]
        if answer is None or not others:
            self.tell("same.answer_first" if answer is None else "same.none", "warn")
            return
        replaces = any(one.answer is not None for one in others)
        word = self.result.checklist.statuses[answer.status].label.say(self.lang)
        lines = (
            f"{number_of(control.id)} {control.title.say(self.lang)}",
            self.say("same.what", answer=word, count=len(others)),
            *(self._now(one, self.result) for one in others),
            *((self.say("same.texts"),) if answer.comment or answer.evidence else ()),
            self.say("same.undo"),
        )
        choices = (
            Choice("Enter", self.say("same.do", count=len(others)), "do"),
            Choice("Esc", self.say("key.put_away"), "stay"),
        )
        # Where an answer would be replaced, Enter alone must not do it.
        chosen = await self.ask(Asking(self.say("same.title"), lines, choices, 1 if replaces else 0))
        if chosen == "do":
            given: dict[PairKey, Answer | None] = {one.key: _with_own_texts(answer, one) for one in others}
            self.post_message(
                AnswersGiven(given, self.say("same.done", number=number_of(control.id), count=len(others)))
            )

    def _takes(self, one: Pair, here: Pair, answer: Answer | None) -> bool:
        differs = one.answer is None or answer is None or one.answer.status is not answer.status
        return one.key != here.key and one.applicability is Applicability.APPLICABLE and differs

    def _now(self, one: Pair, result: AssessmentResult) -> str:
        name = subject_name(result, one.subject, self.say("subject.whole"))
        now = result.checklist.statuses[one.answer.status].label.say(self.lang) if one.answer else None
        return "  " + self.say("same.now", name=name, now=now or self.say("status.unanswered"))

    @work(group="list", exclusive=True)
    async def action_facts(self) -> None:
        """Answer the facts of the chosen subject, one after another."""
        subject = self.result.assessment.subject(self.group.subject) if self.result and self.group else None
        if subject is None or self.result is None:
            return
        facts = [fact for fact in self.result.checklist.facts if subject.kind in fact.kinds]
        name = subject_name(self.result, subject.id, self.say("subject.whole"))
        said: dict[str, bool | None] = dict(subject.facts)
        chosen: int | None = next((place for place, fact in enumerate(facts) if said.get(fact.id) is None), 0)
        while chosen is not None:
            items = [self._fact_item(place, fact, said.get(fact.id)) for place, fact in enumerate(facts)]
            chosen = await self.choose(self.say("facts.title", name=name), items, start=chosen)
            if chosen is not None and await self._ask_fact(subject.id, facts[chosen], said):
                chosen = min(chosen + 1, len(facts) - 1)

    def _fact_item(self, place: int, fact: Fact, value: bool | None) -> Item:
        word = self.say("fact.yes" if value else "fact.no" if value is False else "fact.open")
        return Item(word, fact.ask.say(self.lang), place)

    async def _ask_fact(self, subject_id: str, fact: Fact, held: dict[str, bool | None]) -> bool:
        lines = (fact.ask.say(self.lang), *([fact.help.say(self.lang)] if fact.help else []))
        choices = (
            Choice("7", self.say("fact.yes"), "yes"),
            Choice("8", self.say("fact.no"), "no"),
            Choice("9", self.say("fact.not_yet"), "open"),
        )
        value = await self.ask(Asking(self.say("facts.ask"), lines, choices, None))
        if value is None:
            return False
        held[fact.id] = {"yes": True, "no": False, "open": None}[value]
        word = next(choice.verb for choice in choices if choice.value == value)
        self.post_message(FactGiven(subject_id, fact.id, held[fact.id], f"{fact.ask.say(self.lang)} {word}"))
        return True

    def action_subject_state(self) -> None:
        """End the subject looked at, or take one back that has ended."""
        if self.group is not None:
            self.post_message(SubjectStateWanted(self.group.subject))

    @work(group="list", exclusive=True)
    async def action_add_subject(self) -> None:
        """Add a service, a city OS or a group of devices: its kind, then its name."""
        kinds = [kind for kind in SubjectKind if kind is not SubjectKind.PROGRAMME]
        items = [Item("", self.say(f"add.{kind.value}"), place) for place, kind in enumerate(kinds)]
        chosen = await self.choose(self.say("add.kind"), items)
        if chosen is None:
            return
        from assessor.tui.screens.prompt import Prompt

        name = await self.app.push_screen_wait(Prompt(self.say("add.name"), self.say("add.name.how"), self.say))
        if name:
            self.post_message(SubjectAdded(kinds[chosen].value, name))


def _with_own_texts(answer: Answer, other: Pair) -> Answer:
    """The answer for another subject: what proves it here proves nothing there."""
    own = other.answer
    return answer.model_copy(update={"comment": own.comment if own else None, "evidence": own.evidence if own else ()})
