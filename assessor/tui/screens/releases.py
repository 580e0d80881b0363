"""What was released: every frozen text with its stage, what was asked and passed, and what holds no more."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widget import Widget

from assessor.model.claims import BrokenClaim
from assessor.model.release import Release
from assessor.tui.messages import (
    ConsultRequested,
    Needed,
    ReleaseRequested,
    ReleaseWriteRequested,
    ScreenChosen,
    Wheeled,
)
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.bars import Gap, Key, KeyLines
from assessor.tui.widgets.release_page import ReleaseList, ReleaseText

NEEDS = "releases"
NEW = Key("n", "key.release", "screen.release")
UPPER = (Key("key.up_down", "key.choose_release"), Key("PageDown", "key.read_on", "screen.read(1)"), NEW)
LOWER = (
    Key("w", "key.write", "screen.write"),
    Key("c", "key.changes", "screen.changes"),
    Key("g", "key.consult", "screen.consult"),
)
BACK = Key("Esc", "key.back", "screen.back")


class ReleasesScreen(Framed):
    """The newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "key.choose_release"),
        Binding("down", "move(1)", "key.choose_release"),
        Binding("pageup", "read(-1)", "key.read_back"),
        Binding("pagedown,space", "read(1)", "key.read_on"),
        Binding("n,ｎ", "release", "key.release"),
        Binding("w,ｗ", "write", "key.write"),
        Binding("c,ｃ", "changes", "key.changes"),
        Binding("g,ｇ", "consult", "key.consult"),
        Binding("escape,left", "back", "key.back"),
    ]
    CSS_PATH = "../styles/pages.tcss"

    tab, under = "releases", "public"

    seen: var[int] = var(0)
    releases: var[tuple[Release, ...]] = var(())
    broken: var[tuple[BrokenClaim, ...]] = var(())
    newest_first: var[tuple[Release, ...]] = var(())
    chosen: var[int] = var(0)
    release: var[Release | None] = var(None)

    def body(self) -> Iterable[Widget]:
        """The list, and below it or beside it the chosen text."""
        own = ReleasesScreen
        yield ReleaseList().data_bind(own.lang, own.broken, own.chosen, releases=own.newest_first)
        yield Gap(id="gap").data_bind(lined=own.lined)
        yield ReleaseText().data_bind(own.lang, own.broken, own.release)

    def on_mount(self) -> None:
        """Ask for the releases."""
        super().on_mount()
        self.post_message(Needed(NEEDS))

    def watch_seen(self) -> None:
        """Ask anew when the store was read again."""
        if self.is_mounted:
            self.post_message(Needed(NEEDS))

    def watch_releases(self, releases: tuple[Release, ...]) -> None:
        """Show them, the chosen one still chosen; one that was just frozen is read first."""
        grown = len(releases) > len(self.newest_first)
        held = self.release.id if self.release and not grown else ""
        self.newest_first = tuple(reversed(releases))
        self.chosen = next((place for place, one in enumerate(self.newest_first) if one.id == held), 0)
        self._choose()

    def watch_chosen(self) -> None:
        """Another one is read."""
        self._choose()

    def _choose(self) -> None:
        self.release = self.newest_first[self.chosen] if self.chosen < len(self.newest_first) else None
        self.show_keys()

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        return KeyLines(UPPER, (*LOWER, BACK)) if self.release else KeyLines((NEW,), (BACK,))

    def action_move(self, by: int) -> None:
        """Choose another release."""
        self.chosen = max(min(self.chosen + by, len(self.newest_first) - 1), 0)

    def action_go_to(self, place: int) -> None:
        """Choose the one clicked."""
        self.chosen = place

    def action_read(self, by: int) -> None:
        """Read on, or back."""
        self.query_one(ReleaseText).scroll(by)

    def action_release(self) -> None:
        """Freeze the text of now, or one that was edited."""
        self.post_message(ReleaseRequested())

    def action_write(self) -> None:
        """Write the frozen text to a file."""
        if self.release:
            self.post_message(ReleaseWriteRequested(self.release.id))

    def action_changes(self) -> None:
        """Write the table of changes from the release before."""
        if self.release is None:
            return
        older = [one for one in self.newest_first[self.chosen + 1 :] if _is_of_the_same(one, self.release)]
        if older:
            self.post_message(ReleaseWriteRequested(self.release.id, older[0].id))
        else:
            self.tell("release.no_older")

    def action_consult(self) -> None:
        """Write down what a post said."""
        if self.release:
            self.post_message(ConsultRequested(self.release.id))

    def action_back(self) -> None:
        """Back to section 7."""
        self.post_message(ScreenChosen("public"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        self.action_move(message.by)


def _is_of_the_same(one: Release, other: Release) -> bool:
    return (one.report, one.subject) == (other.report, other.subject)
