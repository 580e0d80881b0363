"""Limits a process sets upon itself: every one of ours, and a child before it looks at what a stranger made."""

import os

LARGEST_WRITTEN_FILE = 0


def keep_to_owner() -> None:
    """Let files made from here on be their owner's alone, and a crash leave no picture of memory behind."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def limit_this_process(*, memory: int, cpu_seconds: int) -> None:
    """Bound memory (bytes) and processor time; no file written, no process begun, no core left.

    Where the system has no such limits (Windows) nothing happens, and the parent's clock remains.
    """
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
