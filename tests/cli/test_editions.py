"""A newer edition of the checklist is taken over: what is told before, what holds after."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller
from tests.editions import next_edition


@pytest.fixture
def edition(tmp_path: Path) -> str:
    """Two questions of the sample's are asked otherwise, one is gone, one is new."""
    return str(next_edition(tmp_path / "next", reworded=["GOV-01", "GOV-06"], gone=["GOV-10"], added=["GOV-90"]))


def test_what_would_change_is_told_and_nothing_is_changed(call: Caller, sample: str, edition: str) -> None:
    before = call.well("show", sample, "--json").data
    told = call.well("checklist", "update", sample, "--checklist", edition, "--dry-run")
    assert "点検表: 2026.1 から 2027.1 へ" in told.out
    for line in ("加わる質問: 1", "なくなる質問: 1", "言葉が変わる質問: 2", "答え直しを待つ回答: 2", "取り消す回答: 1"):
        assert line in told.out
    assert "後: この1年に、" in told.out and "まだ何も変えていません" in told.err
    assert call.well("show", sample, "--json").data == before
    found = call.well("checklist", "update", sample, "--checklist", edition, "--dry-run", "--json").data
    assert found["to_confirm"] == ["programme/GOV-01", "programme/GOV-06"]
    assert found["dropped"] == ["programme/GOV-10"] and [one["id"] for one in found["added"]] == ["GOV-90"]


def test_an_answer_to_a_question_asked_otherwise_is_none_until_it_is_given_again(
    call: Caller, sample: str, edition: str
) -> None:
    before = call.well("show", sample, "--json").data
    sentence = "話し合っています"
    assert sentence in call.well("report", "section7", sample, "--format", "md", "-o", "-").out
    told = call.well("checklist", "update", sample, "--checklist", edition)
    assert "sample.2026-1.assessor" in told.err
    after = call.well("show", sample, "--json").data
    assert after["to_confirm"] == 2 and after["checklist"]["version"] == "2027.1"
    assert after["total"]["answered"] == before["total"]["answered"] - 3
    assert sentence not in call.well("report", "section7", sample, "--format", "md", "-o", "-").out
    explained = call.well("explain", sample, "GOV-06").out.replace("\n  ", "")
    assert "答え直してください。前の質問「関係課と" in explained and "「実施している」" in explained
    held = call.well("explain", sample, "GOV-06", "--json").data
    assert held[0]["status"] is None
    call.well("answer", sample, "programme", "GOV-06", "implemented", "--evidence", "会議の記録")
    assert call.well("show", sample, "--json").data["to_confirm"] == 1
    assert sentence in call.well("report", "section7", sample, "--format", "md", "-o", "-").out
    assert "おかしなところはありません" in call.well("verify", sample).out


def test_the_very_same_answer_given_again_on_the_same_day_is_an_answer(call: Caller, city: str, edition: str) -> None:
    given = ("programme", "GOV-01", "implemented")
    assert call.well("answer", city, *given).out == "1\n"
    assert call.well("answer", city, *given).out == "1\n"
    call.well("checklist", "update", city, "--checklist", edition)
    assert call.well("show", city, "--json").data["to_confirm"] == 1
    assert call.well("answer", city, *given).out == "2\n"
    assert call.well("show", city, "--json").data["to_confirm"] == 0
    assert call.well("answer", city, *given).out == "2\n"


def test_a_file_of_answers_that_says_what_was_said_before_confirms_nothing(
    call: Caller, sample: str, edition: str, tmp_path: Path
) -> None:
    out = tmp_path / "answers.yaml"
    call.well("export", sample, "-o", str(out))
    call.well("checklist", "update", sample, "--checklist", edition)
    text = out.read_text("utf-8")
    start, end = text.index("GOV-10:"), text.index("GOV-11:")
    out.write_text(text[:start] + text[end:], encoding="utf-8")
    told = call.well("import", sample, str(out))
    assert "2026.1" in told.err
    assert call.well("show", sample, "--json").data["to_confirm"] == 2
    again = tmp_path / "again.yaml"
    call.well("export", sample, "-o", str(again))
    assert "GOV-06:" not in again.read_text("utf-8")


def test_a_file_of_an_earlier_edition_gives_no_answer_to_the_words_asked_now(
    call: Caller, sample: str, edition: str, tmp_path: Path
) -> None:
    out = tmp_path / "answers.yaml"
    call.well("checklist", "update", sample, "--checklist", edition)
    said = "subjects:\n  - id: programme\n    kind: programme\n    name: 市\n    answers:\n"
    said += "      GOV-07: {status: planned}\n      GOV-06: {status: planned}\n      GOV-01: null\n"
    head = 'assessor: 1\nchecklist: {id: smart-city-security, version: "%s"}\n'
    out.write_text(head % "2026.1" + said, encoding="utf-8")
    refused = call("import", sample, str(out))
    assert refused.code == 3 and f"{out}:9:7: " in refused.err and "GOV-07" not in refused.err
    assert "2027.1" in refused.err and call.well("show", sample, "--json").data["to_confirm"] == 2
    # Whoever has read the questions as they are now says so by the edition that the file names.
    out.write_text(head % "2027.1" + said, encoding="utf-8")
    call.well("import", sample, str(out))
    assert call.well("show", sample, "--json").data["to_confirm"] == 0
    again = next_edition(tmp_path / "third", version="2028.1", reworded=["GOV-01", "GOV-06", "GOV-08"], gone=["GOV-10"])
    call.well("checklist", "update", sample, "--checklist", str(again))
    out.write_text((head % "2026.1" + said).replace("planned", "partial"), encoding="utf-8")
    assert ":9:7: " in call("import", sample, str(out)).err


