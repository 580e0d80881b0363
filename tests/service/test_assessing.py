from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import BadDate, ReasonMissing, UnknownStatus
from assessor.model.scales import Status
from assessor.service.assessing import Given, read_answer, read_evidence, stated
from assessor.tui.widgets.evidence_text import read_evidence as on_screen

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.NOT_APPLICABLE])
def test_each_status_is_read_and_speaks_of_today(status: Status) -> None:
    found = read_answer(Given(status.value), "bus", "SVC-01", TODAY)
    assert found and (found.status, found.as_of) == (status, TODAY)


def test_clear_takes_an_answer_back() -> None:
    assert read_answer(Given("clear", comment="x"), "bus", "SVC-01", TODAY) is None


def test_not_applicable_needs_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        read_answer(Given("not_applicable", reason="\n"), "bus", "SVC-01", TODAY)


def test_a_mistyped_status_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownStatus) as told:
        read_answer(Given("claer"), "bus", "SVC-01", TODAY)
    assert told.value.values == {"status": "claer", "nearest": "clear"}


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("規程", "規程", None),
        ("規程@2026-04-01", "規程", date(2026, 4, 1)),
        ("係@庁内", "係@庁内", None),
        ("a@b@2026-04-01", "a@b", date(2026, 4, 1)),
        ("@2026-04-01", "@2026-04-01", None),
        ("ログイン仕様書@令和8年4月1日", "ログイン仕様書", date(2026, 4, 1)),
        ("規程 ＠ Ｒ８．４．１", "規程", date(2026, 4, 1)),
        ("規程@2026/4/1", "規程", date(2026, 4, 1)),
        ("要綱@平成31年4月1日", "要綱", date(2019, 4, 1)),
        ("問合せ先 info@example.jp", "問合せ先 info@example.jp", None),
        ("議事録@301会議室", "議事録@301会議室", None),
        ("議事録@H301", "議事録@H301", None),
        ("議事録@令和の間", "議事録@令和の間", None),
    ],
)
def test_evidence_is_a_title_with_or_without_a_date(text: str, title: str, day: date | None) -> None:
    found = read_evidence(text)
    assert (found.title, found.date) == (title, day)
    assert on_screen(text) == found


@pytest.mark.parametrize("told", ["令和8年13月1日", "2026/13/01", "令和8年度", "R8.4", "20260401", "４月１日"])
def test_what_is_meant_as_a_day_behind_an_at_sign_and_is_none_is_refused(told: str) -> None:
    with pytest.raises(BadDate) as refused:
        read_evidence(f"規程@{told}")
    assert refused.value.values == {"text": told}
    assert on_screen(f"規程@{told}") is None


@given(st.dictionaries(st.text(max_size=3), st.sampled_from([True, False, None])))
def test_a_fact_not_answered_is_the_same_as_an_absent_one(facts: dict[str, bool | None]) -> None:
    kept = stated(facts)
    assert None not in kept.values()
    assert all(kept.get(name) == value for name, value in facts.items())
