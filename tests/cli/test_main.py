import os
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from assessor import __main__
from assessor.cli.main import root
from assessor.cli.tree import Group
from assessor.i18n.translator import translator
from tests.cli.calls import NOW, Caller, door


def assessor(*arguments: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
    """The program as a process of its own."""
    environment = {**os.environ, "ASSESSOR_LANG": "ja", **(env or {})}
    command = [sys.executable, "-m", "assessor", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


def commands(group: click.Group, context: click.Context, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((*path, name))
        if isinstance(command, Group):
            found += commands(command, context, (*path, name))
    return found


ALL = commands(root, click.Context(root, info_name="assessor"))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_command_explains_itself_and_all_it_takes_in_both_languages(
    call: Caller, path: tuple[str, ...], lang: str
) -> None:
    shown = call.well(*path, "--help", "--lang", lang).out
    assert shown == call.well("--lang", lang, *path, "--help").out
    for key in ("help.", "option.", "argument."):
        assert key not in shown
    assert ("使い方" in shown) == (lang == "ja")
    assert any(word in shown for word in ("[OPTIONS]", "COMMAND [", "[ARGS]")) == (lang == "en")
    first = translator(lang)(f"help.{'.'.join(path)}").partition("\n")[0]
    assert first.endswith("。" if lang == "ja" else "."), first
    assert any("ぁ" <= char <= "ん" for char in shown) == (lang == "ja") or path == ("subject", "add")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_help_of_a_group_lists_each_command_with_the_first_line_of_its_own(call: Caller, lang: str) -> None:
    say = translator(lang)
    listed = "".join(call.well("--lang", lang, "--help").out.split())
    for path in ALL:
        if len(path) == 1:
            first = say(f"help.{path[0]}").partition("\n")[0]
            assert "".join(first.split()) in listed


def test_the_help_fits_eighty_columns(call: Caller) -> None:
    from assessor.i18n.width import cell_width

    for lang in ("ja", "en"):
        for path in [(), *ALL]:
            for line in call.well(*path, "--help", "--lang", lang).out.splitlines():
                assert cell_width(line) <= 88, line


def test_without_a_screen_to_open_the_program_shows_its_help(call: Caller, city: str) -> None:
    assert call.well().out == call.well("--help").out == call.well("open", city).out


def test_the_function_that_opens_the_screen_gets_the_file_and_the_language(tmp_path: Path) -> None:
    from assessor.cli.main import run

    seen = []

    def open_tui(file: str | None, session: object, lang: str) -> int:
        seen.append((file, lang))
        return 3

    visit = door()
    visit.open_tui = open_tui
    assert run(["open", "x.assessor", "--lang", "en"], visit) == 3
    assert run([], visit) == 3
    assert seen == [("x.assessor", "en"), (None, "ja")]


@pytest.mark.parametrize(
    ("arguments", "environment", "japanese"),
    [
        ([], {}, True),
        ([], {"LANG": "C.UTF-8"}, True),
        ([], {"LANG": "en_US.UTF-8"}, False),
        ([], {"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ([], {"ASSESSOR_LANG": "en"}, False),
        (["--lang", "ja"], {"ASSESSOR_LANG": "en"}, True),
        (["--lang=en"], {}, False),
    ],
)
def test_the_language_is_the_one_chosen_or_that_of_the_machine(
    call: Caller, arguments: list[str], environment: dict[str, str], japanese: bool
) -> None:
    assert ("使い方" in call.well(*arguments, env=environment).out) == japanese


@pytest.mark.parametrize(
    "arguments",
    [
        ["shwo"],
        ["show"],
        ["show", "--nix", "x"],
        ["new", "x.assessor"],
        ["--lang", "fr", "show", "x"],
        ["show", "x", "y"],
        ["subject", "add", "x", "--kind", "programme", "--id", "a", "--name", "b"],
        ["subject", "set", "x", "bus"],
        ["answer", "x", "bus", "SVC-01", "partial", "--if-revision", "-1"],
        ["report", "section7", "x", "--chapter", "0"],
        ["checklist", "schema", "nix"],
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_wrong_usage_ends_with_2_and_one_line_of_two_sentences(call: Caller, arguments: list[str], lang: str) -> None:
    ended = call(*arguments, env={"ASSESSOR_LANG": lang})
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "--help`" in ended.err
    if lang == "ja":
        assert not any(word in ended.err for word in ("Error", "Missing", "No such", "Invalid", "is not", "unexpected"))
        assert ended.err.count("。") == 2


def test_a_mistyped_option_cannot_reach_the_terminal_as_it_is(call: Caller) -> None:
    ended = call("show", "--\x1b]52;c;QQ\x07", "x")
    assert ended.code == 2
    assert "\x1b" not in ended.err and "\x07" not in ended.err


def test_interrupting_ends_with_130(monkeypatch: pytest.MonkeyPatch, call: Caller, city: str) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assessor.service.workspace.evaluate", interrupt)
    ended = call("show", city)
    assert ended.code == 130
    assert "中断" in ended.err


def test_no_package_beside_us_reads_along_what_is_checked(tmp_path: Path, city: str) -> None:
    beside = tmp_path / "nosy-1.0.dist-info"
    beside.mkdir()
    (beside / "METADATA").write_text("Metadata-Version: 2.1\nName: nosy\nVersion: 1.0\n", "utf-8")
    (beside / "entry_points.txt").write_text("[pydantic]\nnosy = nosy\n", "utf-8")
    nosy = "open('seen', 'w').close()\ndef new_schema_validator(*_): return None, None, None\n"
    (tmp_path / "nosy.py").write_text(nosy, "utf-8")
    (tmp_path / "other.py").write_text("from pydantic import BaseModel\nclass One(BaseModel): pass\n", "utf-8")

    def seen(*command: str) -> bool:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        environment.pop("PYDANTIC_DISABLE_PLUGINS", None)
        subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, check=True)
        return (tmp_path / "seen").exists()

    assert not seen("-m", "assessor", "show", city)
    assert seen("other.py"), "the plugin would be loaded"


def test_an_unforeseen_fault_ends_with_70_and_a_private_log_without_values(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("市の秘密")

    monkeypatch.setattr("assessor.service.checking.json_schema", fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("ASSESSOR_LANG", "ja")
    monkeypatch.setattr(sys, "argv", ["assessor", "checklist", "schema"])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 70
    told = capsys.readouterr().err
    log = next(tmp_path.rglob("*.log"))
    assert str(log) in told and "Traceback" not in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "ZeroDivisionError" in log.read_text()
    assert "秘密" not in log.read_text() + told


def test_the_program_runs_as_a_process_and_makes_files_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "市.assessor"
    assert assessor("new", str(file), "--municipality", "みらい市").returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shown = assessor("show", str(file))
    assert shown.returncode == 0
    assert "みらい市" in shown.stdout.decode()


def test_a_terminal_without_japanese_shows_question_marks_and_no_failure(city: str) -> None:
    shown = assessor("show", city, env={"PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0
    assert b"?" in shown.stdout


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_stops_early_is_no_failure(sample: str, unbuffered: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assessor", "history", sample, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert process.stdout and process.stderr
    process.stdout.read(10 if unbuffered else 0)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_ends_with_5(city: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "assessor", "--lang", "en", "show", city],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 5
    assert ended.stderr.decode().startswith("stdout: There is no room")
    assert b"Traceback" not in ended.stderr and b"Exception" not in ended.stderr


def test_the_clock_of_tests_is_the_one_handed_in(call: Caller, city: str) -> None:
    assert call.well("show", city, "--json", now=NOW).data["today"] == "2026-11-22"
