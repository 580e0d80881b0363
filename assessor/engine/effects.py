"""What closing items would do: the assessment as it is beside the one in which their answers are implemented."""

from collections.abc import Iterable

from assessor.engine.evaluate import evaluate
from assessor.engine.publication import public_view
from assessor.model.assessment import Answer, Assessment, PairKey
from assessor.model.publication import PublicStatement, PublicView
from assessor.model.remediation import RemediationItem
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.model.standing import Effect


def effect(result: AssessmentResult, items: Iterable[RemediationItem]) -> Effect:
    """The change of score, findings, duties and section 7, were these items closed today."""
    after = evaluate(result.checklist, closed(result, items), result.today)
    before_card, after_card = result.scorecard, after.scorecard
    kept = {(finding.subject, finding.control) for finding in after.findings}
    held = [(finding.subject, finding.control) for finding in result.findings]
    was_met = {(row.subject, row.control) for row in before_card.duties if row.met}
    old, new = _sentences(public_view(result)), _sentences(public_view(after))
    return Effect(
        earned=(before_card.total.earned, after_card.total.earned),
        possible=after_card.total.possible,
        unmet_musts=(before_card.total.unmet_musts, after_card.total.unmet_musts),
        findings_gone=tuple(key for key in held if key not in kept),
        duties_met=tuple(row for row in after_card.duties if row.met and (row.subject, row.control) not in was_met),
        sentences_new=tuple((one.stage, one.text) for one in new if one not in old),
        sentences_gone=tuple((one.stage, one.text) for one in old if one not in new),
    )


def closed(result: AssessmentResult, items: Iterable[RemediationItem]) -> Assessment:
    """The assessment in which every answer behind the items is implemented today; not applicable ones stay."""
    answers: dict[PairKey, Answer] = dict(result.assessment.answers)
    asked = {pair.key for pair in result.pairs}
    done = Answer(status=Status.IMPLEMENTED, as_of=result.today)
    for key in (key for item in items for key in item.pairs):
        held = answers.get(key)
        if key not in asked or (held is not None and held.status is Status.NOT_APPLICABLE):
            continue
        answers[key] = done if held is None else held.model_copy(update={"status": done.status, "as_of": done.as_of})
    return result.assessment.model_copy(update={"answers": answers})


def _sentences(view: PublicView) -> list[PublicStatement]:
    """Every sentence of the public text, promises and category sentences included."""
    found = list(view.promises)
    for category in view.categories:
        found += [category.policy] if category.policy else []
        found += category.statements
    return found
