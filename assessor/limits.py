"""Limits a child process sets upon itself before it looks at anything that a stranger made."""

LARGEST_WRITTEN_FILE = 0


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
