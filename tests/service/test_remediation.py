"""Items change as they were read or not at all, and outlive the questions they were made for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.errors import StaleRecord, UnknownControl
from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange, ChecklistChange, SubjectChange
from assessor.model.remediation import Capacity, YearBudget
from assessor.model.scales import Status
from assessor.service.assessing import create_programme
from assessor.service.item_fields import ItemFields
from assessor.service.planning import apply_plan, make_plan, set_budget
from assessor.service.remediation import add_item, find_item, update_item
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.model.mini import MINI, answer, one_of_each
from tests.service.test_editions import changed

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def opened(target: str, by: str = "企画課") -> Workspace:
    return open_workspace(target, Session(by, lambda: NOW))


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    target = str(tmp_path / "city.assessor")
    create_programme(target, Session("企画課", lambda: NOW), titles={"municipality": "みらい市"}, checklist=MINI)
    with opened(target) as workspace:
        workspace.apply([SubjectChange(subject=one) for one in one_of_each()])
        workspace.apply([AnswerChange(subject="bus", control="SVC-01", answer=answer(Status.NOT_IMPLEMENTED))])
        add_item(workspace, ItemFields(title="台帳を作る", covers=("bus/SVC-01",), cost="100", effort="2"))
        yield workspace


def test_a_plan_never_takes_back_what_somebody_wrote_while_it_was_made(city: Workspace) -> None:
    set_budget(city, YearBudget(year=2027, first=Capacity(money=500, days=9), second=Capacity(money=500, days=9)))
    plan = make_plan(city, greedy=True).plan
    assert plan.half_of
    with opened(city.target, "別の担当") as other:
        update_item(other, "R-001", ItemFields(title="台帳を作り直す"))
    with pytest.raises(StaleRecord):
        apply_plan(city, plan)
    city.refresh()
    assert find_item(city, "R-001").title == "台帳を作り直す"
    assert apply_plan(city, plan) == 1 and find_item(city, "R-001").due is not None


def test_changing_one_field_never_takes_back_another_that_somebody_else_changed(city: Workspace) -> None:
    with opened(city.target, "別の担当") as other:
        update_item(other, "R-001", ItemFields(title="台帳を作り直す"))
    with pytest.raises(StaleRecord):
        update_item(city, "R-001", ItemFields(cost="300"))
    city.refresh()
    update_item(city, "R-001", ItemFields(cost="300"))
    assert (find_item(city, "R-001").title, find_item(city, "R-001").cost) == ("台帳を作り直す", 300)


def test_an_item_outlives_the_question_that_a_newer_edition_asks_no_more(city: Workspace) -> None:
    newer = changed(city.checklist, set(), {"SVC-01"}, set())
    assert "SVC-01" not in newer.controls
    city.apply([ChecklistChange(content=canonical_json(newer))])
    with opened(city.target) as later:
        assert "SVC-01" not in later.checklist.controls
        update_item(later, "R-001", ItemFields(title="台帳の後始末"))
        update_item(later, "R-001", ItemFields(status="done"))
        assert find_item(later, "R-001").title == "台帳の後始末"
        with pytest.raises(UnknownControl):
            add_item(later, ItemFields(title="新しいもの", covers=("bus/SVC-01",)))
