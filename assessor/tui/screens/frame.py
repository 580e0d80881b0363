"""The frame every screen of a programme stands in: the same rows at the same height, only the body differs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from assessor.i18n.translator import Say, translator
from assessor.tui.look import LINED_LOOKS
from assessor.tui.messages import Notice, Saving, Told
from assessor.tui.widgets.bars import NO_KEYS, KeyLines, KeyRows, MessageRow, ScoreRow, TabRow, TitleRow
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.rows import Part, folded, row

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey, StoredAnswer
    from assessor.model.result import AssessmentResult

LEAST_WIDTH, LEAST_HEIGHT = 80, 24


class Framed(Screen[None], inherit_bindings=False):
    """A screen of the programme; `tab` is its name in the row of tabs.

    What it shows comes from the app by `data_bind` (`tui/shown.py`); what it wants done it asks by message. `keys_now`
    says which keys work at this moment.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide"), (160, "-widest")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []

    tab = ""
    under = ""
    """The tab that is marked instead of its own, for a screen without one."""

    lang: var[str] = var("ja")
    look: var[str] = var("dark")
    lined: var[bool] = var(False)
    programme_title: var[str] = var("")
    tabs: var[tuple[tuple[str, str], ...]] = var(())
    saving: var[Saving] = var(Saving())
    notice: var[Notice] = var(Notice())
    alarm: var[str] = var("")
    result: var["AssessmentResult | None"] = var(None)
    stored: var["Mapping[PairKey, StoredAnswer]"] = var({})
    pending: var["Mapping[PairKey, Answer | None]"] = var({})
    keys: var[KeyLines] = var(NO_KEYS)

    @property
    def say(self) -> Say:
        """Says messages in the language shown now."""
        return translator(self.lang)

    def compose(self) -> ComposeResult:
        """The rows of the frame with the body between them."""
        yield TitleRow().data_bind(Framed.lang, Framed.saving, title=Framed.programme_title)
        yield TabRow().data_bind(Framed.lang, Framed.tabs)
        yield from self.third_row()
        with Horizontal(id="body"):
            yield from self.body()
        yield MessageRow().data_bind(Framed.lang, Framed.notice, Framed.alarm)
        yield KeyRows().data_bind(Framed.lang, Framed.keys)

    def third_row(self) -> Iterable[Widget]:
        """The score bar; a screen that may be shown to others puts a notice here."""
        yield ScoreRow().data_bind(Framed.lang, Framed.result)

    def body(self) -> Iterable[Widget]:
        """What stands between the score bar and the message line, from left to right."""
        return ()

    def keys_now(self) -> KeyLines:
        """The keys that work now, first row and second row."""
        return NO_KEYS

    def watch_look(self, look: str) -> None:
        """Lines between the panes where tints are not seen."""
        self.lined = look in LINED_LOOKS

    def show_keys(self) -> None:
        """Say anew which keys work; to be called when that changes."""
        self.keys = self.keys_now()

    def tell(self, key: str, tone: str = "quiet", **values: object) -> None:
        """Put a message of the catalogues into the message line."""
        self.post_message(Told(self.say(key, **values), tone))

    def on_mount(self) -> None:
        """Show which tab this is."""
        self.query_one(TabRow).tab = self.under or self.tab
        self.show_keys()


class TooSmall(Screen[None], inherit_bindings=False):
    """Covers everything while the window is too small; what was typed stays beneath."""

    lang: var[str] = var("ja")

    class Seen(Message):
        """It is in front again, after a dialogue perhaps; the window may have grown meanwhile."""

    def on_screen_resume(self) -> None:
        """Let the app look whether it is needed still."""
        self.post_message(self.Seen())

    def compose(self) -> ComposeResult:
        """The one sentence."""
        yield _Sentence().data_bind(TooSmall.lang)


class _Sentence(Drawn):
    def rows(self, width: int) -> Sequence[Content]:
        now = {"width": self.app.size.width, "height": self.app.size.height}
        text = self.say("frame.too_small", **now, least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT)
        return [row(width, Part(line, "strong")) for line in folded(text, max(width, 1))]
