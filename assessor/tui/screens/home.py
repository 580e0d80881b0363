"""The first screen: what to do, chosen by arrow keys or a digit; the first start explains itself."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from assessor.tui.messages import Notice, ProgrammeChosen, SampleRequested
from assessor.tui.widgets.bars import Key, KeyLines, KeyRows, MessageRow
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

KEYS = KeyLines(
    (
        Key("key.up_down", "key.choose"),
        Key("Enter", "key.take", "screen.take"),
        Key("key.digits_home", "key.by_number"),
    ),
    (Key("F8", "key.looks", "app.looks"), Key("F9", "key.language", "app.language")),
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

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The recent programmes first, the sample first where there is none."""
        say = self.say
        held = [Offer(str(one["title"]), self._stand(one), str(one["target"])) for one in self.recent]
        sample = Offer(say("home.sample"), say("home.sample.about"), "sample")
        file = Offer(say("home.open"), say("home.open.about"), "open")
        return (*held, file, sample) if held else (sample, file)

    def _stand(self, one: Mapping[str, Any]) -> str:
        answered, applicable = one.get("answered"), one.get("applicable")
        return f"{answered}/{applicable}  {one.get('day', '')}" if applicable else ""

    def rows(self, width: int) -> Sequence[Content]:
        """The whole body."""
        say = self.say
        right = [Part("F1", "key", "app.actions"), Part(f" {say('key.help')} ", "text", "app.actions")]
        found = [row(width, " ", Part(say("home.title"), "strong"), right=right), blank(width)]
        if not self.recent:
            found += [row(width, "  ", Part(say("home.first"), "head")), blank(width)]
            for sentence in say("home.sentences").split("\n"):
                lines = folded(sentence, width - 6)
                found += [row(width, "  - " if not n else "    ", Part(line)) for n, line in enumerate(lines)]
            found.append(blank(width))
        found += [row(width, "  ", Part(say("home.what"), "head"), "   ", Part(say("home.how"), "dim")), blank(width)]
        offers = self.offers
        name_width = min(max(cells(one.name) for one in offers), width // 2)
        for place, one in enumerate(offers):
            here, click = place == self.chosen, f"screen.choose({place})"
            parts = (Part(" > " if here else "   ", "strong", click), Part(f"{place + 1} ", "key", click))
            text = Part(fill(one.name, name_width), "text", click)
            found += [
                row(width, *parts, text, "  ", Part(one.about, "dim", click), over="selected" if here else ""),
                blank(width),
            ]
        return found


class HomeScreen(Screen[None], inherit_bindings=False):
    """Returns nothing; what is chosen is asked for by message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose"),
        Binding("down", "move(1)", "key.choose"),
        Binding("enter", "take", "key.take"),
        *(Binding(f"{number},{chr(0xFF10 + number)}", f"choose({number - 1})", "") for number in range(1, 8)),
    ]

    lang: reactive[str] = reactive("ja")
    notice: reactive[Notice] = reactive(Notice())
    chosen: reactive[int] = reactive(0)

    def __init__(self, recent: tuple[Mapping[str, Any], ...]) -> None:
        """Keep the programmes opened last."""
        super().__init__()
        self._recent = recent

    def compose(self) -> ComposeResult:
        """Body, message line, keys."""
        body = HomeRows().data_bind(HomeScreen.lang, HomeScreen.chosen)
        body.recent = self._recent
        yield body
        yield MessageRow().data_bind(HomeScreen.lang, HomeScreen.notice)
        keys = KeyRows().data_bind(HomeScreen.lang)
        keys.keys = KEYS
        yield keys

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
        if target == "open":
            from assessor.i18n.translator import translator
            from assessor.tui.screens.prompt import Prompt

            say = translator(self.lang)
            found = await self.app.push_screen_wait(Prompt(say("home.open"), say("home.open.how"), say))
            if not found:
                return
            target = found
        self.post_message(ProgrammeChosen(target))
