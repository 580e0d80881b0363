"""The small checklist of the tests, short ways to make assessments of it, and random ones for laws."""

import json
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from assessor.catalog.loader import load_checklist
from assessor.engine.evaluate import evaluate
from assessor.model.assessment import Answer, Assessment, PairKey
from assessor.model.checklist import Checklist
from assessor.model.programme import BudgetState, Programme, Section7Choice, Subject, WordingStage
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.resources import data_folder

TODAY = date(2026, 11, 22)
THIS_YEAR, NEXT_YEAR, LAST_YEAR = 2026, 2027, 2025
MINI = Path(__file__).resolve().parent.parent / "checklists" / "good" / "mini"

FACTS = ("personal_data", "cloud", "outsourcing", "public_web", "user_accounts", "camera")
ALL_TRUE = dict.fromkeys(FACTS, True)

Json = dict[str, Any]
Given = Status | str | Answer | None


@cache
def mini() -> Checklist:
    return load_checklist(MINI)


@cache
def shipped() -> Checklist:
    return load_checklist(data_folder("checklists"))


def as_data(checklist: Checklist) -> Json:
    data: Json = json.loads(checklist.model_dump_json(by_alias=True, exclude_none=True))
    return data


def varied(**publication: Any) -> Checklist:
    """The small checklist with other publication data."""
    data = as_data(mini())
    data["publication"] |= publication
    return Checklist.model_validate(data)


@cache
def backed() -> Checklist:
    """The small checklist with laws, a guideline, and a control behind each fixed phrase."""
    return varied(
        guideline="guideline",
        laws=[
            {"title": {"ja": "個人情報の保護に関する法律"}, "facts": ["personal_data"]},
            {"title": {"ja": "地方自治法"}},
        ],
        backing={
            "policies_by_law": ["GOV-01", "GOV-02"],
            "responsible": ["COS-03"],
            "review": ["GOV-03"],
            "disclosure_standard": ["SVC-04"],
        },
    )


def with_control(control_id: str, **changes: Any) -> Checklist:
    """The small checklist with one control changed; None leaves a key out."""
    data = as_data(mini())
    for category in data["categories"]:
        for control in category["controls"]:
            if control["id"] == control_id:
                control |= changes
                for key in [key for key, value in control.items() if value is None]:
                    del control[key]
    return Checklist.model_validate(data)


def subject(subject_id: str, kind: str, facts: Mapping[str, bool | None] | None = None) -> Subject:
    return Subject.model_validate({"id": subject_id, "kind": kind, "name": subject_id, "facts": dict(facts or {})})


def one_of_each(facts: Mapping[str, bool | None] | None = None) -> tuple[Subject, ...]:
    """A programme, a service, a city OS and an asset group with the same facts (all yes unless told)."""
    given = ALL_TRUE if facts is None else facts
    kinds = {"programme": "programme", "bus": "service", "os": "city_os", "cam": "asset_group"}
    return tuple(subject(name, kind, given) for name, kind in kinds.items())


def services(count: int, facts: Mapping[str, bool | None] | None = None) -> tuple[Subject, ...]:
    """A programme and so many services, `s1` and on."""
    given = ALL_TRUE if facts is None else facts
    some = (subject(f"s{number}", "service", given) for number in range(1, count + 1))
    return (subject("programme", "programme", given), *some)


def answer(status: Status | str, **more: Any) -> Answer:
    values: Json = {"status": status, "as_of": "2026-11-01", **more}
    if Status(status) is Status.NOT_APPLICABLE:
        values.setdefault("reason", "対象がない")
    return Answer.model_validate(values)


def planned(year: int | None = NEXT_YEAR, **more: Any) -> Answer:
    return answer(Status.PLANNED, planned_for=year, **more)


def partial(year: int | None = NEXT_YEAR, **more: Any) -> Answer:
    return answer(Status.PARTIAL, planned_for=year, **more)


def programme(**more: Any) -> Programme:
    return Programme.model_validate({"municipality": "みらい市", **more})


def assessment(
    subjects: Iterable[Subject],
    answers: Mapping[PairKey, Given] | None = None,
    *,
    choice: Json | None = None,
    **about: Any,
) -> Assessment:
    """What a city said: a status stands for an answer of that status, None for no answer."""
    told = {key: one if isinstance(one, Answer) else answer(one) for key, one in (answers or {}).items() if one}
    return Assessment(
        programme=programme(**about),
        subjects=tuple(subjects),
        answers=told,
        section7=Section7Choice.model_validate(choice or {}),
    )


def judged(said: Assessment, checklist: Checklist | None = None, today: date = TODAY) -> AssessmentResult:
    return evaluate(checklist or mini(), said, today)


def everywhere(checklist: Checklist, subjects: Iterable[Subject], given: Given = None) -> dict[PairKey, Given]:
    """The same answer on every pair."""
    return {(one.id, control.id): given for one in subjects for _, control in checklist.asked_of(one.kind)}


