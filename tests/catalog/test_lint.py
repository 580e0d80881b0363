import shutil
from datetime import date
from pathlib import Path

import pytest

from assessor.catalog.loader import lint_folder
from assessor.model.problem import Problem

MINI = Path(__file__).resolve().parent.parent / "checklists" / "good" / "mini"

ERRORS = [
    ("service.yaml", "id: SVC-02", "id: gov-01", "doubled_id"),
    ("checklist.yaml", "{id: promise-safety, section", "{id: PIA-01, section", "doubled_id"),
    ("checklist.yaml", "{id: promise-law,", "{id: city_os-policy,", "bad_id"),
    ("checklist.yaml", "{id: promise-law,", "{id: governance-policy,", "doubled_id"),
    ("checklist.yaml", "{id: cloud, ask", "{id: Personal_Data, ask", "doubled_id"),
    ("service.yaml", "all: [personal_data], any: [cloud,", "all: [personal_data], any: [claud,", "unknown_fact"),
    ("governance.yaml", "{standard: local_law,", "{standard: local_lav,", "unknown_standard"),
    ("governance.yaml", 'edition: "3.0"', 'edition: "3.1"', "unknown_edition"),
    ("governance.yaml", "sources: [S01]", "sources: [S02]", "unknown_source"),
    ("checklist.yaml", "basis: verified, sources: [S01]", "basis: verified, sources: [S9]", "unknown_source"),
    ("asset.yaml", "section: cameras", "section: camera", "unknown_section"),
    ("asset.yaml", "assesses: asset_group", "assesses: asset_group\nsection: mesures", "unknown_section"),
    ("checklist.yaml", "section: principles, text", "section: principle, text", "unknown_section"),
    ("checklist.yaml", "categories: [asset]}", "categories: [assets]}", "unknown_category"),
    ("checklist.yaml", "rests_on: [GOV-03, SVC-01]", "rests_on: [GOV-03, SVC-10]", "unknown_control"),
    ("checklist.yaml", "policies_by_law: [GOV-01, GOV-02]", "policies_by_law: [GOV-00, GOV-02]", "unknown_control"),
    ("checklist.yaml", "  may: {label: {ja: できれば, en: May}, weight: 1}\n", "", "missing_key"),
    ("checklist.yaml", "sign: －, points: null", "sign: －, points: 0", "points_null"),
    ("checklist.yaml", "sign: ▽, points: 20", "sign: ▽, points: null", "points_null"),
    ("checklist.yaml", "sign: ○, points: 100", "sign: ○, points: 90", "points_not_full"),
    ("checklist.yaml", "sign: △, points: 50", "sign: △, points: 101", "number_too_large"),
    ("checklist.yaml", "sign: ▽, points: 20", "sign: ▽, points: 60", "figure_out_of_order"),
    ("checklist.yaml", 'sign: "?", points: 0', 'sign: "?", points: 51', "figure_out_of_order"),
    ("checklist.yaml", "en: May}, weight: 1", "en: May}, weight: 3", "figure_out_of_order"),
    ("checklist.yaml", "en: May}, weight: 1", "en: May}, weight: 0", "number_too_small"),
    ("checklist.yaml", "en: Growing}, from_percent: 60", "en: Growing}, from_percent: 80", "bands_alike"),
    ("checklist.yaml", "en: Critical}, duty_in_force: true", "en: Critical}", "severities_with_gap"),
    ("checklist.yaml", "{id: low, title: {ja: 低, en: Low}}",
     "{id: low, title: {ja: 低}, when: {may: [planned]}}", "severities_with_gap"),
    ("checklist.yaml", "{level: 2, title: {ja: まれ", "{level: 3, title: {ja: まれ", "levels_out_of_order"),
    ("checklist.yaml", "[low, medium, high, high]", "[low, medium, high]", "matrix_not_square"),
    ("checklist.yaml", "[low, medium, high, high]", "[low, medium, hihg, high]", "unknown_band"),
    ("checklist.yaml", "[low, low, medium, medium]", "[low, low, medium, low]", "matrix_falls"),
    ("governance.yaml", "ja: 研修の記録", 'ja: " "', "text_empty"),
    ("asset.yaml", "public: {rule: never}", "public: {rule: never, planned: {ja: これから。}}", "sentence_never_said"),
    ("service.yaml", "implemented: {ja: サービスが止まった", "partial: {ja: サービスが止まった", "sentence_missing"),
    ("service.yaml", "通信を暗号化※しています", "通信を暗号※しています", "term_missing"),
    ("city_os.yaml", "操作を適切に管理しています", "操作を完璧に管理しています", "banned_word"),
    ("checklist.yaml", "text: {ja: 法令を守ります。}", "text: {ja: 法令を絶対に守ります。}", "banned_word"),
    ("service.yaml", "    valid_for: 12\n", "    valid_for: 0\n", "number_too_small"),
]  # fmt: skip

