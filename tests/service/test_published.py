"""Section 7 learns of assessments only which summaries are published, where and since when."""

from datetime import date
from pathlib import Path

import pytest

from assessor.model.programme import SubjectKind
from assessor.service.assessing import add_subject, create_programme
from assessor.service.composing import Wanted
from assessor.service.privacy_fields import Telling, part_named, set_part
from assessor.service.reporting import report
from assessor.service.workspace import Workspace, open_workspace
from tests.service.test_privacy import SESSION

OUT = ("published_on=2026-11-20", "place=市ホームページ")
INSIDE = "通院先が近所に知られる"


@pytest.fixture
def city(tmp_path: Path) -> str:
    file = str(tmp_path / "city.assessor")
    create_programme(file, SESSION, titles={"municipality": "みらい市"})
    with open_workspace(file, SESSION) as workspace:
        for name, title in (("bus", "予約バス"), ("walk", "健康ポイント"), ("eye", "街頭カメラ")):
            add_subject(workspace, name, SubjectKind.SERVICE, {"name": title}, ["personal_data=yes"])
    return file


def tell(workspace: Workspace, subject: str, part: str, *told: str) -> None:
    set_part(workspace, subject, part_named(part), Telling(told))


def printed(workspace: Workspace) -> str:
    return report(workspace, Wanted("section7"), format_name="md", target="-").content.decode().replace("※", "")


def test_section_7_counts_the_services_whose_summary_is_published_and_says_where(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "bus", "publication", *OUT)
        tell(workspace, "eye", "publication", "published_on=2026-11-22", "place=広報 11月号")
        text = printed(workspace)
    assert "次の2件のサービスでプライバシー影響評価（PIA）を行い、要約を公表しています。" in text
    assert "予約バス（市ホームページ、令和8年11月20日公表）" in text
    assert "街頭カメラ（広報 11月号、令和8年11月22日公表）" in text
    assert "健康ポイント" not in text


@pytest.mark.parametrize("told", [OUT[:1], OUT[1:], ("published_on=2026-11-23", "place=市ホームページ"), ()])
def test_what_is_not_published_yet_is_not_told(city: str, told: tuple[str, ...]) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "bus", "publication", "introduction=始める前に確かめました。", *told)
        assert workspace.result().summaries == ()
        assert "プライバシー影響評価" not in printed(workspace)


def test_no_risk_value_approval_or_step_of_an_assessment_changes_section_7(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "bus", "publication", *OUT)
        before = printed(workspace)
        rated = ("likelihood=4", "impact=4", "residual_likelihood=4", "residual_impact=4")
        tell(workspace, "bus", "risk", f"title={INSIDE}", "stage=use", f"harm={INSIDE}", *rated)
        tell(workspace, "bus", "report", f"text={INSIDE}")
        tell(workspace, "walk", "risk", f"title={INSIDE}", "stage=store")
        assert printed(workspace) == before
        assert INSIDE not in before


def test_a_summary_that_is_told_names_service_place_and_day_alone(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        tell(workspace, "bus", "publication", *OUT, f"introduction={INSIDE}")
        (one,) = workspace.result().summaries
    assert one.model_dump() == {"service": "予約バス", "place": "市ホームページ", "published": date(2026, 11, 20)}
