"""The gate to the public: turns a result into what citizens may read, and lets nothing else through."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from assessor.engine.statements import Sentence, Support, sentence, speaking_pairs
from assessor.model.checklist import Category, Checklist, Control, PublicRule, Standard
from assessor.model.fiscal import fiscal_year_label
from assessor.model.glossary import syllabary_key
from assessor.model.own_name import in_own_name, own_name
from assessor.model.programme import BudgetState, Policy, Programme, Section7Choice, WordingStage
from assessor.model.publication import (
    PublicCategory,
    PublicLayer,
    PublicPolicy,
    PublicStatement,
    PublicTerm,
    PublicView,
    Stage,
)
from assessor.model.result import AssessmentResult

WITHIN_THE_PLAN = "計画期間内"
LONGEST_MARK, LONGEST_STEM = 40, 26


def public_view(result: AssessmentResult) -> PublicView:
    """What section 7 may be made of; the officer's choice decides what is shown and is not itself shown."""
    return _Gate(result).view()


def candidates(result: AssessmentResult) -> tuple[PublicStatement, ...]:
    """Every statement that the answers support now, in the checklist's words, whatever the officer chose.

    For the officer alone: statements of one topic stand side by side, folded controls one by one.
    """
    everything = result.assessment.model_copy(update={"section7": Section7Choice()})
    return tuple(_Gate(result.model_copy(update={"assessment": everything})).candidates())


class _Gate:
    """One passage from a result to a view."""

    def __init__(self, result: AssessmentResult) -> None:
        self._result = result
        self._checklist = result.checklist
        self._choice = result.assessment.section7
        self._municipality = result.assessment.programme.municipality
        self._hidden = frozenset(self._choice.hide)
        self._shown = frozenset(self._choice.show)
        self._found = speaking_pairs(result)
        self._support = Support(self._checklist, self._found, self._hidden, result.today)
        self._kinds = {subject.kind for subject in result.assessment.subjects}
        self._facts = {name for one in result.assessment.subjects for name, value in one.facts.items() if value}

    def view(self) -> PublicView:
        programme = self._result.assessment.programme
        publication = self._checklist.publication
        backed = self._backed
        guideline = next((one for one in self._checklist.standards if one.id == publication.guideline), None)
        own, people = own_name(programme.municipality)
        return PublicView(
            municipality=programme.municipality,
            own=own,
            people=people,
            plan=programme.plan,
            period=programme.period,
            contact=programme.contact,
            responsible=programme.responsible if backed("responsible") else None,
            review=programme.review if backed("review") else None,
            guideline=_guideline(guideline) if guideline else "",
            guideline_edition=programme.guideline_edition,
            laws=tuple(law.title.ja for law in publication.laws if not law.facts or self._facts & set(law.facts)),
            policies=tuple(_policy(policy) for policy in programme.policies),
            policies_by_law=backed("policies_by_law") and _is_dated(programme),
            disclosure_standard=self._disclosure_standard(programme),
            promises=tuple(self._promises()),
            categories=tuple(self._categories()),
            closing=publication.closing.ja,
            layers=self._layers(),
            assessments=self._result.summaries,
            glossary=public_glossary(self._checklist),
        )

    def candidates(self) -> Iterator[PublicStatement]:
        """The promises that hold, and per category its policy, what each control says, and its sentence of fact."""
        yield from self._promises()
        for category in self._checklist.categories:
            if policy := self._policy_sentence(category):
                yield policy
            for control in category.controls:
                one = sentence(control, self._found.get(control.id, []), self._result.today)
                if one is not None and control.public.rule is not PublicRule.NEVER:
                    yield self._control_statement(category, control, one)
            if fact := self._fact(category):
                yield fact

    def _backed(self, phrase: str) -> bool:
        return self._support.all_done(self._checklist.publication.backing.get(phrase, ()))

    def _disclosure_standard(self, programme: Programme) -> PublicPolicy | None:
        standard = programme.disclosure_standard
        return _policy(standard) if standard and self._backed("disclosure_standard") else None

    def _promises(self) -> Iterator[PublicStatement]:
        for promise in self._checklist.publication.promises:
            if promise.id in self._hidden or (promise.rests_on and not self._support.all_done(promise.rests_on)):
                continue
            yield self._statement(promise.id, None, promise.section, promise.text.ja, _IN_PLACE)

    def _categories(self) -> Iterator[PublicCategory]:
        said = list(self._said())
        kept = {control.id for control, _ in _one_of_each_topic(said)}
        for category in self._checklist.categories:
            own = [
                self._control_statement(category, control, one)
                for control, one in said
                if control.id in kept and self._checklist.category_of[control.id].id == category.id
            ]
            fact = self._fact(category)
            yield PublicCategory(
                id=category.id,
                title=category.title.ja,
                policy=self._policy_sentence(category),
                statements=(*own, fact) if fact else tuple(own),
            )

    def _said(self) -> Iterator[tuple[Control, Sentence]]:
        for control in self._checklist.controls.values():
            if not self._may_speak(control):
                continue
            one = sentence(control, self._found.get(control.id, []), self._result.today)
            if one is not None:
                yield control, one

    def _may_speak(self, control: Control) -> bool:
        if control.id in self._hidden or control.public.rule is PublicRule.NEVER:
            return False
        return control.public.rule is PublicRule.INDIVIDUAL or control.id in self._shown

    def _control_statement(self, category: Category, control: Control, said: Sentence) -> PublicStatement:
        text = getattr(control.public, said.written.value).ja
        section = control.public.section or category.section
        return self._statement(control.id, category.id, section, text, said)

    def _policy_sentence(self, category: Category) -> PublicStatement | None:
        name = f"{category.id}-policy"
        if category.aggregate.policy is None or category.assesses not in self._kinds or name in self._hidden:
            return None
        return self._statement(name, category.id, category.section, category.aggregate.policy.ja, _IN_PLACE)

    def _fact(self, category: Category) -> PublicStatement | None:
        name = f"{category.id}-fact"
        folded = [control for control in category.controls if control.public.rule is PublicRule.AGGREGATE]
        if category.aggregate.fact is None or len(folded) < 2 or name in self._hidden:
            return None
        if not self._support.all_done(control.id for control in folded):
            return None
        return self._statement(name, category.id, category.section, category.aggregate.fact.ja, _IN_PLACE)

    def _statement(self, name: str, category: str | None, section: str, text: str, said: Sentence) -> PublicStatement:
        override = self._choice.wording.get(name)
        is_own = override is not None and override.stage is said.written
        text = override.text if override is not None and is_own else in_own_name(text, self._municipality)
        year = said.year if self._result.assessment.programme.budget_state is BudgetState.APPROVED else None
        period = _period(said.year, year)
        return PublicStatement(
            id=name,
            mark=statement_mark(name, said.written),
            category=category,
            section=section,
            text=f"{text.removesuffix('。')}（{period}）。" if period else text,
            stage=said.stage,
            partial=said.written is WordingStage.PARTIAL,
            period=period,
            year=year,
        )

    def _layers(self) -> tuple[PublicLayer, ...]:
        titles = {category.id: category.title.ja for category in self._checklist.categories}
        return tuple(
            PublicLayer(
                title=layer.title.ja,
                contents=layer.contents.ja,
                categories=tuple(titles[name] for name in layer.categories if name in titles),
            )
            for layer in self._checklist.layers
        )


