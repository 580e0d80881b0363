import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import Caller

BEGINNING = {"md": b"", "html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents without a path land in a folder of the test's own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("kind", ["section7", "section7-worksheet", "gap"])
def test_text_goes_to_stdout_where_no_path_is_given(call: Caller, sample: str, here: Path, kind: str) -> None:
    text = call.well("report", kind, sample).out
    assert "みらい市" in text
    assert list(here.iterdir()) == []
    assert call.well("report", kind, sample, "--format", "html").out.lstrip().lower().startswith("<!doctype html>")


def test_word_and_pdf_go_to_a_file_of_their_own_whose_path_is_printed(call: Caller, sample: str, here: Path) -> None:
    made = call.well("report", "section7", sample, "--format", "docx")
    assert made.out == "section7.docx\n"
    assert (here / "section7.docx").read_bytes().startswith(b"PK")
    assert call("report", "section7", sample, "--format", "docx").code == 2
    call.well("report", "section7", sample, "--format", "docx", "--force")


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx", "a.pdf", "a.PDF", "a.txt"])
def test_the_suffix_of_the_path_names_the_format_else_md(call: Caller, sample: str, here: Path, name: str) -> None:
    call.well("report", "section7", sample, "-o", name)
    content = (here / name).read_bytes()
    suffix = name.lower().partition(".")[2]
    assert content.lower().startswith(BEGINNING.get(suffix, b"").lower())
    assert stat.S_IMODE((here / name).stat().st_mode) == 0o600


def test_the_format_named_goes_before_the_suffix(call: Caller, sample: str, here: Path) -> None:
    call.well("report", "gap", sample, "--format", "html", "-o", "a.docx")
    assert (here / "a.docx").read_bytes().lower().startswith(b"<!doctype html>")


def test_a_dash_means_stdout_for_every_format(sample: str) -> None:
    command = [sys.executable, "-m", "assessor", "report", "section7", sample, "--format", "docx", "-o", "-"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    made = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert made.stdout.startswith(b"PK")


def test_an_existing_document_stays_unless_force_is_given(call: Caller, sample: str, here: Path) -> None:
    (here / "plan.md").write_text("mine")
    assert call("report", "section7", sample, "-o", "plan.md").code == 2
    assert (here / "plan.md").read_text() == "mine"
    call.well("report", "section7", sample, "-o", "plan.md", "--force")
    assert "みらい市" in (here / "plan.md").read_text("utf-8")


def test_no_document_takes_the_place_of_the_programme(call: Caller, sample: str) -> None:
    before = Path(sample).read_bytes()
    ended = call("report", "gap", sample, "-o", sample, "--force")
    assert ended.code == 2
    assert Path(sample).read_bytes() == before


@pytest.mark.parametrize("target", ["none/a.md", "folder"])
def test_an_output_that_cannot_be_written_ends_with_5(call: Caller, sample: str, here: Path, target: str) -> None:
    (here / "folder").mkdir()
    for arguments in (["report", "section7", sample], ["export", sample], ["backup", sample]):
        option = [] if arguments[0] == "backup" else ["-o"]
        ended = call(*arguments, *option, target)
        assert ended.code == 5
        assert ended.err.startswith(f"{target}: ")
    assert sorted(one.name for one in here.rglob("*")) == ["folder"]


def test_the_chapter_and_the_template_are_the_ones_asked_for(call: Caller, sample: str) -> None:
    eighth = call.well("report", "section7", sample, "--chapter", "8").out
    assert "第8章" in eighth and "第7章" not in eighth
    assert call.well("report", "section7", sample, "--template", "table").out != eighth


def test_a_final_copy_carries_no_statement_ids(call: Caller, sample: str) -> None:
    assert "s7_" in call.well("report", "section7", sample, "--format", "html").out
    assert "s7_" not in call.well("report", "section7", sample, "--format", "html", "--final").out


def test_the_gap_report_of_one_subject_speaks_of_it_alone(call: Caller, sample: str) -> None:
    text = call.well("report", "gap", sample, "--subject", "river").out
    assert "河川水位" in text
    assert "健康ポイント" not in text


def test_a_citys_own_template_goes_before_ours_and_is_filled_with_limits(
    call: Caller, sample: str, tmp_path: Path
) -> None:
    folder = tmp_path / "own" / "section7"
    folder.mkdir(parents=True)
    head = "---\nkind: section7\nname: standard\ntitle: わが市の考え方\n---\n"
    (folder / "standard.md.j2").write_text(head + "\n{{ city }}です。\n", "utf-8")
    own = {"ASSESSOR_TEMPLATES": str(tmp_path / "own")}
    assert "みらい市です。" in call.well("report", "section7", sample, env=own).out
    (folder / "standard.md.j2").write_text(head + "{{ ctiy }}\n", "utf-8")
    ended = call("report", "section7", sample, env=own)
    assert ended.code == 3
    assert "standard.md.j2:6:" in ended.err


def test_the_demo_makes_every_document_and_says_what_to_open(call: Caller, here: Path) -> None:
    made = call.well("demo")
    folder = here / "assessor-demo"
    names = {one.name for one in folder.iterdir()}
    documents = {f"{kind}.{suffix}" for kind in ("section7", "gap") for suffix in BEGINNING}
    assert documents | {"programme.assessor", "answers.yaml"} <= names
    for name in documents:
        assert (folder / name).read_bytes().lower().startswith(BEGINNING[name.partition(".")[2]].lower())
    assert "みらい市" in made.out and "section7.html" in made.out
    shown = call.well("show", str(folder / "programme.assessor"), "--json").data
    assert shown["programme"]["municipality"] == "みらい市"
    assert call.well("import", str(folder / "programme.assessor"), str(folder / "answers.yaml")).out == ""
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in folder.iterdir())


def test_the_demo_replaces_an_earlier_one_and_nothing_else(
    call: Caller, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessor.service.demo.KINDS", ("section7",))
    (here / "empty").mkdir()
    call.well("demo", "empty")
    (here / "empty" / "notes.txt").write_text("mine")
    call.well("demo", "empty")
    assert (here / "empty" / "notes.txt").read_text() == "mine"
    (here / "mine").mkdir()
    (here / "mine" / "a.txt").write_text("mine")
    ended = call("demo", "mine")
    assert (ended.code, ended.out) == (2, "")
    assert [one.name for one in (here / "mine").iterdir()] == ["a.txt"]
    (here / "file").write_text("mine")
    assert call("demo", "file").code == 2


def test_the_demo_names_a_format_that_cannot_be_made_here_and_goes_on(
    call: Caller, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assessor.errors import MissingOptional
    from assessor.render import registry
    from assessor.render.base import Format

    def missing(_: object) -> bytes:
        raise MissingOptional(what="フォント", command="pip install x")

    rows = {name: row for name, row in registry.FORMATS.items() if name in ("md", "pdf")}
    rows["pdf"] = Format("pdf", ".pdf", True, missing)
    monkeypatch.setattr(registry, "FORMATS", rows)
    made = call.well("demo")
    assert "gap.pdf: フォント が入っていない" in made.err and "`pip install x`" in made.err
    assert {one.suffix for one in (here / "assessor-demo").iterdir()} == {"", ".assessor", ".yaml", ".md"}


def test_the_glossary_and_the_roadmap_are_documents_of_their_own(call: Caller, sample: str) -> None:
    some = call.well("report", "glossary", sample).out
    assert "## あ行" in some and "**個人情報**" in some and "BCP" not in some
    assert "BCP" in call.well("report", "glossary", sample, "--all").out
    rows = call.well("report", "roadmap", sample).out
    assert "| 分野 | 取組 | 令和8年度 |" in rows and "<!-- s7_" in rows
    assert "<!--" not in call.well("report", "roadmap", sample, "--final").out
    ended = call("report", "gap", sample, "--all")
    assert ended.code == 2 and "--all" in ended.err


@pytest.mark.parametrize("name", ["statements", "principles"])
def test_section_7_has_shorter_forms_by_template(call: Caller, sample: str, name: str) -> None:
    out = call.well("report", "section7", sample, "--template", name).out
    assert "法律で認められる場合を除き、集めたときの目的以外には使いません。" in out and "7.1" not in out
    assert ("| 層 | 主な内容 | 対策の分野 |" in out) == (name == "statements")


@pytest.mark.parametrize("body", ["{{ city.__class__ }}", "{% include '/etc/passwd' %}", "{{ 'x' * 999999999 }}"])
def test_a_citys_template_that_does_what_it_may_not_ends_with_3_and_its_line(
    call: Caller, sample: str, tmp_path: Path, body: str
) -> None:
    folder = tmp_path / "templates" / "section7"
    folder.mkdir(parents=True)
    file = folder / "own.md.j2"
    file.write_text(f"---\nkind: section7\nname: own\ntitle: 題\n---\n\n{body}\n", "utf-8")
    ended = call(
        *("report", "section7", sample, "--template", "own"), env={"ASSESSOR_TEMPLATES": str(tmp_path / "templates")}
    )
    assert ended.code == 3 and ended.out == "" and f"{file}:7:" in ended.err
