import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.cli.calls import NOW, Caller


def test_the_history_says_who_said_what_when_in_japan(call: Caller, city: str) -> None:
    call.well("subject", "set", city, "programme", "--fact", "cloud=yes")
    call.well("answer", city, "programme", "GOV-01", "planned", "--planned-for", "R9")
    call.well("answer", city, "programme", "GOV-01", "implemented", "--evidence", "方針@2026-03-25", "--by", "太郎")
    text = call.well("history", city).out
    assert "#3  2026-11-22 12:00:00  花子  programme GOV-01 の回答（第1版）" in text
    assert "#4  2026-11-22 12:00:00  太郎  programme GOV-01 の回答（第2版）" in text
    assert "「計画がある」から「実施している」へ" in text
    assert "年度: 「令和9年度」から「なし」へ" in text
    assert "証拠: 方針 2026-03-25" in text
    assert re.search("クラウド.*: 「未回答」から「はい」へ", text) and "cloud" not in text
    english = call.well("history", city, "--lang", "en").out
    assert "answer to GOV-01 of programme (revision 2)" in english


def test_the_json_of_the_history_is_the_chain_itself(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "unknown")
    events = call.well("history", city, "--json").data
    assert [one["seq"] for one in events] == [1, 2]
    assert events[1]["previous"] == events[0]["digest"]
    assert events[1]["at"] == "2026-11-22T03:00:00.000000+00:00"


def test_a_release_and_an_approval_are_events_that_an_auditor_can_read(call: Caller, sample: str) -> None:
    call.well("release", "create", sample, "--stage", "素案", "--number", "企12", "--approver", "副市長")
    text = call.well("history", sample).out
    release = text[text.index("公表の版 S-001 の記録（第1版）") :]
    assert "段階: 素案" in release and "承認者: 副市長" in release and "文書番号: 企12" in release
    assert "sha256:" not in release
    approval = text[text.index("PIAの承認 health/A1") :]
    assert "承認した役職: 副市長" in approval and "操作する人の名前" not in text
    assert "データの段階: 社会への影響" in text and "14の段すべてのPIAを行う" in text and "society" not in text


def test_of_a_list_the_history_says_what_came_and_what_went_and_of_an_answer_taken_back_that_it_did(
    call: Caller, sample: str
) -> None:
    call.well("section7", "hide", sample, "promise-law", "supply_chain-fact")
    call.well("section7", "show", sample, "promise-law")
    call.well("answer", sample, "programme", "GOV-01", "clear")
    text = call.well("history", sample).out
    lines = text[text.rindex("第7章に書くことの選び方を変更") :].splitlines()
    assert lines[1].startswith("    書かない文（除いた）: 約束の文「関係する法令") and lines[2].startswith("#")
    assert "    証拠: なし" in lines and "    「実施している」から「未回答」へ" in lines
    assert re.search("書かない文（加えた）: .*「委託先など」の事実の文", text)


def test_a_clock_that_went_back_is_told_and_the_order_stays(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "unknown", now=NOW + timedelta(days=3))
    call.well("answer", city, "programme", "GOV-01", "partial", now=NOW + timedelta(days=1))
    lines = call.well("history", city).out.splitlines()
    told = [number for number, line in enumerate(lines) if "時計が戻っていたか" in line]
    assert len(told) == 1 and "#3" in lines[told[0]] and lines[told[0] + 1].startswith("#3 ")
    call.well("verify", city)


def test_verify_is_content_with_a_sound_programme(call: Caller, sample: str) -> None:
    assert "おかしなところはありません" in call.well("verify", sample).out
    assert call.well("verify", sample, "--json").data["faults"] == []


def test_verify_ends_with_1_and_names_each_fault(call: Caller, sample: str) -> None:
    with closing(sqlite3.connect(sample)) as connection:
        connection.execute("UPDATE answer SET saved_by = '別人' WHERE content LIKE '%:_unknown_%'")
        connection.commit()
    ended = call("verify", sample)
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert len(lines) == 7
    assert all(line.endswith("の回答が、記録と違います。") for line in lines)
    assert ended.err.startswith(f"{sample}: 7件")
    faults = call("verify", sample, "--json")
    assert faults.code == 1
    assert {one["code"] for one in faults.data["faults"]} == {"answer_differs"}


def test_a_backup_is_a_programme_equal_to_the_first(call: Caller, sample: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.assessor"
    told = call.well("backup", sample, str(copy)).err
    found = call.well("verify", sample, "--json").data
    assert f"{found['events']}:{found['head']}" in told
    assert call.well("export", str(copy)).out == call.well("export", sample).out
    assert call.well("verify", str(copy)).code == 0
    assert call("backup", sample, str(copy)).code == 2
    call.well("backup", sample, str(copy), "--force")
    before = Path(sample).read_bytes()
    assert call("backup", sample, sample, "--force").code == 2
    assert Path(sample).read_bytes() == before


def test_verify_holds_the_trail_against_what_was_written_down(call: Caller, city: str) -> None:
    call.well("answer", city, "programme", "GOV-01", "implemented")
    sound = call.well("verify", city)
    found = call.well("verify", city, "--json").data
    anchor = f"{found['events']}:{found['head']}"
    assert anchor in sound.err and "--anchor" in sound.err
    assert anchor.partition(":")[2][:8] in call.well("report", "gap", city).out
    assert found["head"][:8] not in call.well("report", "section7", city).out
    held = call.well("verify", city, "--anchor", anchor)
    assert "2件目" in held.out and held.err == ""
    other = call("verify", city, "--anchor", f"2:{found['head'][::-1]}", "--anchor", f"9:{found['head']}")
    assert other.code == 1 and other.out.count("\n") == 2
    for digest, code in ((found["head"][::-1], "anchor_beyond"), (found["head"], "anchor_miscounted")):
        faults = call("verify", city, "--anchor", f"9:{digest}", "--json").data["faults"]
        assert [one["code"] for one in faults] == [code]
    assert call("verify", city, "--anchor", "2").code == 2
