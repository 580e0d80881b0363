"""Looks through a returned workbook before anything reads it: no bombs, no programs, no outside links."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

LARGEST_FILE = 10_000_000
LARGEST_PART = 15_000_000
LARGEST_WHOLE = 40_000_000
MOST_PARTS = 200
MOST_ELEMENTS = 800_000
LARGEST_MERGE = 2_000
_RATIO_FROM, _RATIO = 1_000_000, 150

_ACTIVE = re.compile(
    r"vbaProject|activeX|embeddings/|externalLinks/|oleObject|ctrlProps|connections\.xml|customData|queryTables"
    r"|macrosheets|dialogsheets|attachedToolbars",
    re.I,
)
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>/]*>')
_MERGE = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def refusal(content: bytes) -> str | None:
    """Why a workbook is not opened, as a problem code; None where it may be."""
    if len(content) > LARGEST_FILE:
        return "workbook_too_large"
    try:
        with ZipFile(BytesIO(content)) as parts:
            return _parts_refusal(parts)
    except (BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError, RuntimeError):
        return "workbook_not_xlsx"


def far_cell(content: bytes, rows: int, columns: int) -> str | None:
    """The first filled cell outside so many rows and columns (`XFD1048576`), of a workbook that may be opened."""
    with ZipFile(BytesIO(content)) as parts:
        for name in sorted(parts.namelist()):
            if name.startswith("xl/worksheets/"):
                for found in _CELL.finditer(parts.read(name)):
                    if int(found[2]) > rows or _column(found[1]) > columns:
                        return (found[1] + found[2]).decode()
    return None


def _parts_refusal(parts: ZipFile) -> str | None:
    listed = parts.infolist()
    names = [part.filename for part in listed]
    if len(names) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_WHOLE:
        return "workbook_too_large"
    if len(set(names)) < len(names) or any(_is_bad_name(name) for name in names):
        return "workbook_not_xlsx"
    if any(_ACTIVE.search(name) for name in names):
        return "workbook_active"
    if "xl/workbook.xml" not in names:
        return "workbook_not_xlsx"
    return next((code for part in listed if (code := _part_refusal(parts, part))), None)


def _is_bad_name(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or "\\" in name or "\0" in name


def _part_refusal(parts: ZipFile, part: ZipInfo) -> str | None:
    if part.flag_bits & 1:
        return "workbook_not_xlsx"
    squeezed = part.file_size > _RATIO_FROM and part.file_size > _RATIO * max(1, part.compress_size)
    if part.file_size > LARGEST_PART or squeezed:
        return "workbook_too_large"
    with parts.open(part) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART or data.count(b"<") > MOST_ELEMENTS:
        return "workbook_too_large"
    return _content_refusal(part.filename, data)


def _content_refusal(name: str, data: bytes) -> str | None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "workbook_not_xlsx"
    if name.endswith(".rels") and _OUTSIDE.search(data):
        return "workbook_active"
    too_wide = any(_cells(*found) > LARGEST_MERGE for found in _MERGE.findall(data))
    return "workbook_too_large" if too_wide else None


def _cells(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
