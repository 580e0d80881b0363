"""One system call of a command fails, or the process is killed there: the old or the new is there, whole, and told."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.trust.faults import ACTIONS, FAULTS
from tests.trust.scale import LEVEL, apart, measured

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="STRACE IS NOT INSTALLED HERE: no system call was made to fail"
)

FORESEEN = (0, 3, 5)
"""Done all the same, a file that cannot be used, the store failed."""

QUICK = (
    *("answer:pwrite64:ENOSPC:7", "answer:pwrite64:EIO:9", "answer:pwrite64:KILL:5", "answer:fsync,fdatasync:EIO:1"),
    *("answer:fsync,fdatasync:KILL:1", "answer:openat:EMFILE:2", "answer:ftruncate:KILL:1", "answer:unlink:KILL:1"),
    *("import:pwrite64:ENOSPC:60", "import:pwrite64:KILL:40", "import:fsync,fdatasync:EIO:2"),
    *("report:write:ENOSPC:1", "report:fsync,fdatasync:EIO:1", "report:openat:EACCES:4"),
    *("report:link,linkat,rename,renameat:KILL:1", "report:link,linkat,rename,renameat:EROFS:1"),
    *("backup:pwrite64:ENOSPC:90", "backup:fsync,fdatasync:EIO:2", "backup:link,linkat,rename,renameat:KILL:1"),
    *("edition:pwrite64:ENOSPC:190", "edition:pwrite64:KILL:150", "edition:fsync,fdatasync:KILL:2"),
    *("new:pwrite64:ENOSPC:90", "new:link,linkat,rename,renameat:KILL:1"),
    *(("seal:write:ENOSPC:1", "seal:link,linkat,rename,renameat:KILL:1") if "seal" in ACTIONS else ()),
    *("migrate:pwrite64:KILL:70", "migrate:fsync,fdatasync:EIO:7", "migrate:link,linkat,rename,renameat:KILL:1"),
)
BAR = ("answer", "migrate")
"""The commands of which, for the bar, every call fails once; in a long run it is those of all."""


def asked() -> tuple[str, ...]:
    """What is let fail at the level asked for."""
    if LEVEL == "part":
        return QUICK
    actions = BAR if LEVEL == "bar" else tuple(ACTIONS)
    return tuple(f"{one}:{call}:{fault}:1" for one in actions for call, kinds in FAULTS.items() for fault in kinds)


def outcomes(memory: Path, *asked: str) -> list[dict[str, Any]]:
    halves = [asked] if LEVEL == "part" else [asked[::2], asked[1::2]]
    found = apart("faults", *((memory / f"base{nth}", *half) for nth, half in enumerate(halves)))
    return [one for half in found for one in half]


def harm(one: dict[str, Any]) -> str:
    """What is wrong after a fault; empty where all is well."""
    killed, code = one["fault"] == "KILL", one["code"]
    if one["state"] not in ("old", "new"):
        return "the files are neither old nor new"
    if code == 0 and one["state"] != "new":
        return "it said it was done, and was not"
    if not killed and code not in FORESEEN:
        return "a fault that nobody foresaw"
    # What may not be removed stays; nobody can help that.
    if not killed and one["temporary"] and one["call"] != "unlink":
        return "something half-made was left"
    # What was done before the fault may have been told already; the fault itself stands in the last line.
    lines = one["told"].strip().splitlines() or [""]
    if not killed and code != 0 and (lines[-1].count("。") < 2 or len(lines) > 4):
        return "not told in two sentences"
    return ""


def harmed(found: list[dict[str, Any]]) -> list[str]:
    return [f"{harm(one)}: {one}" for one in found if harm(one)]


def test_whichever_call_fails_the_old_or_the_new_is_there_and_it_is_told(memory: Path) -> None:
    found = outcomes(memory, *asked())
    told = Counter(f"exit {one['code']}" if one["code"] >= 0 else "killed" for one in found)
    measured("G3", runs=len(found), harmed=len(harmed(found)), **told)
    assert not harmed(found), "\n".join(harmed(found))
    hit = Counter((one["action"], one["call"], one["fault"]) for one in found)
    assert len(found) >= 50 and (LEVEL != "part" or len(hit) == len(QUICK))


def test_a_silent_loss_and_a_bug_would_be_noticed() -> None:
    fine = {"fault": "EIO", "code": 5, "state": "old", "temporary": [], "call": "write", "told": "二つの文。です。\n"}
    assert not harm(fine)
    broken = ({"code": 0}, {"state": "half"}, {"code": 70}, {"temporary": [".x.tmp"]}, {"told": "a\nb\nc"})
    assert all(harm({**fine, **one}) for one in broken)
