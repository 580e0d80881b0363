"""A newer edition of the checklist, in lines for the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessor.i18n.edition_words import edition_lines
from assessor.i18n.translator import Say
from assessor.i18n.wrap import wrap

_CELLS = 76
_HANGING = 4
"""How much further a text goes on than it begins."""


def edition_text(told: Mapping[str, Any], say: Say) -> Iterator[str]:
    """What it changes, in lines that fit."""
    for text in edition_lines(told, say):
        indent = " " * (len(text) - len(text.lstrip(" ")))
        first, *others = wrap(text.strip(), _CELLS - len(indent) - _HANGING)
        yield f"{indent}{first}"
        yield from (f"{indent}{' ' * _HANGING}{line}" for line in others)
