"""The light reader sees exactly what the full store sees, without loading the database library."""

import subprocess
import sys
from pathlib import Path

import pytest

from assessor.errors import StoreReadOnly
from assessor.model.canonical import canonical_json
from assessor.model.change import RecordChange, Save
from assessor.model.programme import PROGRAMME_ID, Programme, Subject, SubjectKind
from assessor.storage.opening import create_store, open_store
from tests.model.mini import mini
from tests.storage.test_records import NOW, change, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.assessor"
    subject = Subject(id=PROGRAMME_ID, kind=SubjectKind.PROGRAMME, name="全体")
    with create_store(
        str(path), canonical_json(mini()), Programme(municipality="市"), subject, Save("0", "長", NOW)
    ) as made:
        made.apply(save("1"), [change("台帳"), RecordChange(kind="release", id="1", content=None)])
    return path


def test_both_stores_read_the_same(file: Path) -> None:
    with open_store(str(file)) as full, open_store(str(file), read_only=True) as light:
        assert type(full) is not type(light)
        assert light.load() == full.load()
        assert light.checklist_json() == full.checklist_json()
        assert light.head() == full.head()
        assert list(light.events()) == list(full.events())
        assert list(light.events(1)) == list(full.events(1))
        assert light.verify() == full.verify()


def test_a_store_opened_to_be_looked_at_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    with open_store(str(file), read_only=True) as light, pytest.raises(StoreReadOnly):
        light.apply(save("2"), [change("別")])
    assert file.read_bytes() == before


def test_looking_loads_no_database_library(file: Path) -> None:
    script = (
        "import sys; from assessor.storage.opening import open_store\n"
        f"with open_store({str(file)!r}, read_only=True) as store: store.load(); store.checklist_json()\n"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
