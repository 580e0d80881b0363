"""Reads a Word file that anybody may have edited: lines and bookmarks; nothing is followed, run or unpacked to disk."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word_lines import WordLines, local, safe_parser
from assessor.model.edited import EditedLine, EditedRemark, LineKind

MOST_PARTS = 4_000
LARGEST_UNPACKED = 400_000_000
"""Bytes of all parts together, as the archive itself states them."""
LARGEST_PART = 40_000_000
"""Bytes of one part that is read; some ten thousand pages."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN_TYPE = re.compile(r"/officeDocument\Z")
_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])\Z", re.I)
_HARMLESS_LINK = "/hyperlink"


class WordFile(NamedTuple):
    """The lines of a Word file and what else lies in it."""

    lines: list[EditedLine]
    remarks: list[EditedRemark]


def read_word(content: bytes) -> WordFile:
    """The lines of a Word file, notes last.

    Raises:
        Refused: it is none, is encrypted, has macros, unpacks too large, or is damaged.
    """
    if content.startswith(_OLE):
        raise Refused(RefusedReason.ENCRYPTED if _ENCRYPTED in content else RefusedReason.OLD_WORD)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(_Package(archive))
    except (expat.ExpatError, LookupError):
        # A look-up fails for a part that claims an encoding which nobody knows.
        raise Refused(RefusedReason.DAMAGED) from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise Refused(RefusedReason.NOT_WORD) from None


class _Package:
    """The parts of a Word file, read with a limit each."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = archive.infolist()
        self.names = {entry.filename for entry in entries}
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(RefusedReason.ENCRYPTED)
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Refused(RefusedReason.MACROS)

    def part(self, name: str) -> bytes:
        """The bytes of a part; what the archive says of its size is not believed."""
        try:
            with self._archive.open(name) as stream:
                found = stream.read(LARGEST_PART + 1)
        except KeyError:
            raise Refused(RefusedReason.NOT_WORD) from None
        except (zipfile.BadZipFile, zlib.error):
            raise Refused(RefusedReason.DAMAGED) from None
        if len(found) > LARGEST_PART:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        return found

    def elements(self, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The local names and attributes of all elements of a part; nothing where it is missing."""
        if name not in self.names:
            return
        found: list[tuple[str, Mapping[str, str]]] = []
        parser = safe_parser()
        parser.StartElementHandler = lambda tag, held: found.append(
            (local(tag), {local(k): v for k, v in held.items()})
        )
        parser.Parse(self.part(name), True)
        yield from found


def _read(package: _Package) -> WordFile:
    if any("macroEnabled" in held.get("ContentType", "") for _, held in package.elements("[Content_Types].xml")):
        raise Refused(RefusedReason.MACROS)
    main = next((held["Target"] for held in _relations(package, "_rels/.rels") if _MAIN_TYPE.search(held["Type"])), "")
    main = main.lstrip("/")
    if not main.startswith("word/"):
        raise Refused(RefusedReason.NOT_WORD)
    folder, _, name = main.rpartition("/")
    headings = _headings(package, f"{folder}/styles.xml")
    body = WordLines(headings, LineKind.TEXT)
    body.read(package.part(main))
    lines = body.lines
    for notes in ("footnotes", "endnotes"):
        if f"{folder}/{notes}.xml" in package.names:
            reader = WordLines({}, LineKind.NOTE)
            reader.read(package.part(f"{folder}/{notes}.xml"))
            lines += reader.lines
    remarks = [EditedRemark.TRACKED_CHANGES] if body.has_tracked_changes else []
    if f"{folder}/comments.xml" in package.names:
        remarks.append(EditedRemark.COMMENTS)
    links = _relations(package, f"{folder}/_rels/{name}.rels")
    if any(held.get("TargetMode") == "External" and not held["Type"].endswith(_HARMLESS_LINK) for held in links):
        remarks.append(EditedRemark.EXTERNAL_CONTENT)
    return WordFile(lines, remarks)


def _relations(package: _Package, name: str) -> Iterator[Mapping[str, str]]:
    for tag, held in package.elements(name):
        if tag == "Relationship" and "Target" in held and "Type" in held:
            yield held


def _headings(package: _Package, name: str) -> dict[str, int]:
    """The level of every heading style by its id: Word names ids in its own language."""
    found: dict[str, int] = {}
    style = ""
    for tag, held in package.elements(name):
        if tag == "style":
            style = held.get("styleId", "")
        elif tag == "name" and style and (level := _HEADING.match(held.get("val", ""))):
            found[style] = int(level[1])
    return found
