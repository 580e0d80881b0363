"""A template of section 7 filled for trial: for a city with something to say everywhere, and for one with nothing."""

from datetime import date

from assessor.compose.section7 import section7
from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.programme import WordingStage
from assessor.model.publication import (
    PublicAssessment,
    PublicCategory,
    PublicLayer,
    PublicPolicy,
    PublicStatement,
    PublicTerm,
    PublicView,
    Stage,
)
from assessor.model.template import Template
from assessor.service.containment import fill_contained

DAY = date(2026, 4, 1)
SECTIONS = ("basis", "organisation", "measures", "together", "privacy", "camera", "residents", "review")
NOTHING = PublicView(municipality="見本市", guideline="")


def trial_problems(template: Template) -> tuple[Problem, ...]:
    """What goes wrong when a template of section 7 is filled, in a child with limits; each problem once."""
    for view in (everything(), NOTHING):
        try:
            section7(view, template, dated=DAY, fill=fill_contained)
        except TemplateInvalid as fault:
            return tuple(problem for problem in fault.problems if isinstance(problem, Problem))
    return ()


def everything() -> PublicView:
    """A view of an invented city with something in every field and a sentence of every stage in every section."""
    policy = PublicPolicy(title="見本市情報セキュリティ基本方針", published=DAY)
    return PublicView(
        municipality="見本市",
        plan="見本市スマートシティ計画",
        period="令和8年度～令和12年度",
        contact="企画課",
        responsible="副市長",
        review="毎年度",
        guideline="国「見本の指針」",
        guideline_edition="1.0",
        laws=("個人情報の保護に関する法律", "地方自治法"),
        policies=(policy, policy),
        policies_by_law=True,
        disclosure_standard=policy,
        promises=tuple(_statement("promise", section, Stage.IN_PLACE, None) for section in SECTIONS),
        categories=tuple(_category(number) for number in range(3)),
        closing="今後の取組は、各年度の予算の議決を前提とします。",
        layers=(PublicLayer(title="見本の層", contents="見本の内容", categories=("分野0",)),),
        assessments=(PublicAssessment(service="見本のサービス", place="市のホームページ", published=DAY),),
        glossary=(PublicTerm(term="方針", yomi="ほうしん", origin=None, definition="進む方向。"),),
    )


def _category(number: int) -> PublicCategory:
    name = f"category{number}"
    return PublicCategory(
        id=name,
        title=f"分野{number}",
        policy=_statement("policy", "measures", Stage.IN_PLACE, name),
        statements=tuple(_statement("one", section, stage, name) for section in SECTIONS for stage in Stage),
    )


def _statement(name: str, section: str, stage: Stage, category: str | None) -> PublicStatement:
    letter = (WordingStage.IMPLEMENTED if stage is Stage.IN_PLACE else WordingStage.PLANNED).letter
    name = "-".join(part for part in (category, name, section, stage.value) if part)
    mark = f"s7_{name}_{letter}".replace("-", "_")
    return PublicStatement(id=name, mark=mark, category=category, section=section, text="見本の文です。", stage=stage)
