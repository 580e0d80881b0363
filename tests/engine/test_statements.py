"""The table of stages: what the answers to one control let the city say in public."""

from datetime import date
from itertools import combinations_with_replacement, permutations

import pytest

from assessor.engine.statements import Holding, Sentence, Support, holding, sentence, speaking_pairs
from assessor.model.assessment import Answer, Assessment
from assessor.model.checklist import Checklist
from assessor.model.programme import Subject, WordingStage
from assessor.model.publication import Stage
from tests.model.mini import (
    TODAY,
    answer,
    assessment,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    services,
    subject,
    varied,
    with_control,
)

CONTROL = "PIA-02"
"""It has all three sentences, is asked of services with personal data, and its answers grow stale after 24 months."""

OLD = "2024-11-01"
PAIRS: dict[str, tuple[bool | None, Answer | None]] = {
    "done": (True, answer("implemented")),
    "done, a year left over": (True, answer("implemented", planned_for=2030)),
    "partial 2027": (True, partial(2027)),
    "partial 2028": (True, partial(2028)),
    "planned 2027": (True, planned(2027)),
    "planned 2029": (True, planned(2029)),
    "planned this year": (True, planned(2026)),
    "unanswered": (True, None),
    "unknown": (True, answer("unknown")),
    "not implemented": (True, answer("not_implemented")),
    "not implemented, with a year": (True, answer("not_implemented", planned_for=2028)),
    "stale": (True, answer("implemented", as_of=OLD)),
    "stale partial": (True, partial(2028, as_of=OLD)),
    "stale planned": (True, planned(2028, as_of=OLD)),
    "partial without a year": (True, partial(None)),
    "planned without a year": (True, planned(None)),
    "partial, year past": (True, partial(2025)),
    "planned, year past": (True, planned(2025)),
    "undetermined": (None, None),
    "undetermined, done": (None, answer("implemented")),
    "ruled out": (False, answer("implemented")),
    "ruled out, unanswered": (False, None),
    "not applicable": (True, answer("not_applicable")),
    "undetermined, not applicable": (None, answer("not_applicable")),
}
DONE = ("done", "done, a year left over")
PARTIAL = ("partial 2027", "partial 2028")
PLANNED = ("planned 2027", "planned 2029", "planned this year")
SILENT = ("ruled out", "ruled out, unanswered", "not applicable", "undetermined, not applicable")
OPEN = tuple(name for name in PAIRS if name not in (*DONE, *PARTIAL, *PLANNED, *SILENT))

IN_PLACE = Sentence(Stage.IN_PLACE, WordingStage.IMPLEMENTED, None)
SOME = Sentence(Stage.EXTENDING, WordingStage.PARTIAL, None)


def extending(year: int) -> Sentence:
    return Sentence(Stage.EXTENDING, WordingStage.PLANNED, year)


def to_come(year: int) -> Sentence:
    return Sentence(Stage.TO_COME, WordingStage.PLANNED, year)


def city(*names: str) -> Assessment:
    """One service for each named state of the control."""
    told = [(f"s{number}", *PAIRS[name]) for number, name in enumerate(names, 1)]
    subjects: list[Subject] = [subject(who, "service", {"personal_data": fact}) for who, fact, _ in told]
    return assessment(subjects, {(who, CONTROL): one for who, _, one in told})


def said(*names: str, checklist: Checklist | None = None, today: date = TODAY) -> Sentence | None:
    judging = checklist or mini()
    found = speaking_pairs(judged(city(*names), judging, today))
    return sentence(judging.controls[CONTROL], found.get(CONTROL, []), today)


CASES: list[tuple[tuple[str, ...], Sentence | None]] = [
    ((), None),
    (("ruled out",), None),
    (("not applicable",), None),
    (("undetermined, not applicable", "ruled out", "not applicable"), None),
    (("done",), IN_PLACE),
    (("done, a year left over",), IN_PLACE),
    (("done", "done", "done"), IN_PLACE),
    (("done", "ruled out", "not applicable", "undetermined, not applicable"), IN_PLACE),
    (("done", "partial 2027"), extending(2027)),
    (("done", "planned 2027"), extending(2027)),
    (("done, a year left over", "planned 2027"), extending(2027)),
    (("partial 2027",), extending(2027)),
    (("partial 2027", "partial 2028"), extending(2028)),
    (("partial 2028", "planned 2027"), extending(2028)),
    (("partial 2027", "planned 2029"), extending(2029)),
    (("done", "partial 2028", "planned 2029", "not applicable"), extending(2029)),
    (("planned 2027",), to_come(2027)),
    (("planned this year",), to_come(2026)),
    (("planned 2027", "planned 2029"), to_come(2029)),
    (("planned 2027", "ruled out", "not applicable"), to_come(2027)),
    *(((name,), None) for name in OPEN),
    *((("planned 2027", name), None) for name in OPEN),
    *((("partial 2027", name), None) for name in OPEN),
    *((("partial 2027", "planned 2029", name), None) for name in OPEN),
    *((("done", name), SOME) for name in OPEN),
    *((("done", "partial 2027", "planned 2027", name), SOME) for name in OPEN),
    (("done", *OPEN), SOME),
    (OPEN, None),
]


@pytest.mark.parametrize(("names", "expected"), CASES, ids=[" + ".join(names) or "no subject" for names, _ in CASES])
def test_the_table_of_stages(names: tuple[str, ...], expected: Sentence | None) -> None:
    assert said(*names) == expected


