"""The worksheet says what each public sentence rests on and why the text is silent elsewhere."""

import json
import re
from datetime import date
from typing import Any

from hypothesis import given, settings

from assessor.compose.worksheet import PLACEHOLDERS, Beside, context, section7_worksheet
from assessor.engine.publication import public_view
from assessor.engine.silences import nearest_to_speaking, silences
from assessor.model.assessment import Assessment, StoredAnswer
from assessor.model.checklist import Checklist
from assessor.model.document import Document
from assessor.model.result import AssessmentResult
from tests.compose.making import shipped_template, spans_of, whole_city, words
from tests.model.mini import (
    TODAY,
    answer,
    assessment,
    backed,
    everywhere,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    published,
    services,
    shipped,
)


def beside(result: AssessmentResult, by: str | None = None) -> Beside:
    view = public_view(result)
    found = silences(result, view)
    told = result.assessment.answers
    rows = {key: StoredAnswer(one, 1, by, "2026-11-01T00:00:00Z") for key, one in told.items()} if by else {}
    return Beside(view, found, nearest_to_speaking(found), rows)


def data(said: Assessment, checklist: Checklist | None = None, by: str | None = None) -> dict[str, Any]:
    result = judged(said, checklist)
    return context(result, beside(result, by))


def worksheet(said: Assessment, checklist: Checklist | None = None) -> Document:
    result = judged(said, checklist)
    chosen = shipped_template("section7-worksheet", "section7-worksheet")
    return section7_worksheet(result, beside(result), chosen, dated=TODAY)


@settings(max_examples=40)
@given(published(backed()))
def test_every_sentence_and_every_silence_of_the_view_stands_in_the_worksheet(said: Assessment) -> None:
    values = data(said, backed())
    assert set(values) == PLACEHOLDERS and json.loads(json.dumps(values)) == values
    spoken = [one["id"] for one in values["statements"]]
    silent = [row["id"] for rows in (values["nearest"], *(one["rows"] for one in values["silences"])) for row in rows]
    assert len(set(spoken)) == len(spoken) and len(set(silent)) == len(silent)
    assert set(silent) | set(spoken) >= set(backed().controls)
    assert not set(silent) & set(spoken)


def test_a_sentence_shows_each_pair_it_rests_on_with_its_answer_evidence_and_who_said_so() -> None:
    told = {
        ("s1", "SVC-04"): answer("implemented", evidence=[{"title": "案内", "date": "2026-04-01"}]),
        ("s2", "SVC-04"): partial(2027),
        ("s3", "SVC-04"): answer("not_applicable"),
    }
    (one,) = [
        row for row in data(assessment(services(3), dict(told)), by="山口")["statements"] if row["id"] == "SVC-04"
    ]
    assert [(row["subject"], row["by"], row["answer"]["status"]) for row in one["rests_on"]] == [
        ("s1", "山口", "実施している"),
        ("s2", "山口", "一部実施している"),
    ]
    assert one["rests_on"][0]["answer"]["evidence"] == [{"title": "案内", "date": "令和8年4月1日"}]
    assert one["rests_on"][1]["answer"]["planned_for"] == "令和9年度"


def test_a_promise_and_a_category_sentence_rest_on_their_controls_and_a_principle_on_none() -> None:
    rows = {row["id"]: row for row in data(whole_city("implemented", mini()))["statements"]}
    assert {pair["id"] for pair in rows["promise-safety"]["rests_on"]} == {"GOV-03", "SVC-01"}
    assert {pair["id"] for pair in rows["city_os-fact"]["rests_on"]} == {"COS-01", "COS-02"}
    assert rows["promise-law"]["rests_on"] == [] == rows["service-policy"]["rests_on"]


def test_the_officers_own_words_are_marked_while_they_are_used() -> None:
    own = {"GOV-03": {"text": "市の言い回しです。", "stage": "implemented"}}
    for told, used in ((answer("implemented"), True), (planned(), False)):
        said = assessment(one_of_each(), {("programme", "GOV-03"): told}, choice={"wording": own})
        (row,) = [one for one in data(said)["statements"] if one["id"] == "GOV-03"]
        assert row["is_own_wording"] is used


