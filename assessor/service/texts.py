"""Texts that come from a person: cleaned, or refused with the field named."""

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from assessor.errors import BadDate, BadPeriod, BadText, FieldMissing, TextTooLong
from assessor.model.fiscal import as_it_was, parse_day, parse_fiscal_year
from assessor.model.text import clean_line, clean_text, loose_key, search_key


def line(field: str, text: str) -> str:
    """A text of one line.

    Raises:
        BadText, TextTooLong: it holds a character that is refused, or is too long.
    """
    return _cleaned(field, text, clean_line)


def named(field: str, text: str | None) -> str:
    """A text of one line that says something: a name, a title.

    Raises:
        FieldMissing: it is empty or blank.
        BadText, TextTooLong: it holds a character that is refused, or is too long.
    """
    found = line(field, text or "")
    if not found.strip():
        raise FieldMissing(field=field)
    return found


def paragraphs(field: str, text: str) -> str:
    """A text of several lines.

    Raises:
        BadText, TextTooLong: it holds a character that is refused, or is too long.
    """
    return _cleaned(field, text, clean_text)


def optional_line(field: str, text: str | None) -> str | None:
    """A text of one line; None and an empty one say nothing."""
    return line(field, text) if text else None


def _cleaned(field: str, text: str, clean: Callable[[str], str]) -> str:
    try:
        return clean(text)
    except PydanticCustomError as fault:
        values = fault.context or {}
        if fault.type == "text_too_long":
            raise TextTooLong(field=field, **values) from None
        raise BadText(field=field, **values) from None


def rightly(text: str) -> dict[str, str]:
    """Why a day or a fiscal year is none, where it is written in an era that was over: what it was called."""
    right = as_it_was(text)
    return {} if right is None else {"reason": "era", "right": right}


def fiscal_year(text: str) -> int:
    """The year of a PERIOD.

    Raises:
        BadPeriod: it is none.
    """
    year = parse_fiscal_year(text)
    if year is None:
        raise BadPeriod(text=text, **rightly(text))
    return year


def day(text: str) -> date:
    """A date as people write it: `2026-11-22`, `2026/11/22`, `令和8年11月22日`.

    Raises:
        BadDate: it is none.
    """
    found = parse_day(text)
    if found is None:
        raise BadDate(text=text, **rightly(text))
    return found


def nearest(text: str, known: Iterable[str]) -> str:
    """The known name most like a text, without regard to case, width and leading zeros; empty if none is."""
    keys = {search_key(name): name for name in known}
    for name in keys.values():
        if loose_key(name) == loose_key(text):
            return name
    found = get_close_matches(search_key(text), keys, n=1)
    return keys[found[0]] if found else ""
