"""Limits a process sets upon itself: every one of ours, and a child before it looks at what a stranger made."""

import os
import sys

LARGEST_WRITTEN_FILE = 0


def keep_to_owner() -> None:
    """Let files made from here on be their owner's alone, and a crash leave no picture of memory behind."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def limit_this_process(*, memory: int, cpu_seconds: int) -> None:
    """Bound memory (bytes) and processor time; no file written, no process begun, no core left.

    A limit that already is stricter stays. Where the system has no such limits (Windows), or refuses to set one of them
    (macOS the memory), the parent's clock remains.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, most = resource.getrlimit(kind)
        allowed = amount if most == resource.RLIM_INFINITY else min(amount, most)
        try:
            resource.setrlimit(kind, (allowed, allowed))
        except (OSError, ValueError):
            if sys.platform == "linux":
                raise
