"""Whether the approval of the risks that remain still stands: it is void once anything it rested on has changed."""

import hashlib
import json
from collections.abc import Iterable

from assessor.model.checklist import Checklist
from assessor.model.privacy import Pia
from assessor.model.privacy_parts import content_of
from assessor.model.privacy_result import ApprovalState, LinkedControl

_WHOLE = ("threshold", "preparation", "description", "report")
_ENTRIES = ("items", "flows", "stakeholders", "uses", "risks")
_AFTERWARDS = {"risks": ("done",), "report": ("title", "made_on")}
"""What may come after an approval without touching it: that a measure was taken, under which title the report lies."""


def rests_on(checklist: Checklist, pia: Pia, linked: Iterable[LinkedControl]) -> str:
    """The digest of what an approval rests on: the steps up to it, the matrix, the answers behind the controls."""
    content = {
        "matrix": checklist.risk.matrix,
        "controls": [(one.control, one.subject, one.status) for one in linked],
        **{name: _said(name, content_of(getattr(pia, name))) for name in _WHOLE},
        **{
            name: {entry: _said(name, content_of(noun)) for entry, noun in getattr(pia, name).items()}
            for name in _ENTRIES
        },
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _said(name: str, content: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in content.items() if key not in _AFTERWARDS.get(name, ())}


def approval_state(pia: Pia, digest: str) -> tuple[ApprovalState, str | None]:
    """How the latest approval stands, and its id."""
    if not pia.approvals:
        return ApprovalState.NONE, None
    name = list(pia.approvals)[-1]
    in_force = pia.approvals[name].rests_on == digest
    return (ApprovalState.IN_FORCE if in_force else ApprovalState.VOID), name
