import re
import shutil
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.catalog.answer_file import read_exchange
from assessor.catalog.loader import lint_folder, load_checklist
from assessor.errors import AnswersInvalid, ChecklistInvalid, FileMissing, InputInvalid
from assessor.i18n.translator import translator
from assessor.model.problem import Problem
from assessor.model.programme import SubjectKind
from assessor.resources import data_folder

CHECKLISTS = Path(__file__).resolve().parent.parent / "checklists"
MINI = CHECKLISTS / "good" / "mini"
TINY = CHECKLISTS / "good" / "tiny"
BAD = sorted((CHECKLISTS / "bad").glob("*.yaml"))
STORED = {"programme": SubjectKind.PROGRAMME, "bus": SubjectKind.SERVICE}

EXPECTED = re.compile(r"^# expect: (\w+) (\d+):(\d+)$", re.M)
STANDS_FOR = re.compile(r"^# as: (\S+)$", re.M)


def problems_of(fault: InputInvalid) -> list[Problem]:
    return [problem for problem in fault.problems if isinstance(problem, Problem)]


def found(bad: Path, name: str, folder: Path) -> list[Problem]:
    try:
        if name == "answers.yaml":
            read_exchange(bad, load_checklist(MINI), STORED)
        else:
            shutil.copytree(TINY, folder / "checklist")
            shutil.copy(bad, folder / "checklist" / name)
            load_checklist(folder / "checklist")
    except (AnswersInvalid, ChecklistInvalid) as fault:
        return problems_of(fault)
    return []


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_has_exactly_the_problems_it_announces(bad: Path, tmp_path: Path) -> None:
    text = bad.read_text("utf-8")
    stands_for = STANDS_FOR.search(text)
    assert stands_for
    expected = [(code, int(line), int(column)) for code, line, column in EXPECTED.findall(text)]
    assert expected
    problems = found(bad, stands_for[1], tmp_path)
    assert [(one.code, one.line, one.column) for one in problems] == expected
    for problem in problems:
        for lang in ("ja", "en"):
            said = [translator(lang)(f"problem.{problem.code}.{part}", **problem.values) for part in ("what", "next")]
            assert not any(part.startswith("problem.") for part in said), problem.code


@pytest.mark.parametrize("folder", [MINI, TINY, data_folder("checklists")], ids=["mini", "tiny", "shipped"])
def test_a_good_checklist_has_no_problem(folder: Path) -> None:
    assert [problem for problem in lint_folder(folder) if not problem.warning] == []
    assert load_checklist(folder).controls


def test_controls_stand_in_the_order_of_the_categories() -> None:
    ids = list(load_checklist(MINI).controls)
    assert [name[:3] for name in ids] == ["GOV"] * 5 + ["SVC"] * 4 + ["COS"] * 3 + ["AST"] * 4 + ["PIA"] * 2


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = copied(MINI, tmp_path)
    replace(folder / "service.yaml", "importance: should", "importance: shuold")
    replace(folder / "asset.yaml", "all: [camera]}", "all: [camara]}")
    (folder / "city_os.yaml").write_bytes("title: 都市OS".encode("utf-16"))
    replace(folder / "checklist.yaml", "version:", "verson:")
    replace(folder / "glossary.yaml", "yomi: あんごうか", "yomi: 1")
    codes = {(Path(one.path).name, one.code) for one in lint_folder(folder)}
    assert codes == {
        ("service.yaml", "unknown_value"),
        ("city_os.yaml", "other_encoding"),
        ("checklist.yaml", "unknown_key"),
        ("glossary.yaml", "text_needed"),
    }


