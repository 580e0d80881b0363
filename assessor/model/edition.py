"""Editions of a checklist: what taking over a newer one does to a programme, and which answers wait to be confirmed."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, StrictInt

from assessor.model.assessment import PairKey
from assessor.model.base import Model
from assessor.model.text import Line, LongText


class EditionTaken(Model):
    """A checklist taken over in the place of another, kept as a record under the number of the taking.

    `before` and `after` are digests. `reworded` keeps the questions as they were asked before, `gone` the titles of
    controls that are asked no more. `to_confirm` names the answers given to another wording (`bus/SVC-04`) with the
    revision they had: such an answer is none until somebody gives it again.
    """

    before: Line
    after: Line
    version_before: Line
    version: Line
    reworded: dict[Line, LongText] = Field(default_factory=dict)
    gone: dict[Line, Line] = Field(default_factory=dict)
    added: tuple[Line, ...] = ()
    to_confirm: dict[Line, StrictInt] = Field(default_factory=dict)


def unconfirmed(editions: Iterable[Mapping[str, Any]], revisions: Mapping[PairKey, int]) -> dict[PairKey, str]:
    """The pairs whose answer was given to another wording and not again since, each with the question as it was.

    `revisions` are those stored now.
    """
    found: dict[PairKey, str] = {}
    for edition in editions:
        for name, revision in edition.get("to_confirm", {}).items():
            subject, _, control = name.partition("/")
            if revisions.get((subject, control)) == revision:
                found.setdefault((subject, control), str(edition.get("reworded", {}).get(control, "")))
    return found