WARNINGS = [
    ("service.yaml", "お知らせを、より分かりやすくします。", "お知らせの仕組みを導入します。", "planned_confesses"),
    ("city_os.yaml", "      planned: {ja:", "      partial: {ja: 一部で。}\n      planned: {ja:", "partial_confesses"),
    ("governance.yaml", "職員の研修を毎年行っています。", "研修を" + "毎年、" * 25 + "行います。", "sentence_long"),
    ("governance.yaml", "職員の研修を毎年行っています。", "職員情報安全管理研修計画を定めています。", "kanji_stacked"),
    ("governance.yaml", "topic: policy, topic_rank: 2,", "topic: policy, topic_rank: 1,", "doubled_rank"),
    ("governance.yaml", "applies_if: {all: [outsourcing]}", "applies_if: {all: [camera]}", "fact_not_asked"),
]  # fmt: skip


def after(folder: Path, name: str, old: str, new: str, today: date | None = None) -> tuple[Problem, ...]:
    checklist = Path(shutil.copytree(MINI, folder / "checklist"))
    text = (checklist / name).read_text("utf-8")
    assert old in text
    (checklist / name).write_text(text.replace(old, new, 1), "utf-8")
    return lint_folder(checklist, today)


@pytest.mark.parametrize(("name", "old", "new", "code"), ERRORS)
def test_what_makes_a_checklist_unusable_is_an_error(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    problems = [one for one in after(tmp_path, name, old, new) if one.code == code]
    assert problems and all(not one.warning and Path(one.path).name == name for one in problems)


@pytest.mark.parametrize(("name", "old", "new", "code"), WARNINGS)
def test_what_is_a_matter_of_style_is_a_warning(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    (problem,) = after(tmp_path, name, old, new)
    assert (problem.code, problem.warning, Path(problem.path).name) == (code, True, name)


def test_an_error_stands_where_it_was_written(tmp_path: Path) -> None:
    (problem,) = after(tmp_path, "service.yaml", "any: [cloud,", "any: [claud,")
    text = (tmp_path / "checklist" / "service.yaml").read_text("utf-8")
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("claud") and problem.values["nearest"] == "cloud"


def test_the_worst_impact_never_leaves_the_two_highest_bands(tmp_path: Path) -> None:
    (problem,) = after(tmp_path, "checklist.yaml", "[high, high, grave, grave]", "[medium, high, grave, grave]")
    assert (problem.code, problem.values) == ("worst_impact_too_mild", {"band": "medium", "least": "high"})


def test_the_longest_term_before_a_mark_counts(tmp_path: Path) -> None:
    assert not after(tmp_path, "glossary.yaml", "term: セキュリティ,", "term: 別の語,")


def test_a_duty_in_force_for_long_is_not_announced_as_planned(tmp_path: Path) -> None:
    new = "implemented: {ja: 市は、サイバーセキュリティ※の方針を定めています。}, planned: {ja: 方針を定めます。}"
    old = "implemented: {ja: 市は、サイバーセキュリティ※の方針を定めています。}"
    (problem,) = after(tmp_path, "governance.yaml", old, new)
    assert (problem.code, problem.warning) == ("planned_duty", False)


def test_a_dated_duty_is_judged_by_its_day_and_never_by_the_loader(tmp_path: Path) -> None:
    old = "公表しています。}}\n    remediation: {ja: 市の"
    new = "公表しています。}, planned: {ja: 方針を公表します。}}\n    remediation: {ja: 市の"
    assert not after(tmp_path, "governance.yaml", old, new)
    assert not lint_folder(tmp_path / "checklist", date(2026, 3, 31))
    assert [one.code for one in lint_folder(tmp_path / "checklist", date(2026, 4, 1))] == ["planned_duty"]
