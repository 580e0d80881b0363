"""Small file systems of several kinds, really mounted, to be filled up."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

KINDS = {
    "tmpfs": (2, None),
    "ext4-1k": (8, ("mkfs.ext4", "-q", "-b", "1024", "-m", "0")),
    "ext4-4k": (16, ("mkfs.ext4", "-q", "-b", "4096", "-m", "0")),
    "btrfs": (128, ("mkfs.btrfs", "-q")),
    "xfs": (320, ("mkfs.xfs", "-q")),
}
"""Megabytes, and what makes the file system in an image."""

CHUNKS = (1 << 20, 1 << 16, 1 << 12, 512, 1)


@contextmanager
def small_disk(kind: str, folder: Path) -> Iterator[Path]:
    """A mounted file system of that kind; skips, and says why, where there can be none."""
    megabytes, makes = KINDS[kind]
    place, image = folder / kind, folder / f"{kind}.image"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if makes is not None:
        if shutil.which(makes[0]) is None:
            pytest.skip(f"{makes[0].upper()} IS NOT INSTALLED HERE: no full {kind} was tried")
        with image.open("wb") as stream:
            stream.truncate(megabytes << 20)
        subprocess.run([*makes, str(image)], check=True, capture_output=True)
        words = ["mount", "-o", "loop", str(image), str(place)]
    if os.getuid() != 0 or subprocess.run(words, check=False, capture_output=True).returncode != 0:
        pytest.skip(f"NOTHING CAN BE MOUNTED HERE: no really full {kind} was tried")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> Path:
    """Fill a file system up to its last byte; the file to remove for room."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as stream:
        for chunk in CHUNKS:
            try:
                while stream.write(bytes(chunk)) == chunk:
                    pass
                os.fsync(stream.fileno())
            except OSError:
                continue
    return filler