def with_answer(said: Assessment, key: PairKey, given: Answer | None) -> Assessment:
    kept = {other: one for other, one in said.answers.items() if other != key}
    if given is not None:
        kept[key] = given
    return said.model_copy(update={"answers": kept})


DAYS = tuple(TODAY - timedelta(days=number) for number in (0, 1, 21, 200, 364, 365, 366, 500, 729, 732, 1200))
YEARS = (None, None, LAST_YEAR - 1, LAST_YEAR, THIS_YEAR, NEXT_YEAR, NEXT_YEAR + 1, NEXT_YEAR + 3)
OTHER_KINDS = ("service", "service", "city_os", "asset_group")


@cache
def some_answers(status: Status) -> tuple[Answer, ...]:
    """Every answer of a status that random cities use; made once, since checking each costs most of the time."""
    comments = (None, "確認中")
    return tuple(
        answer(status, as_of=day, planned_for=year, comment=comment)
        for day in DAYS
        for year in YEARS
        for comment in comments
    )


def random_city(chance: random.Random, checklist: Checklist, more_subjects: int) -> Assessment:
    """A city with so many subjects beside the programme, facts of three values, answers to most of the pairs."""
    kinds = ["programme", *(chance.choice(OTHER_KINDS) for _ in range(more_subjects))]
    names = ["programme", *(f"x{number}" for number in range(more_subjects))]
    truth = chance.choice(((True, True, True, False, None), (True,), (True, False)))
    known = sorted(checklist.fact_ids)
    subjects = [
        subject(name, kind, {fact: chance.choice(truth) for fact in known if chance.random() < 0.95})
        for name, kind in zip(names, kinds, strict=True)
    ]
    mood = chance.choice(([*Status, None], [Status.IMPLEMENTED, Status.IMPLEMENTED, *Status, None], _GOOD))
    told = {
        key: chance.choice(some_answers(status))
        for key in everywhere(checklist, subjects)
        if (status := chance.choice(mood)) is not None
    }
    return assessment(subjects, dict(told))


_GOOD = [*[Status.IMPLEMENTED] * 8, Status.PARTIAL, Status.PLANNED, Status.NOT_APPLICABLE]
_SEEDS = st.integers(0, 2**32)


def assessments(checklist: Checklist | None = None) -> st.SearchStrategy[Assessment]:
    """Random cities of up to six subjects; a failing one is told by its seed and its number of subjects."""
    return st.builds(
        lambda seed, more: random_city(random.Random(seed), checklist or mini(), more), _SEEDS, st.integers(0, 5)
    )


def statement_names(checklist: Checklist) -> list[str]:
    """Every id a public statement can have."""
    folded = [f"{one.id}-{part}" for one in checklist.categories for part in ("policy", "fact")]
    return [*checklist.controls, *folded, *(one.id for one in checklist.publication.promises)]


def random_choice(chance: random.Random, checklist: Checklist) -> Json:
    """What an officer may have chosen for section 7."""
    names = statement_names(checklist)
    stages = [one.value for one in WordingStage]
    return {
        "hide": chance.sample(names, chance.choice((0, 0, 1, 3))),
        "show": chance.sample(sorted(checklist.controls), chance.choice((0, 2, 5))),
        "wording": {
            name: {"text": f"市の言い回し{number}です。", "stage": chance.choice(stages)}
            for number, name in enumerate(chance.sample(names, chance.choice((0, 1, 3))))
        },
    }


def random_programme(chance: random.Random) -> Programme:
    """What a programme may say of itself."""
    policy = {"title": "基本方針", "published": chance.choice((None, "2026-03-25"))}
    return programme(
        plan=chance.choice((None, "計画")),
        period="令和8年度～令和12年度",
        contact=chance.choice((None, "企画課")),
        responsible="副市長（CISO）",
        review="毎年度",
        guideline_edition="3.0",
        disclosure_standard=chance.choice((None, policy)),
        budget_state=chance.choice(tuple(BudgetState)),
        policies=chance.choice(((), (policy,), (policy, policy))),
    )


def random_publication(chance: random.Random, checklist: Checklist, more_subjects: int) -> Assessment:
    """A random city with what its officer chose for section 7 and what its programme says of itself."""
    said = random_city(chance, checklist, more_subjects)
    choice = Section7Choice.model_validate(random_choice(chance, checklist))
    return said.model_copy(update={"programme": random_programme(chance), "section7": choice})


def published(checklist: Checklist) -> st.SearchStrategy[Assessment]:
    """Random publications; a failing one is told by its seed and its number of subjects."""
    return st.builds(
        lambda seed, more: random_publication(random.Random(seed), checklist, more), _SEEDS, st.integers(0, 5)
    )
