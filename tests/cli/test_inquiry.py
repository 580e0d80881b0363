"""Inquiries, packs and merging from the command line: codes, ids, and what is told."""

import shutil
from pathlib import Path

import pytest

from tests.cli.calls import Caller
from tests.model.inquiries import filled

TO = ("--to", "みらい交通株式会社", "--post", "運行管理課長", "--due", "2026-12-15")


@pytest.fixture
def asked(sample: str, tmp_path: Path, call: Caller) -> Path:
    path = tmp_path / "q.xlsx"
    args = ("--subject", "bus", "--category", "service", "--filter", "all", "--letter", str(tmp_path / "letter.docx"))
    ended = call.well("inquiry", "send", sample, *TO, *args, "-o", str(path))
    assert ended.out == "I-001\n" and (tmp_path / "letter.docx").read_bytes()[:2] == b"PK"
    return path


def test_an_inquiry_is_listed_with_its_recipient_and_never_with_its_token(
    asked: Path, sample: str, call: Caller
) -> None:
    (listed,) = call.well("inquiry", "list", sample, "--json").data
    assert listed["id"] == "I-001" and listed["standing"] == "open" and "token" not in listed
    assert (
        "照会中（みらい交通株式会社　運行管理課長・2026-12-15まで）"
        in call.well("inquiry", "list", sample, "--pairs").out
    )
    assert "みらい交通株式会社" in call.well("inquiry", "list", sample).out
    pairs = call.well("inquiry", "list", sample, "--pairs", "--json").data
    assert len(pairs) == len(listed["asked"])


def test_answers_are_shown_then_refused_where_they_differ_then_taken(asked: Path, sample: str, call: Caller) -> None:
    back = asked.with_name("back.xlsx")
    back.write_bytes(filled(asked.read_bytes(), {(0, "status"): "分からない", (0, "comment"): "確認中"}))
    shown = call.well("inquiry", "receive", sample, str(back), "--dry-run")
    assert "みらい交通株式会社" in shown.out and "確認中" in shown.out
    rows = call.well("inquiry", "receive", sample, str(back), "--dry-run", "--json").data["rows"]
    (row,) = [one for one in rows if one["returned"]]
    refused = call("inquiry", "receive", sample, str(back))
    assert (refused.code, row["state"]) == (4, "conflict")
    call.well("inquiry", "receive", sample, str(back), "--accept-conflicts")
    history = call.well("history", sample).out
    assert "花子 ← みらい交通株式会社 運行管理課長" in history
    assert "受け取り済み" in call.well("inquiry", "receive", sample, str(back), "--accept-conflicts").err
    call.well("inquiry", "close", sample, "I-001")
    assert call.well("inquiry", "list", sample, "--pairs", "--json").data == []


