"""A network drive is known by Linux's table of mounts or by where a letter of Windows leads; a disk is none."""

from pathlib import Path, PurePosixPath

import pytest

from assessor.storage import network_place
from assessor.storage.network_place import is_share_of_windows, kind_by_mounts, network_kind

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/kyoyu rw,relatime shared:2 - cifs //server/kyoyu rw,vers=3.0
31 22 0:41 / /mnt/with\040blank rw - nfs4 server:/a rw
32 30 8:2 / /mnt/kyoyu/disk rw - xfs /dev/sdb1 rw
33 22 0:42 / /home/a/remote rw - fuse.sshfs a@b: rw
34 22 0:43 / /home/a/secret rw - fuse.gocryptfs /home/a/.c rw
39 22 0:47 / /home/a/bound rw,nosuid - fuse /home/a/up rw
35 22 0:44 / /media/usb rw - fuseblk /dev/sdc1 rw
36 22 0:45 / /mnt/c rw - 9p drvfs rw
37 22 0:46 / /over rw - nfs server:/b rw
38 37 8:3 / /over rw - ext4 /dev/sdd1 rw
broken line
""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/kyoyu/a/city.assessor", "cifs"),
        ("/mnt/kyoyu/disk/city.assessor", None),
        ("/mnt/kyoyu2/city.assessor", None),
        ("/mnt/with blank/city.assessor", "nfs4"),
        ("/home/a/remote/city.assessor", "fuse.sshfs"),
        ("/home/a/secret/city.assessor", None),
        ("/home/a/bound/city.assessor", "fuse"),
        ("/media/usb/city.assessor", None),
        ("/mnt/c/city.assessor", "9p"),
        ("/over/city.assessor", None),
        ("/home/a/city.assessor", None),
    ],
)
def test_the_mount_nearest_to_a_path_tells_its_kind(path: str, kind: str | None) -> None:
    assert kind_by_mounts(PurePosixPath(path), MOUNTS) == kind


def test_the_root_of_a_virtual_machine_is_no_network_drive_but_a_root_by_nfs_is() -> None:
    assert kind_by_mounts(PurePosixPath("/a"), ["1 0 0:1 / / rw - 9p host rw"]) is None
    assert kind_by_mounts(PurePosixPath("/a"), ["1 0 0:1 / / rw - nfs server:/root rw"]) == "nfs"


@pytest.mark.parametrize(
    ("real", "share"),
    [
        (r"\\server\share\city.assessor", True),
        (r"\\?\UNC\server\share\city.assessor", True),
        (r"\\?\C:\city.assessor", False),
        (r"\\.\PhysicalDrive0", False),
        (r"C:\Users\a\city.assessor", False),
        ("/home/a/city.assessor", False),
    ],
)
def test_a_share_of_windows_is_known_by_its_server(real: str, share: bool) -> None:
    assert is_share_of_windows(real) is share


def test_a_link_is_followed_and_a_system_without_a_table_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "far")
    table = tmp_path / "mounts"
    table.write_text(f"1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / {tmp_path}/far rw - smb3 //a/b rw\n", "utf-8")
    monkeypatch.setattr(network_place, "MOUNTS", table)
    assert network_kind(tmp_path / "link" / "city.assessor") == "smb3"
    assert network_kind(tmp_path / "city.assessor") is None
    monkeypatch.setattr(network_place, "MOUNTS", tmp_path / "none")
    assert network_kind(tmp_path / "link" / "city.assessor") is None
