"""The gap report names everything that is missing, worst first, in Japanese."""

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from assessor.compose.gap_report import MOST_URGENT, PLACEHOLDERS, context, gap_report
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.condition import Applicability
from assessor.model.document import Document, Figure, Heading, ListBlock, Table
from assessor.model.result import AssessmentResult
from assessor.model.scales import Importance, Severity, Status
from tests.compose.making import shipped_template, spans_of, whole_city, words
from tests.model.mini import (
    ALL_TRUE,
    answer,
    assessment,
    assessments,
    everywhere,
    judged,
    mini,
    one_of_each,
    partial,
    planned,
    services,
    shipped,
)


def report(result: AssessmentResult, **more: Any) -> Document:
    return gap_report(result, shipped_template("gap", "gap"), **more)


def data(said: Assessment, checklist: Checklist | None = None) -> dict[str, Any]:
    return context(judged(said, checklist), "")


@settings(max_examples=40)
@given(assessments())
def test_a_template_is_given_json_values_under_the_known_names(said: Assessment) -> None:
    values = data(said)
    assert set(values) == PLACEHOLDERS and json.loads(json.dumps(values)) == values


@settings(max_examples=40)
@given(assessments())
def test_every_finding_stands_once_under_its_severity_worst_first(said: Assessment) -> None:
    result = judged(said)
    groups = context(result, "")["findings"]
    names = {one.id: "全体" if one.kind == "programme" else one.name for one in said.subjects}
    labels = {one: mini().statuses[one].label.ja for one in Status}
    told = [
        (group["id"], row["id"], one["name"], one["status"])
        for group in groups
        for row in group["rows"]
        for one in row["subjects"]
    ]
    expected = [(one.severity, one.control, names[one.subject], labels[one.status]) for one in result.findings]
    assert sorted(told) == sorted(expected)
    order = [rule.id.value for rule in mini().severities]
    ranks = [order.index(group["id"]) for group in groups]
    assert ranks == sorted(set(ranks))


def test_the_rows_of_a_severity_stand_in_the_order_of_the_findings() -> None:
    result = judged(assessment(one_of_each(), everywhere(mini(), one_of_each(), "not_implemented")))
    for group in context(result, "")["findings"]:
        first = dict.fromkeys(one.control for one in result.findings if one.severity == group["id"])
        assert [row["id"] for row in group["rows"]] == list(first)


def test_the_most_urgent_are_the_first_of_the_findings() -> None:
    result = judged(assessment(one_of_each(), everywhere(mini(), one_of_each(), "unknown")))
    rows = [row for group in context(result, "")["findings"] for row in group["rows"]]
    assert context(result, "")["urgent"] == rows[:MOST_URGENT]
    assert rows[0]["id"] == result.findings[0].control


@settings(max_examples=25)
@given(assessments())
def test_every_finding_is_read_in_the_document_with_its_first_step(said: Assessment) -> None:
    result = judged(said)
    text = words(report(result).blocks)
    for one in result.findings:
        control = mini().controls[one.control]
        assert control.id in text and control.title.ja in text
        assert control.remediation.ja in text and control.why.ja in text


CODES = {
    *(one.value for kind in (Status, Severity, Importance) for one in kind),
    "not-satisfied",
    "None",
    "True",
    "False",
}


def japanese(made: Document) -> None:
    """No code word of the machine, no sign of Markdown."""
    for span in spans_of(made.blocks):
        assert not CODES & set(re.findall(r"[A-Za-z_-]+", span.text)), span.text
        assert not re.search(r"\[\]|\{k=|\*\*|&#|\{\{|\x00|^#", span.text), span.text


@pytest.mark.parametrize("status", [None, *Status])
def test_no_code_word_and_no_markdown_is_left_in_the_words(status: Status | None) -> None:
    japanese(report(judged(whole_city(status), shipped())))


@settings(max_examples=25)
@given(assessments())
def test_no_code_word_is_left_whatever_was_answered(said: Assessment) -> None:
    japanese(report(judged(said)))


def test_tables_are_whole_and_headings_have_something_below() -> None:
    for status in (None, *Status):
        blocks = report(judged(whole_city(status), shipped())).blocks
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Table):
                assert block.rows and all(len(row) == len(block.header) for row in block.rows)
            if isinstance(block, ListBlock):
                assert block.items
            if isinstance(block, Heading):
                assert following is not None and (not isinstance(following, Heading) or following.level > block.level)


def test_both_figures_stand_in_the_report() -> None:
    made = report(judged(whole_city("partial"), shipped()))
    assert {one.chart.type for one in made.blocks if isinstance(one, Figure)} == {"radar", "heat_map"}


