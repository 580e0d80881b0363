"""Lines of so many terminal cells, broken as Japanese is: no line begins with 、 or 」, none ends with 「."""

import re

from assessor.i18n.width import cell_width

_NO_START = frozenset(
    "、。，．・：；？！ー」』）］｝】〉》〕〟’”々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥〜～％℃※,.:;?!)]}｡､｣ﾞﾟ"
)
_NO_END = frozenset("「『（［｛【〈《〔〝‘“([{¥￥＄$｢")
_WORD = re.compile(r"[!-~]+|\s|.", re.S)


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells; its own newlines stay, a longer word is cut."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, cells)]


def _paragraph(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        width = cell_width(piece)
        if used + width > cells and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if not line and lines and (piece.isspace() or piece.isascii()):
            piece = piece.lstrip()
            width = cell_width(piece)
        line, used = line + piece, used + width
        while used > cells:
            head = _head(line, cells)
            lines.append(head)
            line = line[len(head) :]
            used = cell_width(line)
    if line.rstrip() or not lines:
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for found in _WORD.finditer(text):
        piece = found[0]
        if pieces and not piece.isspace() and _sticks(pieces[-1], piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _sticks(before: str, piece: str) -> bool:
    return piece[0] in _NO_START or before[-1] in _NO_END or (not piece.isascii() and cell_width(piece) == 0)


def _head(line: str, cells: int) -> str:
    kept = line[:1]
    for char in line[1:]:
        if cell_width(kept + char) > cells:
            break
        kept += char
    return kept
