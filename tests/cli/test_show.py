"""The scorecard by example: what the numbers are, and that none stands without what it leaves out."""

from typing import Any

import pytest

from assessor.i18n.width import cell_width
from assessor.model.checklist import Checklist
from assessor.service.assessing import installed_checklist
from tests.cli.calls import Caller

WEIGHT = {"must": 3, "should": 2, "may": 1}
POINTS = {"implemented": 100, "partial": 50, "planned": 20, "not_implemented": 0, "unknown": 0}


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return installed_checklist()[0]


def always(checklist: Checklist, importance: str) -> str:
    """A control of the programme that applies whatever the facts, of an importance, without a duty."""
    return next(
        control.id
        for category in checklist.categories
        if category.id == "governance"
        for control in category.controls
        if not control.applies_if.facts and control.importance == importance and not control.duty
    )


def test_the_json_has_every_key_that_others_rely_on(call: Caller, sample: str) -> None:
    shown = call.well("show", sample, "--json").data
    assert shown["programme"]["municipality"] == "みらい市"
    assert shown["checklist"]["id"] == "smart-city-security"
    assert shown["checklist"]["digest"].startswith("sha256:")
    keys = {"earned", "possible", "ratio", "applicable", "answered", "unmet_musts"}
    assert keys | {"unknown", "undetermined"} <= shown["total"].keys()
    assert all(keys | {"id"} <= one.keys() for one in shown["categories"])
    assert all({"id", "kind", "earned", "possible", "ratio"} <= one.keys() for one in shown["subjects"])
    assert all({"control", "subject", "basis", "in_force_from", "met"} <= one.keys() for one in shown["duties"])
    assert shown["provisional"] == (shown["total"]["undetermined"] > 0)


def test_points_are_weight_by_status(call: Caller, city: str, checklist: Checklist) -> None:
    before = call.well("show", city, "--json").data["total"]
    assert (before["earned"], before["answered"], before["ratio"]) == (0, 0, 0.0)
    given = {"must": "partial", "should": "implemented", "may": "planned"}
    for importance, status in given.items():
        call.well("answer", city, "programme", always(checklist, importance), status)
    after = call.well("show", city, "--json").data["total"]
    assert after["earned"] == sum(WEIGHT[key] * POINTS[status] for key, status in given.items()) == 370
    assert after["possible"] == before["possible"]
    assert after["answered"] == 3
    assert after["ratio"] == after["earned"] / after["possible"]
    assert after["unmet_musts"] == before["unmet_musts"]


def test_not_applicable_leaves_the_count_and_unknown_stays_in_it(call: Caller, city: str, checklist: Checklist) -> None:
    before = call.well("show", city, "--json").data["total"]
    call.well("answer", city, "programme", always(checklist, "must"), "not_applicable", "--reason", "ない")
    call.well("answer", city, "programme", always(checklist, "should"), "unknown")
    after = call.well("show", city, "--json").data["total"]
    assert after["possible"] == before["possible"] - 300
    assert after["applicable"] == before["applicable"] - 1
    assert (after["answered"], after["unknown"], after["excused"]) == (1, 1, 1)
    assert after["unmet_musts"] == before["unmet_musts"] - 1


def test_a_fact_decides_what_applies(call: Caller, city: str) -> None:
    open_before = call.well("show", city, "--json").data["total"]["undetermined"]
    call.well("subject", "set", city, "programme", "--fact", "outsourcing=no")
    ruled_out = call.well("show", city, "--json").data["total"]
    call.well("subject", "set", city, "programme", "--fact", "outsourcing=yes")
    applying = call.well("show", city, "--json").data["total"]
    assert open_before > ruled_out["undetermined"]
    assert applying["applicable"] > ruled_out["applicable"]


def test_the_totals_are_the_sums_of_their_parts(call: Caller, sample: str) -> None:
    shown = call.well("show", sample, "--json").data
    for key in ("earned", "possible", "applicable", "answered", "unmet_musts", "undetermined", "stale"):
        assert shown["total"][key] == sum(one[key] for one in shown["categories"])
        assert shown["total"][key] == sum(one[key] for one in shown["subjects"])


def test_one_subject_alone_has_the_same_shape(call: Caller, sample: str) -> None:
    whole = call.well("show", sample, "--json").data
    alone = call.well("show", sample, "--subject", "bus", "--json").data
    assert alone.keys() == whole.keys()
    assert alone["total"].keys() == whole["total"].keys()
    assert [one["id"] for one in alone["subjects"]] == ["bus"]
    assert alone["subjects"][0] == next(one for one in whole["subjects"] if one["id"] == "bus")
    assert alone["total"]["earned"] == alone["subjects"][0]["earned"]
    assert {one["subject"] for one in alone["duties"]} <= {"bus"}


