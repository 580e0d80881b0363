"""Power cuts, simulated: system calls of a writer are recorded, then replayed up to random moments where power goes.

What was not synced by then is there as nothing, all of it, its first part or any part, a write cut at 512 bytes; a
name in a folder only as far as the folder was synced. It is a model: a disk that lies about its syncs is not in it.
Run with `write FOLDER JOURNAL SYNCHRONOUS SAVES REPORTS` this module is the writer that is recorded.
"""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from assessor.model.change import Save
from assessor.storage import atomic_file, sqlite_file
from assessor.storage.opening import create_store
from tests.storage.places import CHECKLIST, CITY, START, WHOLE, answering, said

ROOT = Path(__file__).resolve().parents[2]
SECTOR = 512
CALLS = "openat,lseek,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,renameat,link,linkat,close"
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Way(NamedTuple):
    """How the writer is set: the journal mode, the syncs, and how reports are written."""

    journal: str = "TRUNCATE"
    synchronous: str = "FULL"
    reports: str = "ours"


class Op(NamedTuple):
    """One thing done to the folder, or one line of acknowledgement (kind `ack`, `path` is its words)."""

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    other: str = ""


def report(number: int) -> bytes:
    """A report of several sectors that says which one it is."""
    return f"{number:06d}\n".encode() * 700


def write(folder: Path, way: Way, saves: int) -> None:
    """Make a programme, save pairs of answers, write reports; tell each as soon as it is acknowledged."""
    sqlite_file.JOURNAL = f"PRAGMA journal_mode = {way.journal}"
    first, second, _ = sqlite_file.GUARDS
    sqlite_file.GUARDS = (first, second, f"PRAGMA synchronous = {way.synchronous}")
    if way.reports == "folder not synced":
        atomic_file.sync_folder = lambda folder: None
    with create_store(str(folder / "city.assessor"), CHECKLIST, CITY, WHOLE, Save("first", "花子", START)) as store:
        _tell("answer 0")
        for number in range(1, saves + 1):
            both = [answering(control, said(comment="答" * (number * 37 % 900) + str(number))) for control in "AB"]
            store.apply(Save(f"save-{number}", "花子", START), both)
            _tell(f"answer {number}")
            if number % 3 == 0:
                _write_report(folder / "report.md", report(number), way)
                _tell(f"report {number}")


