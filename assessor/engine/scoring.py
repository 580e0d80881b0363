"""Points, coverage, unknowns and unmet musts: counted together so that no number can be shown alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from assessor.model.checklist import Checklist, Duty
from assessor.model.condition import Applicability
from assessor.model.programme import Subject
from assessor.model.result import Pair
from assessor.model.scales import Importance, Status
from assessor.model.scorecard import CategoryCard, DutyRow, Scorecard, SubjectCard, Tally

_NEEDS_EVIDENCE = frozenset((Status.IMPLEMENTED, Status.PARTIAL))
_FIELDS = tuple(Tally.model_fields)


class _Count:
    """A tally while it is being counted."""

    __slots__ = _FIELDS

    def __init__(self) -> None:
        for name in _FIELDS:
            setattr(self, name, 0)

    earned: int
    possible: int
    applicable: int
    answered: int
    unknown: int
    undetermined: int
    unmet_musts: int
    stale: int
    without_evidence: int
    excused: int

    def add(self, pair: Pair, weight: int, full: int, points: Mapping[Status, int], is_must: bool) -> None:
        """Count one pair; undetermined ones count nowhere else, ruled-out and excused ones not at all."""
        answer = pair.answer
        if pair.applicability is not Applicability.APPLICABLE:
            self.undetermined += pair.applicability is Applicability.UNDETERMINED
            return
        if answer is not None and answer.status is Status.NOT_APPLICABLE:
            self.excused += 1
            return
        self.applicable += 1
        self.possible += weight * full
        if answer is None:
            self.unmet_musts += is_must
            return
        self.answered += 1
        self.earned += weight * points[answer.status]
        self.unknown += answer.status is Status.UNKNOWN
        self.unmet_musts += is_must and answer.status is not Status.IMPLEMENTED
        self.stale += pair.stale
        self.without_evidence += answer.status in _NEEDS_EVIDENCE and not answer.evidence

    def plus(self, other: "_Count") -> None:
        """Add another count to this one."""
        for name in _FIELDS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def tally(self) -> Tally:
        """The finished tally."""
        return Tally.model_construct(**{name: getattr(self, name) for name in _FIELDS})


def scorecard(checklist: Checklist, subjects: Iterable[Subject], found: Iterable[Pair], today: date) -> Scorecard:
    """Count all pairs by category, by subject and in all; duties stand apart."""
    counts = _count(checklist, found)
    categories: dict[str, _Count] = {category.id: _Count() for category in checklist.categories}
    total = _Count()
    cards: list[SubjectCard] = []
    for subject in subjects:
        whole = _Count()
        parts: list[CategoryCard] = []
        for category_id, count in counts.get(subject.id, {}).items():
            whole.plus(count)
            categories[category_id].plus(count)
            parts.append(CategoryCard.model_construct(id=category_id, tally=count.tally()))
        total.plus(whole)
        cards.append(
            SubjectCard.model_construct(
                id=subject.id, kind=subject.kind.value, tally=whole.tally(), categories=tuple(parts)
            )
        )
    tally = total.tally()
    return Scorecard.model_construct(
        total=tally,
        categories=tuple(CategoryCard(id=key, tally=count.tally()) for key, count in categories.items()),
        subjects=tuple(cards),
        duties=_duties(checklist, found, today),
        band=band(checklist, tally),
    )


def _count(checklist: Checklist, found: Iterable[Pair]) -> dict[str, dict[str, _Count]]:
    points = {status: checklist.points(status) for status in Status}
    full = points[Status.IMPLEMENTED]
    weights = {key: checklist.weight(control) for key, control in checklist.controls.items()}
    musts = {key for key, control in checklist.controls.items() if control.importance is Importance.MUST}
    counts: dict[str, dict[str, _Count]] = defaultdict(lambda: defaultdict(_Count))
    for pair in found:
        counts[pair.subject][pair.category].add(pair, weights[pair.control], full, points, pair.control in musts)
    return counts


def missing_points(checklist: Checklist, pair: Pair) -> int:
    """The points of the total that implementing a pair would add; 0 where it does not count."""
    if pair.applicability is not Applicability.APPLICABLE:
        return 0
    status = pair.answer.status if pair.answer else None
    if status is Status.NOT_APPLICABLE:
        return 0
    held = checklist.points(status) if status else 0
    return checklist.weight(checklist.controls[pair.control]) * (checklist.points(Status.IMPLEMENTED) - held)


def band(checklist: Checklist, tally: Tally) -> str | None:
    """The band a score falls in; None below the coverage from which a band may be named, or where nothing applies."""
    if not tally.possible or tally.answered * 100 < tally.applicable * checklist.band_from_coverage:
        return None
    reached = [one for one in checklist.bands if tally.earned * 100 >= tally.possible * one.from_percent]
    return max(reached, key=lambda one: one.from_percent).id if reached else None


def is_in_force(duty: Duty | None, today: date) -> bool:
    """True for a duty whose day has come; a duty without a day has been in force for long."""
    return duty is not None and (duty.in_force_from is None or duty.in_force_from <= today)


def _duties(checklist: Checklist, found: Iterable[Pair], today: date) -> tuple[DutyRow, ...]:
    rows: list[DutyRow] = []
    for pair in found:
        control = checklist.controls[pair.control]
        if control.duty is None or not _counts_as_duty(pair):
            continue
        is_open = pair.applicability is Applicability.UNDETERMINED
        done = pair.answer is not None and pair.answer.status is Status.IMPLEMENTED
        rows.append(
            DutyRow(
                control=control.id,
                subject=pair.subject,
                basis=control.duty.basis,
                in_force_from=control.duty.in_force_from,
                in_force=is_in_force(control.duty, today),
                met=None if is_open else done,
            )
        )
    return tuple(sorted(rows, key=lambda row: checklist.position[row.control]))


def _counts_as_duty(pair: Pair) -> bool:
    if pair.applicability is Applicability.UNDETERMINED:
        return True
    excused = pair.answer is not None and pair.answer.status is Status.NOT_APPLICABLE
    return pair.applicability is Applicability.APPLICABLE and not excused
