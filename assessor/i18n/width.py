"""How many terminal cells a text takes: wide and full-width characters two, combining ones none."""

import unicodedata
from functools import cache


def cell_width(text: str) -> int:
    """Cells of a text in a terminal; ambiguous characters count one."""
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, cells: int) -> str:
    """The text followed by blanks up to so many cells; never cut."""
    return text + " " * max(0, cells - cell_width(text))


def cut(text: str, cells: int) -> str:
    """The text, ended with `..` where it is wider than so many cells."""
    if cell_width(text) <= cells:
        return text
    kept, used = "", 0
    for char in text:
        if used + _width(char) > cells - 2:
            break
        kept, used = kept + char, used + _width(char)
    return kept + ".."