def _write_report(path: Path, content: bytes, way: Way) -> None:
    if way.reports == "written over":
        path.write_bytes(content)
    else:
        atomic_file.write_atomic(path, content, replace=True)


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def record(folder: Path, way: Way, saves: int) -> list[Op]:
    """What the writer asks the system to do in an empty folder."""
    trace = folder.with_suffix(".trace")
    words = [sys.executable, "-m", "tests.trust.power_loss", "write", str(folder), *way, str(saves)]
    strace = ["strace", "-xx", "-s", "1000000", "-o", str(trace), "-e", f"trace={CALLS}", "--", *words]
    subprocess.run(strace, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    try:
        with trace.open(errors="replace") as lines:
            return list(_ops(lines, str(folder)))
    finally:
        trace.unlink()


_NAMING = {
    "openat": "create",
    "unlink": "unlink",
    "rename": "rename",
    "renameat": "rename",
    "link": "link",
    "linkat": "link",
}


def _ops(lines: Iterator[str], folder: str) -> Iterator[Op]:
    traced = _Traced(folder)
    for line in lines:
        found = _LINE.match(line)
        if found and int(found[3]) >= 0:
            way = traced.named if found[1] in _NAMING else traced.handled
            yield from way(found[1], found[2], int(found[3]))


@dataclass
class _Traced:
    """The open files of a traced process: their paths and places by handle."""

    folder: str
    paths: dict[int, str] = field(default_factory=dict)
    places: Counter[int] = field(default_factory=Counter)

    def named(self, call: str, given: str, result: int) -> Iterator[Op]:
        """What a call with names does."""
        names = [_plain(text).decode(errors="replace") for text in _TEXT.findall(given)]
        ours = names[-1].startswith(self.folder)
        if call == "openat":
            self.paths[result], self.places[result] = names[0], 0
            if ours and "O_CREAT" in given:
                yield Op("create", names[0])
            if ours and "O_TRUNC" in given:
                yield Op("truncate", names[0], 0)
        elif ours:
            yield Op(_NAMING[call], names[0], other=names[-1])

    def handled(self, call: str, given: str, result: int) -> Iterator[Op]:
        """What a call on an open file does."""
        handle = int(given.partition(",")[0])
        path = self.paths.get(handle, "")
        if call == "write" and handle == 1:
            yield from (Op("ack", line) for line in _plain(_TEXT.findall(given)[0]).decode().splitlines())
        elif not path.startswith(self.folder):
            return
        elif call in ("write", "pwrite64"):
            offset = self.places[handle] if call == "write" else int(given.rsplit(",", 1)[1])
            yield Op("write", path, offset, _plain(_TEXT.findall(given)[0])[:result])
            self.places[handle] += result if call == "write" else 0
        elif call == "lseek":
            self.places[handle] = result
        elif call == "ftruncate":
            yield Op("truncate", path, int(given.split(",")[1], 0))
        elif call in ("fsync", "fdatasync"):
            yield Op("sync_folder" if path == self.folder else "sync", path)
        elif call == "close":
            self.paths.pop(handle, None)


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass
class Disk:
    """What is safe, what waits, and under which names; a file is a number, as on a disk."""

    safe: dict[int, bytes] = field(default_factory=dict)
    waiting: dict[int, list[Op]] = field(default_factory=dict)
    safe_names: dict[str, int] = field(default_factory=dict)
    waiting_names: list[dict[str, int | None]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def do(self, op: Op) -> None:
        """Take in one operation."""
        match op.kind:
            case "create" if op.path not in self.names:
                number = len(self.safe)
                self.safe[number], self.names[op.path] = b"", number
                self.waiting_names.append({op.path: number})
            case "write" | "truncate":
                self.waiting.setdefault(self.names[op.path], []).append(op)
            case "sync":
                number = self.names[op.path]
                self.safe[number] = _after(self.safe[number], self.waiting.pop(number, []))
            case "sync_folder":
                self.safe_names = self._named(len(self.waiting_names))
                self.waiting_names.clear()
            case "unlink":
                self.names.pop(op.path)
                self.waiting_names.append({op.path: None})
            case "link":
                self.names[op.other] = self.names[op.path]
                self.waiting_names.append({op.other: self.names[op.path]})
            case "rename":
                number = self.names[op.other] = self.names.pop(op.path)
                self.waiting_names.append({op.path: None, op.other: number})

    def _named(self, count: int) -> dict[str, int]:
        named: dict[str, int | None] = dict(self.safe_names)
        for change in self.waiting_names[:count]:
            named.update(change)
        return {name: number for name, number in named.items() if number is not None}

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that may be there after the power went now."""
        kept = chance.choice(("all", "none", "first", "any"))
        known = {"all": len(self.waiting_names), "none": 0}.get(kept, chance.randint(0, len(self.waiting_names)))
        return {
            name: _after(self.safe[number], _surviving(self.waiting.get(number, []), kept, chance))
            for name, number in self._named(known).items()
        }


def _surviving(waiting: Sequence[Op], kept: str, chance: random.Random) -> list[Op]:
    if kept in ("all", "none"):
        return list(waiting) if kept == "all" else []
    if kept == "first":
        chosen = list(waiting[: chance.randint(0, len(waiting))])
    else:
        chosen = [op for op in waiting if chance.random() < 0.5]
    return [_torn(op, chance) if chance.random() < 0.2 else op for op in chosen]


def _torn(op: Op, chance: random.Random) -> Op:
    return op._replace(data=op.data[: SECTOR * chance.randint(0, len(op.data) // SECTOR)])


def _after(content: bytes, ops: Sequence[Op]) -> bytes:
    if not ops:
        return content
    changed = bytearray(content)
    for op in ops:
        if op.kind == "truncate":
            changed[op.offset :] = b""
        changed.extend(bytes(max(0, op.offset - len(changed))))
        changed[op.offset : op.offset + len(op.data)] = op.data
    return bytes(changed)


def cuts(ops: Sequence[Op], states: int, seed: int) -> Iterator[tuple[Mapping[str, int], dict[str, bytes]]]:
    """Power cuts at random moments: what had been acknowledged (by word, the last number), and the files there."""
    chance = random.Random(seed)
    moments = Counter(chance.randint(1, len(ops)) for _ in range(states))
    disk, told = Disk(), dict[str, int]()
    for place, op in enumerate(ops, 1):
        if op.kind == "ack":
            word, _, number = op.path.partition(" ")
            told[word] = int(number)
        else:
            disk.do(op)
        for _ in range(moments[place]):
            yield told, disk.cut(chance)


if __name__ == "__main__" and sys.argv[1] == "write":
    write(Path(sys.argv[2]), Way(*sys.argv[3:6]), int(sys.argv[6]))
