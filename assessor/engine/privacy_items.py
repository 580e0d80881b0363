"""Remediation items for the treatments of an assessment: what is to be done, by whom, until when, for which control."""

from collections.abc import Collection, Iterable, Iterator
from itertools import count

from assessor.model.assessment import PairKey
from assessor.model.checklist import Checklist
from assessor.model.privacy import Treatment
from assessor.model.privacy_guide import Proof
from assessor.model.privacy_result import PiaResult, RatedRisk
from assessor.model.remediation import RemediationItem, item_id
from assessor.model.scales import Status

LONGEST_TITLE = 380
_SOUND = (Status.IMPLEMENTED, Status.NOT_APPLICABLE)


def treatment_name(subject: str, risk: str) -> str:
    """How an item names the treatment it carries out: `bus/R3`."""
    return f"{subject}/{risk}"


def treatment_items(
    checklist: Checklist, pia: PiaResult, held: Collection[RemediationItem], first: int, risks: Collection[str] = ()
) -> tuple[RemediationItem, ...]:
    """One item for every treatment (of these risks; none named = all) that is neither taken nor planned yet.

    It covers the answers the risk rests on that are not implemented; where there are none, the control that asks
    whether the measures were checked. Numbers begin at `first`.
    """
    planned = {name for item in held for name in item.treatments}
    numbers = count(first)
    return tuple(
        _item(checklist, pia, one, covers, next(numbers))
        for one, covers in _open_treatments(checklist, pia, planned, risks)
    )


def _open_treatments(
    checklist: Checklist, pia: PiaResult, planned: Collection[str], risks: Collection[str]
) -> Iterator[tuple[RatedRisk, tuple[PairKey, ...]]]:
    for one in pia.risks:
        is_wanted = not risks or one.id in risks
        is_open = one.risk.treatment not in (None, Treatment.ACCEPT) and one.risk.done is None
        covers = tuple(_covered(checklist, pia, one))
        if is_wanted and is_open and covers and treatment_name(pia.subject.id, one.id) not in planned:
            yield one, covers


def _covered(checklist: Checklist, pia: PiaResult, one: RatedRisk) -> Iterable[PairKey]:
    weak = [
        (linked.subject, linked.control)
        for linked in pia.controls
        if linked.control in one.weak and linked.status not in _SOUND
    ]
    if weak:
        return weak
    checked = checklist.privacy.proofs.get(Proof.MEASURES_CHECKED) if checklist.privacy else None
    return [(pia.subject.id, checked)] if checked in checklist.controls else []


def _item(
    checklist: Checklist, pia: PiaResult, one: RatedRisk, covers: tuple[PairKey, ...], number: int
) -> RemediationItem:
    risk = one.risk
    titles = [checklist.controls[name].title.ja for name in one.weak]
    what = "、".join((*risk.measures, *(f"「{title}」の状態にする" for title in titles))) or f"「{risk.title}」への対応"
    values: dict[str, object] = {
        "id": item_id(number),
        "title": f"{what[:LONGEST_TITLE]}（{pia.subject.name[:80]}のPIA {one.id}）"[: LONGEST_TITLE + 20],
        "covers": tuple(f"{subject}/{control}" for subject, control in covers),
        "owner": risk.owner,
        "treatments": (treatment_name(pia.subject.id, one.id),),
    }
    if risk.due is not None:
        values["due"] = risk.due.isoformat()
    return RemediationItem.model_validate(values)
