"""How much of each bar is run, and where its figures are noted.

`make test` runs a part of every bar, `make bars` each bar in full, `make soak` the long runs: one harness, three
counts. What was measured goes, a line of JSON each, into the file that `ASSESSOR_TRUST_LOG` names.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LEVELS = ("part", "bar", "soak")
LEVEL = os.environ.get("ASSESSOR_TRUST", LEVELS[0])
SHARE = int(os.environ.get("ASSESSOR_TRUST_SHARE", "1"))
"""A long run may be cut: `make soak SHARE=10` does a tenth of each count."""
PROCESSES = 1 if "PYTEST_XDIST_WORKER" in os.environ else 2
"""How many harness processes run side by side; one where the tests themselves run side by side."""


def count(part: int, bar: int, soak: int) -> int:
    """How many at the level asked for."""
    return (part, bar, max(part, soak // SHARE))[LEVELS.index(LEVEL)]


def measured(goal: str, **figures: object) -> None:
    """Note what was measured of a goal, if anybody asked for it."""
    log = os.environ.get("ASSESSOR_TRUST_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as stream:
            stream.write(json.dumps({"goal": goal, **figures}, ensure_ascii=False) + "\n")


def apart(module: str, *jobs: tuple[object, ...]) -> list[Any]:
    """What a harness, run in processes of its own side by side, once with the words of each job, printed last."""
    done: list[Any] = []
    for start in range(0, len(jobs), PROCESSES):
        running = [_started(module, job) for job in jobs[start : start + PROCESSES]]
        told = [one.communicate() for one in running]
        for one, (out, failed) in zip(running, told, strict=True):
            assert one.returncode == 0, failed[-4000:]
            done.append(json.loads(out.splitlines()[-1]))
    return done


def _started(module: str, job: tuple[object, ...]) -> "subprocess.Popen[str]":
    words = [sys.executable, "-m", f"tests.trust.{module}", *map(str, job)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def shares(whole: int, small: int = 400) -> list[int]:
    """A count in as many parts as there are processes, one where it is small."""
    parts = 1 if whole < small else PROCESSES
    return [whole // parts + (nth < whole % parts) for nth in range(parts)]


def summed(found: list[dict[str, int]]) -> dict[str, int]:
    """The counts of several processes as one."""
    return {name: sum(one.get(name, 0) for one in found) for name in sorted({name for one in found for name in one})}
