"""Texts: the one cleaner for everything that comes in, and the two-language text of checklists."""

import re
from typing import Annotated

from pydantic_core import PydanticCustomError

from assessor.i18n.visible import SHOWS_NOTHING
from assessor.model.base import Cleaned, Model
from assessor.model.one_width import one_width

LONGEST_TEXT = 20_000
LONGEST_LINE = 400

_FORBIDDEN = re.compile(f"[{SHOWS_NOTHING}]")
_BREAKS = re.compile("[\t\n]")


def first_forbidden(text: str) -> int | None:
    """The 0-based position of the first character that is refused everywhere, or None."""
    found = _FORBIDDEN.search(text)
    return None if found is None else found.start()


def replace_forbidden(text: str, stand_in: str) -> str:
    """The text with `stand_in` for every character that is refused."""
    return _FORBIDDEN.sub(stand_in, text)


def code_point(char: str) -> str:
    """How a character is named in a message: `U+202E`."""
    return f"U+{ord(char):04X}"


def _clean(text: str, limit: int) -> str:
    place = first_forbidden(text)
    if place is not None:
        raise PydanticCustomError(
            "forbidden_character",
            "forbidden character {code} at {position}",
            {"code": code_point(text[place]), "position": place + 1},
        )
    if len(text) > limit:
        raise PydanticCustomError("text_too_long", "too long", {"length": len(text), "limit": limit})
    return text


def clean_text(text: str) -> str:
    """A text of several lines, refused when it holds a forbidden character or is over 20,000 characters."""
    if len(text) <= LONGEST_TEXT and not _FORBIDDEN.search(text):
        return text
    return _clean(text, LONGEST_TEXT)


def clean_line(text: str) -> str:
    """A text of one line (no tab, no newline), at most 400 characters."""
    if len(text) <= LONGEST_LINE and "\n" not in text and "\t" not in text and not _FORBIDDEN.search(text):
        # Asked first: nearly every text is clean, and a checklist has ten thousand of them.
        return text
    found = _BREAKS.search(text)
    if found:
        raise PydanticCustomError(
            "forbidden_character",
            "forbidden character {code} at {position}",
            {"code": code_point(found[0]), "position": found.start() + 1},
        )
    return _clean(text, LONGEST_LINE)


def says_something(text: str | None) -> bool:
    """True where a text holds a letter or a figure: a dash, a dot or brackets alone fill a field and say nothing."""
    return text is not None and any(char.isalnum() for char in text)


def search_key(text: str) -> str:
    """A key for searching only; names are always stored as typed."""
    return one_width(text).casefold()


def loose_key(text: str) -> str:
    """What two ids share that mean the same: letters and figures, without leading zeros (`gov1` for `GOV-01`)."""
    return re.sub(r"0+(?=[0-9])", "", re.sub(r"[\W_]", "", search_key(text)))


LongText = Annotated[str, Cleaned(clean_text)]
Line = Annotated[str, Cleaned(clean_line)]


class Text(Model):
    """A text of the checklist; English may be absent and then shows the Japanese."""

    ja: LongText
    en: LongText | None = None

    def say(self, lang: str) -> str:
        """The text in `ja` or `en`."""
        return self.en if lang == "en" and self.en else self.ja