def test_no_number_is_shown_without_what_it_leaves_out(call: Caller, sample: str) -> None:
    total = call.well("show", sample, "--json").data["total"]
    text = call.well("show", sample).out
    assert f"{total['earned']:,}点（{total['possible']:,}点満点）（仮）" in text
    assert f"{total['answered']} / {total['applicable']}" in text
    for words, key in {
        "分からない": "unknown",
        "証拠のない回答": "without_evidence",
        "「必ず」の項目で、まだのもの": "unmet_musts",
        "古くなった回答": "stale",
        "前提が未回答で、数えていない質問": "undetermined",
    }.items():
        line = next(line for line in text.splitlines() if words in line)
        assert line.split()[-1] == str(total[key])
    assert "答えた割合が80%になってから" in text
    assert "法令上の義務" in text


def test_columns_line_up_in_cells(call: Caller, sample: str) -> None:
    for lang in ("ja", "en"):
        lines = call.well("show", sample, "--lang", lang).out.splitlines()
        bars = [line for line in lines if "[" in line and line.startswith("  ")]
        assert len(bars) == 8
        assert len({cell_width(line) for line in bars}) == 1
        assert max(cell_width(line) for line in lines) <= 80


def test_a_share_is_rounded_down_so_that_none_is_flattered(call: Caller, sample: str) -> None:
    total = call.well("show", sample, "--json").data["total"]
    assert f"{int(total['ratio'] * 100)}%" in call.well("show", sample).out


def findings(call: Caller, file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call.well("findings", file, "--json").data
    return found


def test_findings_come_worst_first_with_the_keys_relied_on(call: Caller, sample: str) -> None:
    found = findings(call, sample)
    assert {"subject", "control", "status", "importance", "severity", "duty"} <= found[0].keys()
    order = ["critical", "high", "medium", "low"]
    assert [one["severity"] for one in found] == sorted((one["severity"] for one in found), key=order.index)
    assert all(one["status"] in POINTS and one["status"] != "implemented" for one in found)


def test_findings_say_why_they_matter_and_what_to_do_first(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "not_implemented")
    text = call.well("findings", city).out
    assert text.splitlines()[0].startswith("まだできていないこと 1件")
    assert "なぜ困るか" in text and "最初の一歩" in text and "実施していない" in text
    assert "このほか未回答が" in text
    assert call.well("findings", city, "--lang", "en").out.startswith("1 findings (")


def test_nothing_answered_is_no_finding_but_said(call: Caller, city: str) -> None:
    text = call.well("findings", city).out
    assert text.startswith("答えた質問の中に、まだできていないことはありません。")
    assert "未回答が" in text


def test_explain_says_where_the_points_come_from_and_what_would_add_most(call: Caller, sample: str) -> None:
    total = call.well("show", sample, "--json").data["total"]
    gains = call.well("explain", sample, "--json").data
    assert sum(one["points"] for one in gains) == total["possible"] - total["earned"]
    assert [one["points"] for one in gains] == sorted((one["points"] for one in gains), reverse=True)
    text = call.well("explain", sample).out
    assert f"{total['earned']:,}点" in text
    assert f"{gains[0]['subject']}  {gains[0]['control']}" in text


def test_explain_of_a_control_names_each_subject_the_deciding_facts_and_the_basis(call: Caller, sample: str) -> None:
    explained = call.well("explain", sample, "SVC-11", "--json").data
    assert [one["subject"] for one in explained] == ["bus", "river", "camera", "health", "tourism"]
    text = call.well("explain", sample, "SVC-11").out
    for one in explained:
        assert f"\n{one['subject']}  " in text
        for fact in one["deciding_facts"]:
            assert f"{fact}: " in text
    assert "確認済み" in text or "本ツールの整理" in text


def test_explain_says_of_an_answer_that_it_is_old_and_that_nothing_proves_it(call: Caller, sample: str) -> None:
    old = call.well("explain", sample, "GOV-18").out
    assert "古くなった回答です（2025-08-15 時点。12か月を過ぎました）" in old and "証拠の記入がありません" not in old
    bare = call.well("explain", sample, "COS-24").out
    assert "証拠の記入がありません" in bare and "古くなった" not in bare
    assert "古くなった" not in call.well("explain", sample, "GOV-01").out
