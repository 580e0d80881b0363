"""One sitting over an open programme: what is given goes to the desk, what the desk tells goes to the screens."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import AssessorError, StoreFull, StoreLocked, StoreReadOnly, StoreUnreachable
from assessor.model.assessment import Answer, PairKey
from assessor.model.programme import Subject, SubjectKind
from assessor.model.result import AssessmentResult
from assessor.service.settings import JST
from assessor.service.workspace import Workspace, shown_target
from assessor.tui.deeds import Deed, FactDeed, StatementDeed, Step, Steps
from assessor.tui.desk import Conflict, Desk, Event, Failed, Held, News, Reader, Ready, Refused, Saved, Task
from assessor.tui.messages import Notice, Saving
from assessor.tui.remembering import Memory
from assessor.tui.widgets.asked import number_of

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp

LOOK_SECONDS = 3.0
FLICKER_SECONDS = 0.3
DRAFT_SECONDS = 1.0


class Sitting:
    """Holds the desk and the steps done; sets the app's reactives and nothing else on the screen."""

    def __init__(self, app: "AssessorApp", reader: Reader, memory: Memory) -> None:
        """Take over an open workspace."""
        workspace = reader.workspace
        self._app, self._workspace, self._memory = app, workspace, memory
        self.desk = Desk(reader, self._happened, retry=app.retry_seconds)
        self._steps = Steps()
        self._failed: AssessorError | None = None
        self._saved_at = ""
        self._name = place_name(workspace.target)
        self._drafts = memory.drafts(self._name)
        self._typing: str | None = None
        self._draft_waits = False

    @property
    def workspace(self) -> Workspace:
        """The open programme; what reads its store reads it beside this one."""
        return self._workspace

    def begin(self, held: Held) -> None:
        """Show the programme; from now on saves are worked off and others' saves are looked for."""
        programme = held.result.assessment.programme
        self._app.programme_title = programme.plan or programme.municipality
        self._app.cursor = self._memory.cursor(self._name)
        self._app.drafts = dict(self._drafts)
        self._show(held)
        self._app.saving = Saving("saved", self._last_saved(held))
        self._app.run_worker(self.desk.run(), exit_on_error=True)
        self._app.set_interval(LOOK_SECONDS, self.desk.look)
        self._remember()

    def answer(self, answers: Mapping[PairKey, Answer | None], text: str) -> None:
        """Give answers, as one step."""
        pending = self._app.pending
        stored = {pair: row.answer for pair, row in self._app.stored.items()}
        step: Step = tuple(
            Deed(pair, pending[pair] if pair in pending else stored.get(pair), after) for pair, after in answers.items()
        )
        self._steps.add(step)
        self._put(step, self._app.say("saved", what=text))

    def say_fact(self, subject_id: str, fact: str, value: bool | None, text: str) -> None:
        """Give a fact about a subject, as one step."""
        result = self._app.result
        subject = result.assessment.subject(subject_id) if result else None
        if subject is not None:
            self.do((FactDeed(subject_id, fact, subject.facts.get(fact), value),), text)

    def do(self, step: Step, text: str) -> None:
        """Do something as one step; `text` names it."""
        self._steps.add(step)
        self._put(step, self._app.say("saved", what=text))

    def add_subject(self, kind: str, name: str) -> None:
        """Add a subject under an id made from its kind."""
        taken = {subject.id.casefold() for subject in self._workspace.assessment.subjects}
        stem = kind.replace("_", "-")
        subject_id = next(f"{stem}-{number}" for number in range(1, len(taken) + 2) if f"{stem}-{number}" not in taken)
        subject = Subject(id=subject_id, kind=SubjectKind(kind), name=name)
        self.desk.add_subject(subject, self._app.say("saved", what=self._app.say("subject.added", name=name)))
        self._state()

    def undo(self) -> None:
        """Take the last step back, by new answers."""
        self._walk(self._steps.back(), "undo")

    def redo(self) -> None:
        """Do the step again that was undone last."""
        self._walk(self._steps.forth(), "redo")

    @property
    def is_failing(self) -> bool:
        """True while the store cannot be written."""
        return self._failed is not None

    def settle(self, conflict: Conflict, mine: bool) -> None:
        """End a conflict: write my answer over theirs, now knowing theirs, or leave theirs."""
        self._steps.forget(conflict.pair)
        if mine:
            theirs = conflict.held.stored[conflict.pair].answer
            step: Step = (Deed(conflict.pair, theirs, conflict.mine),)
            self._steps.add(step)
            self._put(step, self._app.say("conflict.mine_taken"))
        else:
            self._app.tell("conflict.theirs_kept", "good")

    def draft(self, key: str, text: str | None) -> None:
        """Remember a text half typed, soon; None forgets it at once."""
        self._typing = key if text is not None else None
        if text is None:
            self._drafts.pop(key, None)
            self._memory.keep_draft(self._name, key, None)
        else:
            self._drafts[key] = text
            if not self._draft_waits:
                self._draft_waits = True
                self._app.set_timer(DRAFT_SECONDS, self.keep_drafts)
        self._app.drafts = dict(self._drafts)
        self._state()

    def keep_drafts(self) -> None:
        """Write the texts half typed to the user's own state file."""
        self._draft_waits = False
        for key, text in self._drafts.items():
            self._memory.keep_draft(self._name, key, text)

    def move(self, pair: PairKey) -> None:
        """Remember where the cursor is."""
        self._app.cursor = pair
        self._memory.keep_cursor(self._name, pair)

    def close(self) -> None:
        """Write what is remembered and let go of the store."""
        self.keep_drafts()
        self._remember()
        self._workspace.store.close()

    def _walk(self, step: Step | None, word: str) -> None:
        if step is None:
            self._app.tell(f"{word}.nothing")
            return
        self._put(step, self._app.say(f"{word}.done", what=self._in_words(step)), mine=True)
        first = step[0]
        if isinstance(first, Deed):
            self.move(first.pair)

    def _put(self, step: Step, text: str, *, mine: bool = False) -> None:
        stored = self._app.stored
        seen: dict[PairKey, int | None] = {}
        for deed in step:
            if isinstance(deed, Deed):
                row = stored.get(deed.pair)
                seen[deed.pair] = None if mine else row.revision if row else 0
        self.desk.put(step, seen, text)
        self._app.pending = self.desk.pending
        self._state()
        self._app.set_timer(FLICKER_SECONDS, self._state)

    def _happened(self, event: Event) -> None:
        match event:
            case Ready(held):
                self._failed, self._app.alarm = None, ""
                self._show(held)
            case Saved(task, held):
                self._failed, self._saved_at = None, self._now()
                self._app.alarm = ""
                before = self._app.result
                self._show(held)
                self._app.notice = Notice(self._what_changed(task, before, held.result), "good")
            case Failed(error):
                self._failed = error
            case Refused(_, error):
                self._app.pending = self.desk.pending
                self._app.notice = Notice(self._app.in_two_sentences(error), "alarm")
            case Conflict(held=held):
                self._show(held)
                self._app.show_conflict(event)
            case News(held):
                self._show(held)
                self._app.tell("saved_by_others")
        self._state(quick=True)

    def _show(self, held: Held) -> None:
        self._app.stored, self._app.past = held.stored, held.past
        self._app.view, self._app.silences = held.view, held.silences
        self._app.pending = self.desk.pending
        self._app.result = held.result

    def _state(self, *, quick: bool = False) -> None:
        waiting = len(self.desk.waiting)
        now = self._app.saving
        if self._failed is not None:
            say = self._app.say
            after = say("save_failed.kept", count=waiting) if waiting else say("save_failed.looking")
            self._app.alarm = say(_failure(self._failed)) + after
            self._app.saving = Saving("failed", now.at, waiting)
        elif waiting:
            if not quick and now.kind in ("saved", "none"):
                self._app.set_timer(FLICKER_SECONDS, self._show_saving)
        elif self._typing is not None:
            self._app.saving = Saving("draft", now.at)
        else:
            self._app.saving = Saving("saved", self._saved_at or now.at)

    def _show_saving(self) -> None:
        if self.desk.waiting and not self._failed:
            self._app.saving = Saving("saving", self._app.saving.at, len(self.desk.waiting))

    def _what_changed(self, task: Task, before: AssessmentResult | None, after: AssessmentResult) -> str:
        say = self._app.say
        text = task.text
        old, new = _percent(before), _percent(after)
        if old is not None and new is not None and old != new:
            text += say("saved.score", before=old, after=new)
        return text

    def _last_saved(self, held: Held) -> str:
        moments = [row.at for row in held.stored.values()]
        return datetime.fromisoformat(max(moments)).astimezone(JST).strftime("%H:%M") if moments else self._now()

    def _in_words(self, step: Step) -> str:
        first = step[0]
        result = self._app.result
        if isinstance(first, StatementDeed):
            return self._app.say("undo.statement")
        if isinstance(first, FactDeed) or result is None:
            return self._app.say("undo.fact")
        label = self._app.say("status.unanswered")
        if first.after is not None:
            label = result.checklist.statuses[first.after.status].label.say(self._app.lang)
        return f"{number_of(first.pair[1])} {label}"

    def _now(self) -> str:
        return self._workspace.session.now().astimezone(JST).strftime("%H:%M")

    def _remember(self) -> None:
        result = self._app.result
        # A server is not offered again: its address without the password would open nothing.
        if result is not None and "://" not in self._name:
            total = result.scorecard.total
            self._memory.keep_recent(
                {
                    "target": self._name,
                    "title": self._app.programme_title,
                    "answered": total.answered,
                    "applicable": total.applicable,
                    "day": result.today.isoformat(),
                }
            )


def _percent(result: AssessmentResult | None) -> int | None:
    if result is None or not result.scorecard.total.possible or not result.scorecard.total.answered:
        return None
    return result.scorecard.total.earned * 100 // result.scorecard.total.possible


def _failure(error: AssessorError) -> str:
    named = isinstance(error, StoreFull | StoreReadOnly | StoreLocked | StoreUnreachable)
    return f"save_failed.{error.name}" if named else "save_failed"


def place_name(target: str) -> str:
    """Under which name a programme is remembered: its whole path, or a server's address without the password."""
    return shown_target(target) if "://" in target else str(Path(target).absolute())
