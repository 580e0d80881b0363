"""How long an officer waits for the command line."""

import sys
from collections.abc import Iterator

from assessor.catalog.loader import lint_folder
from assessor.resources import data_folder
from benchmarks.programmes import sample
from benchmarks.timing import median_seconds, process_seconds, row


def measure() -> Iterator[str]:
    """Help over a bare interpreter, `show` as a whole process, loading and linting all checklists."""
    python = sys.executable
    bare = process_seconds([python, "-c", "pass"], 15)
    help_text = process_seconds([python, "-m", "assessor", "--help"], 15)
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    yield row("python -c pass", bare * 1000, "ms", "")
    yield row("assessor --help over that", (help_text - bare) * 1000, "ms", "≤ 100 ms")
    with sample() as folder:
        shown = process_seconds([python, "-m", "assessor", "show", str(folder / "programme.assessor")])
    yield row("assessor show, whole process", shown * 1000, "ms", "≤ 500 ms")
    linted = median_seconds(lambda: lint_folder(data_folder("checklists")), 5)
    yield row("loading and linting all checklists", linted * 1000, "ms", "≤ 250 ms")
