"""What data of a checklist rest on: requirements of outside standards, with how we know of them."""

from enum import StrEnum
from typing import Annotated

from pydantic_core import PydanticCustomError

from assessor.model.base import Cleaned, Model
from assessor.model.programme import is_subject_id
from assessor.model.text import Line, Text


def _control_id(text: str) -> str:
    if not is_subject_id(text):
        raise PydanticCustomError("bad_id", "not a usable id: {id}", {"id": text[:60]})
    return text


ControlId = Annotated[str, Cleaned(_control_id)]


class Basis(StrEnum):
    """How a reference is known: read in a source, or put together again by us."""

    VERIFIED = "verified"
    RECONSTRUCTED = "reconstructed"


class Reference(Model):
    """A requirement of an outside standard that a control answers, with how we know of it."""

    standard: Line
    edition: Line | None = None
    requirement: Line | None = None
    basis: Basis
    sources: tuple[Line, ...] = ()
    note: Text | None = None
