"""Editions of a checklist: what taking over a newer one did to a programme."""

from pydantic import Field, StrictInt

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
