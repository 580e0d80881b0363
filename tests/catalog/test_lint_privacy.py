import shutil
from pathlib import Path

import pytest

from assessor.catalog.loader import lint_folder, load_checklist
from assessor.resources import data_folder
from tests.model.mini import mini, shipped

TECHNOLOGIES = ("camera", "face", "location", "health", "children", "ai", "iot", "linkage", "cloud", "abroad")


def test_the_prompts_cover_every_point_in_the_life_of_data_and_every_technology() -> None:
    guide = shipped().privacy
    assert guide is not None
    assert len(guide.prompts) >= 40
    assert {one.stage for one in guide.prompts} == set(guide.life_cycle)
    for name in TECHNOLOGIES:
        assert any(name in one.technologies for one in guide.prompts), name
    for one in guide.prompts:
        assert one.harm.ja and one.title.en and one.controls and one.measures and one.references, one.id


def test_a_checklist_without_a_privacy_part_is_sound() -> None:
    assert mini().privacy is None


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("privacy_risks.yaml", "controls: [SVC-15, SVC-13]", "controls: [SVC-99]", "unknown_control"),
        ("privacy_risks.yaml", "technologies: [children]", "technologies: [childen]", "unknown_question"),
        ("privacy_risks.yaml", "id: PRV-02", "id: prv-01", "doubled_id"),
        ("privacy_risks.yaml", "standard: appi,", "standard: apppi,", "unknown_standard"),
        ("privacy_risks.yaml", "sources: [S35]", "sources: [S999]", "unknown_source"),
        ("privacy_risks.yaml", "prompts:", "promts:", "missing_key"),
        ("privacy_threshold.yaml", "none: [personal_data]", "none: [personaldata]", "unknown_question"),
        ("privacy_threshold.yaml", "fact: children", "fact: childs", "unknown_fact"),
        ("privacy_threshold.yaml", "approved: PIA-20", "approved: PIA-99", "unknown_control"),
        ("privacy_threshold.yaml", "from_people: 10000,", "from_people: 500,", "number_too_small"),
        ("privacy_threshold.yaml", "{id: followup,", "{id: follow_up,", "unknown_value"),
        ("privacy_threshold.yaml", "proofs:\n", "proof:\n", "unknown_key"),
    ],
)
def test_each_fault_is_told_with_the_file_that_holds_it(
    file: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(data_folder("checklists"), folder)
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = [one for one in lint_folder(folder) if not one.warning]
    assert code in [one.code for one in found]
    assert all(one.path.endswith(file) for one in found)


def test_prompts_stand_in_their_own_file_only(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(data_folder("checklists"), folder)
    path = folder / "privacy_threshold.yaml"
    path.write_text(path.read_text("utf-8") + "prompts: []\n", "utf-8")
    assert "unknown_key" in [one.code for one in lint_folder(folder)]


def test_without_the_two_files_there_is_no_privacy_part(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(data_folder("checklists"), folder)
    for name in ("privacy_threshold.yaml", "privacy_risks.yaml"):
        (folder / name).unlink()
    assert load_checklist(folder).privacy is None
