from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.calls import Caller

ANSWERS = """\
assessor: 1
checklist: {id: smart-city-security, version: "2026.1"}
programme: {municipality: みらい市, contact: 企画課}
policies: [{title: 基本方針, published: 2026-03-25}]
subjects:
  - id: programme
    kind: programme
    name: みらい市
    facts: {cloud: true, outsourcing: null}
    answers:
      GOV-01: {status: implemented, comment: 定めた, evidence: [{title: 方針, date: 2026-03-25}]}
      GOV-11: {status: planned, planned_for: 令和9年度}
  - {id: bus, kind: service, name: バス, answers: {SVC-02: {status: unknown, as_of: 2026-05-01}}}
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, "utf-8")
    return file


def told(call: Caller, city: str) -> list[object]:
    events: list[object] = call.well("history", city, "--json").data
    return events


def test_an_import_twice_writes_no_second_event(call: Caller, city: str, answers: Path) -> None:
    call.well("import", city, str(answers))
    first = told(call, city)
    again = call.well("import", city, str(answers))
    assert "何も変わりません" in again.err
    assert told(call, city) == first


def test_a_dry_run_shows_what_would_change_and_changes_nothing(call: Caller, city: str, answers: Path) -> None:
    before = Path(city).read_bytes()
    shown = call.well("import", city, str(answers), "--dry-run")
    assert Path(city).read_bytes() == before
    assert shown.out.splitlines() == [
        "計画の情報を変える",
        "対象 programme（みらい市）の名前や前提を変える",
        "programme GOV-01: 「未回答」から「実施している」へ",
        "programme GOV-11: 「未回答」から「計画がある」へ",
        "対象 bus（バス）を加える",
        "bus SVC-02: 「未回答」から「分からない」へ",
    ]
    assert "6件" in shown.err


def test_what_the_file_does_not_name_stays(call: Caller, city: str, answers: Path, tmp_path: Path) -> None:
    call.well("import", city, str(answers))
    more = tmp_path / "more.yaml"
    more.write_text(
        "assessor: 1\nprogramme: {review: 毎年度}\nsubjects:\n"
        "  - {id: programme, kind: programme, name: 協議会, facts: {cloud: null},\n"
        "     answers: {GOV-01: {status: partial}}}\n",
        "utf-8",
    )
    call.well("import", city, str(more), now=_day(25))
    subjects = call.well("subject", "list", city, "--json").data
    assert [one["id"] for one in subjects] == ["programme", "bus"]
    assert (subjects[0]["name"], subjects[0]["facts"]) == ("協議会", {})
    exported = call.well("export", city).out
    for kept in ("contact: 企画課", "review: 毎年度", "基本方針", "SVC-02", "定めた", "令和9年度"):
        assert kept in exported
    after = [one["payload"]["after"] for one in call.well("history", city, "--json").data if one["kind"] == "answer"][
        -1
    ]
    assert (after["status"], after["comment"], after["as_of"]) == ("partial", "定めた", "2026-11-25")


def _day(day: int) -> datetime:
    return datetime(2026, 11, day, 3, tzinfo=UTC)


def test_an_answer_without_a_date_keeps_its_own_while_nothing_else_changes(
    call: Caller, city: str, answers: Path
) -> None:
    call.well("import", city, str(answers))
    first = told(call, city)
    call.well("import", city, str(answers), now=_day(28))
    assert told(call, city) == first


def test_null_takes_an_answer_back(call: Caller, city: str, answers: Path, tmp_path: Path) -> None:
    call.well("import", city, str(answers))
    clear = tmp_path / "clear.yaml"
    clear.write_text(
        "assessor: 1\nsubjects: [{id: bus, kind: service, name: バス, answers: {SVC-02: null}}]\n", "utf-8"
    )
    call.well("import", city, str(clear))
    assert "SVC-02" not in call.well("export", city).out
    assert call.well("answer", city, "bus", "SVC-02", "unknown").out == "3\n"


def test_one_problem_refuses_all_and_every_problem_is_told_with_its_place(
    call: Caller, city: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        ANSWERS.replace("status: unknown", "status: unknwon").replace("cloud: true", "clowd: true"), "utf-8"
    )
    before = Path(city).read_bytes()
    ended = call("import", city, str(wrong))
    assert (ended.code, ended.out) == (3, "")
    lines = ended.err.splitlines()
    assert lines[-1].startswith(f"{wrong}: 回答のファイルに直すところが2件")
    assert any(line.startswith(f"{wrong}:9:13: ") for line in lines)
    assert any(line.startswith(f"{wrong}:13:") for line in lines)
    assert Path(city).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a: &a [*a]", b"- " * 3000, "市".encode("cp932") * 3])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_answers_end_with_3(call: Caller, city: str, tmp_path: Path, content: bytes, lang: str) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_bytes(content)
    ended = call("import", city, str(file), "--lang", lang)
    assert (ended.code, ended.out) == (3, "")
    assert all(line.startswith(str(file)) for line in ended.err.splitlines())


def test_answers_that_are_missing_or_a_folder_end_with_3(call: Caller, city: str, tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        ended = call("import", city, str(path))
        assert ended.code == 3
        assert ended.err.startswith(f"{path}: ")


def test_an_export_taken_into_a_new_programme_is_exported_alike(call: Caller, sample: str, tmp_path: Path) -> None:
    first, second, new = tmp_path / "1.yaml", tmp_path / "2.yaml", tmp_path / "new.assessor"
    call.well("export", sample, "-o", str(first))
    call.well("new", str(new), "--municipality", "仮")
    call.well("import", str(new), str(first), now=_day(30))
    call.well("export", str(new), "-o", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert (
        call.well("export", sample).out.encode()
        == call.well("export", sample, "-o", "-").out.encode()
        == first.read_bytes()
    )


def test_an_export_never_replaces_a_file_unasked_nor_the_programme_itself(
    call: Caller, city: str, tmp_path: Path
) -> None:
    target = tmp_path / "out.yaml"
    target.write_text("mine")
    assert call("export", city, "-o", str(target)).code == 2
    assert target.read_text() == "mine"
    call.well("export", city, "-o", str(target), "--force")
    assert "assessor: 1" in target.read_text("utf-8")
    before = Path(city).read_bytes()
    assert call("export", city, "-o", city, "--force").code == 2
    assert Path(city).read_bytes() == before
