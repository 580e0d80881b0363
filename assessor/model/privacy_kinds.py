"""What a field of a part holds, and how it reads as plain text: what the command line and the screen both go by."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from assessor.model.base import Cleaned
from assessor.model.privacy import Pia
from assessor.model.privacy_parts import PARTS, Part
from assessor.model.text import clean_text


class FieldKind(StrEnum):
    """What is written into a field."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"
    LINES = "lines"
    DAY = "day"
    COUNT = "count"
    LEVEL = "level"
    YES_NO = "yes_no"
    CHOICE = "choice"


class FieldPlace(NamedTuple):
    """One field of an assessment: part, the entry's id (None where the part is there once), the field's own name."""

    part: str
    entry: str | None
    key: str

    @property
    def name(self) -> str:
        """Under which name it is remembered: `risk/R3/title`."""
        return "/".join((self.part, *([self.entry] if self.entry else []), self.key))


YES_NO: Mapping[str, bool | None] = {"yes": True, "no": False, "unanswered": None}
LEVEL_FIELDS = frozenset(("likelihood", "impact", "residual_likelihood", "residual_impact"))
HIGHEST_LEVEL = 4


def field_kind(part: Part, key: str) -> FieldKind:
    """What a field holds; a threshold question, which is no field of the noun, is answered with yes or no.

    Raises:
        KeyError: the part has no such field.
    """
    field = part.model.model_fields.get(key)
    if field is None:
        if part.name == "threshold":
            return FieldKind.YES_NO
        raise KeyError(key)
    if key in LEVEL_FIELDS:
        return FieldKind.LEVEL
    bare = bare_type(field.annotation)
    if get_origin(bare) is tuple:
        return FieldKind.LINES
    kinds = {bool: FieldKind.YES_NO, int: FieldKind.COUNT, date: FieldKind.DAY}
    if bare in kinds:
        return kinds[bare]
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return FieldKind.CHOICE
    return FieldKind.PARAGRAPHS if _takes_paragraphs(field) else FieldKind.LINE


def choices_of(part: Part, key: str) -> tuple[str, ...]:
    """The values that a field of the kind `choice` may have."""
    return tuple(one.value for one in bare_type(part.model.model_fields[key].annotation))


def bare_type(kind: Any) -> Any:
    """The type itself, without `Annotated` and without `None`."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    return kind


def _takes_paragraphs(field: FieldInfo) -> bool:
    """Whether a text of several lines fits; its type says so by the cleaner it names."""
    kinds = (field.annotation, *get_args(field.annotation))
    cleaners = (*field.metadata, *(one for kind in kinds for one in getattr(kind, "__metadata__", ())))
    return any(isinstance(one, Cleaned) and one.clean is clean_text for one in cleaners)


def field_text(pia: Pia, place: FieldPlace) -> str:
    """What stands in a field, as a person would type it; empty where nothing was said. Lists have a line each."""
    part = PARTS[place.part]
    held = getattr(pia, part.field)
    noun = held if part.letter is None else held.get(place.entry)
    if noun is None:
        return ""
    if place.key in part.model.model_fields:
        return _as_text(getattr(noun, place.key))
    return _as_text(noun.answers.get(place.key))


def told_by(part: Part, key: str, text: str) -> tuple[str, ...]:
    """A field's text as the `KEY=VALUE`s that say it; an empty one says no more."""
    if key in part.model.model_fields and field_kind(part, key) is FieldKind.LINES:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return tuple(f"{key}={line}" for line in lines) or (f"{key}=",)
    if key not in part.model.model_fields and not text:
        return (f"{key}=unanswered",)
    return (f"{key}={text}",)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return str(value)
    return "\n".join(map(str, value)) if isinstance(value, Iterable) else str(value)