def test_evidence_is_old_from_the_day_after_twelve_months() -> None:
    def old(day: date) -> int:
        told = answer("implemented", evidence=[{"title": "案内", "date": day.isoformat()}, {"title": "日付なし"}])
        return len(data(assessment(one_of_each(), {("bus", "SVC-04"): told}))["old_evidence"])

    assert (old(date(2025, 11, 22)), old(date(2025, 11, 21))) == (0, 1)


def test_what_a_reader_could_infer_names_individual_sentences_only() -> None:
    done = everywhere(mini(), one_of_each(), "implemented")
    choice = {"hide": ["SVC-04"]}
    rows = data(assessment(one_of_each(), {**done, ("cam", "AST-03"): "unknown"}, choice=choice))["inferences"]
    assert {(row["id"], row["is_hidden"]) for row in rows} == {("SVC-04", True), ("AST-03", False)}


@settings(max_examples=20)
@given(published(backed()))
def test_the_worksheet_is_internal_and_reads_as_words(said: Assessment) -> None:
    made = worksheet(said, backed())
    assert made.internal and not made.marked and "取扱注意" in words(made.blocks)
    for span in spans_of(made.blocks):
        assert not re.search(r"\{k=|\*\*|&#|\{\{|\x00|None|Undefined|not_|_open|no_", span.text), span.text


def test_the_worksheet_of_the_shipped_checklist_names_every_control_or_its_sentence() -> None:
    said = whole_city("partial")
    text = words(worksheet(said, shipped()).blocks)
    folded = {
        one["id"] for one in data(said, shipped())["silences"] if one["reason"] == "folded" for one in one["rows"]
    }
    named = [one for one in shipped().controls.values() if one.id in text or one.title.ja in text]
    assert len(folded) > 50 and f"（{len(folded)}項目）" in text
    assert {one.id for one in named} >= set(shipped().controls) - folded


def test_the_worksheet_of_a_whole_city_is_one_that_a_meeting_can_go_through() -> None:
    made = worksheet(whole_city("implemented"), shipped())
    assert not re.search(r"promise-|-policy|-fact", words(made.blocks)), "Japanese first; the ids of sentences of ours"
    assert len(words(made.blocks)) < 12_000


def test_answers_that_are_alike_stand_together_with_one_piece_of_evidence() -> None:
    proof = [{"title": "案内", "date": "2026-04-01"}, {"title": "記録"}]
    told = {("s1", "SVC-04"): answer("implemented", evidence=proof), ("s2", "SVC-04"): partial(2027)}
    support = next(row for row in data(assessment(services(2), dict(told)))["statements"] if row["id"] == "SVC-04")[
        "support"
    ]
    assert support["states"] == [
        {"status": "実施している", "planned_for": None, "subjects": ["s1"], "is_all": False},
        {"status": "一部実施している", "planned_for": "令和9年度", "subjects": ["s2"], "is_all": False},
    ]
    assert (support["evidence"], support["more_evidence"]) == (["案内（令和8年4月1日）"], 1)


def test_a_duty_that_is_planned_for_a_year_is_told_to_be_done_before_anything_is_written() -> None:
    said = assessment(one_of_each(), {("programme", "GOV-20"): planned(2027)})
    said = said.model_copy(
        update={
            "subjects": tuple(
                one.model_copy(update={"facts": {**one.facts, "personal_info": True, "held_by_city": True}})
                for one in said.subjects
            )
        }
    )
    (row,) = [one for one in data(said, shipped())["nearest"] if one["id"] == "GOV-20"]
    assert [one["reason"] for one in row["open"]] == ["in_progress"]
    assert "済むまで、何も書けません" in words(worksheet(said, shipped()).blocks)


def test_why_a_sentence_is_left_out_stands_in_the_worksheet() -> None:
    done = everywhere(mini(), one_of_each(), "implemented")
    choice = {"hide": ["SVC-04", "GOV-03"], "why": {"SVC-04": "窓口を替えるため"}}
    text = words(worksheet(assessment(one_of_each(), dict(done), choice=choice)).blocks)
    assert "窓口を替えるため" in text and "（理由の記入なし）" in text
