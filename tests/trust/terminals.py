"""A terminal for a program under test: keys go in when their moment has come, every byte that comes out is kept."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

QUIET = 0.4
"""Seconds without a byte after which a screen is taken to be drawn."""
SILENT = 5.0
"""Seconds after which a key that nothing answered is taken to have no answer."""
LONGEST = 90.0


class Ended(NamedTuple):
    """How a program ended, and every byte it sent to its terminal."""

    code: int
    out: bytes


def in_terminal(
    words: Sequence[str],
    home: Path,
    keys: Sequence[bytes],
    *,
    more: Mapping[str, str] | None = None,
    kills: bool = False,
    until: Callable[[], bool] = lambda: True,
) -> Ended:
    """Run a Python program at 80x24; each key is sent once the screen is quiet, then it is killed or waited for.

    A busy machine is quiet while it works, too: the key before must have been answered by something drawn, and it is
    killed no sooner than `until` holds.
    """
    main, side = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    settings = {"TERM": "xterm-256color", "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "PYTHONUTF8": "1"}
    environment = {**kept, **settings, "LANG": "ja_JP.UTF-8", "COLUMNS": "80", "LINES": "24", **(more or {})}
    running = subprocess.Popen([sys.executable, *words], stdin=side, stdout=side, stderr=side, env=environment)
    os.close(side)
    out, waiting, heard, ends = bytearray(), list(keys), time.monotonic(), time.monotonic() + LONGEST
    began = answered = False
    while time.monotonic() < ends:
        if select.select([main], [], [], 0.05)[0]:
            try:
                out += os.read(main, 65536)
            except OSError:
                break
            began, answered, heard = began or "問中".encode() in out, True, time.monotonic()
        elif began and waiting and time.monotonic() - heard > (QUIET if answered else SILENT):
            key = waiting.pop(0)
            os.write(main, key)
            answered, heard = not key, time.monotonic()
        elif kills and began and not waiting and time.monotonic() - heard > QUIET and until():
            running.kill()
        if running.poll() is not None and not select.select([main], [], [], 0)[0]:
            break
    os.close(main)
    running.kill()
    return Ended(running.wait(), bytes(out))


_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
_PLACED = re.compile(r"\x1b\[[0-9;]*([mHABCDG])")


def sequences(out: bytes) -> set[str]:
    """Every kind of escape sequence: colours and places of the cursor without their numbers, all others in full."""
    found = _SEQUENCE.findall(out.decode("utf-8", "replace"))
    return {f"CSI {placed[1]}" if (placed := _PLACED.fullmatch(one)) else one for one in found}


def obeyed(out: bytes) -> set[str]:
    """Every single character that a terminal obeys, outside escape sequences."""
    rest = _SEQUENCE.sub("", out.decode("utf-8", "replace"))
    return set(re.findall("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", rest))
