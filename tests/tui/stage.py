"""A small city on the screen, without a terminal: opened, keys pressed, rows looked at."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from assessor.model.assessment import Answer, PairKey
from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange, SubjectChange
from assessor.model.checklist import Checklist
from assessor.model.programme import Programme, Subject
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from assessor.storage.opening import create_store
from assessor.tui.app import AssessorApp
from assessor.tui.remembering import Memory
from assessor.tui.screens.public import PublicScreen
from assessor.tui.screens.questions import QuestionScreen
from assessor.tui.widgets.drawn import Drawn
from tests.model.mini import ALL_TRUE, mini, subject

NOW = datetime(2026, 11, 22, 5, 32, tzinfo=UTC)
SMALL, WIDE = (80, 24), (120, 40)
STEPS = 400


def session(by: str = "企画課") -> Session:
    return Session(by, lambda: NOW)


def city(
    path: Path,
    *,
    facts: Mapping[str, bool | None] = ALL_TRUE,
    subjects: tuple[Subject, ...] = (),
    answers: Mapping[PairKey, Answer] | None = None,
    checklist: Checklist | None = None,
    name: str = "みらい市",
) -> str:
    """A programme file: the programme, two services, and whatever else is named."""
    first = subject("programme", "programme", facts)
    others = subjects or (subject("bus", "service", facts), subject("walk", "service", facts))
    programme = Programme(municipality=name, plan="みらい市スマートシティ推進計画")
    target = str(path / "city.assessor")
    content = canonical_json(checklist or mini())
    with create_store(target, content, programme, first, session().save()) as store:
        store.apply(session().save(), [SubjectChange(subject=one) for one in others])
        told = [AnswerChange(subject=s, control=c, answer=one) for (s, c), one in (answers or {}).items()]
        if told:
            store.apply(session().save(), told)
    return target


@dataclass
class Stage:
    """The app while it runs."""

    app: AssessorApp
    pilot: Pilot[None]

    @property
    def screen(self) -> QuestionScreen:
        return cast("QuestionScreen", self.app.screen)

    async def press(self, *keys: str) -> None:
        """Press keys one after another; `text:…` arrives as an input method sends it, all at once."""
        for key in keys:
            if key.startswith("text:"):
                await self.until(lambda: isinstance(self.app.focused, TextArea | Input))
                self.app.post_message(Paste(key[5:]))
                await self.pilot.pause()
            else:
                await self.pilot.press(key)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds; fail where it never does."""
        for _ in range(STEPS):
            if holds():
                await self.pilot.pause()
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it never came to hold")

    async def settled(self) -> None:
        """Wait until everything given is stored and shown."""
        desk = self.app.sitting.desk if self.app.sitting else None
        await self.until(lambda: desk is not None and not desk.waiting)

    def text(self) -> str:
        """What is seen, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def rows(self) -> list[tuple[Drawn, int, Any]]:
        """Every row that a visible widget composes, with the widget and the width it must have."""
        found = []
        for widget in self.app.screen.query(Drawn):
            width, height = widget.size
            if widget.display and width and height and widget.region.width:
                found += [(widget, width, row) for y in range(height) if (row := widget.row_at(y, width)) is not None]
        return found


@asynccontextmanager
async def opened(
    target: str | None, folder: Path, *, size: tuple[int, int] = SMALL, lang: str = "ja", look: str = "dark"
) -> AsyncIterator[Stage]:
    """The app on a programme (None = the first screen), its memory in `folder`."""
    memory = Memory(folder)
    memory.keep_setting("look", look)
    app = AssessorApp(target, session(), lang, memory)
    app.retry_seconds = 0.05
    loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor()
    loop.set_default_executor(threads)
    try:
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            if target is not None:
                await stage.until(lambda: app.view is not None and isinstance(app.screen, QuestionScreen))
            yield stage
    finally:
        # A test ends in the middle of things: what still runs beside the screen must not keep the file open.
        threads.shutdown()
        loop.set_default_executor(ThreadPoolExecutor())
        if app.sitting is not None:
            app.sitting.workspace.store.close()


def stored(target: str) -> dict[PairKey, Answer]:
    """What the file holds now."""
    with open_workspace(target, session(), read_only=True) as workspace:
        return dict(workspace.assessment.answers)


def ambiguous(text: str) -> set[str]:
    """The characters whose width a terminal may take for one or two."""
    return {char for char in text if unicodedata.east_asian_width(char) == "A"}


async def choose_sentence(stage: Stage, statement: str) -> None:
    """Go to the sentence of a statement of section 7 by keys."""
    screen = cast("PublicScreen", stage.app.screen)
    for place in range(len(screen.parts)):
        screen.place = place
        await stage.press("right")
        for _ in range(12):
            if screen.statement == statement:
                return
            await stage.press("down")
        await stage.press("left")
    raise AssertionError(statement)
