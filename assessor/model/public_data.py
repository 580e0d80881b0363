"""What a checklist says about the public text: promises, laws, what lets a phrase be used, what is checked for."""

from pydantic import Field

from assessor.model.base import Model
from assessor.model.reference import ControlId
from assessor.model.text import Line, Text
from assessor.model.text_rules import LeakRules, PlainRules


class Promise(Model):
    """A public sentence of a template that rests on several controls (all must hold; none = a principle)."""

    id: ControlId
    section: Line
    text: Text
    rests_on: tuple[ControlId, ...] = ()


class LawBasis(Model):
    """A law that section 7 names; with `facts`, only where a subject has one of them."""

    title: Text
    facts: tuple[Line, ...] = ()


class Publication(Model):
    """Data of section 7: promises and what lets a fixed phrase be used.

    `guideline` is the id of the standard that the city works with; `backing` names the controls that must all be done
    before a fixed phrase (`responsible`, `policies_by_law`, `disclosure_standard`, `review`) may be used. `plain` and
    `leaks` are what finished texts are checked for; a checklist without them leaves that to the installed one.
    """

    guideline: Line | None = None
    laws: tuple[LawBasis, ...] = ()
    sections: dict[str, Line] = Field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    backing: dict[str, tuple[ControlId, ...]] = Field(default_factory=dict)
    closing: Text
    banned_words: tuple[Line, ...] = ()
    plain: PlainRules | None = None
    leaks: LeakRules | None = None
