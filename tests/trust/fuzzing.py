"""Gives mutated files to the readers and counts what came of it: `FOLDER KIND COUNT SEED`. Prints JSON.

What a child would read is read in this process (a child for each of thousands would take hours): the same functions,
without the limits. Any exception that is no refusal of ours is *uncaught*; more than its seconds are *slow*.
"""

import base64
import json
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assessor.catalog.answer_file import read_exchange
from assessor.catalog.loader import load_checklist
from assessor.cli.door import Door
from assessor.cli.main import run
from assessor.errors import AssessorError
from assessor.service import claims, containment, item_workbook, receiving
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.model.inquiries import filled, rewritten
from tests.trust.memory import megabytes
from tests.trust.mutating import mutated, mutated_package
from tests.trust.scale import ROOT

Read = Callable[[bytes], object]
HANG_SECONDS = 20
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
ANSWERS = """assessor: 1
checklist: {id: smart-city-security, version: "2026.1"}
programme: {municipality: みらい市, code: "000000", plan: 推進計画, period: 令和8年度～令和12年度, contact: 企画課}
policies:
  - {title: みらい市情報セキュリティ基本方針, published: 2026-03-25}
subjects:
  - id: programme
    kind: programme
    name: みらい市スマートシティ推進協議会
    facts: {personal_data: true, personal_info: true, outsourcing: true, cloud: null}
    answers:
      GOV-01: {status: implemented, evidence: [{title: 情報セキュリティ基本方針, date: 2026-03-25}]}
      GOV-02: {status: planned, planned_for: 令和9年度, comment: 研修計画を作成中}
      GOV-03: {status: not_applicable, reason: "AIを使っていない"}
  - {id: bus, kind: service, name: オンデマンド交通, operator: みらい交通株式会社, answers: {}}
""".encode()


class Fuzzed(NamedTuple):
    """A reader, the honest file, how it is mutated, the seconds it may take."""

    read: Read
    honest: bytes
    mutate: Callable[[bytes, random.Random], bytes]
    seconds: float


def _city(folder: Path) -> Workspace:
    file = str(folder / "city.assessor")
    door = Door(environment={"ASSESSOR_BY": "花子"}, now=lambda: NOW)
    answers = folder / "answers.yaml"
    answers.write_bytes(ANSWERS)
    for words in (
        ["new", file, "--municipality", "みらい市"],
        ["import", file, str(answers)],
        ["remediation", "draft", file],
        ["remediation", "export", file, "-o", str(folder / "items.xlsx")],
        ["report", "section7", file, "-o", str(folder / "section7.docx")],
        ["report", "section7", file, "-o", str(folder / "section7.html")],
        ["report", "section7", file, "-o", str(folder / "section7.md")],
        [
            "inquiry",
            "send",
            file,
            "--to",
            "交通",
            "--due",
            "2026-12-20",
            "--subject",
            "bus",
            "-o",
            f"{folder}/asked.xlsx",
        ],
    ):
        assert run(words, door) == 0, words
    return open_workspace(file, Session("花子", lambda: NOW))


def in_this_process(module: str, job: bytes) -> Any:
    """What a child would say, asked here."""
    return json.loads(json.dumps(import_module(module).outcome(job)))


def _saved(path: Path, read: Callable[[], object]) -> Read:
    def reads(content: bytes) -> object:
        path.write_bytes(content)
        return read()

    return reads


def readers(folder: Path) -> dict[str, Callable[[], Fuzzed]]:
    """What can be fuzzed."""
    tiny = ROOT / "tests" / "checklists" / "good" / "tiny"

    def answers() -> Fuzzed:
        checklist, path = _city(folder).checklist, folder / "one.yaml"
        return Fuzzed(_saved(path, lambda: read_exchange(path, checklist, {})), ANSWERS, mutated, 2)

    def checklist() -> Fuzzed:
        own = folder / "tiny"
        shutil.copytree(tiny, own)
        path = own / "checklist.yaml"
        return Fuzzed(_saved(path, lambda: load_checklist(own)), path.read_bytes(), mutated, 2)

    def stock_loader() -> Fuzzed:
        """Broken on purpose: the usual loader."""
        return Fuzzed(lambda content: yaml.load(content, Loader=yaml.CSafeLoader), ANSWERS, mutated, 2)

    def items() -> Fuzzed:
        city, path = _city(folder), folder / "back.xlsx"
        reads = _saved(path, lambda: item_workbook.import_workbook(city, str(path), dry_run=True))
        return Fuzzed(reads, (folder / "items.xlsx").read_bytes(), mutated_package, 1)

    def inquiry() -> Fuzzed:
        city, path = _city(folder), folder / "back.xlsx"
        reads = _saved(path, lambda: receiving.compare(city, str(path)))
        sent = rewritten((folder / "asked.xlsx").read_bytes(), "xl/worksheets/sheet1.xml", {"C12": "運行管理課長"})
        honest = filled(sent, {(0, "status"): "実施している", (0, "comment"): "点検済み"})
        return Fuzzed(reads, honest, mutated_package, 1)

    def document(suffix: str) -> Callable[[], Fuzzed]:
        def made() -> Fuzzed:
            city, path = _city(folder), folder / f"back.{suffix}"
            reads = _saved(path, lambda: claims.check_document(city, str(path)))
            way = mutated_package if suffix == "docx" else mutated
            return Fuzzed(reads, (folder / f"section7.{suffix}").read_bytes(), way, 1)

        return made

    made = {one.__name__: one for one in (answers, checklist, stock_loader, items, inquiry)}
    return {**made, **{suffix: document(suffix) for suffix in ("docx", "html", "md")}}


class Hang(BaseException):
    """A file took far too long."""


def _hang(*_: object) -> None:
    raise Hang


def _place(fault: BaseException) -> str:
    ours = [place for place in traceback.extract_tb(fault.__traceback__) if "assessor" in place.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


def fuzz(fuzzed: Fuzzed, wanted: int, seed: int) -> dict[str, Any]:
    """Count; three files that were read badly are kept."""
    chance, counted, slowest = random.Random(seed), Counter[str](), 0.0
    bad: list[str] = []
    fuzzed.read(fuzzed.honest)
    signal.signal(signal.SIGVTALRM, _hang)
    for _ in range(wanted):
        content = fuzzed.mutate(fuzzed.honest, chance)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
        fault = ""
        try:
            fuzzed.read(content)
            counted["accepted"] += 1
        except (AssessorError, yaml.YAMLError):
            counted["refused"] += 1
        except (Exception, Hang) as found:
            fault = f"{type(found).__name__} at {_place(found)}"
            counted["uncaught"] += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - began
        slowest = max(slowest, took)
        if took > fuzzed.seconds:
            counted["slow"] += 1
            fault = fault or f"{took:.1f} s"
        if fault and len(bad) < 3:
            bad.append(f"{fault}: {base64.b64encode(content[:30_000]).decode()}")
        counted["files"] += 1
    return {**counted, "slowest": slowest, "bad": bad}


def main() -> None:
    """Fuzz one reader."""
    folder, kind, wanted, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    folder.mkdir(parents=True)
    for module in (containment, item_workbook):
        module.run_contained = in_this_process  # type: ignore[attr-defined]
    receiving.run_contained = in_this_process  # type: ignore[attr-defined]
    fuzzed = readers(folder)[kind]()
    before = megabytes()
    found = fuzz(fuzzed, wanted, seed)
    found["megabytes"] = round(megabytes() - before)
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
