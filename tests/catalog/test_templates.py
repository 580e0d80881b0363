from pathlib import Path

import pytest

from assessor.catalog.templates import list_templates, load_template, read_template
from assessor.errors import FileMissing, FileUnreadable, TemplateInvalid, UnknownTemplate
from assessor.model.problem import Problem
from assessor.model.template import TemplateKind

OWN = "---\nkind: section7\nname: own\ntitle: 市のひな形\nnumbered: true\n---\n## 見出し\n\n本文\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def problems(path: Path) -> list[tuple[str, int, int]]:
    with pytest.raises(TemplateInvalid) as fault:
        read_template(path)
    return [(one.code, one.line, one.column) for one in fault.value.problems if isinstance(one, Problem)]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *[("section7", name) for name in ("standard", "table", "statements", "principles")],
        *[(kind.value, None) for kind in TemplateKind if kind is not TemplateKind.SECTION7],
    ],
)
def test_our_own_templates_can_be_read(kind: str, name: str | None) -> None:
    template = load_template(kind, name or kind)
    assert template.head.kind == kind and template.body and template.first_line > 1


def test_the_body_knows_its_first_line(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, "own.md.j2", OWN))
    assert (template.head.title, template.head.numbered) == ("市のひな形", True)
    assert (template.body, template.first_line) == ("## 見出し\n\n本文\n", 7)


def test_a_citys_own_template_stands_beside_ours_and_goes_before_one_of_the_same_name(tmp_path: Path) -> None:
    written(tmp_path, "section7/own.md.j2", OWN)
    written(tmp_path, "section7/standard.md.j2", OWN)
    files = {file.name: file.is_own for file in list_templates(TemplateKind.SECTION7, tmp_path)}
    assert files["own"] and files["standard"] and not files["table"]
    assert load_template("section7", "standard", tmp_path).head.title == "市のひな形"


def test_partials_come_from_both_folders_and_the_citys_go_first(tmp_path: Path) -> None:
    ours = load_template("section7", "standard").partials
    written(tmp_path, "section7/own.md.j2", OWN)
    written(tmp_path, "section7/_statements.md.j2", "city")
    written(tmp_path, "section7/_more.md.j2", "more")
    partials = load_template("section7", "own", tmp_path).partials
    assert partials == {**ours, "_statements.md.j2": "city", "_more.md.j2": "more"}
    assert ours["_statements.md.j2"] != "city"


def test_partials_are_no_templates() -> None:
    assert not any(file.name.startswith("_") for file in list_templates("section7"))


@pytest.mark.parametrize("name", ["nothing", "../gap_report", "_statements", "", "a/b", "standard\0"])
def test_a_name_that_no_template_has_is_answered_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownTemplate) as fault:
        load_template("section7", name)
    assert fault.value.values["known"] == "principles, standard, statements, table"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 見出し\n", ("front_matter_missing", 1, 1)),
        ("---\nkind: gap\n", ("front_matter_missing", 1, 1)),
        ("---\n---\nbody", ("empty_file", 2, 1)),
        (OWN.replace("title:", "titel:"), ("unknown_key", 4, 1)),
        (OWN.replace("section7", "section8"), ("unknown_value", 2, 7)),
        (OWN.replace("numbered: true", "numbered: yes"), ("true_or_false_needed", 5, 11)),
        (OWN.replace("title: ", "title: a: "), ("syntax_colon", 4, 9)),
        (OWN.replace("本文", "本\u200b文"), ("forbidden_character", 9, 2)),
        ("---\n- a\n---\n", ("keys_needed", 2, 1)),
        ("", ("empty_file", 1, 1)),
    ],
)
def test_a_bad_head_is_told_with_its_place(tmp_path: Path, text: str, expected: tuple[str, int, int]) -> None:
    assert problems(written(tmp_path, "own.md.j2", text)) == [expected]


def test_a_template_of_another_kind_is_told(tmp_path: Path) -> None:
    written(tmp_path, "gap_report.md.j2", OWN)
    with pytest.raises(TemplateInvalid) as fault:
        load_template("gap", "gap", tmp_path)
    (problem,) = fault.value.problems
    assert isinstance(problem, Problem) and (problem.code, problem.line) == ("template_other_kind", 2)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = written(tmp_path, "elsewhere/own.md.j2", OWN)
    (tmp_path / "section7").mkdir()
    (tmp_path / "section7" / "own.md.j2").symlink_to(target)
    with pytest.raises(TemplateInvalid) as fault:
        load_template("section7", "own", tmp_path)
    (problem,) = fault.value.problems
    assert isinstance(problem, Problem) and problem.code == "symlink"


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        list_templates("gap", tmp_path / "none")
    with pytest.raises(FileUnreadable):
        list_templates("gap", written(tmp_path, "file", "text"))
