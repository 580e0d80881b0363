"""A privacy impact assessment as the plain values of an exchange file: parts in the order of the steps."""

from enum import Enum
from typing import Any

from assessor.model.base import Model
from assessor.model.privacy import Pia
from assessor.model.privacy_parts import PARTS


def pia_values(pia: Pia) -> dict[str, Any]:
    """What was said, and nothing that was not."""
    values: dict[str, Any] = {}
    for part in PARTS.values():
        held = getattr(pia, part.field)
        if isinstance(held, dict):
            told: Any = {name: _values(noun) for name, noun in held.items()}
        else:
            told = _values(held) if held is not None else {}
        if told:
            values[part.field] = told
    return values


def _values(noun: Model) -> dict[str, Any]:
    told = noun.model_dump(exclude_none=True, exclude_defaults=True)
    return {key: _plain(value) for key, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
