"""One system call of a command fails, or the process is killed there: the old or the new is there, whole, and told."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.trust.faults import ACTIONS, FAULTS

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="STRACE IS NOT INSTALLED HERE: no system call was made to fail"
)

ROOT = Path(__file__).resolve().parents[2]
FORESEEN = (0, 3, 5)
"""Done all the same, a file that cannot be used, the store failed."""

QUICK = (
    *("answer:pwrite64:ENOSPC:7", "answer:pwrite64:EIO:9", "answer:pwrite64:KILL:5", "answer:fsync,fdatasync:EIO:1"),
    *("answer:fsync,fdatasync:KILL:1", "answer:openat:EMFILE:2", "answer:ftruncate:KILL:1", "answer:unlink:KILL:1"),
    *("import:pwrite64:ENOSPC:60", "import:pwrite64:KILL:40", "import:fsync,fdatasync:EIO:2"),
    *("report:write:ENOSPC:1", "report:fsync,fdatasync:EIO:1", "report:openat:EACCES:4"),
    *("report:link,linkat,rename,renameat:KILL:1", "report:link,linkat,rename,renameat:EROFS:1"),
    *("backup:pwrite64:ENOSPC:90", "backup:fsync,fdatasync:EIO:2", "backup:link,linkat,rename,renameat:KILL:1"),
    *("new:pwrite64:ENOSPC:90", "new:link,linkat,rename,renameat:KILL:1"),
)
EVERY = [f"{action}:{call}:{fault}:1" for action in ACTIONS for call, kinds in FAULTS.items() for fault in kinds]


def outcomes(memory: Path, *asked: str) -> list[dict[str, Any]]:
    words = [sys.executable, "-m", "tests.trust.faults", str(memory / "base"), *asked]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def harm(one: dict[str, Any]) -> str:
    """What is wrong after a fault; empty where all is well."""
    killed, code = one["fault"] == "KILL", one["code"]
    if one["state"] not in ("old", "new"):
        return "the files are neither old nor new"
    if code == 0 and one["state"] != "new":
        return "it said it was done, and was not"
    if not killed and code not in FORESEEN:
        return "a fault that nobody foresaw"
    if not killed and one["temporary"]:
        return "something half-made was left"
    if not killed and code != 0 and one["told"].strip().count("\n") > 1:
        return "not told in two sentences"
    return ""


def harmed(found: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(harm(one), one) for one in found if harm(one)]


def test_whichever_call_fails_the_old_or_the_new_is_there_and_it_is_told(memory: Path) -> None:
    found = outcomes(memory, *QUICK)
    assert harmed(found) == []
    hit = Counter((one["action"], one["call"], one["fault"]) for one in found)
    assert len(hit) == len(QUICK) and len(found) >= 50


def test_a_silent_loss_and_a_bug_would_be_noticed() -> None:
    fine = {"fault": "EIO", "code": 5, "state": "old", "temporary": [], "told": "二つの文。です。\n"}
    assert not harm(fine)
    broken = ({"code": 0}, {"state": "half"}, {"code": 70}, {"temporary": [".x.tmp"]}, {"told": "a\nb\nc"})
    assert all(harm({**fine, **one}) for one in broken)


@pytest.mark.soak
@pytest.mark.parametrize("asked", EVERY)
def test_every_call_of_every_command_may_fail(memory: Path, asked: str) -> None:
    assert harmed(outcomes(memory, asked)) == []
