"""The one place where a row of the screen is composed: texts and style classes in, exactly so many cells out."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from textual.content import Content, Span
from textual.style import Style

from assessor.i18n.visible import visible, visible_line
from assessor.i18n.wrap import wrap

STYLES = {
    "": "",
    "text": "$text-main",
    "strong": "bold $text-main",
    "dim": "$text-dim",
    "head": "bold $accent-text",
    "good": "$good",
    "middle": "$middle",
    "bad": "$bad",
    "key": "bold $key",
    "tab": "bold $on-tab on $tab",
    "fill": "$fill on $fill",
    "selected": "bold $on-selected on $selected",
    "more": "bold $text-main on $bar",
    "alarm": "bold $on-alarm on $alarm",
    "warn": "bold $on-warn on $warn",
    "field": "$text-main on $bar",
    "title": "bold $on-tab on $tab",
    "heat-good": "$text-main on $heat-good",
    "heat-middle": "$text-main on $heat-middle",
    "heat-bad": "bold $on-heat-bad on $heat-bad",
    "band-low": "$text-main on $band-low",
    "band-medium": "$text-main on $band-medium",
    "band-high": "bold $on-band-high on $band-high",
    "band-critical": "bold $on-band-critical on $band-critical",
}
"""Every style class a row may use; the colours behind them belong to the look (`look.py`)."""


class Part(NamedTuple):
    """A piece of a row: its text, its style class, and the action a click on it does."""

    text: str
    style: str = "text"
    action: str = ""


def cells(text: str) -> int:
    """The cells a text takes on the screen, counted as the terminal interface itself counts."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text, ended with `..` where it is wider than so many cells."""
    if cell_len(text) <= width:
        return text
    return _head(text, max(width - 2, 0)) + ".."[:width]


def fill(text: str, width: int) -> str:
    """The text, cut or followed by blanks, so many cells wide."""
    shown = cut(text, width)
    shown += " " * (width - cell_len(shown))
    while cell_len(shown) < width:
        # A joiner at the end takes the first blank in.
        shown += " "
    return shown


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken as Japanese is; nothing of it is left out."""
    lines: list[str] = []
    # A pane that is not shown has no width; its text is folded all the same.
    width = max(width, 1)
    for line in wrap(visible(text).replace("\t", "    "), max(width, 2)):
        rest = line
        # Sequences of several code points may count more here than one by one.
        while cell_len(rest) > width:
            head = _head(rest, width) or rest[:1]
            lines.append(head)
            rest = rest[len(head) :]
        lines.append(rest)
    return lines


def row(width: int, *parts: Part | str, right: Iterable[Part] = (), over: str = "") -> Content:
    """A row of exactly `width` cells.

    Args:
        width: Cells of the pane.
        parts: What stands from the left; the last ones are cut with `..` where they do not fit.
        right: What stands at the right end and is never cut.
        over: A style class laid over the whole row (a selected row).
    """
    ends = tuple(right)
    room = max(width - sum(cell_len(part.text) for part in ends), 0)
    text, spans = "", []
    for part in (*_fitting(parts, room), *ends):
        start = len(text)
        text += part.text
        spans += _spans(part, start, len(text))
    if cell_len(text) != width:
        text = fill(text, width)
    if over:
        spans.append(Span(0, len(text), STYLES[over]))
    return Content(text, spans)


def blank(width: int) -> Content:
    """An empty row."""
    return Content(" " * width)


def rule(width: int) -> Content:
    """A row of underlined blanks: a line that no font draws too wide."""
    return Content(" " * width, [Span(0, width, "underline $text-dim")])


def _fitting(parts: Iterable[Part | str], room: int) -> Iterable[Part]:
    used = 0
    for given in parts:
        part = Part(given) if isinstance(given, str) else given
        shown = cut(visible_line(part.text), room - used)
        used += cell_len(shown)
        yield part._replace(text=shown)
        if used >= room:
            return
    yield Part(" " * (room - used), "")


def _spans(part: Part, start: int, end: int) -> list[Span]:
    spans = [Span(start, end, STYLES[part.style])] if part.style else []
    if part.action:
        spans.append(Span(start, end, Style.from_meta({"@click": part.action})))
    return spans


def _head(text: str, width: int) -> str:
    used, kept = 0, ""
    for char in text:
        used += get_character_cell_size(char)
        if used > width:
            break
        kept += char
    # Sequences of several code points may count more together than one by one.
    while cell_len(kept) > width:
        kept = kept[:-1]
    return kept


def column_head(text: str, width: int, most: int) -> list[str]:
    """A head in a narrow column; what takes more than so many lines is cut at the end of the last."""
    lines = [line for word in text.split() or [""] for line in _columns(word, width)]
    if len(lines) > most:
        lines = [*lines[: most - 1], "".join(lines[most - 1 :])]
    return [cut(line, width) for line in lines]


def _columns(text: str, width: int) -> list[str]:
    """A word set in a narrow column: as many characters a line as fit; letters of another script stay together.

    Letters that do not fit into the column at all are divided.
    """
    lines = [""]
    pieces = (part for piece in re.findall(r"[!-~]+|.", text) for part in _divided(piece, width))
    for piece in pieces:
        if lines[-1] and cells(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _divided(piece: str, width: int) -> list[str]:
    """Letters wider than a column in parts that fit, each but the last with a hyphen."""
    found = []
    while len(piece) > width and piece.isascii():
        found.append(piece[: width - 1] + "-")
        piece = piece[width - 1 :]
    return [*found, piece]
