"""Section 7 in all formats, a long edited plan checked, and what is looked at of releases after every answer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from assessor.model.document import Block, Document, Heading, Paragraph, Span
from assessor.render.registry import render
from assessor.service.composing import Wanted
from assessor.service.release_watch import ReleaseWatch
from assessor.service.releasing import Approval, examine, freeze
from assessor.service.reporting import compose
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from benchmarks.programmes import sample
from benchmarks.timing import median_seconds, row

PARAGRAPHS = 1500
"""Of a plan of some 60 pages around section 7."""

FORMATS = """
import sys, time
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from assessor.service.composing import Wanted
from assessor.service.reporting import report
file, folder = sys.argv[1:]
with open_workspace(file, Session(by="benchmark"), read_only=True) as opened:
    for name in ("md", "html", "docx", "pdf"):
        report(opened, Wanted("section7"), format_name=name, target=f"{folder}/s7.{name}", force=True)
print(time.process_time())
"""
CHECK = """
import os, sys, time
from assessor.service.claims import check_document
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
file, plan = sys.argv[1:]
with open_workspace(file, Session(by="benchmark"), read_only=True) as opened:
    found = check_document(opened, plan)
assert len(found.claims) > 50
taken = os.times()
print(taken.user + taken.system + taken.children_user + taken.children_system)
"""


def measure() -> Iterator[str]:
    """Processor seconds of whole processes, and milliseconds after an answer."""
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    with sample() as folder:
        file = folder / "programme.assessor"
        taken = _process(FORMATS, file, folder)
        yield row("section 7 to four formats, one fresh process, processor time", taken, "s", "≤ 1 s")
        with open_workspace(str(file), Session(by="benchmark")) as opened:
            plan = folder / "plan.docx"
            plan.write_bytes(render(_long_plan(compose(opened, Wanted("section7"))), "docx"))
            taken = _process(CHECK, file, plan)
            yield row("claims check of a 60-page docx, whole process, processor time", taken, "s", "≤ 1 s")
            yield row("releases looked at after an answer", _watching(opened), "ms", "")


def _process(script: str, *paths: Path) -> float:
    command = [sys.executable, "-c", script, *map(str, paths)]
    runs = [float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    return sorted(runs)[1]


def _watching(opened: Workspace) -> float:
    for stage in ("成案", "素案"):
        approval = Approval(stage)
        freeze(opened, approval, examine(opened, approval))
    watch, result = ReleaseWatch(), opened.result()
    return median_seconds(lambda: watch.broken(opened, result)) * 1000


def _long_plan(section: Document) -> Document:
    """Section 7 in the middle of a plan that speaks of other things."""
    text = "市は、地域の皆さまと一緒に、暮らしやすいまちをつくる取組を、次の年度も続けます。" * 3
    other: list[Block] = []
    for number in range(PARAGRAPHS):
        if number % 30 == 0:
            other.append(Heading(level=2, spans=(Span(text=f"第{number // 30 + 1}節　取組の方向"),)))
        other.append(Paragraph(spans=(Span(text=f"{number}番目の取組です。{text}"),)))
    half = len(other) // 2
    return section.model_copy(update={"blocks": (*other[:half], *section.blocks, *other[half:])})
