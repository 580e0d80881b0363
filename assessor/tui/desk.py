"""The programme on the desk: all that touches its store is done here, one after another, off the screen's thread.

Saves keep the order in which they were given. A save that fails is tried again, with the same id, until it succeeds:
nothing later overtakes it and nothing typed is dropped.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from assessor.errors import AssessorError, StaleRevision, StoreFailed, UnknownSubject, UnusableFile
from assessor.faults.editions import ChecklistReplaced
from assessor.model.assessment import Answer, PairKey
from assessor.model.change import AnswerChange, Change, SubjectChange
from assessor.model.programme import Subject
from assessor.service.place import network_drive
from assessor.service.standing import whom_asked
from assessor.service.waiting_again import Waiting, waiting_again
from assessor.service.workspace import Workspace, open_for_writing
from assessor.tui.deeds import Deed, FactDeed, RecordDeed, StatementDeed, Step
from assessor.tui.reworded import is_given_to, renamed, still_asked
from assessor.tui.tasks import Conflict, Did, Event, Failed, Held, News, Ready, Refused, Reworded, Saved, Task, Work

if TYPE_CHECKING:
    from assessor.service.release_watch import ReleaseWatch
    from assessor.service.showing import PastAnswer

RETRY_SECONDS = 10.0


class Desk:
    """The queue and its one worker."""

    def __init__(self, reader: "Reader", tell: Callable[[Event], None], retry: float = RETRY_SECONDS) -> None:
        """Take over an open workspace; `tell` is called on the screen's own thread.

        `shown` is what stands on the screen: what is given answers the questions as they are asked there.
        """
        self._reader, self._workspace, self._tell, self._retry = reader, reader.workspace, tell, retry
        self._tasks: list[Task] = []
        self._wake, self._again = asyncio.Event(), asyncio.Event()
        self._mine: dict[PairKey, int] = {}
        self.shown: Held | None = None
        self._look = False
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def waiting(self) -> tuple[Task, ...]:
        """The saves that have not returned yet, in their order."""
        return tuple(self._tasks)

    @property
    def pending(self) -> dict[PairKey, Answer | None]:
        """The answers that are given but not yet durable, the latest per pair."""
        deeds = (deed for task in self._tasks for deed in task.step)
        return {deed.pair: deed.after for deed in deeds if isinstance(deed, Deed)}

    def put(self, step: Step, seen: Mapping[PairKey, int | None], text: str = "") -> None:
        """Queue a step; `seen` is per pair the revision that was on the screen, None = my own last save."""
        pending = self.pending
        expected = {pair: None if pair in pending else seen.get(pair, 0) for pair in _pairs(step)}
        self._queue(Task(step, self._workspace.session.save(), expected, text))

    def add_subject(self, subject: Subject, text: str) -> None:
        """Queue a new subject."""
        self._queue(Task((), self._workspace.session.save(), {}, text, subject))

    def put_work(self, work: Work, text: str) -> None:
        """Queue something else that the service does and stores."""
        self._queue(Task((), self._workspace.session.save(), {}, text, work=work))

    def look(self) -> None:
        """Ask the store whether others saved something."""
        self._look = True
        self._wake.set()

    def again(self) -> None:
        """Try the save that failed again, now."""
        self._again.set()

    def rescue(self, target: str) -> None:
        """Write everything, with what waits, to an exchange file.

        Raises:
            AssessorError: it cannot be written there.
        """
        from assessor.service.rescue import write_rescue

        write_rescue(self._workspace, self.pending, target)

    async def settled(self) -> None:
        """Wait until nothing waits any more."""
        await self._idle.wait()

    async def run(self) -> None:
        """Open the store for writing, then work the queue off for ever."""
        while not await self._ready():
            await self._pause()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._tasks:
                await self._save(self._tasks[0])
            self._idle.set()
            if self._look:
                self._look = False
                await self._see()

    async def _ready(self) -> bool:
        try:
            held = await asyncio.to_thread(self._reader.ready)
        except (StoreFailed, UnusableFile) as error:
            self._tell(Failed(error))
            return False
        self._tell(Ready(held))
        return True

    def _queue(self, task: Task) -> None:
        self._tasks.append(renamed(task, self.shown) if self.shown else task)
        self._idle.clear()
        self._wake.set()

    async def _save(self, task: Task) -> None:
        try:
            held, outcome = await asyncio.to_thread(self._apply, task)
        except StaleRevision as error:
            await self._settle_conflict(task, (error.values["subject"], error.values["control"]))
        except ChecklistReplaced as error:
            await self._ask_anew(task, error)
        except (StoreFailed, UnusableFile) as error:
            self._tell(Failed(error))
            await self._pause()
        except AssessorError as error:
            self._tasks.remove(task)
            # What somebody else saved was read with the attempt, and no later look would bring it.
            self._tell(Refused(task, error, await asyncio.to_thread(self._reader.held) if task.work else None))
        else:
            self._tasks.remove(task)
            self._tell(Saved(task, held, outcome))

    async def _pause(self) -> None:
        self._again.clear()
        try:
            await asyncio.wait_for(self._again.wait(), self._retry)
        except TimeoutError:
            return

    async def _settle_conflict(self, task: Task, named: tuple[object, object]) -> None:
        pair = (str(named[0]), str(named[1]))
        mine = self.pending.get(pair)
        held = await self._read_anew()
        if held is None or task.save.checklist not in ("", held.checklist_digest):
            return
        touched = set(task.pairs)
        self._tasks = [one for one in self._tasks if one is not task and not touched & set(one.pairs)]
        self._tell(Conflict(task, pair, mine, held))

    async def _ask_anew(self, task: Task, error: ChecklistReplaced) -> None:
        """Let what still answers the questions go on, in its order; the rest is given back to be answered again."""
        held = await self._read_anew()
        if held is None:
            return
        if task.work is None:
            self._tasks, mine = still_asked(self._tasks, held)
            self._tell(Reworded(mine, held))
        elif is_given_to(task, held, error.pairs):
            self._tasks[self._tasks.index(task)] = renamed(task, held)
        else:
            self._tasks.remove(task)
            self._tell(Refused(task, error, held))

    async def _read_anew(self) -> Held | None:
        """What the store holds now; None where it cannot be read, which is told."""
        try:
            return await asyncio.to_thread(self._read)
        except (StoreFailed, UnusableFile) as error:
            self._tell(Failed(error))
            await self._pause()
            return None

    async def _see(self) -> None:
        try:
            if await asyncio.to_thread(self._workspace.refresh):
                self._tell(News(await asyncio.to_thread(self._reader.held)))
        except (StoreFailed, UnusableFile):
            # Looking is no save: nothing is lost, and the next look comes soon.
            return

    def _apply(self, task: Task) -> tuple[Held, object]:
        if task.work is not None:
            self._workspace.refresh()
            with self._workspace.saving_as(task.save):
                outcome = task.work.do(self._workspace)
            self._own(outcome)
            return self._reader.held(), outcome
        changes = self._changes(task)
        applied = self._workspace.apply(changes, task.save)
        for change, revision in zip(changes, applied.revisions, strict=True):
            if isinstance(change, AnswerChange) and revision is not None:
                self._mine[change.subject, change.control] = revision
        return self._reader.held(), None

    def _own(self, outcome: object) -> None:
        """The answers that a work saved are my own last ones."""
        for deed in outcome.step if isinstance(outcome, Did) else ():
            if isinstance(deed, Deed):
                self._mine[deed.pair] = self._workspace.snapshot.rows[deed.pair].revision

    def _read(self) -> Held:
        self._workspace.refresh()
        return self._reader.held()

    def _changes(self, task: Task) -> list[Change]:
        changes: list[Change] = [SubjectChange(subject=task.subject)] if task.subject else []
        waiting: dict[PairKey, Waiting] = {}
        for deed in task.step:
            if isinstance(deed, StatementDeed):
                changes.append(deed.change(self._workspace.assessment.section7))
            elif isinstance(deed, RecordDeed):
                changes.append(deed.change(self._workspace.snapshot.records.get((deed.kind, deed.id))))
            elif isinstance(deed, FactDeed):
                changes.append(self._fact(deed))
            elif deed.waits is not None:
                waiting[deed.pair] = Waiting(deed.waits, self._expected(deed, task))
            else:
                changes.append(self._answer(deed, task))
        return [*changes, *waiting_again(self._workspace.snapshot, waiting)]

    def _answer(self, deed: Deed, task: Task) -> AnswerChange:
        subject, control = deed.pair
        revision = self._expected(deed, task)
        return AnswerChange(subject=subject, control=control, answer=deed.after, expected_revision=revision)

    def _expected(self, deed: Deed, task: Task) -> int:
        expected = task.expected.get(deed.pair)
        return self._mine.get(deed.pair, 0) if expected is None else expected

    def _fact(self, deed: FactDeed) -> SubjectChange:
        held = self._workspace.assessment.subject(deed.subject)
        if held is None:
            raise UnknownSubject(subject=deed.subject, nearest="")
        facts = {**held.facts, deed.fact: deed.after}
        said = {name: value for name, value in facts.items() if value is not None}
        return SubjectChange(subject=held.model_copy(update={"facts": said}))


def _pairs(step: Step) -> tuple[PairKey, ...]:
    return tuple(deed.pair for deed in step if isinstance(deed, Deed))


class Reader:
    """Reads what a workspace holds; the trail is read once and then only what was added."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self.workspace = workspace
        self.network = network_drive(workspace.target)
        self._seen = 0
        self._past: dict[PairKey, tuple[PastAnswer, ...]] = {}
        self._watch: ReleaseWatch | None = None

    def glance(self) -> Held:
        """What the first picture needs: the result and the stored answers."""
        result, snapshot = self.workspace.result(), self.workspace.snapshot
        asked, digest = whom_asked(self.workspace), snapshot.checklist_digest
        return Held(result, snapshot.rows, None, (), {}, asked, checklist_digest=digest)

    def ready(self) -> Held:
        """Open the store for writing in the place of the one that only reads.

        Raises:
            StoreFailed, UnusableFile: it cannot be written.
        """
        open_for_writing(self.workspace)
        return self.held()

    def held(self) -> Held:
        """What the workspace read last, and what follows from it."""
        from assessor.service.release_watch import ReleaseWatch
        from assessor.service.showing import past_answers, spoken

        self._watch = self._watch or ReleaseWatch()
        events = list(self.workspace.store.events(self._seen))
        self._seen = events[-1].seq if events else self._seen
        added = {pair: self._past.get(pair, ()) + rows for pair, rows in past_answers(events).items()}
        self._past = {**self._past, **added}
        result = self.workspace.result()
        view, silences = spoken(result)
        asked, broken = whom_asked(self.workspace), self._watch.broken(self.workspace, result)
        snapshot = self.workspace.snapshot
        return Held(result, snapshot.rows, view, silences, self._past, asked, broken, snapshot.checklist_digest)
