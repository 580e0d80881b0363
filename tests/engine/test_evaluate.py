"""Evaluating is one pure computation, and its numbers are those of the contract."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.engine.evaluate import evaluate
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.model.scorecard import Tally
from tests.engine import oracle
from tests.model.cities import as_city
from tests.model.mini import (
    TODAY,
    Json,
    as_data,
    assessment,
    assessments,
    everywhere,
    mini,
    one_of_each,
    shipped,
    subject,
)

KEYS = ("earned", "possible", "ratio", "applicable", "answered", "unknown", "undetermined", "unmet_musts")


def _counts(tally: Tally) -> Json:
    return {key: getattr(tally, key) for key in KEYS}


def _shown(result: AssessmentResult) -> Json:
    card = result.scorecard
    return {
        "provisional": card.provisional,
        "total": _counts(card.total),
        "categories": [{"id": one.id, **_counts(one.tally)} for one in card.categories],
        "subjects": [{"id": one.id, "kind": one.kind, **_counts(one.tally)} for one in card.subjects],
        "duties": [
            {
                "control": row.control,
                "subject": row.subject,
                "basis": row.basis,
                "in_force_from": row.in_force_from.isoformat() if row.in_force_from else None,
                "met": row.met,
            }
            for row in card.duties
        ],
    }


def _agree(checklist: Checklist, said: Assessment) -> None:
    result = evaluate(checklist, said, TODAY)
    data, city = as_data(checklist), as_city(said)
    expected, shown = oracle.show(data, city), _shown(result)
    expected["duties"].sort(key=lambda row: (row["control"], row["subject"]))
    shown["duties"].sort(key=lambda row: (row["control"], row["subject"]))
    assert shown == expected
    found = [
        {
            "subject": one.subject,
            "control": one.control,
            "status": one.status,
            "importance": one.importance,
            "severity": one.severity,
            "duty": one.duty,
        }
        for one in result.findings
    ]
    assert found == oracle.findings(data, city, TODAY)


@given(assessments())
@settings(max_examples=500)
def test_every_number_is_the_one_that_the_contract_gives(said: Assessment) -> None:
    _agree(mini(), said)


@given(st.integers(0, 1_000_000))
@settings(max_examples=12)
def test_the_shipped_checklist_counts_by_the_same_contract(seed: int) -> None:
    checklist, chance = shipped(), random.Random(seed)
    facts = {name: chance.choice((True, True, True, False, None)) for name in sorted(checklist.fact_ids)}
    subjects = (*one_of_each(facts), subject("tram", "service", dict.fromkeys(facts, True)))
    statuses = [*Status, None]
    _agree(checklist, assessment(subjects, {key: chance.choice(statuses) for key in everywhere(checklist, subjects)}))


def test_the_oracle_itself_sees_a_wrong_number() -> None:
    said = assessment(one_of_each(), everywhere(mini(), one_of_each(), "partial"))
    wrong = oracle.show(as_data(mini()), as_city(said))
    wrong["total"]["earned"] += 1
    assert _shown(evaluate(mini(), said, TODAY)) != wrong


@given(assessments())
@settings(max_examples=30)
def test_evaluating_twice_gives_the_same(said: Assessment) -> None:
    assert evaluate(mini(), said, TODAY) == evaluate(mini(), said, TODAY)


@given(assessments())
@settings(max_examples=30)
def test_evaluating_changes_nothing_that_was_said(said: Assessment) -> None:
    before = said.model_dump_json(exclude={"answers"}), dict(said.answers)
    result = evaluate(mini(), said, TODAY)
    assert (said.model_dump_json(exclude={"answers"}), dict(said.answers)) == before
    assert result.assessment is said and result.today == TODAY
