"""A large privacy impact assessment (50 data items, 100 risks): its report in all formats, and moves on its screen."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from assessor.model.change import RecordChange
from assessor.model.privacy_parts import PARTS, record_key
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from benchmarks.programmes import sample
from benchmarks.pty_screen import Terminal
from benchmarks.timing import row

ITEMS, RISKS, FLOWS = 50, 100, 20
STAGES = ("collect", "use", "store", "share", "delete", "person", "society")
CONTROLS = ("SVC-04", "SVC-15", "SVC-18", "SVC-19", "COS-06")
SUBJECT = "bus"
HARM = "知り合いに、通院先や生活の様子を知られ、近所や勤め先での見られ方が変わります。"

SCRIPT = """
import sys, time
from pathlib import Path
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from assessor.service.composing import Wanted
from assessor.service.reporting import report
file, folder = sys.argv[1], Path(sys.argv[2])
begun = time.perf_counter()
with open_workspace(file, Session(by="benchmark"), read_only=True) as opened:
    for name in ("md", "html", "docx", "pdf"):
        taken = time.perf_counter()
        report(opened, Wanted("pia", "bus"), format_name=name, target=str(folder / f"pia.{name}"))
        print(f"pia.{name}", time.perf_counter() - taken)
print("all", time.perf_counter() - begun)
print("processor", time.process_time())
"""
F6, DOWN = "\x1b[17~", "\x1b[B"
WALKS = (("map", ("m",)), ("rows", ("\x1b", "\r")), ("steps", ("\x1b",)))
"""The map, the rows of a step, the steps, each with the keys that lead there."""
MOVES = 60


def measure() -> Iterator[str]:
    """Seconds per format and in all, milliseconds per move."""
    with sample() as folder:
        file = str(folder / "programme.assessor")
        with open_workspace(file, Session(by="benchmark")) as workspace:
            enlarge(workspace)
        out = folder / "out"
        out.mkdir()
        command = [sys.executable, "-c", SCRIPT, file, str(out)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        yield "| what | measured | aim |"
        yield "|---|---:|---|"
        aims = {"all": "≤ 3 s"}
        for name, value in (line.split() for line in printed.strip().split("\n")):
            yield row(name, float(value), "s", aims.get(name, ""))
        for what, found in _moves(file):
            waited, spent = (sorted(one) for one in zip(*found, strict=True))
            yield row(f"{what}: a move, p95", waited[int(len(waited) * 0.95)] * 1000, "ms", "≤ 50 ms")
            yield row(f"{what}: a move, processor time, p95", spent[int(len(spent) * 0.95)] * 1000, "ms", "")


def enlarge(workspace: Workspace) -> None:
    """Write the assessment of the service anew with so many items, flows and risks."""
    changes = [_record("item", f"D{n}", _item(n)) for n in range(1, ITEMS + 1)]
    changes += [_record("flow", f"F{n}", _flow(n)) for n in range(1, FLOWS + 1)]
    changes += [_record("risk", f"R{n}", _risk(n)) for n in range(1, RISKS + 1)]
    workspace.apply(changes)


def _record(part: str, entry: str, content: dict[str, object]) -> RecordChange:
    kind, record_id = record_key(PARTS[part], SUBJECT, entry)
    return RecordChange(kind=kind, id=record_id, content=content)


def _item(number: int) -> dict[str, object]:
    return {"name": f"予約と乗降の記録 {number}", "category": "移動の記録", "reason": "配車", "retention": "6か月"}


def _flow(number: int) -> dict[str, object]:
    points = dict.fromkeys(("collect", "use", "store", "share", "delete"), "予約センターが確かめ、国内の仕組みに置く")
    return {"name": f"流れ {number}", "items": [f"D{number}", f"D{number + 20}"], **points}


def _risk(number: int) -> dict[str, object]:
    impact, likelihood = number % 4 + 1, number // 4 % 4 + 1
    return {
        "title": f"行き先の記録から生活の様子が知られる {number}",
        "stage": STAGES[number % len(STAGES)],
        "harm": HARM,
        "impact": impact,
        "likelihood": likelihood,
        "controls": [CONTROLS[number % len(CONTROLS)]],
        "measures": ["見た記録を月に一度確かめる"],
        "residual_impact": max(impact - 1, 1),
        "residual_likelihood": max(likelihood - 1, 1),
        "treatment": "reduce",
        "reason": "記録を確かめれば、見つかると分かり減る。",
        "owner": "運行管理者",
        "due": "2027-03-31",
    }


def _moves(file: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    state = {"XDG_STATE_HOME": str(Path(file).parent)}
    with Terminal([sys.executable, "-m", "assessor", "open", file], state, (120, 40)) as shown:
        shown.until("保存済み")
        shown.quiet()
        shown.key(F6)
        shown.until("フォローアップ")
        for _ in range(7):
            shown.key(DOWN)
        for what, there in WALKS:
            for one in there:
                shown.key(one)
                shown.quiet()
            yield what, [shown.key(DOWN) for _ in range(MOVES if what != "steps" else 6)]
