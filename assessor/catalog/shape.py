"""Says in our own words what a model found wrong with the data given to it."""

import re
from collections.abc import Iterator
from itertools import islice
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assessor.catalog.fault import Fault, unknown
from assessor.catalog.text_file import MOST_PROBLEMS, shown
from assessor.catalog.yaml_source import Steps
from assessor.model.fiscal import as_it_was
from assessor.model.text import Text

_QUOTED = re.compile(r"'([^']*)'")
_CODES = {
    "bool_type": "true_or_false_needed",
    "bool_parsing": "true_or_false_needed",
    "int_type": "number_needed",
    "int_parsing": "number_needed",
    "int_from_float": "number_needed",
    "tuple_type": "list_needed",
    "dict_type": "keys_needed",
    "mapping_type": "keys_needed",
    "model_type": "keys_needed",
    "model_attributes_type": "keys_needed",
    "bad_id": "bad_id",
    "bad_date": "bad_date",
    "bad_period": "bad_period",
    "reason_missing": "reason_missing",
    "text_too_long": "text_too_long",
    "residual_above_inherent": "residual_above_inherent",
    **dict.fromkeys(("acceptance_missing", "decline_reason_missing", "doubled_year", "depends_on_itself"), "item_rule"),
    **{code: code for code in ("bad_item_id", "bad_covered", "bad_due", "bad_half_year")},
}
_BOUNDS = {
    "greater_than_equal": ("number_too_small", "ge"),
    "less_than_equal": ("number_too_large", "le"),
    "too_short": ("too_few_entries", "min_length"),
    "too_long": ("too_many_entries", "max_length"),
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Every fault of a failed validation of `model`, at most as many as are reported of one input.

    What only follows from another fault is left out: the key that a misspelt one stands for, the count of a list
    whose entries are faulty.
    """
    faults = [_fault(detail, model) for detail in islice(error.errors(include_url=False), MOST_PROBLEMS)]
    misspelt = {(tuple(item.path[:-1]), item.values["nearest"]) for item in faults if item.code == "unknown_key"}
    parents = {tuple(item.path[:depth]) for item in faults for depth in range(len(item.path))}
    for fault in faults:
        path = tuple(fault.path)
        if fault.code == "missing_key" and (path, fault.values["key"]) in misspelt:
            continue
        if fault.code == "too_few_entries" and path in parents:
            continue
        yield fault


def _fault(detail: ErrorDetails, model: type[BaseModel]) -> Fault:
    path: Steps = detail["loc"]
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    if path and path[-1] == "[key]":
        return _about_value(kind, path[:-1], path[-2], context)._replace(key=True)
    if kind == "missing":
        return Fault("missing_key", path[:-1], {"key": shown(path[-1])})
    if kind == "extra_forbidden":
        return unknown("unknown_key", path, str(path[-1]), keys_at(model, path[:-1]), key=True)
    if value is None or kind == "text_empty":
        return Fault("value_missing", path, {"key": _key_of(path)})
    if kind == "model_type" and _model_at(model, path) is Text:
        text = written(value)
        return Fault("translations_needed", path, {"value": text if isinstance(value, str) else f'"{text}"'})
    return _about_value(kind, path, value, context)


def _about_value(kind: str, path: Steps, value: Any, context: dict[str, Any]) -> Fault:
    if kind in ("enum", "literal_error"):
        known = _QUOTED.findall(str(context.get("expected", ""))) or [str(context.get("expected", ""))]
        return unknown("unknown_value", path, written(value), known)
    if kind == "string_type":
        code = "one_text_needed" if isinstance(value, (list, dict)) else "text_needed"
        return Fault(code, path, {"value": written(value)})
    if kind == "forbidden_character":
        return Fault(kind, path, {"character": context["code"]})
    if kind in _BOUNDS:
        code, bound = _BOUNDS[kind]
        return Fault(code, path, {"key": _key_of(path), "value": written(value), "bound": context[bound]})
    if kind == "text_too_long":
        return Fault(kind, path, {"length": context["length"], "limit": context["limit"]})
    return _unreadable(kind, path, value)


def _unreadable(kind: str, path: Steps, value: Any) -> Fault:
    right = as_it_was(str(value)) if kind in ("bad_period", "bad_due") else None
    if right is not None:
        return Fault("era_over", path, {"value": written(value), "right": right})
    return Fault(_CODES.get(kind, "wrong_shape"), path, {"value": written(value)})


def written(value: Any) -> str:
    """A value as it stands in YAML, cut for a message; lists and mappings show only that they are such."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[…]"
    return "{…}" if isinstance(value, dict) else shown(value)


def _key_of(path: Steps) -> str:
    return next((shown(step) for step in reversed(path) if isinstance(step, str)), "-")


def keys_at(model: type[BaseModel], path: Steps) -> list[str]:
    """The keys that the noun at a path of a model knows; none where it takes any key."""
    found = _model_at(model, path)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _model_at(model: type[BaseModel], path: Steps) -> type[BaseModel] | None:
    kind: Any = model
    for step in path:
        kind = _inside(_bare(kind), step)
    bare = _bare(kind)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _inside(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return fields.get(str(step))
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return parts[1]
    return parts[0] if parts else None


def _bare(kind: Any) -> Any:
    """The type without `Annotated` and without `None`."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        parts = [part for part in get_args(kind) if part is not type(None)]
        kind = parts[0]
    return kind