_IN_PLACE = Sentence(Stage.IN_PLACE, WordingStage.IMPLEMENTED, None)


def _period(said: int | None, told: int | None) -> str | None:
    """How a statement's year is printed; one that may not be told yet lies within the plan's years."""
    if said is None:
        return None
    return fiscal_year_label(told) if told is not None else WITHIN_THE_PLAN


def statement_mark(name: str, written: WordingStage) -> str:
    """The bookmark name of a statement at a stage: letters, digits and `_`, at most 40 characters.

    An id that is too long or has other characters is cut and told apart by eight digits of its digest.
    """
    plain = re.sub(r"[^A-Za-z0-9]", "_", name)
    mark = f"s7_{plain}_{written.letter}"
    if len(mark) <= LONGEST_MARK and plain == name.replace("-", "_"):
        return mark
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"s7_{plain[:LONGEST_STEM]}_{digest}_{written.letter}"


def statement_ids(checklist: Checklist) -> frozenset[str]:
    """Every id a public statement can have under this checklist."""
    folded = {f"{category.id}-{part}" for category in checklist.categories for part in ("policy", "fact")}
    return frozenset((*checklist.controls, *folded, *(promise.id for promise in checklist.publication.promises)))


def _one_of_each_topic(said: Iterable[tuple[Control, Sentence]]) -> Iterator[tuple[Control, Sentence]]:
    """Of the sentences of one topic only the most specific; those without a topic all."""
    best: dict[str, tuple[Control, Sentence]] = {}
    for control, one in said:
        topic = control.public.topic or f"={control.id}"
        held = best.get(topic)
        if held is None or control.public.topic_rank < held[0].public.topic_rank:
            best[topic] = (control, one)
    yield from best.values()


def _policy(policy: Policy) -> PublicPolicy:
    return PublicPolicy(title=policy.title, published=policy.published)


def _guideline(standard: Standard) -> str:
    return f"{standard.publisher or ''}「{standard.title.ja}」"


def _is_dated(programme: Programme) -> bool:
    return bool(programme.policies) and programme.policies[0].published is not None


def public_glossary(checklist: Checklist) -> tuple[PublicTerm, ...]:
    """The glossary as residents see it, in the order of the syllabary."""
    return tuple(
        PublicTerm(
            term=term.term,
            yomi=term.yomi,
            origin=term.origin.ja if term.origin else None,
            definition=term.definition.ja,
        )
        for term in sorted(checklist.glossary, key=lambda one: syllabary_key(one.yomi))
    )