@pytest.mark.parametrize(("names", "expected"), [(names, one) for names, one in CASES if 2 <= len(names) <= 3])
def test_the_order_of_subjects_says_nothing(names: tuple[str, ...], expected: Sentence | None) -> None:
    assert {said(*order) for order in permutations(names)} == {expected}


@pytest.mark.parametrize("name", SILENT)
def test_a_subject_that_is_not_spoken_of_changes_no_sentence(name: str) -> None:
    some = ("done", "partial 2027", "planned 2029", "unanswered")
    for count in (1, 2):
        for names in combinations_with_replacement(some, count):
            assert said(*names, name) == said(*names)


@pytest.mark.parametrize("opening", OPEN)
def test_whatever_leaves_a_pair_open_says_the_same_as_any_other(opening: str) -> None:
    for others in ((), ("done",), ("planned 2027",), ("done", "partial 2027")):
        assert said(*others, opening) == said(*others, "not implemented")


def test_without_a_partial_sentence_a_part_in_place_says_nothing() -> None:
    checklist = with_control(CONTROL, public={**_public(), "partial": None})
    assert said("done", "unanswered", checklist=checklist) is None
    assert said("done", "planned 2027", checklist=checklist) == extending(2027)


def test_without_a_planned_sentence_nothing_is_said_until_all_is_done() -> None:
    checklist = with_control(CONTROL, public={**_public(), "planned": None})
    for names in (("planned 2027",), ("partial 2027",), ("done", "planned 2027")):
        assert said(*names, checklist=checklist) is None
    assert said("done", checklist=checklist) == IN_PLACE


def test_without_an_implemented_sentence_a_control_in_place_says_nothing() -> None:
    checklist = with_control(CONTROL, public={**_public(), "implemented": None})
    assert said("done", checklist=checklist) is None
    assert said("planned 2027", checklist=checklist) == to_come(2027)


def _public() -> dict[str, object]:
    public = mini().controls[CONTROL].public
    return {key: value for key, value in public.model_dump(mode="json").items() if value is not None}


def test_a_plan_holds_to_the_last_day_of_its_fiscal_year() -> None:
    assert said("planned 2027", today=date(2028, 3, 31)) is not None
    assert said("planned 2027", today=date(2028, 4, 1)) is None


def test_an_answer_supports_its_sentence_to_the_last_day_it_is_valid() -> None:
    assert said("done", today=date(2028, 11, 1)) == IN_PLACE
    assert said("done", today=date(2028, 11, 2)) is None


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_is_done_coming_or_open(name: str) -> None:
    (pair,) = judged(city(name)).pairs[-1:]
    assert pair.control == CONTROL
    if name not in SILENT:
        expected = Holding.DONE if name in DONE else Holding.COMING if name in (*PARTIAL, *PLANNED) else Holding.OPEN
        assert holding(pair, TODAY) is expected


def test_a_control_asked_of_no_subject_says_nothing() -> None:
    found = speaking_pairs(judged(assessment(services(0))))
    assert CONTROL not in found and sentence(mini().controls[CONTROL], [], TODAY) is None


def support(hidden: tuple[str, ...] = (), **answers: str) -> Support:
    keys = {"GOV_01": "programme", "GOV_02": "programme", "GOV_05": "programme", "SVC_04": "bus"}
    told = {(keys[name], name.replace("_", "-")): status for name, status in answers.items()}
    result = judged(assessment(one_of_each(), dict(told)))
    return Support(mini(), speaking_pairs(result), frozenset(hidden), TODAY)


def test_a_fixed_phrase_holds_when_all_its_controls_are_done_and_at_least_one_can_speak() -> None:
    assert support(GOV_01="implemented", GOV_02="implemented").all_done(["GOV-01", "GOV-02"])
    assert support(GOV_01="implemented", GOV_02="not_applicable").all_done(["GOV-01", "GOV-02"])
    assert not support(GOV_01="implemented", GOV_02="partial").all_done(["GOV-01", "GOV-02"])
    assert not support(GOV_01="implemented").all_done(["GOV-01", "GOV-02"])
    assert not support(GOV_01="not_applicable", GOV_02="not_applicable").all_done(["GOV-01", "GOV-02"])
    assert not support().all_done([])


def test_a_hidden_control_and_one_that_never_speaks_support_nothing() -> None:
    assert support(GOV_01="implemented").is_done("GOV-01") is True
    assert support(("GOV-01",), GOV_01="implemented").is_done("GOV-01") is False
    assert support(GOV_05="implemented").is_done("GOV-05") is False
    assert support(SVC_04="not_applicable").is_done("SVC-04") is None


def test_a_variant_of_the_checklist_is_made_anew_and_leaves_the_first_alone() -> None:
    assert varied(closing={"ja": "別の結び。"}).publication.closing != mini().publication.closing


@pytest.mark.parametrize("names", [("planned 2029",), ("done", "planned 2029"), ("partial 2028",), ("done", "unknown")])
def test_of_a_duty_only_what_is_done_is_said_from_the_day_it_is_in_force(names: tuple[str, ...]) -> None:
    """The checklist may have been written before that day, and hold a plan and a partial sentence."""
    duty = with_control(CONTROL, duty={"basis": "新しい規則第1条", "in_force_from": "2027-07-01"})
    assert duty.controls[CONTROL].public.planned and duty.controls[CONTROL].public.partial
    eve, day = date(2027, 6, 30), date(2027, 7, 1)
    assert said(*names, checklist=duty, today=eve) == said(*names, today=eve) is not None
    assert said(*names, checklist=duty, today=day) is None
    assert said("done", "done", checklist=duty, today=day) == IN_PLACE
