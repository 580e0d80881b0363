"""How long an officer waits for the screen: first picture, first question, a key; and what it takes of memory."""

import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange, SubjectChange
from assessor.model.checklist import Checklist
from assessor.service.settings import Session
from assessor.storage.opening import create_store
from benchmarks.programmes import large, sample, shipped
from benchmarks.pty_screen import Terminal
from benchmarks.timing import row

RUNS = 15
KEYS = 120
SUBJECTS = 200
CONTROLS = 5_000
BARE = (
    "from textual.app import App\nfrom textual.widgets import Static\n"
    "class Bare(App):\n    def compose(self): yield Static('READY-' * 3)\nBare().run()"
)


def measure() -> Iterator[str]:
    """Ratios to a bare app started in the same run; p95 of keys; megabytes."""
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    with sample() as folder:
        yield from _starts(str(folder / "programme.assessor"), folder)
    checklist = shipped()
    with _made(checklist, SUBJECTS) as file:
        yield from _keys(file, f"{SUBJECTS} subjects")
    with _made(_long(checklist), 3) as file:
        yield from _keys(file, f"{CONTROLS} controls")


def _starts(file: str, folder: Path) -> Iterator[str]:
    state, ours = {"XDG_STATE_HOME": str(folder)}, [str(Path(sys.executable).with_name("assessor")), "open", file]
    taken: dict[str, list[float]] = {"bare": [], "first": [], "ready": []}
    spent: dict[str, list[float]] = {"bare": [], "first": [], "ready": []}
    memory = (0.0, 0.0)
    with Terminal(ours, state) as shown:
        shown.until("保存済み")
        shown.quiet()
    for _ in range(RUNS):
        with Terminal([sys.executable, "-c", BARE], {}) as bare:
            taken["bare"].append(bare.until("READY-"))
            spent["bare"].append(bare.processor())
        with Terminal(ours, state) as shown:
            taken["first"].append(shown.until("F1"))
            spent["first"].append(shown.processor())
            taken["ready"].append(shown.until("GOV-"))
            spent["ready"].append(shown.processor())
            shown.until("保存済み")
            shown.quiet()
            shown.key("\x1b[B")
            shown.quiet()
            memory = max(memory, shown.memory())
    middle = {name: statistics.median(found) for name, found in taken.items()}
    burnt = {name: statistics.median(found) for name, found in spent.items()}
    yield row("a bare Textual app, first paint", middle["bare"] * 1000, "ms", "")
    for name, what, aim in (("first", "first paint", 1.3), ("ready", "first question ready", 2)):
        yield row(f"{what} of the sample", middle[name] * 1000, "ms", "")
        yield row("that over the bare app, wall clock", middle[name] / middle["bare"], "×", f"≤ {aim} ×")
        yield row("the same in processor time", burnt[name] / burnt["bare"], "×", f"≤ {aim} ×")
    yield row("memory on the sample, resident", memory[0], "MB", "≤ 120 MB")
    yield row("memory on the sample, at most", memory[1], "MB", "≤ 120 MB")


def _keys(file: str, what: str) -> Iterator[str]:
    state = {"XDG_STATE_HOME": str(Path(file).parent)}
    with Terminal([sys.executable, "-m", "assessor", "open", file], state) as shown:
        shown.until("GOV-")
        ready = shown.until("保存済み")
        yield row(f"{what}: first question ready", ready * 1000, "ms", "")
        shown.quiet()
        shown.quiet()
        for name, keys in (("down", ("\x1b[B",)), ("an answer", ("1", "2")), ("next unanswered", ("\r",))):
            found = [shown.key(keys[number % len(keys)]) for number in range(KEYS)]
            waited, spent = (sorted(one) for one in zip(*found, strict=True))
            yield row(f"{what}: {name} to repaint, p95", waited[int(KEYS * 0.95)] * 1000, "ms", "≤ 50 ms")
            yield row(f"{what}: {name} to repaint, median", statistics.median(waited) * 1000, "ms", "")
            yield row(f"{what}: {name}, processor time, p95", spent[int(KEYS * 0.95)] * 1000, "ms", "")
        yield row(f"{what}: memory at most", shown.memory()[1], "MB", "")


def _long(checklist: Checklist) -> Checklist:
    """The checklist with so many controls: those of its first category again and again under new numbers."""
    data: dict[str, Any] = checklist.model_dump(mode="json", by_alias=True, exclude_none=True)
    first = data["categories"][0]
    added = CONTROLS - sum(len(one["controls"]) for one in data["categories"])
    pattern: Mapping[str, Any] = next(one for one in first["controls"] if not one.get("duty"))
    for number in range(added):
        silent = {"rule": "never"}
        first["controls"].append({**pattern, "id": f"GOV-{number + 1000}", "public": silent, "starter": False})
    return Checklist.model_validate(data)


@contextmanager
def _made(checklist: Checklist, subjects: int) -> Iterator[str]:
    """A programme file of so many subjects."""
    with TemporaryDirectory() as folder:
        target, held = str(Path(folder) / "large.assessor"), large(checklist, subjects)
        session = Session(by="benchmark")
        whole, *others = held.subjects
        with create_store(target, canonical_json(checklist), held.programme, whole, session.save()) as store:
            store.apply(session.save(), [SubjectChange(subject=one) for one in others])
            pairs = list(held.answers.items())
            store.apply(session.save(), [AnswerChange(subject=s, control=c, answer=one) for (s, c), one in pairs])
        yield target
