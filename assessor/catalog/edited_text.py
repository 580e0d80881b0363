"""Reads back a document that was edited outside: docx, html or md, in a child process that limits itself.

`open_edited` reads the bytes, `main` (in the child) makes lines of them, `edited_from` takes the child's word.
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from assessor.catalog.edited_html import read_html
from assessor.catalog.edited_markdown import read_markdown
from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word import read_word
from assessor.limits import limit_this_process
from assessor.model.edited import EditedLine, EditedRemark, EditedText, LineKind, MarkedRange

LARGEST_FILE = 50_000_000
MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 6
STAND_IN = "〓"

_WORD, _HTML, _MARKDOWN = "docx", "html", "md"
_KINDS = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".doc"), _WORD),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
    **dict.fromkeys((".md", ".markdown", ".txt"), _MARKDOWN),
}
_PARTS = (
    *(("document", "body"), ("header", "header"), ("footer", "footer"), ("comment", "comments")),
    *(("footnote", "notes"), ("endnote", "notes"), ("settings", "settings")),
)
_CHARSET = re.compile(rb"charset=[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_JAPANESE = {"shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp"}


class OpenedFile(NamedTuple):
    """A file to be read in the child: its kind and its bytes."""

    kind: str
    content: bytes

    @property
    def job(self) -> bytes:
        """What the child is given."""
        return self.kind.encode() + b"\n" + self.content


def open_edited(path: Path) -> OpenedFile:
    """The bytes of an edited document, its kind told by its name.

    Raises:
        DocumentRefused: it is empty, too large, or no kind of document that can be read back.
        FileMissing, FileUnreadable: there is none.
    """
    from assessor.catalog.text_file import read_bytes, shown_path
    from assessor.faults.releases import DocumentRefused

    content = read_bytes(path, LARGEST_FILE)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise DocumentRefused(path=shown_path(path), reason=RefusedReason.OTHER_KIND.value)
    if len(content) > LARGEST_FILE or not content.strip():
        reason = RefusedReason.TOO_LARGE if content.strip() else RefusedReason.EMPTY
        raise DocumentRefused(path=shown_path(path), reason=reason.value)
    return OpenedFile(kind, content)


def edited_from(path: Path, content: bytes, outcome: dict[str, Any] | None) -> EditedText:
    """The document that the child read (None = the child was stopped).

    Characters that no document of ours may hold have a stand-in of one character: places stay where they are.

    Raises:
        DocumentRefused: the child says why.
    """
    from assessor.catalog.text_file import shown_path
    from assessor.faults.releases import DocumentRefused
    from assessor.model.text import replace_forbidden

    if outcome is None or "refused" in outcome:
        reason = RefusedReason(outcome["refused"]) if outcome else RefusedReason.STOPPED
        part = kind_of_part(str(outcome.get("part", ""))) if outcome else ""
        raise DocumentRefused(path=shown_path(path), reason=reason.value, word_part=part)
    lines = tuple(
        EditedLine(
            replace_forbidden(text, STAND_IN), LineKind(kind), level, tuple(MarkedRange(*mark) for mark in marks)
        )
        for text, kind, level, marks in outcome["lines"]
    )
    remarks = tuple(EditedRemark(one) for one in outcome["remarks"])
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return EditedText(path.name, digest, lines, remarks, int(outcome.get("links", 0)))


def kind_of_part(part: str) -> str:
    """What an officer calls a part of a Word file: `body`, `header`, …; `other` for all that has no name."""
    name = part.rpartition("/")[2].lower()
    return next((kind for start, kind in _PARTS if name.startswith(start)), "other")


class Parsed(NamedTuple):
    """The lines of a document, what else lies in it, and how many hyperlinks it has."""

    lines: list[EditedLine]
    remarks: list[EditedRemark]
    links: int = 0


def parse_edited(kind: str, content: bytes) -> Parsed:
    """The lines of a document and what else lies in it.

    Raises:
        Refused: it cannot be read.
    """
    if kind == _WORD:
        return Parsed(*read_word(content))
    return Parsed((read_html if kind == _HTML else read_markdown)(_decoded(content)), [])


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:2048])
    named = declared[1].decode("ascii").lower() if declared else ""
    try:
        text = content.decode(_JAPANESE.get(named, "utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(RefusedReason.NOT_TEXT) from None
    if "\0" in text:
        raise Refused(RefusedReason.NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def main() -> None:
    """The child: a kind, a line end and a file on standard input; JSON lines or a refusal on standard output."""
    job = sys.stdin.buffer.read()
    limit_this_process(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    sys.stdout.write(json.dumps(outcome(job), ensure_ascii=True))


def outcome(job: bytes) -> dict[str, Any]:
    """What the child says of a kind, a line end and a file."""
    kind, _, content = job.partition(b"\n")
    try:
        found = parse_edited(kind.decode("ascii"), content)
    except Refused as refusal:
        return {"refused": refusal.reason, "part": refusal.part}
    except (RecursionError, MemoryError):
        return {"refused": RefusedReason.DAMAGED}
    return found._asdict()