def test_the_history_tells_the_edition_with_the_questions_as_they_were(call: Caller, sample: str, edition: str) -> None:
    call.well("checklist", "update", sample, "--checklist", edition)
    told = call.well("history", sample).out
    assert "点検表を新しい版にする" in told and "新しい版: 2027.1" in told
    assert "GOV-06: 関係課と主な事業者が集まり" in told and "GOV-10: 専門の人材を確保している" in told
    assert "to_confirm" not in told and "sha256" not in told


def test_the_copy_from_before_is_whole_and_never_replaces_another(call: Caller, sample: str, edition: str) -> None:
    kept = Path(sample).with_name("sample.2026-1.assessor")
    kept.write_bytes(b"mine")
    call.well("checklist", "update", sample, "--checklist", edition)
    assert kept.read_bytes() == b"mine"
    second = Path(sample).with_name("sample.2026-1-2.assessor")
    assert call.well("show", str(second), "--json").data["checklist"]["version"] == "2026.1"
    assert second.stat().st_mode & 0o777 == 0o600


def test_the_edition_it_has_changes_nothing(call: Caller, sample: str, edition: str) -> None:
    told = call.well("checklist", "update", sample)
    assert "もう 2026.1 版です" in told.err and told.out == ""
    call.well("checklist", "update", sample, "--checklist", edition)
    assert "もう 2027.1 版です" in call.well("checklist", "update", sample, "--checklist", edition).err
    assert len(list(Path(sample).parent.glob("*.assessor"))) == 2


def test_an_older_one_and_another_checklist_are_refused(
    call: Caller, sample: str, edition: str, tmp_path: Path
) -> None:
    call.well("checklist", "update", sample, "--checklist", edition)
    older = call("checklist", "update", sample)
    assert older.code == 3 and "古い版" in older.err
    other = Path(next_edition(tmp_path / "other", version="2028.1"))
    frame = other / "checklist.yaml"
    frame.write_text(frame.read_text("utf-8").replace("id: smart-city-security", "id: ours", 1), encoding="utf-8")
    refused = call("checklist", "update", sample, "--checklist", str(other))
    assert refused.code == 3 and "「ours」" in refused.err
    assert call("checklist", "update", sample, "--checklist", str(tmp_path / "nowhere")).code == 3


def test_showing_a_programme_tells_that_this_program_brings_a_newer_edition(
    call: Caller, sample: str, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "新しい版" not in call.well("show", sample).err
    monkeypatch.setattr("assessor.service.newer.data_folder", lambda _: Path(edition))
    assert "点検表の新しい版 2027.1" in call.well("show", sample).err
    call.well("checklist", "update", sample, "--checklist", edition)
    assert "新しい版" not in call.well("show", sample).err


def test_copies_of_which_one_has_a_newer_checklist_are_not_merged(
    call: Caller, sample: str, edition: str, tmp_path: Path
) -> None:
    other, out = str(tmp_path / "other.assessor"), str(tmp_path / "out.assessor")
    call.well("backup", sample, other)
    call.well("answer", other, "bus", "SVC-04", "implemented")
    call.well("checklist", "update", sample, "--checklist", edition)
    for first, second in ((sample, other), (other, sample)):
        refused = call("merge", first, second, "-o", out)
        assert refused.code == 3 and "assessor import" in refused.err
    newer = str(tmp_path / "newer.assessor")
    call.well("backup", sample, newer)
    call.well("answer", newer, "bus", "SVC-07", "planned")
    call.well("merge", sample, newer, "-o", out)
    assert call.well("show", out, "--json").data["to_confirm"] == 2


def test_open_inquiries_lose_what_is_asked_otherwise(call: Caller, city: str, edition: str, tmp_path: Path) -> None:
    out = str(tmp_path / "asked.xlsx")
    chosen = ("--subject", "programme", "--category", "governance")
    call.well("inquiry", "send", city, "--to", "総務課", "--due", "2026-12-15", *chosen, "-o", out)
    asked = _awaited(call, city)
    assert "programme/GOV-06" in asked
    told = call.well("checklist", "update", city, "--checklist", edition)
    assert "照会から外れる質問: 3" in told.out
    assert asked - _awaited(call, city) == {"programme/GOV-01", "programme/GOV-06", "programme/GOV-10"}


def _awaited(call: Caller, file: str) -> set[str]:
    found = call.well("inquiry", "list", file, "--pairs", "--json").data
    return {f"{one['subject']}/{one['control']}" for one in found}


def test_what_is_asked_no_more_is_said_to_be_so(call: Caller, sample: str, edition: str) -> None:
    number = call.well("remediation", "add", sample, "--title", "人材", "--covers", "programme/GOV-10").out.strip()
    call.well("remediation", "close-period", sample, "令和8年度", "--approver", "部長")
    call.well("checklist", "update", sample, "--checklist", edition)
    for shown in (("remediation", "show", sample, number), ("remediation", "compare", sample, "令和8年度")):
        assert "programme/GOV-10  （今の点検表にない質問）" in call.well(*shown).out


def test_our_own_files_are_copied_out_to_be_changed(call: Caller, tmp_path: Path) -> None:
    checklists, templates = tmp_path / "点検表", tmp_path / "ひな形"
    assert "12個" in call.well("checklist", "copy", str(checklists)).err
    call.well("checklist", "lint", str(checklists))
    call.well("template", "copy", str(templates))
    call.well("template", "check", str(templates))
    assert (templates / "section7" / "standard.md.j2").is_file()
    again = call("checklist", "copy", str(checklists))
    assert again.code == 2 and "点検表" in again.err
    assert call("checklist", "copy", str(tmp_path / "no" / "folder")).code == 5
