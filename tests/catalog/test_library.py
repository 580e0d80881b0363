from pathlib import Path

from assessor.catalog.library import overview, shipped_folder, shipped_overview
from assessor.catalog.loader import load_checklist
from assessor.model.programme import SubjectKind

MINI = Path(__file__).resolve().parent.parent / "checklists" / "good" / "mini"


def test_an_overview_counts_what_a_checklist_holds() -> None:
    held = overview(load_checklist(MINI))
    assert (held.id, held.version, held.controls, held.terms) == ("mini", "2026.1", 18, 7)
    first = held.categories[0]
    assert (first.id, first.assesses, first.controls, first.starters) == ("governance", SubjectKind.PROGRAMME, 5, 3)


def test_a_checklist_comes_with_the_program() -> None:
    assert (shipped_folder() / "checklist.yaml").is_file()
    assert shipped_overview().controls > 100
