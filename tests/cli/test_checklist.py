from pathlib import Path

import pytest

from tests.cli.calls import Caller

TESTS = Path(__file__).resolve().parents[1]


def test_the_installed_checklist_is_listed_with_its_categories(call: Caller) -> None:
    listed = call.well("checklist", "list", "--json").data
    assert listed["id"] == "smart-city-security"
    assert sum(one["controls"] for one in listed["categories"]) == 206
    text = call.well("checklist", "list").out
    assert all(one["id"] in text for one in listed["categories"])


def test_a_control_and_a_category_can_be_looked_at(call: Caller) -> None:
    assert call.well("checklist", "show", "GOV-01", "--json").data["id"] == "GOV-01"
    text = call.well("checklist", "show", "GOV-01").out
    assert "最初の一歩" in text and "根拠" in text
    assert "GOV-01" in call.well("checklist", "show", "governance").out
    assert "SVC-01" not in call.well("checklist", "show", "governance").out
    assert len(call.well("checklist", "show", "--json").data) == 8


def test_the_shipped_checklist_has_no_problem(call: Caller) -> None:
    assert call.well("checklist", "lint").code == 0


def test_lint_prints_every_problem_with_its_place_and_ends_with_1(call: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "checklist"
    folder.mkdir()
    for file in (TESTS / "checklists" / "good" / "mini").iterdir():
        content = file.read_text("utf-8").replace("importance: must", "importance: msut", 1)
        (folder / file.name).write_text(content, "utf-8")
    ended = call("checklist", "lint", str(folder))
    assert ended.code == 1
    assert all(line.startswith(str(folder)) for line in ended.out.splitlines())
    assert "msut" in ended.out
    as_json = call("checklist", "lint", str(folder), "--json")
    assert as_json.code == 1
    assert any(not one["warning"] for one in as_json.data)
    one_file = call("checklist", "lint", str(folder / "governance.yaml"))
    assert (one_file.code, one_file.out) == (1, ended.out)


def test_lint_ends_with_1_for_what_cannot_be_parsed_and_3_for_what_is_missing(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "checklist.yaml").write_bytes(b"\x00\xff")
    assert call("checklist", "lint", str(tmp_path)).code == 1
    assert call("checklist", "lint", str(tmp_path / "none")).code == 3


@pytest.mark.parametrize("kind", ["category", "checklist", "glossary", "answers", "template"])
def test_the_schema_of_each_kind_of_file_is_printed(call: Caller, kind: str) -> None:
    assert call.well("checklist", "schema", kind).data["type"] == "object"


def test_the_shipped_templates_are_sound_and_listed(call: Caller) -> None:
    assert call.well("template", "check").out == ""
    listed = call.well("template", "list", "--json").data
    assert {(one["kind"], one["name"]) for one in listed} >= {
        ("section7", "standard"),
        ("section7", "table"),
        ("section7-worksheet", "section7-worksheet"),
        ("gap", "gap"),
    }
    assert "standard" in call.well("template", "list").out


def test_a_template_with_a_misspelt_name_ends_with_1_and_its_line(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "mine.md.j2"
    file.write_text("---\nkind: section7\nname: mine\ntitle: 題\n---\n\n{{ ctiy }}\n", "utf-8")
    for path in (file, tmp_path):
        ended = call("template", "check", str(path))
        assert ended.code == 1
        assert ended.out.startswith(f"{file}:7:")
        assert "city" in ended.out


def test_templates_that_cannot_be_parsed_end_with_1_and_missing_ones_with_3(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "mine.md.j2"
    for content in (b"", b"\x00", b"---\nkind: nix\n---\n", b"---\nkind: gap\nname: a\ntitle: b\n---\n{% if %}"):
        file.write_bytes(content)
        ended = call("template", "check", str(file))
        assert ended.code == 1
        assert ended.out.startswith(str(file))
    assert call("template", "check", str(tmp_path / "none")).code == 3


def test_the_doctor_says_what_works_here(call: Caller) -> None:
    looked_at = call.well("doctor", "--json").data
    topics = {one["topic"]: one["good"] for one in looked_at}
    assert topics["python"] and topics["sqlite"] and topics["checklists"] and topics["format.md"]
    assert {"package", "postgres", "format.pdf", "encoding", "columns"} <= topics.keys()
    for lang, word in (("ja", "よい"), ("en", "good")):
        text = call.well("doctor", "--lang", lang).out
        assert word in text and "doctor." not in text


def test_the_doctor_says_what_to_do_about_what_does_not_work(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessor.service.doctor.OLDEST_SQLITE", (99,))
    monkeypatch.setattr("assessor.service.doctor.PACKAGES", ("no-such-package",))
    text = call.well("doctor").out
    assert "要確認" in text and "SQLite 3.37" in text and "入れ直してください" in text


def test_every_fact_can_be_looked_up_by_its_name_and_question(call: Caller) -> None:
    text = call.well("checklist", "facts").out
    listed = call.well("checklist", "facts", "--json").data
    assert len(listed) == 29
    assert all(one["id"] in text for one in listed)
    assert "マイナンバー" in text


def test_a_programme_keeps_the_checklist_it_was_begun_with(call: Caller, tmp_path: Path) -> None:
    file, own = tmp_path / "city.assessor", TESTS / "checklists" / "good" / "mini"
    call.well("new", str(file), "--municipality", "みらい市", "--checklist", str(own))
    shown = call.well("show", str(file), "--json").data
    assert shown["checklist"]["id"] != "smart-city-security"
    assert shown["total"]["possible"] > 0


def test_a_folder_that_is_no_checklist_begins_nothing(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "city.assessor"
    ended = call("new", str(file), "--municipality", "みらい市", "--checklist", str(tmp_path))
    assert ended.code == 3
    assert not file.exists()


def test_a_control_shows_what_it_lets_the_city_say_its_duty_and_when_answers_grow_old(call: Caller) -> None:
    duty = call.well("checklist", "show", "GOV-20").out
    assert "公表する文（1つずつ載ります）\n  実施中: " in duty and "計画があるとき" not in duty
    assert "法令上の義務: 個人情報保護法第75条" in duty and "回答は12か月で古くなります。" in duty
    assert "選べば1つずつ載せられます" in call.well("checklist", "show", "SVC-24").out
    assert "公表しない項目です。" in call.well("checklist", "show", "PIA-02").out
    assert "一部で実施しているとき: " in call.well("checklist", "show", "SVC-16").out
