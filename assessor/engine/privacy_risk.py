"""The privacy risks of a service: their bands of the matrix, the controls they rest on, the prompts worth a look."""

from collections.abc import Iterator, Mapping

from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.privacy import Pia
from assessor.model.privacy_guide import PrivacyGuide, Prompt
from assessor.model.privacy_result import LinkedControl, RatedRisk
from assessor.model.programme import PROGRAMME_ID, SubjectKind
from assessor.model.scales import RiskMatrix, Status

_SOUND = frozenset((Status.IMPLEMENTED, Status.NOT_APPLICABLE))


def band_of(matrix: RiskMatrix, impact: int | None, likelihood: int | None) -> str | None:
    """The band of a field of the matrix; None while one of the two is not rated."""
    if impact is None or likelihood is None:
        return None
    return matrix.matrix[impact - 1][likelihood - 1]


def rated_risks(checklist: Checklist, pia: Pia, linked: tuple[LinkedControl, ...]) -> tuple[RatedRisk, ...]:
    """Every risk with its bands, the gravest first: by the residual band where there is one, else the inherent one."""
    weak = {one.control for one in linked if one.status not in _SOUND}
    matrix = checklist.risk
    order = {band.id: place for place, band in enumerate(matrix.bands)}
    rated = [
        RatedRisk(
            name,
            risk,
            band_of(matrix, risk.impact, risk.likelihood),
            band_of(matrix, risk.residual_impact, risk.residual_likelihood),
            tuple(control for control in risk.controls if control in weak),
        )
        for name, risk in pia.risks.items()
    ]

    def gravity(one: RatedRisk) -> tuple[int, int]:
        return -order.get(one.residual or one.inherent or "", -1), -order.get(one.inherent or "", -1)

    return tuple(sorted(rated, key=gravity))


def linked_controls(
    checklist: Checklist, assessment: Assessment, subject_id: str, pia: Pia
) -> tuple[LinkedControl, ...]:
    """The answers already given to the controls that risks rest on, in checklist order: they are not asked again.

    They are looked up on the service itself, the programme, and the city OSs and devices it says it uses (none named:
    all of them), but not where facts rule them out.
    """
    named = {control for risk in pia.risks.values() for control in risk.controls}
    places = _places(assessment, subject_id, pia)
    facts = {one.id: one.facts for one in assessment.subjects}
    return tuple(
        LinkedControl(control.id, place, assessment.answers.get((place, control.id)))
        for category in checklist.categories
        for control in category.controls
        if control.id in named
        for place in places.get(category.kind_of(control), ())
        if control.applies_if.applicability(facts.get(place, {})) is not Applicability.RULED_OUT
    )


def _places(assessment: Assessment, subject_id: str, pia: Pia) -> Mapping[SubjectKind, tuple[str, ...]]:
    used = frozenset(pia.description.uses)

    def of(kind: SubjectKind) -> Iterator[str]:
        ids = [one.id for one in assessment.subjects if one.kind is kind]
        chosen = [name for name in ids if name in used]
        yield from chosen or ids

    return {
        SubjectKind.SERVICE: (subject_id,),
        SubjectKind.PROGRAMME: (PROGRAMME_ID,),
        SubjectKind.CITY_OS: tuple(of(SubjectKind.CITY_OS)),
        SubjectKind.ASSET_GROUP: tuple(of(SubjectKind.ASSET_GROUP)),
    }


def offered_prompts(guide: PrivacyGuide, answers: Mapping[str, bool | None], pia: Pia) -> tuple[Prompt, ...]:
    """The prompts worth a look that no risk was taken from yet: the general ones, and those of technologies in use.

    A technology whose question is open is offered too: leaving it out would decide the question.
    """
    taken = {risk.prompt for risk in pia.risks.values()}
    return tuple(
        prompt
        for prompt in guide.prompts
        if prompt.id not in taken
        and (not prompt.technologies or any(answers.get(name) is not False for name in prompt.technologies))
    )
