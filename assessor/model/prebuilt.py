"""Nouns made from data that were checked before: nothing is checked here, which takes half as long.

Only for data known to the byte, such as the checklist that comes with the program.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from assessor.model.base import Model

Noun = TypeVar("Noun", bound=Model)

_put = object.__setattr__


def prebuilt(kind: type[Noun], data: Mapping[str, Any]) -> Noun:
    """The noun that the check would make of JSON values without `null`; what the check would refuse is undefined here.

    Kinds of fields known: text, whole number, yes or no, day, choice, noun, tuple of one kind, dictionary, or absent.
    """
    made: Noun = _builder(kind)(data)
    return made


@cache
def _builder(kind: type[Model]) -> Callable[[Mapping[str, Any]], Any]:
    fields = kind.__pydantic_fields__
    renamed = {one.alias: name for name, one in fields.items() if one.alias}
    absent = {name: None if one.is_required() else one.default for name, one in fields.items()}
    fresh = [(name, one) for name, one in fields.items() if one.default_factory]
    parts = [(name, part) for name, one in fields.items() if (part := _part(one.annotation))]

    def build(data: Mapping[str, Any]) -> Model:
        if renamed:
            data = {renamed.get(key, key): value for key, value in data.items()}
        values = {**absent, **data}
        for name, part in parts:
            if name in data:
                values[name] = part(values[name])
        for name, one in fresh:
            if name not in data:
                values[name] = one.get_default(call_default_factory=True, validated_data={})
        return _noun(kind, values, set(data))

    return build if renamed or fresh or parts else lambda data: _noun(kind, {**absent, **data}, set(data))


def _noun(kind: type[Model], values: dict[str, Any], given: set[str]) -> Model:
    one = object.__new__(kind)
    _put(one, "__dict__", values)
    _put(one, "__pydantic_fields_set__", given)
    _put(one, "__pydantic_extra__", None)
    _put(one, "__pydantic_private__", None)
    return one


def _part(kind: Any) -> Callable[[Any], Any] | None:
    """What makes the value of a JSON value; None where it is the same."""
    origin, inner = get_origin(kind), [one for one in get_args(kind) if one is not type(None)]
    if origin is tuple:
        part = _part(inner[0])
        return tuple if part is None else lambda values: tuple(map(part, values))
    if origin is dict:
        key, value = map(_part, inner)
        return lambda pairs: {key(a) if key else a: value(b) if value else b for a, b in pairs.items()}
    if origin in (Annotated, Union, UnionType):
        return _part(inner[0])
    if kind in (str, int, bool):
        return None
    if issubclass(kind, Enum):
        return dict(kind._value2member_map_).__getitem__
    return date.fromisoformat if kind is date else _builder(kind)
