"""What an officer meets in the course of a year: years that are over, duties, subjects that end, who wrote what."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller


@pytest.mark.parametrize(("told", "said"), [("令和7年度", "もう終わった年度"), ("令和60年度", "20年より先")])
def test_a_plan_for_a_year_that_is_over_or_far_off_is_recorded_with_a_warning(
    call: Caller, city: str, told: str, said: str
) -> None:
    ended = call.well("answer", city, "programme", "GOV-01", "planned", "--planned-for", told)
    assert ended.out == "1\n" and said in ended.err and told in ended.err
    assert call.well("answer", city, "programme", "GOV-01", "planned", "--planned-for", "令和8年度").err == ""


@pytest.mark.parametrize(
    ("option", "told", "right"),
    [
        ("--planned-for", "平成32年度", "令和2年度"),
        ("--planned-for", "昭和65年度", "平成2年度"),
        ("--as-of", "平成32年4月1日", "令和2年4月1日"),
        ("--evidence", "規程@H31.5.1", "令和元年5月1日"),
    ],
)
def test_what_lies_after_the_end_of_its_era_is_refused_and_named_rightly(
    call: Caller, city: str, option: str, told: str, right: str
) -> None:
    ended = call("answer", city, "programme", "GOV-01", "partial", option, told)
    assert ended.code == 2 and right in ended.err
    assert call.well("show", city, "--json").data["total"]["answered"] == 0


def test_an_import_warns_of_a_year_that_is_over_and_refuses_one_that_never_was(
    call: Caller, city: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    text = (
        "assessor: 1\nsubjects:\n  - id: programme\n    kind: programme\n    name: みらい市\n    answers:\n"
        "      GOV-01: {status: planned, planned_for: YEAR}\n"
    )
    file.write_text(text.replace("YEAR", "平成31年度"), encoding="utf-8")
    taken = call.well("import", city, str(file))
    assert f"{file}:7:" in taken.err and "もう終わっています" in taken.err
    file.write_text(text.replace("YEAR", "平成32年度"), encoding="utf-8")
    refused = call("import", city, str(file))
    assert refused.code == 3 and "令和2年度" in refused.err


def test_the_gap_report_lists_plans_whose_year_is_over(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "planned", "--planned-for", "令和7年度")
    report = call.well("report", "gap", city).out
    assert "計画の年度を過ぎた回答" in report and "令和7年度" in report.split("計画の年度を過ぎた回答")[-1]
    call.well("answer", city, "programme", "GOV-01", "planned", "--planned-for", "令和9年度")
    assert "計画の年度を過ぎた回答" not in call.well("report", "gap", city).out


@pytest.fixture
def bus(call: Caller, city: str) -> str:
    """The city with an on-demand bus whose impact assessment was begun."""
    named = ("--id", "bus", "--name", "予約バス", "--fact", "personal_data=yes")
    call.well("subject", "add", city, "--kind", "service", *named)
    call.well("pia", "start", city, "bus")
    return city


@pytest.mark.parametrize("text", ["―", "「…」", "・", "（　）", "－－"])
def test_a_text_without_a_word_fills_no_field_of_an_impact_assessment(
    call: Caller, bus: str, text: str, tmp_path: Path
) -> None:
    call.well("pia", "set", bus, "bus", "stakeholder", "name=利用者", "heard_on=2026-10-01", "views=録画が心配")
    for part, key in (("stakeholder", "response"), ("description", "purpose"), ("item", "name"), ("flow", "collect")):
        refused = call("pia", "set", bus, "bus", part, f"{key}={text}")
        assert refused.code == 2 and "なし" in refused.err
    file = tmp_path / "answers.yaml"
    file.write_text(
        "assessor: 1\nsubjects:\n  - id: bus\n    kind: service\n    name: 予約バス\n    pia:\n"
        f"      stakeholders:\n        S1: {{name: 利用者, heard_on: 2026-10-01, views: 心配, response: '{text}'}}\n",
        encoding="utf-8",
    )
    taken = call.well("import", bus, str(file))
    assert f"{file}:8:" in taken.err and "書いたことにはなりません" in taken.err
    steps = {one["id"]: one for one in call.well("pia", "status", bus, "bus", "--json").data["steps"]}
    assert "views_response" in str(steps["stakeholder"])


@pytest.mark.parametrize("reason", ["―", "「…」", "・"])
def test_a_reason_without_a_word_is_no_reason(call: Caller, city: str, reason: str) -> None:
    ended = call("answer", city, "programme", "GOV-01", "not_applicable", "--reason", reason)
    assert ended.code == 2 and "理由" in ended.err


def test_the_history_of_a_merge_shows_both_sides_who_chose_and_why(call: Caller, city: str, tmp_path: Path) -> None:
    other, out = str(tmp_path / "b.assessor"), str(tmp_path / "c.assessor")
    call.well("backup", city, other)
    for file, text in ((city, "企画課が確かめた"), (other, "情報課が確かめた")):
        call.well("answer", file, "programme", "GOV-01", "partial", "--comment", text)
    merge = ("merge", city, other, "-o", out, "--choose", "programme/GOV-01=A")
    assert "--reason" in call.well(*merge, "--dry-run").err
    call.well(*merge, "--reason", "規程の原本を見たため", "--by", "監査係")
    history = call.well("history", out).out
    told = history[history.index("規程の原本を見たため") - 200 :]
    assert "監査係" in told and "企画課が確かめた" in told and "情報課が確かめた" in told
    assert "programme/GOV-01" in told and "A を選びました" in told
    assert call.well("verify", out).code == 0


def test_the_hand_over_memo_names_releases_open_opinions_and_impact_assessments(call: Caller, bus: str) -> None:
    empty = call.well("report", "handover", bus).out
    assert "承認した版も、考え方を書いていない意見もありません" in empty
    call.well(
        "release", "create", bus, "--stage", "素案", "--number", "企12", "--approver", "企画部長", "--note", "初版"
    )
    call.well("comments", "add", bus, "窓口を書いてほしい。")
    call.well("comments", "add", bus, "図を大きくしてほしい。")
    call.well("comments", "set", bus, "2", "--view", "大きくします。")
    call.well("section7", "hide", bus, "GOV-12")
    call.well("pia", "set", bus, "bus", "preparation", "owner=運行課長", "due=2027-01-31")
    call.well("pia", "set", bus, "bus", "followup", "next_review=2027-10-01")
    memo = call.well("report", "handover", bus).out
    for told in ("S-001", "企12", "企画部長", "初版", "窓口を書いてほしい", "運行課長"):
        assert told in memo
    assert "図を大きくしてほしい" not in memo and "GOV-12　" in memo
    dates = memo[memo.index("これからの期限") : memo.index("判断とその理由")]
    assert "令和9年1月31日" in dates and "令和9年10月1日" in dates and "PIAの見直し" in dates


def test_a_duty_in_force_can_be_declined_no_more_than_accepted(call: Caller, city: str) -> None:
    duty = next(one["control"] for one in call.well("show", city, "--json").data["duties"] if one["met"] is False)
    call.well("remediation", "add", city, "--title", "義務", "--covers", f"programme/{duty}")
    call.well("remediation", "add", city, "--title", "訓練", "--covers", "programme/GOV-12")
    decline = ("--status", "見送り", "--reason", "人手が足りない")
    refused = call("remediation", "update", city, "R-001", *decline)
    assert refused.code == 2 and "見送れません" in refused.err and duty in refused.err and "期限と担当" in refused.err
    call.well("remediation", "update", city, "R-002", *decline)
    call.well("answer", city, "programme", duty, "not_applicable", "--reason", "市にこの事務がない")
    call.well("remediation", "update", city, "R-001", *decline)


def test_a_subject_that_ends_leaves_score_documents_and_inquiries_and_keeps_its_answers(
    call: Caller, sample: str, tmp_path: Path
) -> None:
    before = call.well("show", sample, "--json").data
    name = next(one["name"] for one in call.well("subject", "list", sample, "--json").data if one["id"] == "health")
    asked = ("--to", "業者", "--due", "2026-12-15", "--subject", "health", "-o", str(tmp_path / "q.xlsx"))
    call.well("inquiry", "send", sample, *asked)
    ended = call.well("subject", "end", sample, "health", "--reason", "実証を終えた", "--by", "企画課長")
    assert "inquiry close" in ended.err
    after = call.well("show", sample, "--json").data
    assert after["total"]["possible"] < before["total"]["possible"]
    assert "health" not in [one["id"] for one in after["subjects"]]
    assert not [one for one in call.well("findings", sample, "--json").data if one["subject"] == "health"]
    for kind in ("gap", "section7"):
        assert f"| {name} |" not in call.well("report", kind, sample).out
    assert call.well("inquiry", "list", sample, "--pairs", "--json").data == []
    assert call("inquiry", "send", sample, *asked[:-1], str(tmp_path / "q2.xlsx")).code == 2
    history = call.well("history", sample).out
    assert "企画課長" in history and "実証を終えた" in history and "終わった日" in history
    out = tmp_path / "all.yaml"
    call.well("export", sample, "-o", str(out))
    assert "ended: 2026-11-22" in out.read_text("utf-8")
    assert "2026-11-22 で終了" in call.well("subject", "list", sample).out
    assert call("subject", "end", sample, "health", "--reason", "もう一度").code == 2
    assert call("subject", "end", sample, "programme", "--reason", "全部").code == 2
    call.well("subject", "resume", sample, "health")
    call.well("inquiry", "close", sample, "I-001")
    assert call.well("show", sample, "--json").data["total"] == before["total"]
    assert call.well("verify", sample).code == 0


def test_items_for_a_subject_that_ended_are_told_late_no_more_and_declined_with_it_where_that_is_wished(
    call: Caller, sample: str
) -> None:
    call.well(
        "remediation", "add", sample, "--title", "健診だけの対応", "--covers", "health/SVC-09", "--due", "2026-04-01"
    )
    both = ("--covers", "health/SVC-12", "--covers", "bus/SVC-12")
    call.well("remediation", "add", sample, "--title", "ほかの対象にも関わる対応", *both, "--due", "2026-04-01")
    assert call("remediation", "due", sample).code == 1
    told = call.well("subject", "end", sample, "health", "--reason", "実証を終えた").err
    assert "することのなくなった対応があります（R-001）" in told and "対応が残っています（R-002）" in told
    listed = {one["id"]: one for one in call.well("remediation", "list", sample, "--json").data}
    assert listed["R-001"]["moot"] and listed["R-001"]["days_late"] == 0 and listed["R-002"]["days_late"] > 0
    assert "することがない" in call.well("remediation", "list", sample).out
    due = call("remediation", "due", sample).out
    assert "R-001" not in due and "R-002" in due
    call.well("subject", "resume", sample, "health")
    told = call.well("subject", "end", sample, "health", "--reason", "実証を終えた", "--decline-items").err
    assert "（R-001）を、同じ理由で「見送り」にしました" in told
    listed = {one["id"]: one for one in call.well("remediation", "list", sample, "--json").data}
    assert listed["R-001"]["status"] == "declined" and listed["R-002"]["status"] == "not_started"
    assert "実証を終えた" in call.well("remediation", "show", sample, "R-001").out
    again = call.well("subject", "resume", sample, "health").err
    assert "「見送り」のままの対応があります（R-001）" in again
    call.well("remediation", "update", sample, "R-001", "--status", "not_started")
    # Until the day of the end has come there is something to do.
    later = ("--on", "令和9年4月1日", "--decline-items")
    assert (
        "対応が残っています（R-001 R-002）"
        in call.well("subject", "end", sample, "health", "--reason", "終", *later).err
    )
    assert call.well("verify", sample).code == 0


def test_a_subject_that_is_to_end_counts_until_its_day(call: Caller, sample: str) -> None:
    before = call.well("show", sample, "--json").data["total"]
    call.well("subject", "end", sample, "camera", "--reason", "年度末で終える", "--on", "令和9年4月1日")
    assert call.well("show", sample, "--json").data["total"] == before
    from datetime import UTC, datetime

    later = datetime(2027, 4, 1, 3, 0, tzinfo=UTC)
    assert "camera" not in [one["id"] for one in call.well("show", sample, "--json", now=later).data["subjects"]]


def test_the_history_is_looked_through_by_subject_question_person_day_and_kind(call: Caller, bus: str) -> None:
    from datetime import UTC, datetime

    call.well("answer", bus, "bus", "SVC-12", "unknown", "--by", "運行課")
    later = datetime(2027, 1, 5, 3, 0, tzinfo=UTC)
    call.well("answer", bus, "bus", "SVC-12", "implemented", "--by", "運行課", now=later)
    call.well("answer", bus, "programme", "GOV-12", "unknown", now=later)
    call.well("remediation", "add", bus, "--title", "訓練", "--covers", "programme/GOV-12", now=later)

    def seqs(*how: str) -> list[int]:
        return [one["seq"] for one in call.well("history", bus, "--json", *how).data]

    every = seqs()
    kinds = {one["seq"]: one["kind"] for one in call.well("history", bus, "--json").data}
    assert len(seqs("--control", "svc-12")) == 2 and len(seqs("--control", "GOV-12")) == 2
    assert len(seqs("--control", "SVC-12", "--since", "令和9年1月1日")) == 1
    assert len(seqs("--until", "2026-12-31")) == len(every) - 3
    assert len(seqs("--person", "運行")) == 2
    assert [kinds[seq] for seq in seqs("--subject", "bus")] == ["subject", "record", "answer", "answer"]
    assert seqs("--kind", "回答") == seqs("--kind", "answer") and len(seqs("--kind", "回答")) == 3
    assert len(seqs("--kind", "remediation-item")) == 1
    text = call.well("history", bus, "--kind", "回答", "--person", "運行課")
    assert text.out.count("SVC-12") == 2 and f"{len(every)}件のうち" in text.err
    assert call("history", bus, "--since", "きのう").code == 2


def test_what_the_programme_says_of_itself_is_changed_with_an_event(call: Caller, city: str) -> None:
    call.well(
        "programme", "set", city, "--plan", "新しい計画", "--contact", "企画課 0000", "--budget-state", "議決済み"
    )
    held = call.well("programme", "show", city, "--json").data
    assert (held["plan"], held["contact"], held["budget_state"]) == ("新しい計画", "企画課 0000", "approved")
    assert held["municipality"] == "みらい市"
    call.well("programme", "set", city, "--contact", "")
    assert call.well("programme", "show", city, "--json").data["contact"] is None
    history = call.well("history", city, "--kind", "計画").out
    assert "計画の名前: 「みらい計画」から「新しい計画」へ" in history and "花子" in history
    assert "何も変わりません" in call.well("programme", "set", city, "--plan", "新しい計画").err
    assert call("programme", "set", city).code == 2 and call("programme", "set", city, "--municipality", " ").code == 2
    assert call("programme", "set", city, "--budget-state", "たぶん").code == 2


def test_a_drafted_item_is_not_due_in_a_year_that_is_over(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-05", "planned", "--planned-for", "令和7年度")
    call.well("answer", city, "programme", "GOV-03", "planned", "--planned-for", "令和9年度")
    call.well("remediation", "draft", city)
    items = call.well("remediation", "list", city, "--json").data
    assert {one["covers"][0]: one["due"] for one in items} == {
        "programme/GOV-05": None,
        "programme/GOV-03": "令和9年度",
    }
