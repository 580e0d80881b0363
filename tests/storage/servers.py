"""A PostgreSQL server of the tests' own: on a Unix socket, as somebody who is not root, gone at the end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (own folders in it; no test waits for a disk)
SECONDS = 120
LOUD = "PostgreSQL IS NOT INSTALLED HERE: "


def postgresql_binaries() -> Path | None:
    """The newest PostgreSQL server on this machine, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return folders[-1] if folders else None


class Server:
    """A server in a folder of its own; `url` has a place for the name of a database."""

    def __init__(self, binaries: Path, folder: Path, settings: tuple[str, ...] = ()) -> None:
        """Make its data; nothing runs yet. It listens on no network port, only on a socket in its folder."""
        self._binaries, self._folder = binaries, folder
        self._owner: dict[str, Any] = {}
        if os.getuid() == 0:
            self._owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")
        self._data = folder / "data"
        self.url = f"postgresql://tester@/{{database}}?host={folder}"
        own = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "max_connections=40")
        self._options = " ".join(f"-c {one}" for one in (*own, *settings))
        made = ("-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "-D", str(self._data), *made)

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", self._options, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """Kill it and all its processes with -9, as a power switch would, and wait until they are gone."""
        first = int((self._data / "postmaster.pid").read_text("ascii").split()[0])
        family = [first, *_children(first)]
        for process in family:
            os.kill(process, signal.SIGKILL)
        end = time.monotonic() + SECONDS
        while any(_is_alive(process) for process in family):
            if time.monotonic() > end:
                raise TimeoutError(family)
            time.sleep(0.01)
        # Where nobody fetches the dead they stay as names, and the next server would take them for the living.
        (self._data / "postmaster.pid").unlink()
        (self._folder / ".s.PGSQL.5432.lock").unlink()

    @property
    def is_running(self) -> bool:
        """False after a kill."""
        return (self._data / "postmaster.pid").exists()

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self._binaries / program), *words],
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            timeout=SECONDS,
            **self._owner,
        )


@contextmanager
def own_server(binaries: Path, *settings: str) -> Iterator[Server]:
    """A running server with nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=MEMORY))
    try:
        server = Server(binaries, folder, settings)
        server.start()
        try:
            yield server
        finally:
            if server.is_running:
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Its URL: gives that of a new database at each `format`."""
    with own_server(binaries) as server:
        yield server.url


def _children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        state = _state(int(folder.name))
        if state is not None and state[1] == parent:
            found.append(int(folder.name))
    return found


def _state(process: int) -> tuple[str, int] | None:
    """The letter of its state and its parent; the name before them may hold blanks and brackets."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return fields[0], int(fields[1])


def _is_alive(process: int) -> bool:
    state = _state(process)
    return state is not None and state[0] != "Z"
