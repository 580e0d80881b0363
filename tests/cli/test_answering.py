from pathlib import Path

import pytest

from tests.cli.calls import Caller

Arguments = list[str]


@pytest.fixture
def bus(city: str) -> str:
    """The city with an on-demand bus."""
    Caller.quietly("subject", "add", city, "--kind", "service", "--id", "bus", "--name", "オンデマンド交通")
    return city


def revisions(call: Caller, city: str, control: str) -> list[int]:
    events = call.well("history", city, "--json").data
    return [one["payload"]["revision"] for one in events if one["payload"].get("control") == control]


def test_a_new_programme_has_its_own_subject_and_nothing_answered(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "新しい市.assessor"
    made = call.well("new", str(file), "--municipality", "みらい市", "--plan", "計画", "--code", "011002")
    assert made.out == "" and str(file) in made.err
    listed = call.well("subject", "list", str(file), "--json").data
    assert [(one["id"], one["kind"], one["name"]) for one in listed] == [("programme", "programme", "みらい市")]
    shown = call.well("show", str(file), "--json").data
    assert shown["programme"] == {"municipality": "みらい市", "plan": "計画"}
    assert shown["total"]["answered"] == 0
    exported = call.well("export", str(file)).out
    assert '"011002"' in exported


def test_an_existing_file_is_never_taken_for_a_new_programme(call: Caller, city: str) -> None:
    before = Path(city).read_bytes()
    ended = call("new", city, "--municipality", "別の市")
    assert ended.code == 2
    assert ended.err.startswith(f"{city}: ")
    assert Path(city).read_bytes() == before


def test_a_subject_is_added_and_listed_with_its_texts_and_facts(call: Caller, city: str) -> None:
    add = ["subject", "add", city, "--kind", "service", "--id", "bus", "--name", "バス", "--operator", "みらい交通"]
    call.well(
        *add, "--organ", "市長部局", "--fact", "camera=yes", "--fact", "cloud=no", "--fact", "mynumber=unanswered"
    )
    one = call.well("subject", "list", city, "--json").data[1]
    assert one["facts"] == {"camera": True, "cloud": False}
    assert (one["operator"], one["organ"], one["respondent"]) == ("みらい交通", "市長部局", None)
    text = call.well("subject", "list", city).out
    assert "bus" in text and "みらい交通" in text


def test_setting_facts_leaves_the_others_and_the_texts_as_they_are(call: Caller, bus: str) -> None:
    call.well("subject", "set", bus, "bus", "--fact", "camera=yes", "--fact", "cloud=yes", "--operator", "みらい交通")
    call.well("subject", "set", bus, "bus", "--fact", "camera=unanswered")
    call.well("subject", "set", bus, "bus", "--fact", "outsourcing=no", "--operator", "")
    one = call.well("subject", "list", bus, "--json").data[1]
    assert one["facts"] == {"cloud": True, "outsourcing": False}
    assert (one["name"], one["operator"]) == ("オンデマンド交通", None)


def test_an_answer_prints_its_revision_and_nothing_else(call: Caller, bus: str) -> None:
    assert call.well("answer", bus, "bus", "SVC-02", "unknown") == (0, "1\n", "")
    assert call.well("answer", bus, "bus", "SVC-02", "implemented").out == "2\n"
    assert call.well("answer", bus, "bus", "SVC-02", "clear").out == "3\n"
    assert call.well("answer", bus, "bus", "SVC-02", "partial").out == "4\n"
    assert revisions(call, bus, "SVC-02") == [1, 2, 3, 4]


def test_an_answer_keeps_all_that_was_given_and_replaces_the_earlier_one_whole(call: Caller, bus: str) -> None:
    full = ["--comment", "1行目\n2行目", "--evidence", "規程@2026-04-01", "--evidence", "係長@庁内"]
    call.well("answer", bus, "bus", "SVC-02", "planned", *full, "--planned-for", "Ｒ９", "--as-of", "2026-10-01")
    said = call.well("history", bus, "--json").data[-1]
    assert said["by"] == "花子"
    assert said["payload"]["after"] == {
        "status": "planned",
        "comment": "1行目\n2行目",
        "evidence": [
            {"title": "規程", "date": "2026-04-01", "reference": None},
            {"title": "係長@庁内", "date": None, "reference": None},
        ],
        "planned_for": 2027,
        "reason": None,
        "as_of": "2026-10-01",
    }
    call.well("answer", bus, "bus", "SVC-02", "not_applicable", "--reason", "扱わない")
    after = call.well("history", bus, "--json").data[-1]["payload"]["after"]
    assert (after["comment"], after["evidence"], after["planned_for"]) == (None, [], None)
    assert after["as_of"] == "2026-11-22"


def test_who_acts_is_the_one_named_else_the_environment(call: Caller, bus: str) -> None:
    call.well("answer", bus, "bus", "SVC-02", "unknown", "--by", "太郎")
    call.well("answer", bus, "bus", "SVC-02", "partial", env={"ASSESSOR_BY": "次郎"})
    assert [one["by"] for one in call.well("history", bus, "--json").data[-2:]] == ["太郎", "次郎"]


def test_a_stale_revision_ends_with_4_and_changes_nothing(call: Caller, bus: str) -> None:
    call.well("answer", bus, "bus", "SVC-02", "unknown", "--if-revision", "0")
    ended = call("answer", bus, "bus", "SVC-02", "implemented", "--if-revision", "0")
    assert (ended.code, ended.out) == (4, "")
    assert "第0版" in ended.err and "第1版" in ended.err
    assert call.well("answer", bus, "bus", "SVC-02", "implemented", "--if-revision", "1").out == "2\n"


WRONG: list[tuple[Arguments, str]] = [
    (["answer", "FILE", "buss", "SVC-02", "unknown"], "「bus」のことではありませんか"),
    (["answer", "FILE", "bus", "SCV-02", "unknown"], "「SVC-02」のことではありませんか"),
    (["answer", "FILE", "bus", "GOV-01", "unknown"], "「計画全体」の対象に聞く項目"),
    (["answer", "FILE", "bus", "SVC-02", "implmented"], "「implemented」のことではありませんか"),
    (["answer", "FILE", "bus", "SVC-02", "zzz"], "implemented、partial"),
    (["answer", "FILE", "bus", "SVC-02", "not_applicable"], "--reason"),
    (["answer", "FILE", "bus", "SVC-02", "not_applicable", "--reason", " "], "--reason"),
    (["answer", "FILE", "bus", "SVC-02", "planned", "--planned-for", "来年"], "年度として読めません"),
    (["answer", "FILE", "bus", "SVC-02", "planned", "--as-of", "2026/13/1"], "日付として読めません"),
    (["answer", "FILE", "bus", "SVC-02", "unknown", "--evidence", "規程@2026-02-30"], "日付として読めません"),
    (["answer", "FILE", "bus", "SVC-02", "unknown", "--comment", "\x1b]52;c;QQ\x07"], "U+001B"),
    (["answer", "FILE", "bus", "SVC-02", "unknown", "--evidence", "二行\nの題"], "U+000A"),
    (["answer", "FILE", "bus", "SVC-02", "unknown", "--comment", "長" * 20_001], "20000"),
    (["answer", "FILE", "bus", "SVC-02", "unknown", "--by", "\u202e"], "U+202E"),
    (
        ["subject", "add", "FILE", "--kind", "service", "--id", "BUS", "--name", "x"],
        "「BUS」というIDの対象がもうあります",
    ),
    (["subject", "add", "FILE", "--kind", "service", "--id", "9", "--name", "x"], "IDに使えません"),
    (["subject", "add", "FILE", "--kind", "service", "--id", "con", "--name", "x"], "IDに使えません"),
    (["subject", "add", "FILE", "--kind", "service", "--id", "a", "--name", "x\x07"], "U+0007"),
    (["subject", "set", "FILE", "bus", "--fact", "camerra=yes"], "「camera」のことではありませんか"),
    (["subject", "set", "FILE", "bus", "--fact", "camera=maybe"], "camera=yes"),
    (["subject", "set", "FILE", "bus", "--fact", "camera"], "camera=yes"),
    (["subject", "set", "FILE", "nix", "--fact", "camera=yes"], "という対象はありません"),
    (["show", "FILE", "--subject", "nix"], "という対象はありません"),
    (["explain", "FILE", "NIX-01"], "という項目は点検表にありません"),
    (["report", "gapp", "FILE"], "「gap」のことではありませんか"),
    (["report", "gap", "FILE", "--format", "xls"], "md, html, docx, pdf"),
    (["report", "section7", "FILE", "--template", "nix"], "principles, standard, statements, table"),
    (["report", "section7", "FILE", "--subject", "bus"], "--subject を付けずに"),
    (["report", "gap", "FILE", "--subject", "nix"], "という対象はありません"),
    (["checklist", "show", "NIX"], "という項目は点検表にありません"),
]


@pytest.mark.parametrize(("arguments", "hint"), WRONG, ids=[" ".join(one[0][:6])[:60] for one in WRONG])
def test_what_cannot_be_taken_ends_with_2_and_a_way_on(call: Caller, bus: str, arguments: Arguments, hint: str) -> None:
    before = Path(bus).read_bytes()
    ended = call(*[bus if one == "FILE" else one for one in arguments])
    assert (ended.code, ended.out) == (2, "")
    assert hint in ended.err
    assert ended.err.count("\n") == 1 and "\x1b" not in ended.err
    assert Path(bus).read_bytes() == before