def test_a_comment_stands_beside_its_finding_exactly_as_typed() -> None:
    typed = "# 委託先 | [x]{s=y} *確認中* <b>\n二行目"
    made = report(judged(assessment(one_of_each(), {("bus", "SVC-02"): answer("unknown", comment=typed)})))
    assert typed in words(made.blocks)


def test_plans_say_their_year_and_whether_it_has_passed() -> None:
    text = words(report(judged(assessment(one_of_each(), {("bus", "SVC-02"): planned(2025)}))).blocks)
    assert "計画がある（令和7年度・年度を過ぎています）" in text


def test_duties_stand_apart_with_the_unmet_first() -> None:
    answers = {("programme", "GOV-01"): answer("implemented"), ("programme", "GOV-05"): answer("implemented")}
    rows = data(assessment(one_of_each(), dict(answers)))["duties"]
    assert [(row["id"], row["state"]) for row in rows] == [
        ("GOV-02", "unmet"),
        ("GOV-05", "coming_met"),
        ("GOV-01", "met"),
    ]
    assert rows[1]["in_force_from"] == "令和9年7月1日" and rows[2]["in_force_from"] is None


def test_what_the_score_does_not_say_is_listed() -> None:
    answers = {
        ("programme", "GOV-01"): answer("unknown"),
        ("programme", "GOV-03"): answer("implemented", as_of="2024-01-01"),
        ("bus", "SVC-04"): answer("not_applicable", reason="窓口がない"),
        ("bus", "SVC-02"): partial(evidence=[{"title": "設定書"}]),
    }
    facts = {**ALL_TRUE, "camera": None, "cloud": False}
    values = data(assessment(one_of_each(facts), dict(answers)))
    assert [(row["id"], row["ask"], row["subjects"]) for row in values["unknowns"]] == [
        ("GOV-01", ["推進主体"], ["全体"])
    ]
    assert [(row["id"], row["as_of"], row["valid_for"]) for row in values["stale"]] == [("GOV-03", "令和6年1月1日", 12)]
    assert [(row["id"], row["reason"]) for row in values["excused"]] == [("SVC-04", "窓口がない")]
    assert [row["id"] for row in values["without_evidence"]] == ["GOV-03"]
    assert {row["id"] for row in values["unanswered_musts"]} >= {"GOV-02", "SVC-01", "AST-01"}
    assert "GOV-01" not in {row["id"] for row in values["unanswered_musts"]}
    assert [(row["subject"], row["count"]) for row in values["open_facts"]] == [("cam", 2)]
    assert values["ruled_out"] == []


@settings(max_examples=40)
@given(assessments())
def test_every_list_beside_the_score_counts_what_the_scorecard_counts(said: Assessment) -> None:
    result = judged(said)
    values, total = context(result, ""), result.scorecard.total
    assert len(values["excused"]) == total.excused
    assert len(values["stale"]) == total.stale
    assert len(values["without_evidence"]) == total.without_evidence
    assert sum(len(row["subjects"]) for row in values["unknowns"]) == total.unknown
    out = sum(pair.applicability is Applicability.RULED_OUT for pair in result.pairs)
    assert sum(row["count"] for row in values["ruled_out"]) == out
    unmet = [one for one in result.findings if one.importance is Importance.MUST]
    assert len(values["unanswered_musts"]) + len(unmet) == total.unmet_musts
    assert bool(values["open_facts"]) is (total.undetermined > 0)


def test_shares_are_whole_percent_and_never_rounded_up() -> None:
    answers = everywhere(mini(), one_of_each(), "implemented")
    values = data(assessment(one_of_each(), {**answers, ("programme", "GOV-04"): None}))
    assert values["total"]["percent"] == 97 and values["total"]["coverage"] == 94
    assert values["total"]["unanswered"] == 1


def test_a_city_that_answered_nothing_gets_a_report_that_says_so() -> None:
    made = report(judged(assessment(services(1), {})))
    text = words(made.blocks)
    assert "全体の段階は示しません" in text or "点数はまだありません" in text
    assert "不足は見つかっていません" not in text.split("3　不足")[0]


def test_the_report_is_internal_dated_and_names_its_checklist() -> None:
    made = report(judged(assessment(services(2), {})), digest="sha256:abc")
    assert (made.internal, made.marked, made.dated) == (True, False, date(2026, 11, 22))
    assert ("点検表", "小さな自己点検　2026.1") in made.facts and ("対象", "3件") in made.facts
    assert "取扱注意" in words(made.blocks) and "sha256:abc" in words(made.blocks)
