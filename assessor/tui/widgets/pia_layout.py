"""Which parts and fields each step of an assessment shows, in their order: a table, so that no field is forgotten."""

from collections.abc import Mapping
from typing import NamedTuple

from assessor.model.privacy_guide import Step

ANSWERS = "answers"
"""What stands below the steps: the answers that the records propose or contradict."""

Fields = tuple[tuple[str, str], ...]


class Layout(NamedTuple):
    """The fields a step shows as (part, field), the part whose entries it lists, and the fields an entry begins with.

    `first` are the fields of an entry that belong to this step; the others follow them.
    """

    fields: Fields = ()
    entries: str | None = None
    first: tuple[str, ...] = ()


def _of(part: str, *keys: str) -> Fields:
    return tuple((part, key) for key in keys)


LAYOUTS: Mapping[str, Layout] = {
    Step.THRESHOLD: Layout(_of("threshold", "decision", "reason", "decided_by", "decided_on")),
    Step.PREPARATION: Layout(
        _of("preparation", "owner", "team", "scope", "out_of_scope", "schedule", "due", "contract_on")
    ),
    Step.DESCRIPTION: Layout(
        (
            *_of("description", "purpose", "benefit", "legal_basis", "persons", "number_of_persons", "systems"),
            *_of("description", "recipients", "contractors", "cloud", "countries", "uses"),
        ),
        "item",
    ),
    Step.STAKEHOLDER: Layout((), "stakeholder"),
    Step.FLOW: Layout((), "flow"),
    Step.USE_CASE: Layout((), "use"),
    Step.CONTROLS: Layout((), "risk", ("controls", "measures")),
    Step.RISK_IDENTIFY: Layout((), "risk", ("title", "stage", "harm")),
    Step.ANALYSIS: Layout((), "risk", ("impact", "likelihood")),
    Step.EVALUATION: Layout((), "risk", ("residual_impact", "residual_likelihood")),
    Step.TREATMENT: Layout((), "risk", ("treatment", "reason", "owner", "due", "done")),
    Step.REPORT: Layout(_of("report", "text", "title", "made_on"), "approval"),
    Step.PUBLICATION: Layout(
        _of("publication", "introduction", "measures", "views", "contact", "published_on", "place")
    ),
    Step.FOLLOWUP: Layout(_of("followup", "measures_checked_on", "checked_by", "next_review", "rule"), "review"),
    ANSWERS: Layout(),
}
"""What every step shows; the threshold questions and the figures of My Number work come before the decision."""

MYNUMBER_FIELDS = _of("threshold", "people", "handlers", "serious_incident")

ENTRY_FIELDS: Mapping[str, tuple[str, ...]] = {
    "item": ("name", "category", "sensitivity", "reason", "source", "held_by", "retention"),
    "stakeholder": ("name", "concern", "heard_how", "heard_on", "views", "response"),
    "flow": ("name", "items", "collect", "use", "store", "share", "delete"),
    "use": ("scene", "misuse", "actor", "handling"),
    "risk": (
        *("title", "stage", "harm", "impact", "likelihood", "controls", "measures"),
        *("residual_impact", "residual_likelihood", "treatment", "reason", "owner", "due", "done"),
    ),
    "approval": ("by", "date", "document", "note"),
    "review": ("date", "occasion", "by", "outcome"),
}
"""The fields of an entry; the first one is what a new one cannot do without."""

RISK_STEPS = frozenset(step for step, layout in LAYOUTS.items() if layout.entries == "risk")
"""The steps that look at the risks."""


def entry_fields(step: str) -> tuple[str, ...]:
    """The fields of an entry as a step orders them: its own first."""
    layout = LAYOUTS[step]
    every = ENTRY_FIELDS[layout.entries] if layout.entries else ()
    return (*layout.first, *(key for key in every if key not in layout.first))
