"""Work on what strangers made grows with its size, no faster: at this size anything faster would take minutes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

PROCESSOR_SECONDS = 20


@contextmanager
def soon_done() -> Iterator[None]:
    """Fail where so much processor time of this process is used; the machine's load does not count."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("THIS SYSTEM TELLS NO PROCESSOR TIME: growth was not tried")

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"more than {PROCESSOR_SECONDS} s of processor time")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, PROCESSOR_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
