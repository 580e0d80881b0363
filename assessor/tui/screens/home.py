"""The first screen: what to do, chosen by arrow keys or a digit; the first start explains itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive, var
from textual.screen import Screen

from assessor.i18n.translator import translator
from assessor.model.fiscal import era_date
from assessor.tui.messages import DemoRequested, NewRequested, Notice, ProgrammeChosen, SampleRequested
from assessor.tui.widgets.bars import NO_KEYS, Key, KeyLines, KeyRows, MessageRow
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

ABOUT = 46
"""The cells that everything beside an offer's name takes."""
LOOSE = 2
"""With more recent programmes than this the list stands without blank rows between."""

_UPPER = (Key("key.up_down", "key.choose"), Key("Enter", "key.take", "screen.take"))
_LOWER = (
    Key("s", "key.sample_in_folder", "screen.sample_in_folder"),
    Key("F8", "key.looks", "app.looks"),
    Key("F9", "key.language", "app.language"),
)


class Offer(NamedTuple):
    """Something to begin with: its name, what it is, and what it does."""

    name: str
    about: str
    target: str = ""


class HomeRows(Drawn, can_focus=True):
    """Title, the four sentences of a first start, what there is to choose."""

    recent: reactive[tuple[Mapping[str, Any], ...]] = reactive(())
    chosen: reactive[int] = reactive(0)
    counts: reactive[tuple[int, int] | None] = reactive(None)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The recent programmes first, the sample first where there is none."""
        say = self.say
        held = [Offer(str(one["title"]), self._stand(one), str(one["target"])) for one in self.recent]
        sample = Offer(say("home.sample"), say("home.sample.about"), "sample")
        file = Offer(say("home.open"), say("home.open.about"), "open")
        new = Offer(say("home.new"), say("home.new.about"), "new")
        return (*held, new, file, sample) if held else (sample, new, file)

    def _stand(self, one: Mapping[str, Any]) -> str:
        answered, applicable = one.get("answered"), one.get("applicable")
        stand = f"{answered}/{applicable}  {self._day(str(one.get('day', '')))}" if applicable else ""
        if sum(other["title"] == one["title"] for other in self.recent) == 1:
            return stand
        # Two of one name are told apart by where they lie.
        return "  ".join((stand, *Path(str(one["target"])).parts[-2:])).strip()

    def _day(self, day: str) -> str:
        """A day as it is written in this language; what is no day stays as it is."""
        try:
            return era_date(date.fromisoformat(day)) if self.lang == "ja" else day
        except ValueError:
            return day

    def rows(self, width: int) -> Sequence[Content]:
        """The whole body."""
        say = self.say
        right = [Part("F1", "key", "app.actions"), Part(f" {say('key.help')} ", "text", "app.actions")]
        found = [row(width, " ", Part(say("home.title"), "strong"), right=right), blank(width)]
        if not self.recent:
            found += [row(width, "  ", Part(say("home.first"), "head")), blank(width)]
            for sentence in self._sentences():
                lines = folded(sentence, width - 6)
                found += [row(width, "  - " if not n else "    ", Part(line)) for n, line in enumerate(lines)]
            found.append(blank(width))
        found += [row(width, "  ", Part(say("home.what"), "head"), "   ", Part(say("home.how"), "dim")), blank(width)]
        offers, between = self.offers, [] if len(self.recent) > LOOSE else [blank(width)]
        name_width = min(max(cells(one.name) for one in offers), max(width - ABOUT, width // 3))
        for place, one in enumerate(offers):
            here, click = place == self.chosen, f"screen.choose({place})"
            parts = (Part(" > " if here else "   ", "strong", click), Part(f"{place + 1} ", "key", click))
            text = Part(fill(one.name, name_width), "text", click)
            found += [
                row(width, *parts, text, "  ", Part(one.about, "dim", click), over="selected" if here else ""),
                *between,
            ]
        return [*found, *self._next(width)]

    def _sentences(self) -> list[str]:
        """What a first start is told; how many questions there are comes from the checklist, once it is read."""
        found = self.say("home.sentences").split("\n")
        if self.counts is not None:
            starter, every = self.counts
            found[1] = self.say("home.starter", starter=starter, all=every)
        return found

    def _next(self, width: int) -> list[Content]:
        """What is to be done in the programme opened last."""
        last = self.recent[0] if self.recent else {}
        answered, applicable = last.get("answered"), last.get("applicable")
        if not (isinstance(answered, int) and isinstance(applicable, int) and self.recent):
            return []
        left, say = applicable - answered, self.say
        texts = [say("home.next.unanswered", count=left)] if left else [say("home.next.all")]
        if isinstance(last.get("musts"), int) and last["musts"]:
            texts.append(say("home.next.musts", count=last["musts"]))
        head = [blank(width), row(width, "  ", Part(say("home.next"), "head"))]
        return [*head, *(row(width, "  - ", Part(text)) for text in texts)]


class HomeScreen(Screen[None], inherit_bindings=False):
    """Returns nothing; what is chosen is asked for by message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("enter", "take", "key.take"),
        Binding("s,ｓ", "sample_in_folder", "key.sample_in_folder"),
        *(Binding(f"{number},{chr(0xFF10 + number)}", f"choose({number - 1})", "") for number in range(1, 8)),
    ]

    lang: var[str] = var("ja")
    notice: var[Notice] = var(Notice())
    chosen: var[int] = var(0)
    counts: var[tuple[int, int] | None] = var(None)
    keys: var[KeyLines] = var(NO_KEYS)

    def __init__(self, recent: tuple[Mapping[str, Any], ...]) -> None:
        """Keep the programmes opened last."""
        super().__init__()
        self._recent = recent
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Body, message line, keys."""
        body = HomeRows().data_bind(HomeScreen.lang, HomeScreen.chosen, HomeScreen.counts)
        body.recent = self._recent
        yield body
        yield MessageRow().data_bind(HomeScreen.lang, HomeScreen.notice)
        yield KeyRows().data_bind(HomeScreen.lang, HomeScreen.keys)

    def on_mount(self) -> None:
        """Name the keys that work."""
        self.watch_lang()

    def watch_lang(self) -> None:
        """The digits are as many as the offers."""
        if self.is_mounted:
            digits = translator(self.lang)("home.digits", count=len(self.query_one(HomeRows).offers))
            self.keys = KeyLines((*_UPPER, Key(digits, "key.by_number")), _LOWER)

    def action_move(self, by: int) -> None:
        """Mark another offer."""
        count = len(self.query_one(HomeRows).offers)
        self.chosen = max(min(self.chosen + by, count - 1), 0)

    def action_choose(self, place: int) -> None:
        """Take the offer of that number."""
        if place < len(self.query_one(HomeRows).offers):
            self.chosen = place
            self.action_take()

    @work(group="home", exclusive=True)
    async def action_take(self) -> None:
        """Begin with the marked offer."""
        target = self.query_one(HomeRows).offers[self.chosen].target
        if target == "sample":
            self.post_message(SampleRequested())
            return
        if target == "new":
            self.post_message(NewRequested())
            return
        if target == "open":
            found = await self._asked("home.open", "home.open.how", self._typed)
            if not found:
                return
            target = self._typed = found
        self.post_message(ProgrammeChosen(target))

    @work(group="home", exclusive=True)
    async def action_sample_in_folder(self) -> None:
        """Make the sample with all its documents in a folder of the officer's choice."""
        folder = await self._asked("home.sample_in_folder", "home.sample_in_folder.how", "assessor-demo")
        if folder:
            self.post_message(DemoRequested(folder))

    async def _asked(self, title: str, how: str, text: str) -> str | None:
        from assessor.tui.screens.prompt import Prompt

        say = translator(self.lang)
        return await self.app.push_screen_wait(Prompt(say(title), say(how), say, text))
