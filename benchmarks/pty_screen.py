"""A program in a terminal of its own: keys in, bytes out, and how long it took; POSIX only."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

LONGEST = 60.0
QUIET = 0.15
"""So many seconds without a byte, and the repaint is over."""


class Terminal:
    """80 or more columns behind which a program runs until the block ends."""

    def __init__(self, command: list[str], more: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        """Start the program."""
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}
        environment.pop("NO_COLOR", None)
        self._seen = b""
        self.begun = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            _exec(command, environment, size)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    def until(self, text: str) -> float:
        """Seconds since the start when a text was written."""
        wanted = text.encode()
        while wanted not in self._seen:
            if time.perf_counter() - self.begun > LONGEST:
                raise TimeoutError(text)
            self._read(0.5)
        return time.perf_counter() - self.begun

    def key(self, text: str) -> tuple[float, float]:
        """Press a key; seconds, and processor seconds, until the last byte of the first burst that answers it."""
        self.quiet()
        spent, pressed = self.processor(), time.perf_counter()
        os.write(self._handle, text.encode())
        while not self._read(2.0):
            if time.perf_counter() - pressed > LONGEST:
                raise TimeoutError(text)
        last = time.perf_counter()
        while self._read(0.004):
            last = time.perf_counter()
        return last - pressed, self.processor() - spent

    def quiet(self) -> None:
        """Wait until nothing is written any more."""
        while self._read(QUIET):
            pass

    def memory(self) -> tuple[float, float]:
        """Megabytes resident now, and at most."""
        rows = Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines()
        held: Mapping[str, str] = dict(line.split(":", 1) for line in rows if ":" in line)
        return int(held["VmRSS"].split()[0]) / 1024, int(held["VmHWM"].split()[0]) / 1024

    def processor(self) -> float:
        """Processor seconds used so far by all threads."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text("utf-8").split()[0]) for task in tasks) / 1e9

    def _read(self, seconds: float) -> bool:
        if not select.select([self._handle], [], [], seconds)[0]:
            return False
        self._seen += os.read(self._handle, 65536)
        return True


def _exec(command: list[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.execvpe(command[0], command, environment)  # noqa: S606 - our own program
    finally:
        os._exit(127)
