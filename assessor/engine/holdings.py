"""What each public statement could say today, whatever the officer chose to show: the measure of every claim."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assessor.engine.publication import WITHIN_THE_PLAN
from assessor.engine.statements import Holding, Sentence, Support, holding, sentence, speaking_pairs
from assessor.model.checklist import Checklist, Control, PublicRule
from assessor.model.fiscal import fiscal_year_label
from assessor.model.own_name import in_own_name
from assessor.model.programme import BudgetState, WordingStage
from assessor.model.publication import PublicStatement, PublicView, Stage
from assessor.model.result import AssessmentResult, Pair

_ALWAYS = Sentence(Stage.IN_PLACE, WordingStage.IMPLEMENTED, None)


class Standing(NamedTuple):
    """A statement as it stands today: the sentence it may print (None = nothing) and the pairs behind it.

    `some_done` = at least one pair is done; `text` is what would be printed, with the city's own wording.
    """

    said: Sentence | None
    some_done: bool
    pairs: tuple[Pair, ...]
    text: str | None

    def supports(self, claimed: WordingStage, year: int | None) -> bool:
        """True where the answers support a sentence of that stage; `year` is the fiscal year it promises."""
        if self.said is None or self.said.written is WordingStage.IMPLEMENTED:
            return self.said is not None
        if claimed is WordingStage.IMPLEMENTED:
            return False
        if claimed is WordingStage.PARTIAL:
            return self.some_done
        return self.said.written is WordingStage.PLANNED and not self.is_later(year)

    def is_later(self, year: int | None) -> bool:
        """True where the plan is for a later fiscal year than a sentence promises."""
        return year is not None and self.said is not None and self.said.year is not None and self.said.year > year

    def against(self, claimed: WordingStage, result: AssessmentResult) -> tuple[Pair, ...]:
        """The pairs that do not support a sentence of that stage."""
        kept = {Holding.DONE} if claimed is not WordingStage.PLANNED else {Holding.DONE, Holding.COMING}
        return tuple(pair for pair in self.pairs if holding(pair, result.today) not in kept)


def standings(result: AssessmentResult) -> dict[str, Standing]:
    """Every statement that there can be, by id; a control that is never published has none."""
    return dict(_Hall(result).all())


class _Hall:
    """One look at a result."""

    def __init__(self, result: AssessmentResult) -> None:
        self._result, self._checklist = result, result.checklist
        self._found = speaking_pairs(result)
        self._support = Support(result.checklist, self._found, frozenset(), result.today)
        self._kinds = {subject.kind for subject in result.assessment.subjects}

    def all(self) -> Iterator[tuple[str, Standing]]:
        for control in self._checklist.controls.values():
            if control.public.rule is not PublicRule.NEVER:
                yield control.id, self._control(control)
        for category in self._checklist.categories:
            if category.aggregate.policy is not None:
                said = _ALWAYS if category.assesses in self._kinds else None
                yield self._fixed(f"{category.id}-policy", category.aggregate.policy.ja, said, ())
            folded = folded_controls(self._checklist, category.id)
            if category.aggregate.fact is not None and len(folded) > 1:
                said = _ALWAYS if self._support.all_done(folded) else None
                yield self._fixed(f"{category.id}-fact", category.aggregate.fact.ja, said, folded)
        for promise in self._checklist.publication.promises:
            holds = not promise.rests_on or self._support.all_done(promise.rests_on)
            yield self._fixed(promise.id, promise.text.ja, _ALWAYS if holds else None, promise.rests_on)

    def _control(self, control: Control) -> Standing:
        pairs = self._found.get(control.id, [])
        said = sentence(control, pairs, self._result.today)
        text = self._worded(control.id, getattr(control.public, said.written.value).ja, said) if said else None
        return Standing(said, self._some_done(pairs), tuple(pairs), text)

    def _fixed(self, name: str, text: str, said: Sentence | None, rests_on: Iterable[str]) -> tuple[str, Standing]:
        pairs = [pair for control in rests_on for pair in self._found.get(control, [])]
        worded = self._worded(name, text, said) if said else None
        return name, Standing(said, self._some_done(pairs), tuple(pairs), worded)

    def _some_done(self, pairs: Iterable[Pair]) -> bool:
        return any(holding(pair, self._result.today) is Holding.DONE for pair in pairs)

    def _worded(self, name: str, text: str, said: Sentence) -> str:
        override = self._result.assessment.section7.wording.get(name)
        ours = in_own_name(text, self._result.assessment.programme.municipality)
        own = override.text if override is not None and override.stage is said.written else ours
        if said.year is None:
            return own
        approved = self._result.assessment.programme.budget_state is BudgetState.APPROVED
        period = fiscal_year_label(said.year) if approved else WITHIN_THE_PLAN
        return f"{own.removesuffix('。')}（{period}）。"


def folded_controls(checklist: Checklist, category_id: str) -> tuple[str, ...]:
    """The controls that fold into the sentence of fact of a category."""
    return tuple(
        control.id
        for category in checklist.categories
        if category.id == category_id
        for control in category.controls
        if control.public.rule is PublicRule.AGGREGATE
    )


def printed(view: PublicView) -> Mapping[str, PublicStatement]:
    """Every statement of a view by id, in the order of the text."""
    found = list(view.promises)
    for category in view.categories:
        found += [category.policy] if category.policy else []
        found += category.statements
    return {one.id: one for one in found}
