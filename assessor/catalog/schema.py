"""JSON Schema of every kind of file that people write, for editors that complete and check while typing."""

from collections.abc import Callable
from typing import Any

from assessor.catalog.checklist_folder import IN_OTHER_FILES
from assessor.model.base import Model
from assessor.model.checklist import Category, Checklist
from assessor.model.exchange import Exchange
from assessor.model.glossary import Term
from assessor.model.template import FrontMatter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PERIOD = {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}


class _Glossary(Model):
    """The glossary file."""

    terms: tuple[Term, ...]


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of `SCHEMA_KINDS`; KeyError for another."""
    return {"$schema": _DIALECT, **_MAKERS[kind]()}


def _of(model: type[Model]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _head() -> dict[str, Any]:
    """The frame of a checklist, without what stands in files of their own."""
    schema = _of(Checklist)
    for name in IN_OTHER_FILES:
        del schema["properties"][name]
    schema["required"] = [name for name in schema["required"] if name not in IN_OTHER_FILES]
    return schema


def _answers() -> dict[str, Any]:
    """The exchange file; a period may also be written in words."""
    schema = _of(Exchange)
    schema["$defs"]["ExchangeAnswer"]["properties"]["planned_for"] = _PERIOD
    return schema


_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "checklist": _head,
    "category": lambda: _of(Category),
    "glossary": lambda: _of(_Glossary),
    "answers": _answers,
    "template": lambda: _of(FrontMatter),
}

SCHEMA_KINDS = tuple(_MAKERS)
