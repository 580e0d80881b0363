"""Fixed phrases of the templates that carry no mark and yet rest on answers: who is responsible, by which law."""

from collections.abc import Iterator
from typing import NamedTuple

from assessor.engine.statements import Support, speaking_pairs
from assessor.engine.wordings import comparable
from assessor.model.result import AssessmentResult, Pair

_ASSESSED = "次の{count}件のサービスでプライバシー影響評価（PIA）を行い、要約を公表しています。"


class Phrase(NamedTuple):
    """A phrase that must not stand in a text today; `key` is its comparable form, `pairs` what it rests on."""

    id: str
    key: str
    pairs: tuple[Pair, ...]


def unsupported_phrases(result: AssessmentResult) -> tuple[Phrase, ...]:
    """The phrases whose controls are not all done, whatever the officer hides."""
    found = speaking_pairs(result)
    support = Support(result.checklist, found, frozenset(), result.today)
    backing = result.checklist.publication.backing
    return tuple(
        Phrase(name, comparable(words), tuple(pair for control in backing[name] for pair in found.get(control, [])))
        for name, words in _phrases(result)
        if name in backing and not support.all_done(backing[name])
    )


def true_phrases(result: AssessmentResult) -> frozenset[str]:
    """Sentences of the templates that claim something by a number and are true today, in their comparable form.

    They are like the sentence of a control and must not be taken for a stronger form of it.
    """
    count = len(result.summaries)
    return frozenset((comparable(_ASSESSED.format(count=count)),)) if count else frozenset()


def _phrases(result: AssessmentResult) -> Iterator[tuple[str, str]]:
    programme = result.assessment.programme
    # Both ways of saying it: a text that was released or edited earlier says it in the older one.
    yield "policies_by_law", "地方自治法に基づく方針"
    yield "policies_by_law", "地方自治法に基づき公表している"
    if programme.responsible:
        yield "responsible", f"責任者は、{programme.responsible}"
    if programme.review:
        yield "review", f"点検の結果を踏まえて、{programme.review}見直します"
        yield "review", "点検の結果を踏まえて、あわせて見直します"
    if programme.disclosure_standard:
        for lead in ("事故の公表は", "基準は"):
            yield "disclosure_standard", f"{lead}、『{programme.disclosure_standard.title}"
