"""The part of the app that shows documents and writes them: previews on demand, files by path, statements chosen."""

import asyncio
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on, work
from textual.reactive import var

from assessor.errors import AssessorError
from assessor.tui import messages
from assessor.tui.messages import Notice
from assessor.tui.shell import Shell

if TYPE_CHECKING:
    from assessor.model.choice import StatementChoice
    from assessor.model.document import Document
    from assessor.model.publication import PublicView
    from assessor.model.result import Gain
    from assessor.model.silence import Silence
    from assessor.service.previewing import Told
    from assessor.tui.app import AssessorApp
    from assessor.tui.sitting import Sitting

Outcome = TypeVar("Outcome")


class Documents(Shell):
    """What is not computed with each answer is computed when a screen asks for it, off the screen's own thread."""

    documents: var["Mapping[str, Document]"] = var({})
    choices: var["tuple[StatementChoice, ...]"] = var(())
    near: var["tuple[Silence, ...]"] = var(())
    gains: var["tuple[Gain, ...]"] = var(())
    told: var["Sequence[Told]"] = var(())
    baseline: var["PublicView | None"] = var(None)
    counts: var[tuple[int, int] | None] = var(None)
    """Questions of the starter set, questions in all."""

    sitting: "Sitting | None" = None
    templates: Path | None = None
    """A city's own folder of report templates."""

    @on(messages.Needed)
    @work(exclusive=True, group="needed")
    async def provide(self, message: messages.Needed) -> None:
        """Compute what a screen needs."""
        app = cast("AssessorApp", self)
        if self.sitting is None:
            return
        try:
            if not await app.provide_area(message.needed):
                await _previews().provide(app, message.needed)
        except AssessorError as error:
            self.notice = Notice(self.in_two_sentences(error), "alarm")

    @on(messages.PublicRead)
    def remember_public(self) -> None:
        """What section 7 says now was seen."""
        self.baseline = cast("AssessorApp", self).view

    @on(messages.QuestionRequested)
    async def show_question(self, message: messages.QuestionRequested) -> None:
        """Show a question in the questionnaire."""
        app = cast("AssessorApp", self)
        if self.sitting is not None:
            self.sitting.move(message.pair)
            app.cursor = message.pair
            await app.show_screen("questions")

    @on(messages.FactGiven)
    def save_fact(self, message: messages.FactGiven) -> None:
        """Save a fact."""
        from assessor.tui.deeds import FactDeed

        result = cast("AssessorApp", self).result
        subject = result.assessment.subject(message.subject) if result is not None else None
        if self.sitting is not None and subject is not None:
            before = subject.facts.get(message.fact)
            self.sitting.do((FactDeed(message.subject, message.fact, before, message.value),), message.text)

    @on(messages.StatementChosen)
    def save_statement(self, message: messages.StatementChosen) -> None:
        """Save what section 7 does with a statement."""
        from assessor.model.choice import Stance
        from assessor.tui.deeds import StatementDeed

        result = cast("AssessorApp", self).result
        if self.sitting is not None and result is not None:
            before = Stance.of(result.assessment.section7, message.statement)
            self.sitting.do((StatementDeed(message.statement, before, message.stance),), message.text)

    @on(messages.WriteRequested)
    @work(exclusive=True, group="list")
    async def write_document(self, message: messages.WriteRequested) -> None:
        """Write a document to a file."""
        await _previews().write(cast("AssessorApp", self), message.kind)

    def action_write_document(self) -> None:
        """Write a document to a file, whatever screen is shown."""
        self.post_message(messages.WriteRequested("section7"))

    async def count_questions(self) -> None:
        """Tell a first start how many questions there are."""
        from assessor.tui.starting import question_counts

        self.counts = await asyncio.to_thread(question_counts)

    @on(messages.NewRequested)
    @work(exclusive=True, group="home")
    async def begin_programme(self) -> None:
        """Begin a new programme by plain questions."""
        await import_module("assessor.tui.beginning").begin(cast("AssessorApp", self))

    @on(messages.DemoRequested)
    @work(exclusive=True, group="home")
    async def make_sample(self, message: messages.DemoRequested) -> None:
        """Make the sample in a folder and open it."""
        await import_module("assessor.tui.beginning").make_sample(cast("AssessorApp", self), message.folder)


def _previews() -> ModuleType:
    """What documents need is loaded with the first of them."""
    return import_module("assessor.tui.previews")
