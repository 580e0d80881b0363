"""Reads a Word file that anybody may have edited: lines and bookmarks; nothing is followed, run or unpacked to disk."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word_lines import WordLines
from assessor.catalog.edited_word_outside import links_of
from assessor.catalog.edited_word_package import WordPackage
from assessor.model.edited import EditedLine, EditedRemark, LineKind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN_TYPE = re.compile(r"/officeDocument\Z")
_EDGE = re.compile(r"/(?:header|footer)\Z", re.I)
_DRAWN = re.compile(r"(?:charts/chart|diagrams/data|embeddings/)", re.I)
"""Parts whose words stand in the document and are not read here."""
_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])\Z", re.I)


class WordFile(NamedTuple):
    """The lines of a Word file, what else lies in it, and how many hyperlinks it has."""

    lines: list[EditedLine]
    remarks: list[EditedRemark]
    links: int


def read_word(content: bytes) -> WordFile:
    """The lines of a Word file, then its notes, then the heads and feet of its pages.

    Raises:
        Refused: it is none, is encrypted, has macros or what is fetched from outside, unpacks too large, or is damaged.
    """
    if content.startswith(_OLE):
        raise Refused(RefusedReason.ENCRYPTED if _ENCRYPTED in content else RefusedReason.OLD_WORD)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(WordPackage(archive))
    except (expat.ExpatError, LookupError):
        # A look-up fails for a part that claims an encoding which nobody knows.
        raise Refused(RefusedReason.DAMAGED) from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise Refused(RefusedReason.NOT_WORD) from None


def _read(package: WordPackage) -> WordFile:
    if any("macroEnabled" in held.get("ContentType", "") for _, held in package.elements("[Content_Types].xml")):
        raise Refused(RefusedReason.MACROS)
    main = next((held["Target"] for held in _relations(package, "_rels/.rels") if _MAIN_TYPE.search(held["Type"])), "")
    main = main.lstrip("/")
    if not main.startswith("word/"):
        raise Refused(RefusedReason.NOT_WORD)
    links = links_of(package)
    folder = main.rpartition("/")[0]
    headings = _headings(package, f"{folder}/styles.xml")
    body = WordLines(headings, LineKind.TEXT)
    body.read(package.part(main))
    lines = body.lines
    for notes in ("footnotes", "endnotes"):
        if f"{folder}/{notes}.xml" in package.names:
            reader = WordLines({}, LineKind.NOTE)
            reader.read(package.part(f"{folder}/{notes}.xml"))
            lines += reader.lines
    lines += _edges(package, main, {" ".join(line.text.split()) for line in lines})
    remarks = [EditedRemark.TRACKED_CHANGES] if body.has_tracked_changes else []
    if f"{folder}/comments.xml" in package.names:
        remarks.append(EditedRemark.COMMENTS)
    if any(_DRAWN.match(name.removeprefix(f"{folder}/")) for name in package.names):
        remarks.append(EditedRemark.DRAWINGS)
    if links.number:
        remarks.append(EditedRemark.LINKS)
    if links.local:
        remarks.append(EditedRemark.LOCAL_LINKS)
    return WordFile(lines, remarks, links.number)


def _edges(package: WordPackage, main: str, body: set[str]) -> Iterator[EditedLine]:
    """What the heads and feet of the pages say, each text once; page numbers and words of the body say nothing new."""
    folder, _, name = main.rpartition("/")
    for held in _relations(package, f"{folder}/_rels/{name}.rels"):
        part = posixpath.normpath(posixpath.join("/", folder, held["Target"])).lstrip("/")
        if not _EDGE.search(held["Type"]) or part not in package.names:
            continue
        reader = WordLines({}, LineKind.NOTE)
        reader.read(package.part(part))
        for line in reader.lines:
            said = " ".join(line.text.split())
            if said not in body and any(char.isalpha() for char in said):
                body.add(said)
                yield line


def _relations(package: WordPackage, name: str) -> Iterator[Mapping[str, str]]:
    for tag, held in package.elements(name):
        if tag == "Relationship" and "Target" in held and "Type" in held:
            yield held


def _headings(package: WordPackage, name: str) -> dict[str, int]:
    """The level of every heading style by its id: Word names ids in its own language."""
    found: dict[str, int] = {}
    style = ""
    for tag, held in package.elements(name):
        if tag == "style":
            style = held.get("styleId", "")
        elif tag == "name" and style and (level := _HEADING.match(held.get("val", ""))):
            found[style] = int(level[1])
    return found
