"""What one answer costs: the durable save against a bare SQLite commit, and the new result."""

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from assessor.engine.evaluate import evaluate
from assessor.model.assessment import Answer
from assessor.model.change import AnswerChange
from assessor.model.scales import Status
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from benchmarks.programmes import TODAY, sample
from benchmarks.timing import median_seconds, row

RUNS = 200


def measure() -> Iterator[str]:
    """Milliseconds per save and the ratio; milliseconds for the result after one answer."""
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    with sample() as folder, open_workspace(str(folder / "programme.assessor"), Session(by="benchmark")) as opened:
        bare = _bare_commit(folder)
        numbers = count()

        def save() -> None:
            answer = Answer(status=Status.PARTIAL, comment=f"{next(numbers)}回目", as_of=TODAY)
            opened.store.apply(opened.session.save(), [AnswerChange(subject="bus", control="SVC-01", answer=answer)])

        saved = median_seconds(save, RUNS)
        yield row("a bare SQLite commit, same journal mode and disk", bare * 1000, "ms", "")
        yield row("one durable answer with its event", saved * 1000, "ms", "")
        yield row("ratio", saved / bare, "×", "≤ 3 ×")
        computed = median_seconds(lambda: evaluate(opened.checklist, opened.assessment, TODAY), 30)
        pairs = len(evaluate(opened.checklist, opened.assessment, TODAY).pairs)
        yield row(f"the result after one answer ({pairs} pairs)", computed * 1000, "ms", "≤ 5 ms")


def _bare_commit(folder: Path) -> float:
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, content TEXT)")
    numbers = count()

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO answer (content) VALUES (?)", (f"{next(numbers)}回目" * 20,))
        connection.execute("COMMIT")

    taken = median_seconds(commit, RUNS)
    connection.close()
    return taken
