"""What is to be looked at in section 7, each with its place and a way there; own words beside ours."""

from collections.abc import Mapping

from textual import work
from textual.reactive import var

from assessor.model.choice import Compared
from assessor.model.claims import BrokenClaim
from assessor.model.remark import Remark
from assessor.tui.messages import QuestionRequested, ScreenChosen
from assessor.tui.screens.ask import Ask, Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.public_choosing import StatementChoosing
from assessor.tui.widgets.document_text import Piece, Printed, drawable, marks_in
from assessor.tui.widgets.public_concerns import Concern, Known, concerns, remark_concern, signs

LATER = "later"


class StatementAttention(StatementChoosing):
    """Knows the text in parts, and what is to be said of it."""

    broken: var[tuple[BrokenClaim, ...]] = var(())
    remarks: var[tuple[Remark, ...]] = var(())
    compared: var[Mapping[str, Compared]] = var({})
    parts: var[tuple[tuple[Printed, ...], ...]] = var(())
    place: var[int] = var(0)
    chosen: var[int | None] = var(None)
    found: var[tuple[Concern, ...]] = var(())
    concern_count: var[int] = var(0)
    signs: var[Mapping[str, str]] = var({})

    @property
    def mark(self) -> str | None:
        """The mark of the chosen sentence, None where none is chosen."""
        marks = marks_in(self.parts[self.place]) if self.place < len(self.parts) else ()
        return marks[self.chosen] if self.chosen is not None and self.chosen < len(marks) else None

    def find_concerns(self) -> None:
        """Find anew what is to be looked at."""
        known = Known(self.broken, self.remarks, self.choices, self.compared)
        self.found, self.signs = concerns(known, self.say), signs(known, self.say)
        self.concern_count = len(self.found)

    def watch_broken(self) -> None:
        """An answer may have broken a claim that is out."""
        self.find_concerns()

    def tell_of_sentence(self) -> None:
        """Say in the message line what is to be said of the chosen sentence."""
        mark = self.mark
        remark = next((one for one in self.remarks if mark and one.mark == mark), None)
        if remark is not None:
            self.tell("public.remarked", "warn", what=drawable(remark_concern(remark, self.say).label))
        elif mark in self.signs:
            self.tell("public.in_own_words")

    @work(group="list", exclusive=True)
    async def action_concerns(self) -> None:
        """List what is to be looked at; show the chosen one in full, and go there."""
        if not self.found:
            self.tell("public.no_concern", "good")
            return
        items = [Item(one.sort, one.label, place, " ".join(one.lines)) for place, one in enumerate(self.found)]
        chosen = await self.choose(self.say("public.concerns.title", count=len(items)), items)
        if chosen is not None:
            await self._show(self.found[chosen])

    async def _show(self, one: Concern) -> None:
        there = self._place_of(one)
        verb = "concern.to_question" if one.pair else "concern.to_place" if there else ""
        choices = [Choice("Enter", self.say(verb), "go")] if verb else []
        asking = Asking(one.sort, one.lines, (*choices, Choice("Esc", self.say("concern.close"), LATER)))
        if await self.put(asking) != "go":
            return
        if one.pair:
            self.post_message(QuestionRequested(one.pair))
        elif there:
            self.place, self.chosen = there[0], None
            self.chosen = there[1]

    async def put(self, asking: Asking) -> str | None:
        """Put a question in front of the screen; only in a worker."""
        screen = Ask(asking)
        screen.set_reactive(Ask.lang, self.lang)
        return await self.app.push_screen_wait(screen)

    def _place_of(self, one: Concern) -> tuple[int, int | None] | None:
        """The part of the text that a concern is in, and its sentence there where it has a mark."""
        for number, part in enumerate(self.parts):
            marks = marks_in(part)
            if one.mark in marks:
                return number, marks.index(one.mark)
            head = part[0] if part else None
            if one.mark is None and isinstance(head, Piece) and head.heading and head.text == one.section:
                return number, None
        return None

    @work(group="list", exclusive=True)
    async def action_difference(self) -> None:
        """Show the city's own words for the chosen sentence beside ours, and what is to be said of them."""
        chosen = self.choice_of(self.statement)
        if chosen is None:
            self.tell("public.choose_first", "warn")
            return
        compared = self.compared.get(chosen.id)
        if compared is None:
            self.tell("public.no_own")
            return
        said = [remark_concern(one, self.say) for one in self.remarks if self.mark and one.mark == self.mark]
        lines = (
            self.say("concern.ours", text=compared.ours),
            self.say("concern.own", text=compared.own),
            *("", *(line for one in said for line in one.lines[3:])),
        )
        lines = tuple(map(drawable, lines))
        await self.put(
            Asking(self.say("public.difference.title"), lines, (Choice("Esc", self.say("concern.close"), LATER),))
        )

    def action_releases(self) -> None:
        """Show what was released."""
        self.post_message(ScreenChosen("releases"))
