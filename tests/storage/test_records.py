"""Records of other kinds: saved like answers, whole, with a revision and an event."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.errors import StaleRecord
from assessor.model.canonical import canonical_json
from assessor.model.change import RecordChange, Save
from assessor.model.programme import PROGRAMME_ID, Programme, Subject, SubjectKind
from assessor.storage.base import Store
from assessor.storage.opening import create_store
from tests.model.mini import mini

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    subject = Subject(id=PROGRAMME_ID, kind=SubjectKind.PROGRAMME, name="全体")
    programme = Programme(municipality="みらい市")
    target = str(tmp_path / "a.assessor")
    return create_store(target, canonical_json(mini()), programme, subject, Save("0", "課長", NOW))


def save(name: str) -> Save:
    return Save(name, "係長", NOW)


def change(title: str | None, expected: int | None = None) -> RecordChange:
    content = None if title is None else {"title": title}
    return RecordChange(kind="remediation-item", id="R-001", content=content, expected_revision=expected)


def test_a_record_reads_back_with_its_revision_and_survives_being_taken_back(store: Store) -> None:
    with store:
        assert store.apply(save("1"), [change("台帳を作る", 0)]).revisions == (1,)
        assert store.apply(save("2"), [change(None, 1)]).revisions == (2,)
        assert store.apply(save("3"), [change("また作る", 2)]).revisions == (3,)
        held = store.load().records["remediation-item", "R-001"]
        assert (held.content, held.revision, held.by) == ({"title": "また作る"}, 3, "係長")
        assert store.verify().is_sound


def test_an_equal_record_adds_no_event_and_a_retry_never_doubles(store: Store) -> None:
    with store:
        first = store.apply(save("1"), [change("台帳を作る")])
        assert store.apply(save("2"), [change("台帳を作る")]).events == 0
        assert store.apply(save("1"), [change("台帳を作る")]) == first
        assert store.head()[0] == 2


def test_a_record_read_before_someone_else_saved_it_is_refused(store: Store) -> None:
    with store:
        store.apply(save("1"), [change("台帳を作る", 0)])
        with pytest.raises(StaleRecord):
            store.apply(save("2"), [change("別の題", 0)])
        held = store.load().records["remediation-item", "R-001"]
        assert held.content == {"title": "台帳を作る"}
