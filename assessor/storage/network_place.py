"""Whether a path lies on a network drive, where locks and syncs are promises of somebody else's."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = frozenset(
    (
        *("cifs", "smb2", "smb3", "smbfs", "ncpfs", "nfs", "nfs3", "nfs4", "afs", "ceph", "lustre", "gpfs", "beegfs"),
        *("glusterfs", "ocfs2", "gfs2", "davfs", "coda", "9p", "virtiofs", "drvfs", "vboxsf", "vmhgfs", "prl_fs"),
    )
)
_LOCAL_FUSE = frozenset(("fuse.gocryptfs", "fuse.encfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.portal", "fuse.lxcfs"))
_VIRTUAL_MACHINE = frozenset(("9p", "virtiofs"))
"""These are the disk itself of some virtual machines and containers when they are mounted at the root."""

_ESCAPED = re.compile(r"\\([0-7]{3})")


def network_kind(path: Path) -> str | None:
    """The kind of network drive (`cifs`, `nfs4`, `fuse.sshfs`, `UNC` …) a path lies on; None on a disk of our own.

    Linux tells by its table of mounts, Windows by where a letter leads; elsewhere nothing is known, and None is said.
    """
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        return None
    if is_share_of_windows(str(real)):
        return "UNC"
    try:
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    return kind_by_mounts(PurePosixPath(real), mounts)


def is_share_of_windows(real: str) -> bool:
    r"""True for a resolved path of Windows that begins at a server: `\\server\share`, also by `\\?\UNC\`."""
    return real.upper().startswith("\\\\?\\UNC\\") or (real.startswith("\\\\") and real[2:3] not in ("?", "."))


def kind_by_mounts(real: PurePosixPath, mounts: Iterable[str]) -> str | None:
    """The network file system that a resolved path lies on, by the lines of Linux's table of mounts."""
    place, kind = "", ""
    for line in mounts:
        words, _, told = line.partition(" - ")
        fields = words.split(" ")
        if len(fields) < 5 or not told:
            continue
        point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
        # Of two mounts at one place the later lies on top.
        if len(point) >= len(place) and real.is_relative_to(point):
            place, kind = point, told.split(" ", 1)[0]
    if place == "/" and kind in _VIRTUAL_MACHINE:
        return None
    # What a file system in user space leads to is not known, but for the few that are disks of this computer.
    is_network = kind in _NETWORK or (kind.partition(".")[0] == "fuse" and kind not in _LOCAL_FUSE)
    return kind if is_network else None
