"""The terminal interface: one reactive result, one ordered queue of saves, one handler per message.

How a screen is added. Write a `Framed` subclass in `screens/` (its `body` gives the panes, `keys_now` the keys of the
moment, `BINDINGS` its keys with message keys as descriptions, so that F1 lists them) and name it in `places.py`; tab,
function key and palette follow. It gets its data by `data_bind`: every reactive named in `SHOWN` that the screen
declares too is bound, and the screen binds them on to its widgets. Widgets draw rows by `widgets/rows.row` in a
`Drawn`. What a screen wants done it asks by a message of `messages.py`, and one handler here does it; how whole areas
(PIA, remediation …) are added says `areas.py`. Only the app's own modules know the service, no screen and no widget.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.reactive import Reactive, var
from textual.screen import Screen

from assessor.errors import AssessorError
from assessor.tui import messages, starting
from assessor.tui.areas import Areas
from assessor.tui.messages import Notice, Saving
from assessor.tui.places import PLACES, TABS, screen_class
from assessor.tui.remembering import Memory
from assessor.tui.screens.frame import Framed
from assessor.tui.shown import SHOWN

if TYPE_CHECKING:
    from assessor.model.assessment import Answer, PairKey, StoredAnswer
    from assessor.model.publication import PublicView
    from assessor.model.result import AssessmentResult
    from assessor.model.silence import Silence
    from assessor.service.settings import Session
    from assessor.service.showing import PastAnswer
    from assessor.tui.screens.ask import Asking
    from assessor.tui.screens.items import Item
    from assessor.tui.sitting import Sitting
    from assessor.tui.tasks import Conflict

NEEDS_PROGRAMME = ("open_screen", "undo", "redo", "save_again", "home", "go_and_do", "write_document", "take_edition")


class AssessorApp(Areas):
    """Shows a programme and saves what is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(place.key, f"open_screen('{name}')", f"screen.{name}") for name, place in PLACES.items()),
        Binding("f1,question_mark,fullwidth_question_mark", "actions", "key.help"),
        Binding("f8", "looks", "key.looks"),
        Binding("ctrl+p", "palette", "key.palette"),
        Binding("q,ｑ", "leave", "key.quit"),
        Binding("ctrl+q", "leave", "key.quit", priority=True),
        Binding("u,ｕ,ctrl+z", "undo", "key.undo"),
        Binding("ctrl+y", "redo", "key.redo"),
        Binding("ctrl+s", "save_again", "key.save_again"),
        Binding("ctrl+e", "home", "key.home"),
    ]

    programme_title: var[str] = var("")
    tabs: var[tuple[tuple[str, str], ...]] = var(())
    saving: var[Saving] = var(Saving())
    alarm: var[str] = var("")
    result: var["AssessmentResult | None"] = var(None)
    stored: var["Mapping[PairKey, StoredAnswer]"] = var({})
    pending: var["Mapping[PairKey, Answer | None]"] = var({})
    view: var["PublicView | None"] = var(None)
    silences: var["tuple[Silence, ...]"] = var(())
    past: var["Mapping[PairKey, Sequence[PastAnswer]]"] = var({})
    cursor: var["PairKey | None"] = var(None, always_update=True)
    drafts: var[Mapping[str, str]] = var({})

    retry_seconds = 10.0
    when_ready: Callable[[], None] | None = None
    """Called once everything about the programme opened is known."""

    def __init__(self, file: str | None, session: "Session", lang: str, memory: Memory) -> None:
        """Nothing is opened before the first picture stands."""
        super().__init__(lang, memory)
        self._file, self.session = file, session
        self.sitting: Sitting | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The frame alone is the first picture where a programme is opened at once: no empty one is drawn before it."""
        if self._file is None:
            return super().get_default_screen()
        self.programme_title = Path(self._file).name if "://" not in self._file else ""
        self.tell("opening")
        return self.bound(Framed())

    def on_mount(self) -> None:
        """Show the first picture; everything heavy comes after it."""
        if self._file is None:
            self.show_home()
        else:
            self.cover()
            self.call_after_refresh(self.open_programme, self._file)

    def bound(self, screen: Screen[Any]) -> Screen[Any]:
        """The screen, each of its reactives that is named in `SHOWN` following ours."""
        shared = {name: getattr(AssessorApp, name) for name in SHOWN}
        wanted = {name: one for name, one in shared.items() if isinstance(getattr(type(screen), name, None), Reactive)}
        # A click on a tab acts for the row of tabs, which has nothing to follow: what is bound follows the app.
        with self._context():
            return screen.data_bind(**wanted)

    async def ask(self, asking: "Asking") -> str | None:
        """Put a question in front of the screen and wait for the value chosen; only in a worker."""
        from assessor.tui.screens.ask import Ask

        return await self.push_screen_wait(cast("Ask", self.bound(Ask(asking))))

    async def choose(self, title: str, items: "Sequence[Item]", **wishes: Any) -> int | None:
        """Let one of many be chosen; only in a worker."""
        from assessor.tui.screens.actions import ChooseScreen

        return await self.push_screen_wait(cast("ChooseScreen", self.bound(ChooseScreen(title, items, **wishes))))

    def show_home(self) -> None:
        """Show the first screen in front."""
        from assessor.tui.screens.home import HomeScreen

        recent = self.memory.recent()
        self.push_screen(self.bound(HomeScreen(recent)))
        self.cover()
        if not recent:
            self.call_after_refresh(self.run_worker, self.count_questions)

    @work(exclusive=True, group="opening")
    async def open_programme(self, target: str) -> None:
        """Open a programme off the screen's own thread and show its questions."""
        try:
            reader, held = await asyncio.to_thread(starting.start, target, self.session)
        except AssessorError as error:
            await self._not_opened(error)
            return
        from assessor.tui.sitting import Sitting

        self._file, self.sitting = None, Sitting(self, reader, self.memory)
        self.tabs, self.notice = TABS, Notice()
        await self.sitting.begin(held)
        self.call_after_refresh(starting.forget_first_picture, self)

    async def _not_opened(self, error: AssessorError) -> None:
        # A file named at the start ends the program as a command does; one chosen on a screen leaves it there.
        if self._file is not None:
            self.fault = error
            self.exit(return_code=int(error.exit_code))
        else:
            await _commands().cannot_open(self, error)

    async def show_screen(self, name: str) -> None:
        """Show a screen of the programme in the place of the one before."""
        if self.is_covered:
            await self.pop_screen()
        screen = self.bound(screen_class(name)())
        await (self.switch_screen(screen) if len(self.screen_stack) > 1 else self.push_screen(screen))
        self.cover()

    @on(messages.Told)
    def say_so(self, message: messages.Told) -> None:
        """Put a sentence into the message line."""
        self.notice = message.notice

    @on(messages.ProgrammeChosen)
    def open_chosen(self, message: messages.ProgrammeChosen) -> None:
        """Open the programme chosen."""
        self.open_programme(message.target)

    @on(messages.SampleRequested)
    @work(exclusive=True, group="opening")
    async def open_sample(self) -> None:
        """Make the sample city, or take the one made before, and open it."""
        self.tell("opening.sample")
        try:
            target = await asyncio.to_thread(starting.sample, self.memory.folder, self.session)
        except AssessorError as error:
            await self._not_opened(error)
            return
        self.open_programme(target)

    @on(messages.ScreenChosen)
    async def show_chosen(self, message: messages.ScreenChosen) -> None:
        """Show the screen chosen."""
        self.notice = Notice()
        await self.show_screen(message.screen_name)

    @on(messages.AnswersGiven)
    def save_answers(self, message: messages.AnswersGiven) -> None:
        """Save answers."""
        if self.sitting:
            self.sitting.answer(message.answers, message.text)

    @on(messages.SubjectAdded)
    def save_subject(self, message: messages.SubjectAdded) -> None:
        """Save a new subject."""
        if self.sitting:
            self.sitting.add_subject(message.kind, message.subject_name)

    @on(messages.RescueRequested)
    @work(group="list", exclusive=True)
    async def rescue(self) -> None:
        """Write everything, with what is not saved yet, to another file."""
        await _commands().rescue(self)

    @on(messages.DraftChanged)
    def remember_draft(self, message: messages.DraftChanged) -> None:
        """Remember a text half typed."""
        if self.sitting:
            self.sitting.draft(message.key, message.text)

    @on(messages.DraftGiven)
    def settle_draft(self, message: messages.DraftGiven) -> None:
        """Keep a given text as a draft until it is stored."""
        if self.sitting:
            self.sitting.draft_given(message.key)

    @on(messages.CursorMoved)
    def remember_cursor(self, message: messages.CursorMoved) -> None:
        """Remember the question looked at."""
        if self.sitting:
            self.sitting.move(message.pair)

    def action_open_screen(self, name: str) -> None:
        """Show a screen of the programme; in the app's own turn, for a tab that was clicked goes with its screen."""
        if self.sitting and getattr(self.screen, "tab", name) != name:
            self.notice = Notice()
            self.call_later(self.show_screen, name)

    def action_undo(self) -> None:
        """Take the last step back."""
        if self.sitting:
            self.sitting.undo()

    def action_redo(self) -> None:
        """Do the step undone last again."""
        if self.sitting:
            self.sitting.undo(again=True)

    def action_save_again(self) -> None:
        """Try the save that failed again, now."""
        if self.sitting and (self.sitting.desk.waiting or self.sitting.is_failing):
            self.sitting.desk.again()
        else:
            self.tell("all_saved", "good")

    @work(group="list", exclusive=True)
    async def action_actions(self) -> None:
        """List what can be done on this screen and do what is chosen."""
        await _commands().actions_of_screen(self)

    @work(group="list", exclusive=True)
    async def action_palette(self) -> None:
        """List everything, find it by Japanese or English words, and do it."""
        await _commands().palette(self)

    @work(group="list", exclusive=True)
    async def action_looks(self) -> None:
        """Choose how it looks."""
        await _commands().looks(self)

    @work(group="list", exclusive=True)
    async def show_conflict(self, conflict: "Conflict") -> None:
        """Show both texts of an answer that somebody else saved first, and let one be chosen."""
        await _commands().settle(self, conflict)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before a programme is open there is nothing to undo, to save or to go to."""
        if self.sitting is None and action in NEEDS_PROGRAMME:
            return False
        return super().check_action(action, parameters)

    @work(group="leaving", exclusive=True)
    async def action_home(self) -> None:
        """Close the programme and show the first screen."""
        await _commands().home(self)

    def action_go_and_do(self, name: str, action: str) -> None:
        """Show a screen and do there what it offers."""
        self.action_open_screen(name)
        self.call_later(self._do_there, action)

    def _do_there(self, action: str) -> None:
        self.call_after_refresh(self.run_action, action, self.screen)

    @work(group="leaving", exclusive=True)
    async def action_leave(self) -> None:
        """Leave; ask only when something is not saved."""
        if await _commands().may_leave(self):
            if self.sitting:
                self.sitting.close()
            self.exit()


def _commands() -> ModuleType:
    """What lists and questions need is loaded with the first of them."""
    return import_module("assessor.tui.commands")
