"""Runs the bars of trust in full and tells what was measured: `python -m tests.trust.bars [soak] [pytest words …]`.

Two cores are used: by two tests side by side where all are run, by the harnesses of one where words name it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.trust.scale import ROOT


def table(lines: Sequence[str]) -> list[str]:
    """One row per measurement: the goal, then its figures."""
    rows = [json.loads(line) for line in lines]
    return [
        f"{row.pop('goal'):<12} " + ", ".join(f"{name} {figure}" for name, figure in row.items())
        for row in sorted(rows, key=lambda row: int("".join(filter(str.isdigit, row["goal"].split()[0])) or 0))
    ]


def main() -> int:
    """Run, then print the figures."""
    words = sys.argv[1:]
    level = "soak" if words[:1] == ["soak"] else "bar"
    words = words[1:] if level == "soak" else words
    marks = ["-m", ""] if level == "soak" else []
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "figures"
        log.touch()
        environment = {**os.environ, "ASSESSOR_TRUST": level, "ASSESSOR_TRUST_LOG": str(log)}
        began = time.monotonic()
        pytest = [sys.executable, "-m", "pytest", *marks, *(words or ["-n", "2", "--dist", "worksteal", "tests/trust"])]
        code = subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode
        seconds, used = time.monotonic() - began, os.times()
        lines = log.read_text("utf-8").splitlines()
    told = f"{seconds:.0f} s, {used.children_user + used.children_system:.0f} s of processor time"
    sys.stdout.write("\n".join(["", f"level {level}: {told}", *table(lines), ""]))
    return code


if __name__ == "__main__":
    sys.exit(main())
