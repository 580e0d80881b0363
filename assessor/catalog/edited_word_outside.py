"""What a Word file would fetch from outside: refused. A hyperlink is counted; nothing follows it unasked, nor do we."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word_lines import local, safe_parser
from assessor.catalog.edited_word_package import WordPackage, elements_of

_HYPERLINKS = frozenset(
    f"{base}/relationships/hyperlink"
    for base in ("http://schemas.openxmlformats.org/officedocument/2006", "http://purl.oclc.org/ooxml/officedocument")
)
_FOLLOWED_BY_HAND = frozenset(("hyperlink", "hlinkclick", "hlinkhover", "hlinkmouseover"))
"""Elements whose link waits for a click; a picture that names a hyperlink as its source would be fetched."""
_REASONS = {
    "attachedtemplate": RefusedReason.OUTSIDE_TEMPLATE,
    **dict.fromkeys(("image", "video", "audio", "media", "hdphoto"), RefusedReason.OUTSIDE_PICTURE),
}
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.I)
_LOCAL = re.compile(r"\s*(?:file:|\\\\|//|[a-z]:[\\/]|smb:)", re.I)
_FETCHING = frozenset(
    ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "SUBSCRIBER")
)
_LINK_FIELD = "HYPERLINK"
_WORD = re.compile(r"[\s\"“”]*([A-Za-z]+)")
_PLAIN_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?!\0)(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii))", re.I)
_TELLING = (b"instrText", b"InstrText", b"fldSimple", b"src=")
_DRAWN = frozenset(("imagedata", "fill", "stroke"))
"""Elements of an old drawing that may name a picture by its address."""
_MERGED = ("/afchunk", "/subdocument")
"""Another document put in whole: what it says would not be read here."""


class Links(NamedTuple):
    """How many hyperlinks a file has, and how many of them name a place on a disk or a file server."""

    number: int = 0
    local: int = 0


def links_of(package: WordPackage) -> Links:
    """The hyperlinks of a file.

    Raises:
        Refused: some part of it would be fetched from outside, by a relationship or by a field.
    """
    count = inside = 0
    by_hand: dict[str, set[str]] = {}
    for name, content in package.ending_in(".rels"):
        owner = _owner(name)
        for kind, held in _outward(content):
            if kind not in _HYPERLINKS:
                reason = _REASONS.get(kind.rpartition("/")[2], RefusedReason.OUTSIDE_OBJECT)
                raise Refused(reason, part=owner)
            by_hand.setdefault(owner.lower(), set()).add(held.get("id", ""))
            count += 1
            inside += bool(_LOCAL.match(_decoded(held.get("target", ""))))
    for name, content in package.ending_in(".xml"):
        used = by_hand.get(name.replace("\\", "/").lower(), set())
        if used or _may_have_fields(content):
            count += _Fields(name, used).links_in(content)
    return Links(count, inside)


def _outward(content: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The relationships of a part that lead out of the file or put another document in, whatever their case."""
    for tag, held in elements_of(content):
        told = {key.lower(): value for key, value in held.items()}
        kind = told.get("type", "").strip().lower().rstrip("/")
        mode = told.get("targetmode", "").strip().lower()
        leads_out = mode not in ("", "internal") or _ELSEWHERE.match(_decoded(told.get("target", "")))
        if tag.lower() == "relationship" and (leads_out or kind.endswith(_MERGED)):
            yield kind, told


def _decoded(target: str) -> str:
    """A target as the program that opens it will read it: percent codes may be coded once more."""
    return unquote(unquote(target)).strip()


def _owner(relations: str) -> str:
    """The part whose relationships these are: `word/_rels/footer1.xml.rels` are those of `word/footer1.xml`."""
    folder, _, name = relations.replace("\\", "/").rpartition("/")
    return f"{folder[: -len('_rels')]}{name[: -len('.rels')]}".lstrip("/")


def _may_have_fields(content: bytes) -> bool:
    """False where a part in a plain encoding does not even name a field or a source."""
    return not _PLAIN_XML.match(content) or any(word in content for word in _TELLING)


class _Fields:
    """Walks one part for fields that fetch, and for hyperlinks used as the source of something else."""

    def __init__(self, part: str, links: Collection[str]) -> None:
        self._part, self._links = part, links
        self._open: list[str] = [""]
        self._code = 0
        self._found = 0

    def links_in(self, content: bytes) -> int:
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)
        for code in self._open:
            self._look(code)
        return self._found

    def _start(self, name: str, held: dict[str, str]) -> None:
        tag = local(name).lower()
        if tag == "fldchar":
            self._mark(next((value for key, value in held.items() if local(key) == "fldCharType"), ""))
        elif tag == "fldsimple":
            self._look(next((value for key, value in held.items() if local(key) == "instr"), ""))
        self._code += tag in ("instrtext", "delinstrtext")
        if tag not in _FOLLOWED_BY_HAND and any(" " in key and held[key] in self._links for key in held):
            raise Refused(RefusedReason.OUTSIDE_PICTURE, part=self._part)
        if tag in _DRAWN and _ELSEWHERE.match(_decoded(held.get("src", ""))):
            raise Refused(RefusedReason.OUTSIDE_PICTURE, part=self._part)

    def _end(self, name: str) -> None:
        self._code -= local(name).lower() in ("instrtext", "delinstrtext")

    def _text(self, text: str) -> None:
        if self._code:
            self._open[-1] += text

    def _mark(self, kind: str) -> None:
        """A field begins, or its code ends: codes may stand within one another, in several pieces each."""
        if kind == "begin":
            self._open.append("")
        elif self._open:
            self._look(self._open[-1])
            self._open[-1] = ""
            if kind == "end" and len(self._open) > 1:
                self._open.pop()

    def _look(self, code: str) -> None:
        word = _WORD.match(code)
        if word is None:
            return
        if word[1].upper() in _FETCHING:
            raise Refused(RefusedReason.OUTSIDE_FIELD, part=self._part)
        self._found += word[1].upper() == _LINK_FIELD and r"\l" not in code.split('"')[0]
