"""All documents of the sample city in every format, in one fresh process, with its peak memory."""

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.programmes import sample
from benchmarks.timing import row

SCRIPT = """
import re, sys, time
from pathlib import Path
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from assessor.service.composing import Wanted
from assessor.service.reporting import report
file, folder = sys.argv[1], Path(sys.argv[2])
begun = time.perf_counter()
with open_workspace(file, Session(by="benchmark"), read_only=True) as opened:
    for kind in ("section7", "gap"):
        for name in ("md", "html", "docx", "pdf"):
            taken = time.perf_counter()
            report(opened, Wanted(kind), format_name=name, target=str(folder / f"{kind}.{name}"))
            print(f"{kind}.{name}", time.perf_counter() - taken)
print("all", time.perf_counter() - begun)
# Of this process alone: getrusage would also count what the parent held when it started us.
print("peak", int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def measure() -> Iterator[str]:
    """Seconds per document and in all, and the peak memory in MB."""
    with sample() as folder:
        out = folder / "out"
        out.mkdir()
        command = [sys.executable, "-c", SCRIPT, str(folder / "programme.assessor"), str(out)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = dict(line.split() for line in printed.strip().split("\n"))
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    for name, value in figures.items():
        if name == "all":
            yield row("all eight documents, opening included", float(value), "s", "≤ 3 s")
        elif name == "peak":
            yield row("peak memory", float(value), "MB", "≤ 300 MB")
        else:
            yield row(name, float(value), "s", "")
