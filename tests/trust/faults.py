"""Lets one system call of a command fail and looks at what is left: `FOLDER ACTION:CALL:FAULT:STEP …`.

Run as a process of its own; the command runs in a process forked from it, so that a fault costs no start of an
interpreter, and strace lets the Nth call of a kind fail (or kills there): N = 1, 1 + STEP, … until there is no Nth.
Prints JSON: one outcome per N.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from assessor.cli.door import Door
from assessor.cli.main import run
from assessor.errors import AssessorError
from assessor.model.record_kinds import EDITION_KIND
from assessor.storage import altered, migrating, sqlite_file
from assessor.storage.opening import open_store
from tests.editions import next_edition
from tests.storage.test_migrating import SECOND, made_second

PAIR = ("programme", "GOV-01")
BUG = 70
OLD = b"the report of last year\n" * 40
SAMPLE = Path(__file__).resolve().parents[2] / "assessor" / "samples" / "mirai.yaml"


class Action(NamedTuple):
    """A command, and what tells whether its work is done: `old`, `new`, or anything else for harm."""

    words: tuple[str, ...]
    state: Callable[[Path], str]
    within: Callable[[Path], AbstractContextManager[None]] = lambda _: nullcontext()


def _answers(file: Path) -> int:
    with open_store(str(file), read_only=True) as store:
        if not store.verify().is_sound:
            raise ValueError("unsound")
        return len(store.load().rows)


def _after_answer(folder: Path) -> str:
    return {0: "old", 1: "new"}.get(_answers(folder / "city.assessor"), "half")


def _after_import(folder: Path) -> str:
    count = _answers(folder / "city.assessor")
    return "old" if count == 0 else "new" if count == _answers(folder / "sample.assessor") else f"half: {count}"


def _after_report(folder: Path) -> str:
    content = (folder / "report.md").read_bytes()
    return "old" if content == OLD else "new" if content == (folder / "whole.md").read_bytes() else "torn"


def _after_backup(folder: Path) -> str:
    count = _answers(folder / "backup.assessor")
    return "old" if count == 0 else "new" if count == _answers(folder / "sample.assessor") else f"half: {count}"


def _after_new(folder: Path) -> str:
    file = folder / "second.assessor"
    return "old" if not file.exists() else "new" if _answers(file) == 0 else "half"


@contextmanager
def next_version(folder: Path) -> Iterator[None]:
    """A program whose schema is one version on."""
    before = migrating.MIGRATIONS, sqlite_file.VERSION
    migrating.MIGRATIONS, sqlite_file.VERSION = folder / "migrations", 2
    altered.MADE[2] = made_second()
    try:
        yield
    finally:
        del altered.MADE[2]
        migrating.MIGRATIONS, sqlite_file.VERSION = before


def _after_migration(folder: Path) -> str:
    file = folder / "city.assessor"
    with closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        columns = {row[1] for row in connection.execute("PRAGMA table_info(subject)")}
    if ("reading" in columns) is not (version == 2):
        return f"half: {version}"
    if version == 1:
        return "old" if _answers(file) == 0 else "half"
    with next_version(folder):
        return "new" if _answers(file) == 1 else "old"


def _after_edition(folder: Path) -> str:
    """A newer checklist, what no longer fits it and the record of it: all or none; the copy from before is whole."""
    file, kept = folder / "sample.assessor", folder / "sample.2026-1.assessor"
    with open_store(str(file), read_only=True) as store:
        if not store.verify().is_sound:
            return "unsound"
        held, content = store.load(), store.checklist_json()
    taken = [bool(held.contents(EDITION_KIND)), b'"version":"2027.1"' in content, len(held.assessment.to_confirm) == 2]
    if len(set(taken)) != 1 or (taken[0] and not kept.exists()):
        return f"half: {taken}"
    if kept.exists():
        _answers(kept)
    return "new" if taken[0] else "old"


def _after_seal(folder: Path) -> str:
    from assessor.service.sealing import Opening, unseal

    sealed = folder / "sealed.age"
    if not sealed.exists():
        return "old"
    opened = unseal(sealed, Opening(key=folder / "officer.key"))
    return "new" if opened.manifest.municipality == "みらい市" else "half"


_SEAL = ("seal", "{}/city.assessor", "-o", "{}/sealed.age", "--to", "@public")

ACTIONS = {
    "answer": Action(("answer", "{}/city.assessor", *PAIR, "partial", "--comment", "新しい回答" * 200), _after_answer),
    "import": Action(("import", "{}/city.assessor", str(SAMPLE)), _after_import),
    "report": Action(("report", "section7", "{}/city.assessor", "-o", "{}/report.md", "--force"), _after_report),
    "backup": Action(("backup", "{}/sample.assessor", "{}/backup.assessor", "--force"), _after_backup),
    "edition": Action(("checklist", "update", "{}/sample.assessor", "--checklist", "{}/next"), _after_edition),
    "new": Action(("new", "{}/second.assessor", "--municipality", "みらい市"), _after_new),
    **({"seal": Action(_SEAL, _after_seal)} if find_spec("pyrage") and find_spec("cryptography") else {}),
    "migrate": Action(("answer", "{}/city.assessor", *PAIR, "partial"), _after_migration, next_version),
}

FAULTS = {
    "pwrite64": ("ENOSPC", "EIO", "KILL"),
    "write": ("ENOSPC", "EIO"),
    "fsync,fdatasync": ("EIO", "KILL"),
    "openat": ("EMFILE", "EACCES"),
    "ftruncate": ("EIO", "KILL"),
    "unlink": ("EACCES", "KILL"),
    "link,linkat,rename,renameat": ("EIO", "EROFS", "KILL"),
}


def command(folder: Path, action: str) -> int:
    """Run an action and return its exit code; a fault that nobody foresaw is 70."""
    return obeyed(folder, action, words_of(folder, action))


def words_of(folder: Path, action: str) -> list[str]:
    """The words of an action in a folder; `@NAME` stands for what that file there says."""
    given = [word.replace("{}", str(folder)) for word in ACTIONS[action].words]
    return [(folder / word[1:]).read_text("utf-8") if word.startswith("@") else word for word in given]


def obeyed(folder: Path, action: str, words: list[str]) -> int:
    """The same with the words known."""
    try:
        with ACTIONS[action].within(folder):
            return run(words, Door(environment={"ASSESSOR_BY": "花子"}))
    except Exception:
        traceback.print_exc()
        return BUG


@contextmanager
def prepared(seed: Path, folder: Path) -> Iterator[Path]:
    """A folder as it is before the command."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(seed, folder)
    yield folder
    shutil.rmtree(folder)


