"""Remediation by command, on the sample city on 22 November 2026."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller

DUTY = "programme/GOV-20"


@pytest.fixture
def drafted(call: Caller, sample: str) -> str:
    """The sample city with an item for every finding."""
    call.well("remediation", "draft", sample)
    return sample


def test_a_draft_covers_every_finding_once_and_is_not_made_twice(call: Caller, drafted: str) -> None:
    findings = {f"{one['subject']}/{one['control']}" for one in call.well("findings", drafted, "--json").data}
    items = call.well("remediation", "list", drafted, "--json").data
    covered = [pair for item in items for pair in item["covers"]]
    assert sorted(covered) == sorted(findings)
    assert call.well("remediation", "draft", drafted).out.strip() == ""


def test_the_worst_duty_stands_first_with_its_reason(call: Caller, drafted: str) -> None:
    first = call.well("remediation", "list", drafted, "--json").data[0]
    assert first["covers"] == [DUTY] and first["duty"] and first["reasons"][0]["code"] == "duty_in_force"


def test_why_an_item_is_urgent_is_said_in_the_language_asked_for(call: Caller, drafted: str) -> None:
    def urgent(lang: str) -> str:
        told = call.well("--lang", lang, "remediation", "show", drafted, "R-001").out.splitlines()
        return next(line for line in told if "重大" in line or "Critical" in line)

    assert "重大" in urgent("ja") and urgent("en").isascii()


def test_showing_an_item_says_what_closing_it_would_do(call: Caller, drafted: str) -> None:
    shown = call.well("remediation", "show", drafted, "R-001", "--json").data
    before, after = shown["effect"]["earned"]
    assert after > before and shown["effect"]["duties_met"]
    assert "終えると、点数は" in call.well("remediation", "show", drafted, "R-001").out


def test_an_item_is_not_closed_before_its_answers_are(call: Caller, drafted: str) -> None:
    refused = call("remediation", "update", drafted, "R-001", "--status", "完了")
    assert refused.code == 2 and DUTY in refused.err


def test_closing_with_evidence_records_the_answer_in_the_same_save(call: Caller, drafted: str) -> None:
    call.well("remediation", "update", drafted, "R-001", "--status", "done", "--evidence", "ファイル簿@2026-11-20")
    assert call.well("remediation", "show", drafted, "R-001", "--json").data["status"] == "done"
    assert DUTY not in str(call.well("findings", drafted, "--json").out)
    duties = call.well("show", drafted, "--json").data["duties"]
    assert all(one["met"] for one in duties if one["control"] == "GOV-20")
    call.well("verify", drafted)


def test_an_answer_that_falls_back_reopens_its_item(call: Caller, drafted: str) -> None:
    call.well("remediation", "update", drafted, "R-001", "--status", "done", "--evidence", "ファイル簿")
    call.well("answer", drafted, "programme", "GOV-20", "partial")
    shown = call.well("remediation", "show", drafted, "R-001", "--json").data
    assert (shown["status"], shown["said"], shown["reopened"]) == ("in_progress", "done", True)


def test_closing_an_answer_without_evidence_asks_for_it(call: Caller, drafted: str) -> None:
    call.well("answer", drafted, "programme", "GOV-20", "implemented")
    refused = call("remediation", "update", drafted, "R-001", "--status", "done")
    assert refused.code == 2 and "証拠" in refused.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--status", "リスク受容"], "承認者"),
        (["--status", "accepted", "--approver", "副市長", "--reason", "高い"], "承認者"),
        (["--status", "見送り"], "理由"),
        (["--status", "そのうち"], "未着手"),
        (["--due", "来年"], "令和8年度第4四半期"),
        (["--pin", "令和9年度"], "半期"),
        (["--effort", "三日"], "整数"),
        (["--after", "R-999"], "R-999"),
        (["--after", "R-001"], "待ち合う"),
        (["--budget", "令和9年度"], "年度"),
        (["--covers", "GOV-20"], "bus/SVC-07"),
        (["--covers", "nowhere/GOV-20"], "nowhere"),
    ],
)
def test_what_an_item_cannot_be_is_refused_in_words(call: Caller, drafted: str, options: list[str], said: str) -> None:
    refused = call("remediation", "update", drafted, "R-001", *options)
    assert refused.code == 2 and said in refused.err, refused.err
    assert call.well("remediation", "show", drafted, "R-001", "--json").data["revision"] == 1


ACCEPT = ["--status", "リスク受容", "--approver", "副市長", "--reason", "予算がない", "--review", "2027-10-01"]


def test_a_duty_in_force_cannot_be_accepted_as_a_risk(call: Caller, city: str) -> None:
    add = ["remediation", "add", city, "--title", "義務", "--covers", "programme/GOV-01"]
    refused = call(*add, *ACCEPT)
    assert refused.code == 2 and "GOV-01" in refused.err and "リスク受容にできません" in refused.err
    name = call.well(*add).out.strip()
    refused = call("remediation", "update", city, name, *ACCEPT)
    assert (refused.code, refused.out) == (2, "") and "GOV-01" in refused.err
    assert call.well("remediation", "show", city, name, "--json").data["status"] == "not_started"
    other = call.well("remediation", "add", city, "--title", "役割", "--covers", "programme/GOV-03", *ACCEPT)
    more = call("remediation", "update", city, other.out.strip(), "--covers", "programme/GOV-01")
    assert more.code == 2


def test_a_duty_that_is_met_hinders_no_acceptance(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "implemented", "--evidence", "規程@2026-04-01")
    call.well("remediation", "add", city, "--title", "義務", "--covers", "programme/GOV-01", *ACCEPT)


def test_a_stale_revision_is_a_conflict(call: Caller, drafted: str) -> None:
    assert call.well("remediation", "update", drafted, "R-001", "--owner", "課長").out == "2\n"
    assert call("remediation", "update", drafted, "R-001", "--owner", "係長", "--if-revision", "1").code == 4


def test_a_reminder_ends_with_one_only_when_something_is_overdue(call: Caller, city: str) -> None:
    call.well("remediation", "add", city, "--title", "方針", "--covers", "programme/GOV-01", "--due", "2026-12-10")
    soon = call.well("remediation", "due", city, "--within", "30d", "--json").data
    assert [one["id"] for one in soon["soon"]] == ["R-001"] and not soon["overdue"]
    assert not call.well("remediation", "due", city, "--within", "10d", "--json").data["soon"]
    call.well("remediation", "update", city, "R-001", "--due", "2026-11-01")
    late = call("remediation", "due", city)
    assert late.code == 1 and "期限を21日過ぎています" in late.out
    assert call("remediation", "due", city, "--within", "soon").code == 2


def test_an_acceptance_that_ran_out_is_overdue(call: Caller, city: str) -> None:
    accept = ["--status", "accepted", "--approver", "副市長", "--reason", "費用", "--review", "2026-10-01"]
    call.well("remediation", "add", city, "--title", "役割", "--covers", "programme/GOV-03", *accept)
    late = call("remediation", "due", city, "--json")
    assert late.code == 1 and late.data["overdue"][0]["returned"]


def test_ids_are_never_given_twice(call: Caller, city: str) -> None:
    add = ["remediation", "add", city, "--title", "方針", "--covers", "programme/GOV-01"]
    assert [call.well(*add).out for _ in range(2)] == ["R-001\n", "R-002\n"]


def test_a_plan_stays_within_the_money_and_says_so(call: Caller, drafted: str) -> None:
    assert call("remediation", "plan", drafted).code == 2
    call.well("remediation", "budget", drafted, "令和9年度", "--money", "500/400", "--days", "10")
    for number in range(1, 9):
        call.well("remediation", "update", drafted, f"R-{number:03d}", "--cost", "200", "--effort", "4")
    plan = call.well("remediation", "plan", drafted, "--halves", "2", "--json").data
    assert plan["method"] == "solver" and plan["value"] >= plan["greedy_value"] and plan["gap"] is not None
    assert all(half["money"] <= half["money_capacity"] for half in plan["halves"])
    assert {one["half"] for one in plan["items"]} == {"令和9年度上期", "令和9年度下期", None}
    greedy = call.well("remediation", "plan", drafted, "--halves", "2", "--greedy", "--json").data
    assert (greedy["method"], greedy["gap"], greedy["value"]) == ("greedy", None, plan["greedy_value"])
    assert "これより良い案" in call.well("remediation", "plan", drafted, "--halves", "2").out
    call.well("remediation", "plan", drafted, "--halves", "2", "--apply")
    dated = call.well("remediation", "list", drafted, "--json").data
    assert all(one["due"] for one in dated if one["id"] in {i["id"] for i in plan["items"] if i["half"]})


def test_a_closed_period_stays_and_later_ones_are_compared_with_it(call: Caller, drafted: str) -> None:
    close = ["remediation", "close-period", drafted, "令和7年度", "--approver", "副市長"]
    call.well(*close)
    assert call(*close).code == 2
    call.well("remediation", "update", drafted, "R-001", "--status", "done", "--evidence", "ファイル簿")
    found = call.well("remediation", "compare", drafted, "令和7年度", "--json").data
    assert ["programme", "GOV-20"] in found["findings_gone"] and "R-002" in found["carried_over"]
    assert found["statements_new"] and found["earned"][1] > found["earned"][0]
    assert call.well("remediation", "compare", drafted, "--json").data == found
    assert len(call.well("remediation", "periods", drafted, "--json").data) == 1
    left = sum(one["status"] == "not_started" for one in call.well("remediation", "list", drafted, "--json").data)
    assert f"残っている対応{left}件" in call.well("remediation", "periods", drafted).err
    assert call("remediation", "compare", drafted, "令和6年度").code == 2


def test_items_travel_in_exchange_files_and_come_back_the_same(call: Caller, drafted: str, city: str) -> None:
    money = "令和9年度:要求額=500,款=総務費,財源=一般財源,見積=yes"
    told = ["--budget", money, "--milestone", "仕様@2027-01-31", "--comment", "確認中", "--pin", "R9下"]
    call.well("remediation", "update", drafted, "R-002", "--due", "R8Q4", "--after", "R-001", *told)
    first = str(Path(drafted).with_name("first.yaml"))
    call.well("export", drafted, "-o", first)
    call.well("import", city, first)
    assert call.well("export", city).out == Path(first).read_text("utf-8")
    assert "すでに同じ内容" in call.well("import", city, first).err


def test_an_exchange_file_names_every_fault_of_its_items(call: Caller, drafted: str, tmp_path: Path) -> None:
    text = call.well("export", drafted).out
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace(f"- {DUTY}", "- nowhere/GOV-20").replace("id: R-002", "id: X-2"), "utf-8")
    refused = call("import", drafted, str(bad))
    assert refused.code == 3 and "nowhere/GOV-20" in refused.err and "R-001" in refused.err


@pytest.mark.parametrize("kind", ["remediation", "handover"])
def test_both_reports_are_made_in_text(call: Caller, drafted: str, kind: str) -> None:
    text = call.well("report", kind, drafted).out
    assert "取扱注意" in text and "R-001" in text
    assert call.well("template", "check").code == 0


def test_calendar_and_table_go_to_the_screen_and_the_workbook_to_a_file(
    call: Caller, drafted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call.well("remediation", "export", drafted, "--format", "ics").out.startswith("BEGIN:VCALENDAR")
    assert "R-001" in call.well("remediation", "export", drafted).out
    call.well("remediation", "export", drafted, "--format", "xlsx")
    assert (tmp_path / "remediation.xlsx").read_bytes().startswith(b"PK")
    assert call("remediation", "export", drafted, "--format", "xlsx").code == 2
    assert call("remediation", "export", drafted, "--format", "doc").code == 2


def test_a_planned_item_is_asked_for_its_money_and_people_until_somebody_says(call: Caller, city: str) -> None:
    add = ["remediation", "add", city, "--title", "方針", "--covers", "programme/GOV-01"]
    assert "確保" not in call.well(*add).err
    assert "R-002 の予算と人手" in call.well(*add, "--due", "令和9年度").err
    update = ["remediation", "update", city, "R-002", "--budget-secured", "no"]
    assert "確保" in call.well(*update).err
    assert "確保" not in call.well(*update, "--people-secured", "yes").err


def test_a_plan_names_the_items_whose_money_and_people_nobody_knows(call: Caller, drafted: str) -> None:
    call.well("remediation", "budget", drafted, "令和9年度", "--money", "500", "--days", "10")
    assert "R-001" in call.well("remediation", "plan", drafted, "--halves", "2").err


def test_an_item_carries_out_only_treatments_that_are_there(call: Caller, city: str) -> None:
    add = ["remediation", "add", city, "--title", "方針", "--covers", "programme/GOV-01"]
    refused = call(*add, "--treatment", "bus/R1")
    assert refused.code == 2 and "bus/R1" in refused.err


def test_a_plan_is_drawn_and_listed_and_never_over_an_older_file(call: Caller, drafted: str, tmp_path: Path) -> None:
    call.well("remediation", "budget", drafted, "令和9年度", "--money", "500", "--days", "10")
    drawing, table = tmp_path / "plan.svg", tmp_path / "plan.csv"
    plan = ["remediation", "plan", drafted, "--halves", "2", "-o"]
    call.well(*plan, str(drawing))
    assert drawing.read_text("utf-8").startswith("<svg") and "R-001" in drawing.read_text("utf-8")
    call.well(*plan, str(table))
    rows = table.read_text("utf-8-sig").splitlines()
    items = call.well("remediation", "list", drafted, "--json").data
    assert rows[0].startswith("半期,番号,題名") and len(rows) == 1 + len(items)
    assert call(*plan, str(table)).code == 2
    assert call(*plan, str(tmp_path / "plan.gif")).code == 2


def test_the_budget_request_has_a_row_per_item_and_its_sums(call: Caller, drafted: str, tmp_path: Path) -> None:
    place = "款=総務費,項=総務管理費,目=情報管理費,節=委託料"
    money = f"令和9年度:要求額=300,査定額=250,{place},財源=一般財源,区分=臨時,見積=yes"
    call.well("remediation", "update", drafted, "R-001", "--budget", money)
    call.well(
        "remediation",
        "update",
        drafted,
        "R-002",
        "--budget",
        "令和9年度:要求額=1500",
        "--budget",
        "令和10年度:要求額=9",
    )
    lines = call.well("remediation", "request", drafted, "令和9年度").out.splitlines()
    assert len(lines) == 4 and lines[1].endswith("総務費,総務管理費,情報管理費,委託料,臨時,一般財源,,あり,300,250,")
    assert lines[-1].endswith(",1800,250,") and "合計" in lines[-1]
    assert len(call.well("remediation", "request", drafted).out.splitlines()) == 6
    call.well("remediation", "request", drafted, "-o", str(tmp_path / "r.xlsx"))


def test_the_memo_of_april_names_inquiries_that_are_not_answered(call: Caller, drafted: str, tmp_path: Path) -> None:
    before = call.well("report", "handover", drafted).out
    assert "照会の途中のもの" not in before
    send = ["inquiry", "send", drafted, "--to", "みらい交通株式会社", "--post", "運行管理課長", "--due", "2026-11-25"]
    call.well(*send, "--role", "service_provider", "--subject", "bus", "-o", str(tmp_path / "q.xlsx"))
    text = call.well("report", "handover", drafted).out
    assert "照会の途中のもの" in text and "みらい交通株式会社" in text and "回答の期限" in text
    call.well("inquiry", "close", drafted, "I-001")
    assert "照会の途中のもの" not in call.well("report", "handover", drafted).out


def test_the_report_draws_what_is_left_and_what_is_expected(call: Caller, drafted: str) -> None:
    assert "残っている対応の数" in call.well("report", "remediation", drafted).out


@pytest.mark.parametrize("status", ["declined", "accepted"])
def test_a_file_cannot_waive_a_duty_that_is_not_met(call: Caller, sample: str, tmp_path: Path, status: str) -> None:
    file = tmp_path / "items.yaml"
    item = f"remediation:\n  - {{id: R-900, title: 台帳, covers: [programme/GOV-20], status: {status}, reason: 予算}}\n"
    accepted = item.replace("}\n", ", acceptance: {approver: 部長, reason: 予算, review: 2027-04-01}}\n")
    file.write_text(f"assessor: 1\nsubjects: []\n{item if status == 'declined' else accepted}", encoding="utf-8")
    refused = call("import", sample, str(file))
    assert refused.code == 3 and "items.yaml:4:" in refused.err and "（GOV-20）" in refused.err, refused.err
    assert call.well("remediation", "list", sample, "--json").data == []
    call.well("answer", sample, "programme", "GOV-20", "not_applicable", "--reason", "個人情報を持たない")
    call.well("import", sample, str(file))


def test_the_report_lists_the_days_that_the_plan_does_not_keep(call: Caller, sample: str) -> None:
    call.well("remediation", "add", sample, "--title", "早い対応", "--covers", "bus/SVC-12", "--due", "2028-03-31")
    far = ("--title", "高い対応", "--covers", "health/SVC-12", "--due", "2027-09-01", "--cost", "900", "--effort", "1")
    call.well("remediation", "add", sample, *far)
    assert "守れない期限" not in call.well("report", "remediation", sample).out
    for year, money in (("令和9年度", "10"), ("令和10年度", "1000")):
        call.well("remediation", "budget", sample, year, "--money", money, "--days", "10")
    told = call.well("report", "remediation", sample).out
    assert "### 守れない期限" in told and "次の1件の期限を守れません" in told
    row = next(line for line in told[told.index("守れない期限") :].splitlines() if "高い対応" in line)
    assert "令和9年9月1日" in row and "期限までのどの半期にも入らない大きさ" in row
