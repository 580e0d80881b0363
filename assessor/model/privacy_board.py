"""All assessments of a programme at a glance, and one of them in full: what the screen of the PIA shows."""

from collections.abc import Mapping
from typing import NamedTuple

from assessor.model.assessment import PairKey
from assessor.model.checklist import Checklist
from assessor.model.privacy_result import ApprovalState, PiaResult, Proposal


class ServiceStanding(NamedTuple):
    """How far the assessment of one service is: steps done of those that are needed."""

    id: str
    name: str
    begun: bool
    done: int
    needed: int
    approval: ApprovalState
    proposed: int
    conflicts: int


class PrivacyBoard(NamedTuple):
    """`result` is of the service looked at (None where there is no service); `checklist` has a privacy part.

    `told` holds, by pair, what the records say of a control: what they propose, and where a stored answer differs.
    """

    services: tuple[ServiceStanding, ...]
    result: PiaResult | None
    checklist: Checklist
    told: Mapping[PairKey, Proposal]
