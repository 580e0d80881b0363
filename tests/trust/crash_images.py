"""Power cuts on a real file system: its image is copied while somebody saves on it, and the copy is mounted.

The image holds every block that the system has written so far and no cache of the system's own; the journal of the
file system is replayed at mounting, as after a power cut. What a disk reorders is not in it: that is in `power_loss`.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.trust.power_loss import Way
from tests.trust.scale import ROOT

MEGABYTES = 24


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The file system of an image."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def made(image: Path) -> Path:
    """A new ext4 in an image."""
    with image.open("wb") as stream:
        stream.truncate(MEGABYTES << 20)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True, capture_output=True)
    return image


def crashes(folder: Path, way: Way, wanted: int, seed: int) -> Iterator[tuple[dict[str, int], Path]]:
    """What had been acknowledged when an image was taken, and the folder as it is after a restart."""
    chance, image = random.Random(seed), made(folder / "disk.image")
    copy, told = folder / "copy.image", dict[str, int]()
    with mounted(image, folder / "disk") as place:
        work = place / "work"
        work.mkdir()
        os.sync()
        words = [sys.executable, "-m", "tests.trust.power_loss", "write", str(work), *way, "1000000"]
        writer = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        reader = threading.Thread(target=_read, args=(writer, told))
        reader.start()
        while "answer" not in told:
            time.sleep(0.01)
        try:
            for _ in range(wanted):
                time.sleep(chance.random() * 0.05)
                known = dict(told)
                writer.send_signal(signal.SIGSTOP)
                shutil.copyfile(image, copy)
                writer.send_signal(signal.SIGCONT)
                with mounted(copy, folder / "after") as after:
                    yield known, after / "work"
        finally:
            writer.kill()
            writer.wait()
            reader.join()


def _read(writer: "subprocess.Popen[str]", told: dict[str, int]) -> None:
    assert writer.stdout is not None
    with writer.stdout:
        for line in writer.stdout:
            word, _, number = line.partition(" ")
            told[word] = int(number)
