"""Arguments that nobody types on purpose: empty names, names too long for a disk, folders with nothing in them."""

import os
from pathlib import Path

import pytest

from tests.cli.calls import Caller

NO_NAMES = ["", " ", "　"]


def refused(call: Caller, code: int, *arguments: str) -> str:
    """One line of at least two sentences on stderr, nothing on stdout."""
    for lang, stop in (("en", ". "), ("ja", "。")):
        ended = call("--lang", lang, *arguments)
        assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1), ended.err
        assert stop in ended.err
    return ended.err


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_programme_needs_the_name_of_its_municipality(call: Caller, tmp_path: Path, name: str) -> None:
    file = tmp_path / "new.assessor"
    assert "市町村" in refused(call, 2, "new", str(file), "--municipality", name)
    assert not file.exists()


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_subject_needs_a_name(call: Caller, city: str, name: str) -> None:
    told = refused(call, 2, "subject", "add", city, "--kind", "service", "--id", "bus", "--name", name)
    assert "名前" in told and "bus" not in call.well("subject", "list", city).out


def test_a_name_is_not_taken_away(call: Caller, city: str) -> None:
    assert "名前" in refused(call, 2, "subject", "set", city, "programme", "--name", "")


def test_a_title_that_says_nothing_is_no_evidence(call: Caller, city: str) -> None:
    assert "証拠" in refused(call, 2, "answer", city, "programme", "GOV-01", "implemented", "--evidence", " ")


def test_an_import_refuses_names_that_say_nothing_and_warns_of_a_day_to_come(
    call: Caller, city: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    head = "assessor: 1\nsubjects:\n  - {id: programme, kind: programme, name: 市, answers: {GOV-01: "
    file.write_text(
        head + "{status: implemented, evidence: [{title: ''}]}}}\nprogramme: {municipality: ' '}\n", "utf-8"
    )
    told = call("import", city, str(file)).err.splitlines()
    assert [line.split(" ")[0] for line in told[:2]] == [f"{file}:3:106:", f"{file}:4:27:"]
    file.write_text(head + "{status: implemented, as_of: 2026-11-23}}}\n", "utf-8")
    warned = call.well("import", city, str(file)).err.splitlines()
    assert warned[0].startswith(f"{file}:3:94:") and "2026-11-23" in warned[0]
    assert "2026-11-23" not in call.well("import", city, str(file)).err


@pytest.mark.parametrize("place", ["", "x" * 300, "/".join(["y" * 200] * 30), "none"])
@pytest.mark.parametrize("command", [["checklist", "lint"], ["template", "check"]])
def test_a_place_to_check_that_cannot_be_there_is_missing(call: Caller, command: list[str], place: str) -> None:
    refused(call, 3, *command, place)


@pytest.mark.parametrize("place", ["", "x" * 300, "none"])
def test_a_checklist_named_for_a_new_programme_must_be_there(call: Caller, tmp_path: Path, place: str) -> None:
    file = tmp_path / "new.assessor"
    refused(call, 3, "new", str(file), "--municipality", "みらい市", "--checklist", place)
    assert not file.exists()


def test_a_template_folder_named_by_the_environment_must_be_there(call: Caller, sample: str) -> None:
    for place in ("x" * 300, "none"):
        assert call("report", "section7", sample, env={"ASSESSOR_TEMPLATES": place}).code == 3


def test_a_folder_without_templates_is_not_called_sound(call: Caller, tmp_path: Path) -> None:
    ended = call("template", "check", str(tmp_path))
    assert ended.code == 1 and ended.out.startswith(f"{tmp_path}:")


def test_an_id_without_its_zero_is_answered_with_the_one_meant(call: Caller, city: str) -> None:
    for typed, meant in (("GOV-1", "GOV-01"), ("gov11", "GOV-11"), ("SVC-2", "SVC-02"), ("GOV-111", "GOV-11")):
        assert f"「{meant}」" in call("answer", city, "programme", typed, "implemented").err


def test_an_answer_that_speaks_of_a_day_to_come_is_taken_and_said_to_be_odd(call: Caller, city: str) -> None:
    late = call.well("answer", city, "programme", "GOV-01", "implemented", "--as-of", "2026-11-23")
    assert late.out == "1\n" and "2026-11-23" in late.err
    assert call.well("answer", city, "programme", "GOV-02", "implemented", "--as-of", "2026-11-22").err == ""
    assert call.well("answer", city, "programme", "GOV-03", "implemented", "--as-of", "令和8年11月22日").err == ""
    told = call.well("answer", city, "programme", "GOV-04", "implemented", "--as-of", "令和8年11月23日").err
    assert "2026-11-23" in told


def test_a_pipe_is_never_replaced_by_a_file(call: Caller, city: str, tmp_path: Path) -> None:
    """Nor a device: with the right of an administrator that would take it from every program."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for target in (str(pipe), str(link)):
        for command in (
            ["export", city, "-o", target],
            ["backup", city, target],
            ["report", "gap", city, "-o", target],
        ):
            refused(call, 5, *command, "--force")
            refused(call, 5, *command)
    assert pipe.is_fifo() and link.is_symlink()


def test_the_program_tells_its_version_and_that_an_export_is_written(call: Caller, city: str, tmp_path: Path) -> None:
    assert call.well("--version").out.startswith("assessor ")
    out = tmp_path / "out.yaml"
    assert str(out) in call.well("export", city, "-o", str(out)).err


def test_a_file_to_open_that_is_missing_is_told_before_the_terminal(call: Caller, tmp_path: Path) -> None:
    from assessor.cli.main import run
    from assessor.tui.opening import open_tui
    from tests.cli.calls import door

    handed = door()
    handed.open_tui = open_tui
    assert run(["open", str(tmp_path / "none.assessor")], handed) == 3
