"""The stored form of a checklist gives the checklist back."""

from pathlib import Path

import pytest

from assessor.catalog.loader import load_checklist
from assessor.model.canonical import canonical_json, digest
from assessor.model.checklist import Checklist

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = [ROOT / "checklists", ROOT / "tests" / "checklists" / "good" / "mini"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_canonical_form_reads_back_as_the_same_checklist(folder: Path) -> None:
    checklist = load_checklist(folder)
    content = canonical_json(checklist)
    again = Checklist.model_validate_json(content)
    assert again == checklist
    assert canonical_json(again) == content
    assert digest(content) == digest(canonical_json(again))
