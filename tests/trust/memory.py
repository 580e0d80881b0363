"""How much memory a harness holds, whoever started it."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def megabytes(which: str = "VmHWM") -> float:
    """The most this process held so far, or with `VmRSS` what it holds now.

    The system's own count of a process (`ru_maxrss`) begins with what the one held that started it: beside a large
    one, nothing would ever be found to be more.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text("ascii", "replace").splitlines():
            if line.startswith(f"{which}:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
