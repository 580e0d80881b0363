"""Installing what a user installs, from the hashed lock into a fresh environment."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import row

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def measure() -> Iterator[str]:
    """Seconds for pip with an empty cache, and the number of packages."""
    packages = len(re.findall(r"^[a-z][a-z0-9._-]*==", LOCK.read_text("utf-8"), re.M))
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        command = [f"{folder}/bin/python", "-m", "pip", "install", "-q", "--no-cache-dir", "--require-hashes", "-r"]
        begun = time.perf_counter()
        subprocess.run([*command, str(LOCK)], check=True, capture_output=True)
        taken = time.perf_counter() - begun
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    yield row("packages", packages, "", "≤ 40")
    yield row("installed from the lock, no cache", taken, "s", "≤ 20 s")
