"""Kills a saving process at random moments and counts what it had acknowledged and is gone: `FILE WAY KILLS SEED`.

Run as a process of its own: the writers are forked from it, so that a kill costs no start of an interpreter. Prints
JSON. What a kill cannot tell is what a power cut loses: pages the system has taken are safe from it, synced or not.
"""

import asyncio
import json
import os
import pty
import random
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from assessor.cli.door import Door
from assessor.cli.main import run
from assessor.model.assessment import Answer
from assessor.model.scales import Status
from assessor.service.assessing import Given, answer
from assessor.service.settings import Session, utc_now
from assessor.service.workspace import open_workspace
from assessor.storage import sqlite_file
from assessor.storage.opening import open_store
from assessor.tui.deeds import Deed
from assessor.tui.desk import Desk, Reader
from assessor.tui.opening import open_tui
from assessor.tui.sitting import Sitting
from assessor.tui.tasks import Event, Ready, Saved

PAIR = ("programme", "GOV-01")
LONGEST_LIFE = 0.06
"""Seconds a writer lives at most after its first acknowledgement."""

Writer = Callable[[str, int], None]


def by_command(file: str, held: int) -> None:
    """`assessor answer`, again and again; it prints the revision when the answer is saved."""
    for number in count(held + 1):
        words = ["answer", file, *PAIR, "partial", "--comment", str(number)]
        if run(words, Door(environment={"ASSESSOR_BY": "花子"})) != 0:
            raise SystemExit(3)


def by_service(file: str, held: int) -> None:
    """The service's own saving, with the programme kept open."""
    workspace = open_workspace(file, Session("花子"))
    for number in count(held + 1):
        acknowledge(answer(workspace, *PAIR, Given("partial", comment=str(number))))


def by_screen(file: str, held: int) -> None:
    """The queue of saves behind the screen."""
    asyncio.run(_screen(file, held))


async def _screen(file: str, held: int) -> None:
    reader = Reader(open_workspace(file, Session("花子"), read_only=True))

    def told(event: Event) -> None:
        match event:
            case Ready(held=now):
                put(now.stored[PAIR].revision if PAIR in now.stored else 0)
            case Saved(held=now):
                acknowledge(now.stored[PAIR].revision)
                put(now.stored[PAIR].revision)
            case _:
                raise SystemExit(3)

    def put(revision: int) -> None:
        said = Answer(status=Status.PARTIAL, comment=str(revision + 1), as_of=utc_now().date())
        desk.put((Deed(PAIR, None, said),), {PAIR: revision})

    desk = Desk(reader, told)
    await desk.run()


def by_keys(file: str, held: int) -> None:
    """The whole screen in a terminal of its own, somebody pressing 1 and 2 in turn."""
    told, happened = os.dup(1), Sitting._happened
    main, side = pty.openpty()
    for handle in range(3):
        os.dup2(side, handle)

    def witnessed(sitting: Sitting, event: Event) -> None:
        happened(sitting, event)
        if isinstance(event, Saved):
            # Each answer that is stored raised one revision by one, on whichever question it was given.
            os.write(told, b"%d\n" % sum(row.revision for row in event.held.stored.values()))

    Sitting._happened = witnessed  # type: ignore[assignment, method-assign]
    threading.Thread(target=_press, args=(main,), daemon=True).start()
    open_tui(file, Session("花子"), "ja")


def _press(terminal: int) -> None:
    """Type once the questions are seen; read what is shown, or the screen would wait."""
    seen = b""
    while "問中".encode() not in seen:
        seen += os.read(terminal, 65536)
    for number in count():
        os.write(terminal, b"12"[number % 2 : number % 2 + 1])
        while select.select([terminal], [], [], 0.01)[0]:
            os.read(terminal, 65536)


def too_early(file: str, held: int) -> None:
    """Broken on purpose: acknowledges what it has not saved yet."""
    workspace = open_workspace(file, Session("花子"))
    for number in count(held + 1):
        acknowledge(number)
        answer(workspace, *PAIR, Given("partial", comment=str(number)))


def unsynced(file: str, held: int) -> None:
    """Broken on purpose: nothing is synced. Kills are blind to it, which is why there is a simulation of power cuts."""
    first, second, _ = sqlite_file.GUARDS
    sqlite_file.GUARDS = (first, second, "PRAGMA synchronous = OFF")
    by_service(file, held)


WAYS: dict[str, Writer] = {
    one.__name__: one for one in (by_command, by_service, by_screen, by_keys, too_early, unsynced)
}


def acknowledge(revision: int) -> None:
    """Tell the parent that a revision is saved."""
    os.write(1, b"%d\n" % revision)


def killed(write: Writer, file: str, held: int, chance: random.Random) -> list[int]:
    """The revisions that a writer acknowledged before it was killed."""
    ours, its = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(its, 1)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        os.close(ours)
        write(file, held)
        os._exit(4)
    os.close(its)
    select.select([ours], [], [], 60)
    time.sleep(chance.random() * LONGEST_LIFE)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read()
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the writer ended by itself: {status}, {told!r}")
    return [int(line) for line in told.split(b"\n")[:-1]]


def warm(file: str) -> None:
    """Load, once and before anybody is forked, whatever a save loads; nothing stays open."""
    with open_workspace(file, Session("花子")) as workspace:
        answer(workspace, *PAIR, Given("clear"))
        Reader(workspace).held()
        workspace.store.verify()
    run(["answer", file, *PAIR, "clear"], Door(environment={"ASSESSOR_BY": "花子"}))
    from assessor.tui import app, starting  # noqa: F401
    from assessor.tui.screens import questions  # noqa: F401


def main() -> None:
    """Kill, look, count."""
    file, way, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)
    found = {"kills": 0, "acknowledged": 0, "lost": 0, "half": 0, "unsound": 0}
    held, fresh = 0, Path(file).read_bytes()
    warm(file)
    for number in range(1, kills + 1):
        told = killed(WAYS[way], file, held, chance)
        with open_store(file, read_only=True) as store:
            row = store.load().rows.get(PAIR)
            events = sum(event.kind == "answer" for event in store.events())
            sound = (way != "by_keys" and number % 10) or store.verify().is_sound
        # Keys are pressed on whichever question the screen shows: there the trail alone counts.
        held = events if way == "by_keys" else row.revision if row else 0
        said = str(held) if way == "by_keys" else row.answer.comment if row and row.answer else "0"
        found["kills"] += 1
        found["acknowledged"] += len(told)
        found["lost"] += bool(told) and held < max(told)
        found["half"] += said != str(held) or events != held
        found["unsound"] += not sound
        if held > 2000:
            Path(file).write_bytes(fresh)
            held = 0
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
