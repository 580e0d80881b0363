"""The small checklist of the tests, short ways to make assessments of it, and random ones for laws."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from assessor.catalog.loader import load_checklist
from assessor.engine.evaluate import evaluate
from assessor.model.assessment import Answer, Assessment, PairKey
from assessor.model.checklist import Checklist
from assessor.model.programme import Programme, Section7Choice, Subject
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


days = st.dates(date(2023, 1, 1), date(2026, 11, 22))
years = st.none() | st.integers(2024, 2029)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    status = draw(st.sampled_from(Status))
    return Answer(
        status=status,
        comment=draw(st.sampled_from((None, "確認中", "担当課に聞く"))),
        planned_for=draw(years),
        reason="対象がない" if status is Status.NOT_APPLICABLE else None,
        as_of=draw(days),
    )


@st.composite
def assessments(draw: st.DrawFn, checklist: Checklist | None = None) -> Assessment:
    """Random cities: up to six subjects, facts of three values, answers to some of the pairs."""
    judging = checklist or mini()
    kinds = draw(st.lists(st.sampled_from(("service", "city_os", "asset_group")), max_size=5))
    named = [("programme", "programme"), *((f"x{number}", kind) for number, kind in enumerate(kinds))]
    truth = st.sampled_from((True, True, False, None))
    facts = st.fixed_dictionaries({}, optional=dict.fromkeys(FACTS, truth))
    subjects = [subject(name, kind, draw(facts)) for name, kind in named]
    pairs = [(one.id, control.id) for one in subjects for _, control in judging.asked_of(one.kind)]
    told = {key: one for key in pairs if (one := draw(st.none() | answers())) is not None}
    return assessment(subjects, dict(told))
