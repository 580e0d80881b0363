"""Runs of text as Markdown: escaping, emphasis that GitHub recognises between Japanese letters, statement comments."""

import re
import unicodedata
from dataclasses import dataclass

from assessor.model.document import Spans
from assessor.render.base import printable, statements

# Always active inside a line. Intraword `_` is not, and stays readable; `://` and `www.` would become live links.
_ACTIVE = re.compile(r"[\\`*\[\]<|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|:(?=//)|(?i:(?<=www)(?<!/www))\.")
_LINE_START = re.compile(r"[#+\-=>:]|(?<=\d)[.)]", re.A)
_ORDERED = re.compile(r"\d{1,9}(?=[.)])", re.A)
_LEADING, _BLANK = re.compile(r"\A\s+"), re.compile(r"\s")


@dataclass(frozen=True)
class Piece:
    """A part of one line: text, or the name of the statement that begins here."""

    text: str
    strong: bool = False
    is_mark: bool = False


Line = tuple[Piece, ...]


def lines_of(spans: Spans, *, marked: bool) -> list[Line]:
    """The lines of a run of spans that hold text; a mark on an empty line goes to the next one."""
    lines: list[list[Piece]] = [[]]
    for mark, group in statements(spans, marked=marked):
        if mark:
            lines[-1].append(Piece(mark, is_mark=True))
        for span in group:
            first, *rest = span.text.split("\n")
            _add(lines[-1], first, span.strong)
            for text in rest:
                waiting = [] if any(not piece.is_mark for piece in lines[-1]) else lines.pop()
                lines.append(waiting)
                _add(lines[-1], text, span.strong)
    return [tuple(line) for line in lines if line]


def _add(line: list[Piece], text: str, strong: bool) -> None:
    """Neighbours of equal weight become one piece: `**a****b**` is no emphasis."""
    if not text:
        return
    if line and not line[-1].is_mark and line[-1].strong == strong:
        text = line.pop().text + text
    line.append(Piece(text, strong))


def written(line: Line, *, at_start: bool = False, in_heading: bool = False) -> str:
    """One line as Markdown showing exactly its text; `at_start`: it begins a line of the file."""
    out = ""
    for index, piece in enumerate(line):
        if piece.is_mark:
            out += f"<!-- {piece.text} -->"
            continue
        text = escaped(piece.text, at_start=at_start and not out and not piece.strong, in_heading=in_heading)
        if not piece.strong:
            text = _kept_blanks(text, first=not out, last=index == len(line) - 1)
        elif _is_emphasis(piece.text, before=out[-1:], after=_next_character(line[index + 1 :])):
            text = f"**{text}**"
        else:
            text = f"<strong>{text}</strong>"
        out += text
    return out


def one_line(text: str, *, at_start: bool = False, in_heading: bool = False) -> str:
    """A plain text on one line, whatever breaks it has."""
    line = (Piece(" ".join(text.splitlines())),)
    return written(line, at_start=at_start, in_heading=in_heading)


def strong_line(text: str) -> str:
    """A plain text on one line of its own, emphasised."""
    flat = " ".join(text.splitlines())
    return written((Piece(flat, strong=True),)) if flat else ""


def escaped(text: str, *, at_start: bool, in_heading: bool = False) -> str:
    """Plain text with a backslash before whatever Markdown or GitHub would act on."""
    text = _ACTIVE.sub(r"\\\g<0>", printable(text))
    if in_heading:
        return text.replace("#", r"\#")
    if at_start:
        digits = _ORDERED.match(text)
        place = digits.end() if digits else 0
        if _LINE_START.match(text, place):
            return f"{text[:place]}\\{text[place:]}"
    return text


def _kept_blanks(text: str, *, first: bool, last: bool) -> str:
    """Blanks at the edges of a line as numeric references; Markdown drops them otherwise."""
    if first:
        text = _LEADING.sub(_references, text)
    body = text.rstrip() if last else text
    return body + _BLANK.sub(_references, text[len(body) :])


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def _next_character(rest: Line) -> str:
    if not rest:
        return ""
    return "<" if rest[0].is_mark else rest[0].text[0]


def _is_emphasis(text: str, *, before: str, after: str) -> bool:
    """Whether `**` around the text is emphasis by CommonMark's flanking rules; never directly after other stars."""
    if before == "*" or text[0].isspace() or text[-1].isspace():
        return False
    opens = not _is_punctuation(text[0]) or not before or before.isspace() or _is_punctuation(before)
    closes = not _is_punctuation(text[-1]) or not after or after.isspace() or _is_punctuation(after)
    return opens and closes


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