def test_a_fault_in_a_returned_workbook_names_its_cell_and_ends_with_three(
    asked: Path, sample: str, call: Caller
) -> None:
    back = asked.with_name("back.xlsx")
    back.write_bytes(filled(asked.read_bytes(), {(0, "status"): ""}, raw="<f>1+1</f><v>2</v>"))
    ended = call("inquiry", "receive", sample, str(back))
    assert ended.code == 3 and "の F4" in ended.err and "back.xlsx:4:6:" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("inquiry", "send", "FILE", "--due", "2026-12-15", "-o", "x.xlsx"),
        ("inquiry", "send", "FILE", "--to", "社", "--due", "2026-11-01", "-o", "x.xlsx"),
        ("inquiry", "send", "FILE", "--to", "社", "--due", "明日", "-o", "x.xlsx"),
        ("inquiry", "send", "FILE", "--due", "2026-12-15", "--again", "I-009", "-o", "x.xlsx"),
        ("inquiry", "send", "FILE", "--to", "社", "--due", "2026-12-15", "--subject", "tram", "-o", "x.xlsx"),
        ("inquiry", "remind", "FILE"),
        ("inquiry", "close", "FILE", "I-009"),
        (
            "pack",
            "make",
            "FILE",
            "city-os",
            "--provider",
            "社",
            "--post",
            "長",
            "--edition",
            "1",
            "--mark",
            "X",
            "-o",
            "p",
        ),
        ("merge", "FILE", "FILE", "-o", "c.assessor", "--choose", "bus/SVC-01"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_two(
    arguments: tuple[str, ...], sample: str, call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(*(sample if one == "FILE" else one for one in arguments)).code == 2


def test_an_overdue_inquiry_is_reminded_of(asked: Path, sample: str, call: Caller) -> None:
    from datetime import UTC, datetime

    later = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    assert "期限超過" in call.well("inquiry", "list", sample, "--overdue", now=later).out
    assert "令和8年12月15日までに御回答" in call.well("inquiry", "remind", sample, "I-001").out
    told = call.well("inquiry", "remind", sample, now=later).out
    assert "再度のお願い" in told and "令和9年1月7日までに御回答" in told
    head = told[: told.index("# 情報")].split("\n\n")
    assert head[1:4] == ["令和8年12月20日", "みらい交通株式会社　運行管理課長　様", head[3]] and "みらい市" in head[3]


def test_reminders_of_several_inquiries_are_letters_of_their_own(
    asked: Path, sample: str, call: Caller, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    later = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    other = ("--to", "みらい健康株式会社", "--due", "2026-12-15", "--subject", "health", "-o", str(tmp_path / "h.xlsx"))
    call.well("inquiry", "send", sample, *other)
    out = tmp_path / "again.md"
    told = call.well("inquiry", "remind", sample, "-o", str(out), now=later)
    paths = [tmp_path / f"again-I-00{number}.md" for number in (1, 2)]
    assert all(str(path) in told.err for path in paths) and not out.exists()
    first, second = (path.read_text("utf-8") for path in paths)
    assert "みらい交通株式会社" in first and "みらい健康" not in first and "照会の番号　I-001" in first
    assert "みらい健康株式会社　御中" in second and "みらい交通" not in second and "照会の番号　I-002" in second
    both = call.well("inquiry", "remind", sample, now=later).out
    assert both.count("再度のお願い") == 2 and "照会の番号　I-001" in both and "照会の番号　I-002" in both
    paths[0].unlink()
    assert call("inquiry", "remind", sample, "-o", str(out), now=later).code == 2 and not paths[0].exists()
    call.well("inquiry", "remind", sample, "-o", str(out), "--force", now=later)
    call.well("inquiry", "remind", sample, "I-002", "-o", str(out), now=later)
    assert out.read_text("utf-8") == second


def test_a_pack_goes_from_one_programme_to_another(sample: str, city: str, call: Caller, tmp_path: Path) -> None:
    pack = str(tmp_path / "pack.yaml")
    made = ("--provider", "データ基盤株式会社", "--post", "運用部長", "--edition", "2026年度版", "-o", pack)
    assert call.well("pack", "make", sample, "city-os", *made).out.startswith("sha256:")
    call.well("subject", "add", city, "--kind", "city_os", "--id", "os", "--name", "都市OS")
    assert "写し" in call.well("pack", "take", city, "os", pack, "--dry-run").out
    call.well("pack", "take", city, "os", pack)
    assert "データ基盤株式会社 運用部長 (2026年度版)" in call.well("history", city).out


def test_two_copies_are_merged_or_their_conflicts_are_told(sample: str, call: Caller, tmp_path: Path) -> None:
    other, out = str(tmp_path / "other.assessor"), str(tmp_path / "merged.assessor")
    shutil.copyfile(sample, other)
    call.well("answer", sample, "bus", "SVC-04", "unknown")
    call.well("answer", other, "bus", "SVC-05", "unknown")
    call.well("answer", sample, "bus", "SVC-07", "unknown", "--comment", "こちら")
    call.well("answer", other, "bus", "SVC-07", "unknown", "--comment", "あちら")
    ended = call("merge", sample, other, "-o", out)
    assert ended.code == 4 and "bus/SVC-07" in ended.out and not Path(out).exists()
    told = call.well("merge", sample, other, "-o", out, "--choose", "bus/SVC-07=B", "--json").data
    assert told["from_b"] == ["bus/SVC-05", "bus/SVC-07"] and told["from_a"] == 1
    assert call("verify", out).code == 0 and "別の写し" in call.well("history", out).out
    history = call.well("history", out).out
    assert "別の写し「other.assessor」の記録（" in history and "写し「other.assessor」とまとめたときの選択" in history
    assert "~" not in history
    assert call("merge", sample, other, "-o", sample, "--prefer", "A", "--force").code == 2


def test_what_is_asked_of_others_stands_in_the_scorecard_the_findings_and_the_gap_report(
    asked: Path, sample: str, call: Caller
) -> None:
    counts = call.well("show", sample, "--json").data["asked"]
    pairs = call.well("inquiry", "list", sample, "--pairs", "--json").data
    assert counts["pairs"] == len(pairs) and "照会中" in call.well("show", sample).out
    found = [one for one in call.well("findings", sample, "--json").data if one["asked"]]
    assert found and found[0]["asked"]["recipient"] == "みらい交通株式会社　運行管理課長"
    whom = "照会中（みらい交通株式会社　運行管理課長・2026-12-15まで）"
    assert call.well("findings", sample).out.count(whom) == len(found)
    assert f"照会中のもの（{len(pairs)}項目）" in call.well("report", "gap", sample).out
    call.well("inquiry", "close", sample, "I-001")
    assert "照会中のもの" not in call.well("report", "gap", sample).out
    assert call.well("show", sample, "--json").data["asked"]["pairs"] == 0


def test_the_history_names_the_inquiry_and_never_its_token(asked: Path, sample: str, call: Caller) -> None:
    told = call.well("history", sample).out
    assert "照会 I-001 の記録" in told and "token" not in told