def hurt(folder: Path, action: str, call: str, fault: str, number: int) -> dict[str, Any]:
    """What came of it when that call failed; `hit` is False where there is no such call."""
    words = words_of(folder, action)
    goes, go = os.pipe()
    ours, its = os.pipe()
    child = os.fork()
    if not child:
        for handle in (1, 2):
            os.dup2(its, handle)
        # The streams made at the start remember whether what they wrote to could be sought in: these cannot.
        sys.stdout, sys.stderr = (os.fdopen(one, "w", buffering=1, encoding="utf-8") for one in (1, 2))
        os.close(go)
        os.read(goes, 1)
        code = obeyed(folder, action, words)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    how = "signal=SIGKILL" if fault == "KILL" else f"error={fault}"
    inject = f"inject={call}:{how}:when={number}"
    trace = folder.with_suffix(".trace")
    traced = ["strace", "-o", str(trace), "-p", str(child), "-e", f"trace={call}", "-e", inject]
    with subprocess.Popen(traced, stderr=subprocess.PIPE) as strace:
        assert strace.stderr is not None and b"attached" in strace.stderr.readline()
        os.write(go, b"x")
        _, status = os.waitpid(child, 0)
    for handle in (goes, go, its):
        os.close(handle)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read().decode()
    code = os.waitstatus_to_exitcode(status)
    hit = code < 0 if fault == "KILL" else "INJECTED" in trace.read_text(errors="replace")
    trace.unlink()
    return {"number": number, "hit": hit, "code": code, "told": told, **_left(folder, action)}


def _left(folder: Path, action: str) -> dict[str, Any]:
    temporary = sorted(one.name for one in folder.iterdir() if one.name.startswith("."))
    try:
        return {"state": ACTIONS[action].state(folder), "temporary": temporary}
    except (AssessorError, ValueError, OSError) as fault:
        return {"state": repr(fault), "temporary": temporary}


def make_seed(seed: Path) -> None:
    """What every folder begins with; whatever a command loads is loaded here."""
    seed.mkdir(parents=True)
    door = Door(environment={"ASSESSOR_BY": "花子"})
    city, sample, old = (str(seed / f"{name}.assessor") for name in ("city", "sample", "backup"))
    assert run(["new", city, "--municipality", "みらい市"], door) == 0
    shutil.copyfile(city, sample)
    shutil.copyfile(city, old)
    assert run(["import", sample, str(SAMPLE)], door) == 0
    assert run(["report", "section7", city, "-o", str(seed / "whole.md")], door) == 0
    (seed / "report.md").write_bytes(OLD)
    next_edition(seed / "next", reworded=["GOV-01", "GOV-06"], gone=["GOV-10"])
    if "seal" in ACTIONS:
        from assessor.service.sealing import make_key

        (seed / "public").write_text(make_key(seed / "officer.key")[0], "utf-8")
    shutil.copytree(migrating.MIGRATIONS, seed / "migrations")
    (seed / "migrations" / "versions" / "0002_reading.py").write_text(SECOND, "utf-8")


def outcomes(base: Path, action: str, call: str, fault: str, step: int) -> list[dict[str, Any]]:
    """One outcome per call of that kind that the action makes, every `step`th of them."""
    seed, folder = base / "seed", base / "work"
    found: list[dict[str, Any]] = []
    while not found or found[-1]["hit"]:
        with prepared(seed, folder):
            found.append(hurt(folder, action, call, fault, 1 + step * len(found)))
    # The run without a fault shows that the end was reached because there is no such call any more.
    assert (found[-1]["code"], found[-1]["state"]) == (0, "new"), found[-1]
    return [{"action": action, "call": call, "fault": fault, **one} for one in found[:-1]]


def main() -> None:
    """See that every action does its work, then go through what was asked."""
    base = Path(sys.argv[1])
    make_seed(base / "seed")
    for action in ACTIONS:
        with prepared(base / "seed", base / "work") as folder:
            assert command(folder, action) == 0
            assert _left(folder, action) == {"state": "new", "temporary": []}
    asked = (one.split(":") for one in sys.argv[2:])
    found = [one for action, call, fault, step in asked for one in outcomes(base, action, call, fault, int(step))]
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