def copied(folder: Path, target: Path) -> Path:
    return Path(shutil.copytree(folder, target / "checklist"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_fault_in_one_control_hides_none_in_another(tmp_path: Path) -> None:
    folder = copied(MINI, tmp_path)
    replace(folder / "service.yaml", "importance: should", "importance: shuold")
    replace(folder / "asset.yaml", "all: [camera]}", "all: [camara]}")
    assert {one.code for one in lint_folder(folder)} == {"unknown_value", "unknown_fact"}


def test_a_number_out_of_its_range_hides_no_fault_elsewhere_and_makes_none(tmp_path: Path) -> None:
    folder = copied(MINI, tmp_path)
    replace(folder / "checklist.yaml", "points: 50}", "points: 150}")
    replace(folder / "checklist.yaml", "weight: 3}", "weight: -3}")
    replace(folder / "service.yaml", "any: [public_web, user_accounts]", "any: [public_webb, user_accounts]")
    replace(folder / "city_os.yaml", "    importance: must", "    valid_for: 0\n    importance: must")
    told = [(problem.code, Path(problem.path).name) for problem in lint_folder(folder)]
    assert sorted(told) == [
        ("number_too_large", "checklist.yaml"),
        ("number_too_small", "checklist.yaml"),
        ("number_too_small", "city_os.yaml"),
        ("unknown_fact", "service.yaml"),
    ]


def test_a_category_that_cannot_be_read_makes_no_other_file_look_wrong(tmp_path: Path) -> None:
    folder = copied(MINI, tmp_path)
    (folder / "service.yaml").write_text("a: b: c", "utf-8")
    (folder / "glossary.yaml").write_text("[", "utf-8")
    assert [(Path(one.path).name, one.code) for one in lint_folder(folder)] == [
        ("glossary.yaml", "syntax"),
        ("service.yaml", "syntax_colon"),
    ]


def test_files_and_category_order_must_agree(tmp_path: Path) -> None:
    folder = copied(MINI, tmp_path)
    (folder / "pia.yaml").rename(folder / "privacy.yaml")
    replace(folder / "checklist.yaml", "asset, pia]", "asset, pia, asset]")
    codes = [(one.code, one.line) for one in lint_folder(folder) if one.path.endswith("checklist.yaml")]
    line = next(n for n, text in enumerate((folder / "checklist.yaml").read_text().splitlines(), 1) if "_order" in text)
    assert sorted(codes) == [
        ("category_file_missing", line),
        ("category_not_in_order", line),
        ("doubled_id", line),
    ]


def test_a_category_is_never_looked_for_outside_the_folder(tmp_path: Path) -> None:
    folder = copied(TINY, tmp_path)
    (tmp_path / "outside.yaml").write_text("category: outside\n", "utf-8")
    replace(folder / "checklist.yaml", "[example]", "[example, ../outside]")
    assert [one.code for one in lint_folder(folder)] == ["category_file_missing"]


def test_the_frame_holds_neither_categories_nor_glossary(tmp_path: Path) -> None:
    folder = copied(TINY, tmp_path)
    with (folder / "checklist.yaml").open("a", encoding="utf-8") as stream:
        stream.write("categories: []\nglossary: []\n")
    assert [one.code for one in lint_folder(folder)] == ["unknown_key", "unknown_key"]


def test_a_checklist_may_have_no_glossary(tmp_path: Path) -> None:
    folder = copied(TINY, tmp_path)
    (folder / "glossary.yaml").unlink()
    replace(folder / "example.yaml", "※", "")
    assert load_checklist(folder).glossary == ()


def test_a_missing_folder_and_a_file_in_its_place_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        load_checklist(tmp_path / "none")
    with pytest.raises(FileMissing):
        load_checklist(tmp_path)
    (tmp_path / "file").write_text("a: 1", "utf-8")
    with pytest.raises(ChecklistInvalid) as fault:
        load_checklist(tmp_path / "file")
    assert [one.code for one in problems_of(fault.value)] == ["not_a_folder"]
    assert [one.code for one in lint_folder(tmp_path / "file")] == ["not_a_folder"]


def test_every_problem_has_both_sentences_in_both_languages_with_the_same_values() -> None:
    catalogues = {lang: messages(lang) for lang in ("ja", "en")}
    assert catalogues["ja"].keys() == catalogues["en"].keys()
    for key, text in catalogues["ja"].items():
        fields = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in (text, catalogues["en"][key])]
        assert fields[0] == fields[1], key
    codes = {key.split(".")[1] for key in catalogues["ja"]}
    assert {f"problem.{code}.{part}" for code in codes for part in ("what", "next")} == set(catalogues["ja"])


def test_every_problem_that_can_be_told_has_its_sentences_and_no_sentence_is_left_over() -> None:
    package = CHECKLISTS.parent.parent / "assessor"
    told: set[str] = set()
    sources = ""
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        makers = r"Fault|unknown|fault|stop|Problem" if path.parent.name == "catalog" else r"Problem|_invalid"
        told |= set(re.findall(rf'\b(?:{makers})\((?:template, )?\s*(?:code=)?"(\w+)"', text))
        sources += text
    said = {key.split(".")[1] for key in messages("ja")}
    assert told and not told - said
    assert not {code for code in said if f'"{code}"' not in sources}


def messages(lang: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    from assessor.i18n.translator import LOCALE_FOLDER

    with (LOCALE_FOLDER / lang / "LC_MESSAGES" / "problems.po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


TEXTS = {path.name: path.read_text("utf-8") for path in MINI.glob("*.yaml")}
SCRAPS = st.sampled_from(
    ["", "null", "1", "true", "[]", "{}", "[[", '"', "- ", ": ", "\t", "\n", "※", "x" * 500, "\u202e"]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(TEXTS)), data=st.data(), scrap=SCRAPS)
def test_no_damage_to_a_checklist_makes_the_loader_fail(
    tmp_path: Path, name: str, data: st.DataObject, scrap: str
) -> None:
    folder = tmp_path / "mutated"
    if not folder.exists():
        shutil.copytree(MINI, folder)
    text = TEXTS[name]
    spots = [0, len(text), *(found.start() for found in re.finditer(r"\S+", text))]
    start = data.draw(st.sampled_from(spots))
    length = data.draw(st.integers(0, 30))
    (folder / name).write_text(text[:start] + scrap + text[start + length :], "utf-8")
    try:
        problems = lint_folder(folder)
        for problem in problems:
            translator("ja")(f"problem.{problem.code}.what", **problem.values)
    finally:
        (folder / name).write_text(text, "utf-8")
