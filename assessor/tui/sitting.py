"""One sitting over an open programme: what is given goes to the desk, what the desk tells goes to the screens."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assessor.errors import AssessorError
from assessor.i18n.visible import visible_line
from assessor.model.assessment import Answer, PairKey
from assessor.model.programme import Subject, SubjectKind
from assessor.service.settings import JST
from assessor.service.workspace import Workspace
from assessor.tui import sitting_words as words
from assessor.tui.consequences import Seen, what_changed
from assessor.tui.deeds import Deed, Step, Steps
from assessor.tui.desk import Desk, Reader
from assessor.tui.drafts import Drafts
from assessor.tui.messages import Notice, Saving
from assessor.tui.remembering import Memory
from assessor.tui.tasks import Conflict, Did, Event, Failed, Held, News, Ready, Refused, Reworded, Saved, Work

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import Worker

    from assessor.model.claims import BrokenClaim
    from assessor.tui.app import AssessorApp

LOOK_SECONDS = 3.0
FLICKER_SECONDS = 0.3
FLUSH_SECONDS = 0.3


class Sitting:
    """Holds the desk and the steps done; sets the app's reactives and nothing else on the screen."""

    def __init__(self, app: "AssessorApp", reader: Reader, memory: Memory) -> None:
        """Take over an open workspace."""
        workspace = reader.workspace
        self._app, self._workspace, self._memory = app, workspace, memory
        self._network = reader.network
        self.desk = Desk(reader, self._happened, retry=app.retry_seconds)
        self.steps = Steps()
        self._failed: AssessorError | None = None
        self._saved_at = ""
        self._rescued = ""
        self._name = words.place_name(workspace.target)
        self._place = memory.of(self._name)
        self._drafts = Drafts(app, self._place)
        self._work: Worker[None] | None = None
        self._timers: tuple[Timer, ...] = ()

    @property
    def workspace(self) -> Workspace:
        """The open programme; what reads its store reads it beside this one."""
        return self._workspace

    async def begin(self, held: Held) -> None:
        """Show the programme's questions; from then on saves are worked off and others' saves are looked for."""
        self._app.programme_title = words.title_of(held.result, self._app.say if self._network else None)
        self._app.cursor = self._place.cursor
        drafts = self._drafts.show()
        self._show(held)
        self._app.saving = Saving("saved", words.last_saved(held.stored.values()) or self._now())
        if self._network:
            self._app.tell("network_drive.screen", "warn", kind=visible_line(self._network))
        elif drafts:
            self._app.tell("draft.some", "warn", count=drafts)
        elif not held.stored:
            self._app.tell("begin.starter", count=words.starter_count(held.result))
        await self._app.show_screen("questions")
        # The store is opened for writing behind the first question, which would wait for it otherwise.
        self._app.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        self._work = self._app.run_worker(self.desk.run(), exit_on_error=True)
        self._timers = (
            self._app.set_interval(LOOK_SECONDS, self.desk.look),
            self._app.set_interval(FLUSH_SECONDS, self._place.flush),
            self._app.set_interval(LOOK_SECONDS, self._remember),
        )
        self._remember()

    def answer(self, answers: Mapping[PairKey, Answer | None], text: str) -> None:
        """Give answers, as one step."""
        waiting = self._app.result.assessment.to_confirm if self._app.result else {}
        before = {**{pair: row.answer for pair, row in self._app.stored.items()}, **self._app.pending}
        was = {pair: said for pair, said in waiting.items() if pair not in self._app.pending}
        step: Step = tuple(Deed(pair, before.get(pair), after, was.get(pair)) for pair, after in answers.items())
        self.steps.add(step)
        self._put(step, self._app.say("saved", what=text))

    def do(self, step: Step, text: str) -> None:
        """Do something as one step; `text` names it."""
        self.steps.add(step)
        self._put(step, self._app.say("saved", what=text))

    def add_subject(self, kind: str, name: str) -> None:
        """Add a subject under an id made from its kind."""
        taken = {subject.id.casefold() for subject in self._workspace.assessment.subjects}
        stem = kind.replace("_", "-")
        subject_id = next(f"{stem}-{number}" for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
        subject = Subject(id=subject_id, kind=SubjectKind(kind), name=name)
        self.desk.add_subject(subject, self._app.say("saved", what=self._app.say("subject.added", name=name)))
        self._state()

    def work(self, work: Work, text: str) -> None:
        """Let the service do and store something that is no answer; `text` says that it was saved."""
        self.desk.put_work(work, text)
        self._state()
        self._app.set_timer(FLICKER_SECONDS, self._show_saving)

    def undo(self, *, again: bool = False) -> None:
        """Take the last step back, by new answers; `again` does the step that was undone last."""
        self._walk(self.steps.forth() if again else self.steps.back(), "redo" if again else "undo")

    @property
    def is_failing(self) -> bool:
        """True while the store cannot be written."""
        return self._failed is not None

    def settle(self, conflict: Conflict, choice: str) -> None:
        """End a conflict: write `mine` over theirs, now knowing theirs; leave `theirs`; or give an `other` answer."""
        self.steps.forget(conflict.pair)
        theirs = conflict.held.stored[conflict.pair].answer
        if choice == "mine":
            step: Step = (Deed(conflict.pair, theirs, conflict.mine, waits=conflict.waits),)
            self.steps.add(step)
            self._put(step, self._app.say("conflict.mine_taken"))
        elif choice == "other":
            # What was typed is there again in its field; theirs stands until something is given.
            for name in ("comment", "reason"):
                text = getattr(conflict.mine, name, None)
                if text and text != getattr(theirs, name, None):
                    self._drafts.keep(f"{conflict.pair[0]}/{conflict.pair[1]}/{name}", text)
            self._go_to(conflict.pair)
            self._app.tell("conflict.other", "warn")
        else:
            self._app.tell("conflict.theirs_kept", "good")

    def draft(self, key: str, text: str | None) -> None:
        """Remember a text half typed; None forgets it."""
        self._drafts.type(key, text)
        self._state()

    def draft_given(self, key: str) -> None:
        """A text was given: it is no draft any more, but it is kept as one until the store has it."""
        self._drafts.give(key)

    def move(self, pair: PairKey) -> None:
        """Remember where the cursor is; told to no screen, for the one it comes from may be further by now."""
        self._app.set_reactive(type(self._app).cursor, pair)
        self._place.keep_cursor(pair)

    def _go_to(self, pair: PairKey) -> None:
        """Let the screen show a question."""
        self.move(pair)
        self._app.cursor = pair

    def rescued(self, path: str) -> None:
        """Say where everything was written, until the next input."""
        self._rescued = path
        self._state()

    def close(self) -> None:
        """Write what is remembered and let go of the store."""
        if self._work is not None:
            self._work.cancel()
        for timer in self._timers:
            timer.stop()
        self._place.flush()
        self._remember()
        self._workspace.store.close()

    def _walk(self, step: Step | None, word: str) -> None:
        if step is None:
            self._app.tell(f"{word}.nothing")
            return
        what = words.in_words(step, self._app.result, self._app.say)
        self._put(step, self._app.say(f"{word}.done", what=what), mine=True)
        first = step[0]
        if isinstance(first, Deed):
            self._go_to(first.pair)

    def _put(self, step: Step, text: str, *, mine: bool = False) -> None:
        stored = self._app.stored
        seen: dict[PairKey, int | None] = {}
        for deed in step:
            if isinstance(deed, Deed):
                row = stored.get(deed.pair)
                seen[deed.pair] = None if mine else row.revision if row else 0
        self._rescued = ""
        self.desk.put(step, seen, text)
        self._app.pending = self.desk.pending
        self._state()
        self._app.set_timer(FLICKER_SECONDS, self._show_saving)

    def _happened(self, event: Event) -> None:
        match event:
            case Ready(held):
                self._failed, self._app.alarm = None, ""
                self._show(held)
                if self._app.when_ready is not None:
                    self._app.when_ready()
                self._warn_of_broken((), words.newer_edition(self._workspace, self._app.say))
            case Saved():
                self._saved(event)
            case Failed(error):
                self._failed = error
            case Refused():
                self._refused(event)
            case Conflict(held=held):
                self._show(held)
                self._app.show_conflict(event)
            case News(held):
                self._news(held)
            case Reworded(held=held):
                self._show(held)
                self._ask_anew(event)
        self._state()

    def _warn_of_broken(self, before: "Sequence[BrokenClaim]", less: str = "") -> None:
        """Say at once that a text which is out says more than the answers now do, else what matters less."""
        if warning := words.newly_broken(before, self._app.broken, self._app.say) or less:
            self._app.notice = Notice(warning, "warn")

    def _saved(self, event: Saved) -> None:
        task, held, outcome = event
        self._failed, self._app.alarm, self._saved_at = None, "", self._now()
        if not self.desk.waiting:
            self._drafts.stored()
        before, broken = Seen(self._app.result, self._app.view), self._app.broken
        self._show(held)
        if task.text:
            text = what_changed(task.text, before, Seen(held.result, held.view), self._app.say, self._app.size.width)
            self._app.notice = Notice(text, "good")
        self._warn_of_broken(broken)
        if isinstance(outcome, Did):
            self.steps.add(outcome.step)
        if task.work and task.work.done:
            task.work.done(outcome)

    def _refused(self, event: Refused) -> None:
        work, held = event.task.work, event.held
        self._app.pending = self.desk.pending
        if held is not None:
            self._show(held)
        self._app.notice = Notice(self._app.in_two_sentences(event.error), "alarm")
        if work and work.refused:
            work.refused()

    def _news(self, held: Held) -> None:
        broken, asked = self._app.broken, self.desk.shown
        self._show(held)
        self._app.tell("saved_by_others")
        if asked is not None and asked.checklist_digest != held.checklist_digest:
            self._ask_anew(Reworded({}, held))
        self._warn_of_broken(broken)

    def _ask_anew(self, event: Reworded) -> None:
        from assessor.tui.asking_anew import ask_anew

        if (first := ask_anew(self._app, self._drafts, event)) is not None:
            self._go_to(first)

    def _show(self, held: Held) -> None:
        if self._app.result is not None and self._app.result.checklist is not held.result.checklist:
            self.steps.clear()
        self.desk.shown = held
        self._app.stored, self._app.past = held.stored, held.past
        self._app.view, self._app.silences = held.view, held.silences
        self._app.asked = held.asked
        self._app.pending, self._app.broken = self.desk.pending, held.broken
        self._app.result = held.result
        self._app.seen += 1

    def _state(self) -> None:
        waiting = len(self.desk.waiting)
        now = self._app.saving
        if self._failed is not None:
            self._app.alarm = words.failure(self._failed, waiting, self._rescued, self._app.say)
            self._app.saving = Saving("failed", now.at, waiting)
        elif waiting:
            return
        elif self._drafts.typing is not None:
            self._app.saving = Saving("draft", now.at)
        else:
            self._app.saving = Saving("saved", self._saved_at or now.at)

    def _show_saving(self) -> None:
        if self.desk.waiting and not self._failed:
            self._app.saving = Saving("saving", self._app.saving.at, len(self.desk.waiting))

    def _now(self) -> str:
        return self._workspace.session.now().astimezone(JST).strftime("%H:%M")

    def _remember(self) -> None:
        result = self._app.result
        # A server is not offered again: its address without the password would open nothing.
        if result is not None and "://" not in self._name:
            self._memory.keep_recent(words.recent_entry(self._name, result))
