"""Many officers on the same few questions of one programme on a server, and the judge of what became of their work.

Each edit reads a number out of an answer, thinks, and writes the next one; so every update that is lost, and every
save that is written twice, is missing or left over in the sum.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from assessor.errors import StaleRevision, StoreFailed
from assessor.model.assessment import Answer
from assessor.model.change import Save, Snapshot
from assessor.model.scales import Status
from assessor.storage.base import Store
from assessor.storage.opening import open_store
from tests.storage.places import START, answering
from tests.storage.servers import SECONDS

HOT = ("Q1",) * 8 + ("Q2",) * 4 + ("Q3", "Q4", "Q5", "Q6")
"""The questions as they are chosen: half of all edits fall on the first one."""

AGAIN = 5
"""Every fifth save is given twice, as after an answer of the server that was lost on the way."""

PATIENCE = 0.02

Opener = Callable[[str], Store]
Meeting = threading.Barrier
Result = TypeVar("Result")


@dataclass
class Told:
    """What the officers were told: the ids of saves that were acknowledged, how often they met, how long it took."""

    saves: list[str] = field(default_factory=list)
    conflicts: int = 0
    tried_again: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def times(self) -> str:
        """The times within which half and 99 % of all edits were acknowledged, meeting others included."""
        ordered = sorted(self.seconds)
        half, nearly_all = (ordered[min(int(len(ordered) * part), len(ordered) - 1)] for part in (0.5, 0.99))
        return f"p50 {half:.3f} s, p99 {nearly_all:.3f} s"


Beside = Callable[[Told, Callable[[], bool]], None]
"""What runs beside the officers: given what they were told so far, and whether all have ended."""


@dataclass(frozen=True)
class Wish:
    """How the officers work. `careless` ones do not say which revision they answer; `meeting` lets all read first.

    `think` is the longest pause before an edit, `look` the longest at each further look at what somebody else saved.
    """

    edits: int
    questions: Sequence[str] = HOT
    careless: bool = False
    meeting: Meeting | None = None
    open: Opener = open_store
    think: float = 0.0
    look: float = 0.0


@dataclass
class _Officer:
    name: str
    store: Store
    wish: Wish
    told: Told
    over: threading.Event

    def work(self) -> None:
        chosen = random.Random(self.name)
        for number in range(self.wish.edits):
            # Also before the first edit: nobody sits down in the same instant as ninety-nine others.
            time.sleep(self.wish.think * chosen.random())
            begun = time.monotonic()
            self._edit(chosen, number)
            self.told.seconds.append(time.monotonic() - begun)

    def _edit(self, chosen: random.Random, number: int) -> None:
        question, attempt = chosen.choice(self.wish.questions), 0
        while True:
            held, revision = _held(self._patiently(self.store.load), question)
            if self.wish.meeting and not attempt:
                self.wish.meeting.wait(SECONDS)
            save = Save(f"{self.name}-{number}-{attempt}", self.name, START)
            expected = None if self.wish.careless else revision
            change = answering(
                question, Answer(status=Status.PARTIAL, comment=str(held + 1), as_of=START.date()), expected
            )
            apply = partial(self.store.apply, save, [change])
            try:
                done = self._patiently(apply)
                if number % AGAIN == 0 and not attempt:
                    assert self._patiently(apply) == done
            except StaleRevision:
                self.told.conflicts += 1
                attempt += 1
                time.sleep(self.wish.look * attempt * chosen.random())
            else:
                self.told.saves.append(save.id)
                return

    def _patiently(self, do: Callable[[], Result]) -> Result:
        while True:
            try:
                return do()
            except StoreFailed:
                if self.over.is_set():
                    raise
                self.told.tried_again += 1
                time.sleep(PATIENCE)


def _held(snapshot: Snapshot, question: str) -> tuple[int, int]:
    row = snapshot.rows.get(("programme", question))
    return (int(row.answer.comment or 0), row.revision) if row and row.answer else (0, 0)


def at_work(target: str, officers: int, wish: Wish, meanwhile: Beside | None = None) -> Told:
    """Let officers work at once, each with a store of its own; `meanwhile` runs beside them."""
    told, over = Told(), threading.Event()
    stores = [wish.open(target) for _ in range(officers)]
    try:
        with ThreadPoolExecutor(officers) as pool:
            people = [_Officer(f"officer{place}", store, wish, told, over) for place, store in enumerate(stores)]
            working = [pool.submit(one.work) for one in people]
            try:
                if meanwhile is not None:
                    meanwhile(told, lambda: all(one.done() for one in working))
            except BaseException:
                over.set()
                raise
            for one in working:
                one.result()
    finally:
        for store in stores:
            store.close()
    return told


@dataclass(frozen=True)
class Harm:
    """What went wrong; all noughts = nothing."""

    lost_updates: int
    acknowledged_lost: int
    written_twice: int
    unsound: int


def harm(target: str, told: Told, edits: int) -> Harm:
    """Hold what lies in the store against what the officers were told."""
    with open_store(target, read_only=True) as store:
        questions = sorted(set(HOT))
        total = sum(_held(store.load(), question)[0] for question in questions)
        said = [event for event in store.events() if event.kind == "answer"]
        sound = store.verify().is_sound
    ids = [event.save_id for event in said]
    return Harm(
        lost_updates=max(edits - total, 0),
        acknowledged_lost=len(set(told.saves) - set(ids)),
        written_twice=max(len(said) - edits, 0),
        unsound=0 if sound and len(set(ids)) == len(ids) else 1,
    )


UNHARMED = Harm(0, 0, 0, 0)
