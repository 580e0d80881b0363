"""Files of a folder: those named so, in order; a folder that may not be listed is told and is not an empty one."""

import errno
import os
from pathlib import Path

import pytest

from assessor.catalog.text_file import files_in
from assessor.errors import FileUnreadable


def test_the_files_named_so_come_in_order_and_no_folder_has_none(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "_c.yaml", "d.txt"):
        (tmp_path / name).touch()
    assert [one.name for one in files_in(tmp_path, "", ".yaml")] == ["_c.yaml", "a.yaml", "b.yaml"]
    assert [one.name for one in files_in(tmp_path, "_", ".yaml")] == ["_c.yaml"]
    assert files_in(tmp_path / "none", "", ".yaml") == files_in(tmp_path / "d.txt", "", ".yaml") == []


@pytest.mark.parametrize(("number", "reason"), [(errno.EACCES, "permission"), (errno.EMFILE, "other")])
def test_a_folder_that_cannot_be_listed_is_told(
    number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> list[str]:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(FileUnreadable) as told:
        files_in(tmp_path, "", ".yaml")
    assert told.value.values["reason"] == reason
