"""Reading a text file that anybody may have made: size first, then encoding, then the characters in it."""

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from assessor.errors import FileMissing, FileUnreadable
from assessor.model.problem import Problem
from assessor.model.text import code_point, first_forbidden, replace_forbidden

MOST_PROBLEMS = 200
"""Problems reported of one input; who has more mends these first."""

STAND_IN = "〓"
"""Stands where a refused character was, so that reading can go on and nothing hostile is shown."""

_LONGEST_SHOWN = 60
_REASONS = {errno.EISDIR: "folder", errno.EACCES: "permission", errno.EPERM: "permission"}
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENXIO)
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class TextFile(NamedTuple):
    """A file's text with `\\n` line ends (None = it is no text) and what is wrong with it."""

    path: str
    text: str | None
    problems: tuple[Problem, ...]


def shown_path(path: Path) -> str:
    """The path on one line: bytes that are no text are escaped, refused characters have a stand-in."""
    text = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return replace_forbidden(text, STAND_IN).replace("\t", STAND_IN).replace("\n", STAND_IN)


def place(named: str | Path) -> Path:
    """A file or folder that somebody named and that is there; an empty name means nothing, least of all `.`.

    Raises:
        FileMissing: there is no such place, or there can be none.
        FileUnreadable: nobody may look whether it is there.
    """
    path = Path(named)
    try:
        if named != "" and path.exists():
            return path
    except PermissionError:
        raise FileUnreadable(path=shown_path(path), reason="permission") from None
    except (OSError, ValueError):  # a name longer than a disk takes, or with a NUL
        pass
    raise FileMissing(path=shown_path(path) if named != "" else '""')


def shown(value: object) -> str:
    """A value as a message shows it: one line, cut."""
    text = " ".join(str(value)[: 4 * _LONGEST_SHOWN].split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def place_in(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at a 0-based index."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def read_bytes(path: Path, limit: int) -> bytes:
    """At most `limit + 1` bytes of a regular file; a pipe or device is refused without waiting for it.

    Raises:
        FileMissing: there is no such file.
        FileUnreadable: it is a folder, not permitted or cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(_regular(descriptor), "rb") as stream:
            if os.fstat(descriptor).st_size > limit:
                return b"\0" * (limit + 1)
            return stream.read(limit + 1)
    except OSError as fault:
        if fault.errno in _MISSING:
            raise FileMissing(path=shown_path(path)) from None
        reason = "folder" if path.is_dir() else _REASONS.get(fault.errno or 0, "other")
        raise FileUnreadable(path=shown_path(path), reason=reason) from None
    except ValueError:  # a NUL in the path
        raise FileMissing(path=shown_path(path)) from None


def _regular(descriptor: int) -> int:
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL, "not a regular file")
    return descriptor


def files_in(folder: Path, start: str, end: str) -> list[Path]:
    """The files of a folder whose names begin and end so, by name; none where there is no such folder.

    Raises:
        FileUnreadable: it may not be listed, or cannot be.
    """
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as fault:
        raise FileUnreadable(path=shown_path(folder), reason=_REASONS.get(fault.errno or 0, "other")) from None
    return sorted(folder / name for name in names if name.startswith(start) and name.endswith(end))


def read_text(path: Path, limit: int) -> TextFile:
    """A UTF-8 file (with or without byte order mark) of at most `limit` bytes, checked for refused characters.

    Raises:
        FileMissing: there is no such file.
        FileUnreadable: it is a folder, not permitted or cannot be read.
    """
    shown = shown_path(path)
    content = read_bytes(path, limit)
    if len(content) > limit:
        megabytes = max(1, limit // 1_000_000)
        return TextFile(shown, None, (Problem(code="file_too_large", path=shown, values={"megabytes": megabytes}),))
    if not content.strip():
        return TextFile(shown, None, (Problem(code="empty_file", path=shown),))
    fault = _encoding_fault(content)
    if fault is not None:
        code, values = fault
        return TextFile(shown, None, (Problem(code=code, path=shown, values=values),))
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    return _checked(shown, text)


def _checked(shown: str, text: str) -> TextFile:
    problems: list[Problem] = []
    index = first_forbidden(text)
    while index is not None:
        line, column = place_in(text, index)
        values: dict[str, str | int] = {"character": code_point(text[index])}
        problems.append(Problem(code="forbidden_character", path=shown, line=line, column=column, values=values))
        if len(problems) == MOST_PROBLEMS:
            return TextFile(shown, None, tuple(problems))
        text = text[:index] + STAND_IN + text[index + 1 :]
        index = first_forbidden(text)
    return TextFile(shown, text, tuple(problems))


def _encoding_fault(content: bytes) -> tuple[str, dict[str, str | int]] | None:
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return "other_encoding", {"encoding": name}
    if b"\0" in content:
        return "not_a_text", {}
    if b"\x1b$" in content or b"\x1b(" in content:
        return "other_encoding", {"encoding": "ISO-2022-JP"}
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        encoding = _japanese_encoding(content)
        if encoding:
            return "other_encoding", {"encoding": encoding}
        return "not_utf8", {"byte": fault.start + 1}
    return None


def _japanese_encoding(content: bytes) -> str | None:
    """Shift_JIS or EUC-JP, whichever reads as fewer half-width katakana; None if neither reads."""
    weights: dict[str, int] = {}
    for codec, encoding in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if any("\ue000" <= char <= "\uf8ff" for char in text):
            continue
        weights[encoding] = sum("\uff61" <= char <= "\uff9f" for char in text)
    return min(weights, key=lambda name: weights[name], default=None)
