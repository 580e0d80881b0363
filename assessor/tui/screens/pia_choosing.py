"""Choosing in the PIA: values, sets, services, prompts; and the dialogues before what cannot be taken back by a key."""

from collections.abc import Sequence

from textual import work

from assessor.model.privacy import LifeCycle
from assessor.model.privacy_guide import PrivacyGuide, Prompt
from assessor.model.privacy_kinds import FieldKind, FieldPlace, choices_of, field_kind
from assessor.model.privacy_parts import PARTS
from assessor.model.privacy_result import ProposalState
from assessor.model.programme import SubjectKind
from assessor.tui.messages import FactGiven, Needed
from assessor.tui.pia_messages import Confirmed, EntryTakenBack, ItemsWanted, RiskTaken
from assessor.tui.screens.ask import Ask, Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.pia_writing import PiaWriting
from assessor.tui.widgets.pia_words import choice_word, label

YES_NO_VALUES = ("yes", "no", "")
RATED = {False: ("impact", "likelihood"), True: ("residual_impact", "residual_likelihood")}


class PiaChoosing(PiaWriting):
    """What opens a list or a dialogue."""

    async def choose(
        self, title: str, items: list[Item], *, searchable: bool = False, start: int = 0, footer: Sequence[str] = ()
    ) -> int | None:
        """Let one of many be chosen; only in a worker."""
        from assessor.tui.screens.actions import ChooseScreen

        screen = ChooseScreen(title, items, searchable=searchable, start=start, footer=footer)
        screen.set_reactive(ChooseScreen.lang, self.lang)
        return await self.app.push_screen_wait(screen)

    async def ask(self, asking: Asking) -> str | None:
        """Put a question and wait for its answer; only in a worker."""
        screen = Ask(asking)
        screen.set_reactive(Ask.lang, self.lang)
        return await self.app.push_screen_wait(screen)

    @work(group="list", exclusive=True)
    async def choose_value(self, place: FieldPlace, fact: str = "") -> None:
        """Let a value be chosen: yes or no, a level with its plain words, a word, several of what there is."""
        board = self.pia
        if board is None:
            return
        kind = field_kind(PARTS[place.part], place.key)
        if kind is FieldKind.LINES:
            await self._choose_set(place)
            return
        values, items = self._values(place, kind)
        now = self.shown_text(place)
        guide = board.checklist.privacy
        question = guide.question(place.key) if guide and place.part == "threshold" else None
        title = question.ask.say(self.lang) if question else self._title(place)
        footer = [question.help.say(self.lang)] if question and question.help else []
        chosen = await self.choose(title, items, start=values.index(now) if now in values else 0, footer=footer)
        if chosen is not None and fact:
            await self._give_fact(place, values[chosen], fact)
        elif chosen is not None:
            self.set_value(place, values[chosen])

    def _values(self, place: FieldPlace, kind: FieldKind) -> tuple[list[str], list[Item]]:
        board = self.pia
        if kind is FieldKind.YES_NO or board is None:
            words = [self.say(key) for key in ("fact.yes", "fact.no", "fact.not_yet")]
            return list(YES_NO_VALUES), [Item("789"[place_], word, place_) for place_, word in enumerate(words)]
        if kind is FieldKind.LEVEL:
            risk = board.checklist.risk
            rows = risk.impact if place.key.endswith("impact") else risk.likelihood
            items = [
                Item(str(one.level), f"{one.title.say(self.lang)}: {one.anchor.say(self.lang)}", number)
                for number, one in enumerate(rows)
            ]
            return [str(one.level) for one in rows], items
        values = list(choices_of(PARTS[place.part], place.key))
        return values, [Item("", choice_word(place, one, board, self.say), number) for number, one in enumerate(values)]

    def set_value(self, place: FieldPlace, value: str, fact: str = "") -> None:
        """Give a value; where a fact of the service answers the question, it is the fact that changes, once asked."""
        if fact:
            self.give_fact(place, value, fact)
        elif value != self.shown_text(place):
            self.tell_field(place, value)

    @work(group="list", exclusive=True)
    async def give_fact(self, place: FieldPlace, value: str, fact: str) -> None:
        """Change a fact by the key on its row."""
        await self._give_fact(place, value, fact)

    async def _give_fact(self, place: FieldPlace, value: str, fact: str) -> None:
        """Ask before a fact of the service changes: it decides which questions apply; only in a worker."""
        said = {"yes": True, "no": False}.get(value)
        board = self.pia
        held = board.result.subject.facts.get(fact) if board and board.result else None
        if said is held:
            return
        words = {True: self.say("fact.yes"), False: self.say("fact.no"), None: self.say("fact.not_yet")}
        change = self.say("pia.fact.change", what=self._said(place), before=words[held], after=words[said])
        lines = (change, self.say("pia.fact.why"))
        choices = (Choice("Esc", self.say("pia.fact.stay"), "stay"), Choice("x", self.say("pia.fact.do"), "do"))
        if await self.ask(Asking(self.say("pia.fact.title"), lines, choices)) == "do":
            self.post_message(FactGiven(self.subject_id, fact, said, f"{self._said(place)} {words[said]}"))

    def _title(self, place: FieldPlace) -> str:
        guide = self.pia.checklist.privacy if self.pia else None
        return label(place, guide, self.say) if guide else place.key

    async def _choose_set(self, place: FieldPlace) -> None:
        chosen: int | None = 0
        while chosen is not None:
            held = [line for line in self.shown_text(place).split("\n") if line]
            names = self._set_of(place)
            items = [
                Item("[x]" if name in held else "[ ]", words, number) for number, (name, words) in enumerate(names)
            ]
            chosen = await self.choose(
                self._title(place), items, searchable=True, start=chosen, footer=[self.say("pia.set.how")]
            )
            if chosen is not None:
                name = names[chosen][0]
                left = [one for one in held if one != name]
                self.tell_field(place, "\n".join(left if name in held else [*held, name]))
                await self._until_settled()

    async def _until_settled(self) -> None:
        from asyncio import sleep

        while self._settling and self.is_mounted:
            await sleep(0.01)

    def _set_of(self, place: FieldPlace) -> list[tuple[str, str]]:
        """What there is to choose from: (name, in words)."""
        board, result = self.pia, self.result
        if board is None or board.result is None or result is None:
            return []
        if place.key == "controls":
            return [(one.id, f"{one.id} {one.title.say(self.lang)}") for one in board.checklist.controls.values()]
        if place.key == "items":
            return [(name, f"{name} {item.name}") for name, item in board.result.pia.items.items()]
        kinds = (SubjectKind.CITY_OS, SubjectKind.ASSET_GROUP)
        return [(one.id, one.name) for one in result.assessment.subjects if one.kind in kinds]

    @work(group="list", exclusive=True)
    async def action_service(self) -> None:
        """Look at another service's assessment."""
        if self.pia is None or self.writing is not None:
            return
        services = self.pia.services
        items = [
            Item(
                self.say("pia.steps_done", done=one.done, count=one.needed) if one.begun else self.say("pia.not_begun"),
                one.name + (self.say("pia.conflict.mark", count=one.conflicts) if one.conflicts else ""),
                place,
            )
            for place, one in enumerate(services)
        ]
        here = next((place for place, one in enumerate(services) if one.id == self.subject_id), 0)
        chosen = await self.choose(self.say("pia.service.title"), items, start=here)
        if chosen is not None:
            self.post_message(Needed(f"pia:{services[chosen].id}"))

    @work(group="list", exclusive=True)
    async def add_risk(self) -> None:
        """Take a risk from a prompt, or write an own one."""
        board = self.pia
        guide = board.checklist.privacy if board else None
        if board is None or board.result is None or guide is None:
            return
        prompts = board.result.prompts
        own = Item("", self.say("pia.own_risk"), 0)
        found = [
            Item(guide.life_cycle[one.stage].say(self.lang), one.title.say(self.lang), place, _words(one, guide))
            for place, one in enumerate(prompts, 1)
        ]
        footer = [self.say("pia.prompts.how")]
        chosen = await self.choose(self.say("pia.prompts.title"), [own, *found], searchable=True, footer=footer)
        if chosen == 0:
            if self.mode == "map":
                self.step, self.mode = "risk_identify", "form"
            await self.open_field(FieldPlace("risk", None, "title"))
        elif chosen is not None:
            self.post_message(RiskTaken(self.subject_id, prompts[chosen - 1].id, self.look_at))

    def look_at(self, entry: str | None) -> None:
        """Look at an entry that was just made."""
        if entry is None or not self.is_mounted:
            return
        if self.mode == "map":
            self.risk = entry
        else:
            self.entry, self.mode = entry, "form"

    async def give_new(self, place: FieldPlace, text: str) -> None:
        """A risk needs to be told where in the life of data it belongs before it can be stored."""
        if place.part == "risk":
            self._stage_of(place, text)
        else:
            await super().give_new(place, text)

    @work(group="list", exclusive=True)
    async def _stage_of(self, place: FieldPlace, title: str) -> None:
        guide = self.pia.checklist.privacy if self.pia else None
        if guide is None:
            return
        stages = list(LifeCycle)
        items = [Item("", guide.life_cycle[one].say(self.lang), number) for number, one in enumerate(stages)]
        chosen = await self.choose(self.say("pia.stage.title"), items)
        if chosen is not None:
            self.tell_entry(place, {"title": title, "stage": stages[chosen].value})

    @work(group="list", exclusive=True)
    async def rate(self, risk: str) -> None:
        """Rate impact, then likelihood, before or after measures; both are stored at once."""
        given: dict[str, str] = {}
        for key in RATED[self.after]:
            place = FieldPlace("risk", risk, key)
            values, items = self._values(place, FieldKind.LEVEL)
            now = self.shown_text(place)
            chosen = await self.choose(self._title(place), items, start=values.index(now) if now in values else 0)
            if chosen is None:
                self.tell("pia.put_away")
                return
            given[key] = values[chosen]
        first, second = RATED[self.after]
        self.tell_field(FieldPlace("risk", risk, first), given[first], more={second: given[second]})

    @work(group="list", exclusive=True)
    async def take_entry_back(self, part: str, entry: str, title: str) -> None:
        """Ask before an entry is taken back: its number is not given again."""
        choices = (
            Choice("Esc", self.say("pia.remove.stay"), "stay"),
            Choice("x", self.say("pia.remove.do"), "do"),
        )
        lines = (f"{entry} {title}", self.say("pia.remove.why"))
        if await self.ask(Asking(self.say("pia.remove.title"), lines, choices)) == "do":
            self.entry = None
            self.post_message(EntryTakenBack(self.subject_id, part, entry))

    @work(group="list", exclusive=True)
    async def confirm_proposals(self) -> None:
        """Turn every proposed answer into an answer, after showing which."""
        board = self.pia
        proposed = [
            one for one in (self.assessed.proposals if self.assessed else ()) if one.state is ProposalState.PROPOSED
        ]
        if board is None or not proposed:
            self.tell("pia.answers.none")
            return
        lines = (
            self.say("pia.confirm.what"),
            *(
                f"  {one.control} {board.checklist.controls[one.control].title.say(self.lang)}: "
                f"{board.checklist.statuses[one.status].label.say(self.lang)}"
                for one in proposed
            ),
        )
        choices = (
            Choice("Enter", self.say("pia.confirm.do", count=len(proposed)), "do"),
            Choice("Esc", self.say("key.put_away"), "stay"),
        )
        if await self.ask(Asking(self.say("pia.confirm.title"), lines, choices)) == "do":
            self.post_message(Confirmed(self.subject_id))

    def ask_for_items(self) -> None:
        """Let treatments become remediation items."""
        risks = (self.entry,) if self.entry is not None and self.looks_at_risks else ()
        self.post_message(ItemsWanted(self.subject_id, risks))


def _words(prompt: Prompt, guide: PrivacyGuide) -> str:
    """What a prompt is found by beside its title: the harm, its technologies, in both languages."""
    asked = [question.title for name in prompt.technologies if (question := guide.question(name))]
    return " ".join(text.say(lang) for text in (prompt.title, prompt.harm, *asked) for lang in ("ja", "en"))
