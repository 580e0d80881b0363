"""Whatever a template tries, it ends soon and in little memory, makes no file, no socket and no process."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.trust.bombs import MEGABYTES, NAMED, SECONDS
from tests.trust.scale import PROCESSES, ROOT, apart, count, measured, shares

ASKED = re.compile(r"AF_INET|AF_NETLINK|AF_PACKET|\b(?:openat|creat)\([^)]*O_(?:WRONLY|RDWR|CREAT)")
"""A socket of a network or a file to be written; a look at the system's own table of users by its socket is neither."""
HARMLESS = re.compile(r"/dev/(null|tty)")


def figures(found: list[dict[str, Any]]) -> dict[str, Any]:
    told = {name: sum(one.get(name, 0) for one in found) for name in ("templates", "text", "refused", "uncaught")}
    return {**told, **{name: max(one[name] for one in found) for name in ("seconds", "megabytes")}}


def test_every_named_bomb_ends_in_time_and_in_bounds(memory: Path) -> None:
    every = count(12, 1, 1)
    parts = range(PROCESSES if every == 1 else 1)
    found = apart("bombs", *((memory / f"named{nth}", f"{nth}:{every * len(parts)}", 0, 0) for nth in parts))
    told = figures(found)
    measured("G7 named", **told)
    assert told["templates"] == len(range(0, len(NAMED), every)) and len(NAMED) >= 60
    bad = [line for one in found for line in (*one["bad"], *one["left"])]
    assert not bad, "\n".join(bad)


def test_templates_made_by_a_grammar_end_in_time_and_in_bounds(memory: Path) -> None:
    wanted = count(4, 100, 20_000)
    found = apart("bombs", *((memory / f"made{nth}", "-", part, nth) for nth, part in enumerate(shares(wanted, 50))))
    measured("G7 made", **figures(found))
    bad = [line for one in found for line in (*one["bad"], *one["left"])]
    assert not bad and len(found) <= PROCESSES, "\n".join(bad)


@pytest.mark.skipif(shutil.which("strace") is None, reason="STRACE IS NOT INSTALLED HERE: no system call was looked at")
@pytest.mark.parametrize(("module", "noticed"), [("tests.trust.bombs", False), ("tests.trust.asking", True)])
def test_no_template_opens_a_socket_or_writes_a_file_and_one_that_did_would_be_seen(
    memory: Path, module: str, noticed: bool
) -> None:
    trace, every = memory / "trace", 17 if noticed else count(17, 3, 3)
    words = ["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=socket,connect,bind,openat,creat"]
    harness = [sys.executable, "-B", "-m", module, str(memory / "place"), f"0:{every}", "0", "0"]
    done = subprocess.run([*words, "--", *harness], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    asked = [one for one in trace.read_text(errors="replace").splitlines() if ASKED.search(one)]
    assert bool([one for one in asked if not HARMLESS.search(one)]) is noticed, asked[:5]
    assert json.loads(done.stdout.splitlines()[-1])["templates"] > 0 and SECONDS <= 6 and MEGABYTES <= 256


def test_memory_is_noticed_however_much_the_one_held_that_started_the_harness() -> None:
    large = b"x" * (150 << 20)
    told = "from tests.trust.memory import megabytes; a = megabytes(); b = b'x' * (100 << 20); print(megabytes() - a)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(large) and float(done.stdout) > 90
