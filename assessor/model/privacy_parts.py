"""The parts an assessment is written down in: one record each, so that two officers on different parts never meet."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assessor.model.base import Model
from assessor.model.privacy import (
    Approval,
    Conclusion,
    DataItem,
    Description,
    Flow,
    FollowUp,
    Pia,
    Preparation,
    PrivacyRisk,
    PublicText,
    Review,
    Stakeholder,
    Start,
    Threshold,
    UseCase,
)

_ENTRY_ID = re.compile(r"([A-Z])([1-9][0-9]{0,3})\Z", re.A)


class Part(NamedTuple):
    """A part: `name` as a person says it, `field` of a `Pia`; entries have a `letter` that their ids begin with."""

    name: str
    field: str
    model: type[Model]
    letter: str | None = None

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return f"pia-{self.name}"


PARTS = {
    part.name: part
    for part in (
        Part("start", "start", Start),
        Part("threshold", "threshold", Threshold),
        Part("preparation", "preparation", Preparation),
        Part("description", "description", Description),
        Part("item", "items", DataItem, "D"),
        Part("stakeholder", "stakeholders", Stakeholder, "S"),
        Part("flow", "flows", Flow, "F"),
        Part("use", "uses", UseCase, "U"),
        Part("risk", "risks", PrivacyRisk, "R"),
        Part("report", "report", Conclusion),
        Part("approval", "approvals", Approval, "A"),
        Part("publication", "publication", PublicText),
        Part("followup", "followup", FollowUp),
        Part("review", "reviews", Review, "V"),
    )
}
"""Every part by name, in the order of the steps."""

_BY_KIND = {part.kind: part for part in PARTS.values()}


def is_entry_id(part: Part, text: str) -> bool:
    """True for the part's letter and a number from 1 to 9999."""
    found = _ENTRY_ID.match(text)
    return found is not None and found[1] == part.letter


def entry_order(text: str) -> tuple[str, int]:
    """A sort key: R2 before R10."""
    found = _ENTRY_ID.match(text)
    return (found[1], int(found[2])) if found else (text, 0)


def record_key(part: Part, subject: str, entry: str | None = None) -> tuple[str, str]:
    """The (kind, id) of a part's record."""
    return part.kind, subject if entry is None else f"{subject}/{entry}"


def content_of(noun: Model) -> dict[str, Any]:
    """A part as JSON values, without what was not said."""
    return noun.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def pias_of(records: Iterable[tuple[tuple[str, str], Mapping[str, Any] | None]]) -> dict[str, Pia]:
    """The assessments that records hold, by subject; records of other kinds are not looked at.

    Raises:
        ValueError: a record cannot be understood (pydantic's error is one).
    """
    found: dict[str, dict[str, Any]] = {}
    for (kind, record_id), content in records:
        part = _BY_KIND.get(kind)
        if part is None or content is None:
            continue
        subject, _, entry = record_id.partition("/")
        held = found.setdefault(subject, {})
        noun = part.model.model_validate(content)
        if part.letter is None:
            held[part.field] = noun
        else:
            held.setdefault(part.field, {})[entry] = noun
    return {subject: _pia(values) for subject, values in found.items()}


def _pia(values: dict[str, Any]) -> Pia:
    ordered = {
        field: {entry: value[entry] for entry in sorted(value, key=entry_order)} if isinstance(value, dict) else value
        for field, value in values.items()
    }
    return Pia(**ordered)
