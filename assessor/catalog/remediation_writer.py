"""Remediation items as an exchange file writes them: only what was said, items by number."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from assessor.model.base import Model
from assessor.model.due import Due, HalfYear
from assessor.model.remediation import RemediationItem, item_number


def remediation_values(items: Iterable[RemediationItem]) -> list[dict[str, Any]]:
    """The rows of `remediation`, which an import reads back as the same items."""
    return [_values(item) for item in sorted(items, key=lambda one: item_number(one.id))]


def _values(model: Model) -> dict[str, Any]:
    told = ((name, _value(getattr(model, name))) for name in type(model).model_fields)
    return {name: value for name, value in told if value is not None and value != []}


def _value(value: Any) -> Any:
    if isinstance(value, Due):
        return value.day if value.day is not None else value.text
    if isinstance(value, HalfYear):
        return value.text
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Model):
        return _values(value)
    if isinstance(value, StrEnum):
        return value.value
    return value if value is None or isinstance(value, bool | int | date) else str(value)
