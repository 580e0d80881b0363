"""Days of decision, numbers and titles over the course of a text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.release_course import by_decision, numbered_alike, out_of_order, title_contradicts, titled
from assessor.model.document import Document
from assessor.model.release import Release, ReleaseStage

TODAY = date(2028, 3, 31)
S = ReleaseStage
WAY = ((S.DRAFT, 2), (S.COUNCIL, 3), (S.CONSULTATION, 5), (S.ADOPTED, 8))


def text(title: str = "考え方") -> Document:
    return Document(kind="section7", title=title, municipality="みらい市", dated=TODAY, internal=False, blocks=())


def made(number: int, stage: ReleaseStage, dated: date, told: str | None = None) -> Release:
    return Release(
        id=f"S-{number:03d}",
        stage=stage,
        dated=dated,
        number=told,
        document=text(),
        digest="sha256:0",
        checklist_digest="sha256:0",
    )


def day(month: int, year: int = 2026) -> date:
    return date(year, month, 1)


HELD = tuple(made(place, stage, day(month)) for place, (stage, month) in enumerate(WAY, 1))


@pytest.mark.parametrize(
    ("stage", "dated", "against"),
    [
        (S.ADOPTED, day(4), "S-004"),  # before the one that stands
        (S.REVISED, day(7), "S-004"),  # before what it revises
        (S.DRAFT, day(1), "S-001"),  # the same stage, earlier
        (S.CONSULTATION, day(4), "S-003"),
        (S.COUNCIL, day(1), "S-002"),
        (S.ASSEMBLY, day(4), None),  # entered late, in its place
        (S.REVISED, day(9), None),
        (S.DRAFT, day(9), None),  # the way to the revision begins
        (S.DRAFT, day(1, 2027), None),
        (S.COUNCIL, day(4), None),  # again to the council
    ],
)
def test_a_day_may_not_go_back_behind_its_own_or_an_earlier_stage_of_its_round(
    stage: ReleaseStage, dated: date, against: str | None
) -> None:
    found = out_of_order(HELD, stage, dated, TODAY)
    assert (found.against.id if found and found.against else None) == against


def test_after_a_revision_a_new_round_begins() -> None:
    held = (*HELD, made(5, S.REVISED, day(1, 2027)))
    assert out_of_order(held, S.DRAFT, day(6, 2027), TODAY) is None
    assert out_of_order(held, S.REVISED, day(12), TODAY) is not None


def test_a_day_to_come_is_no_day_of_decision() -> None:
    found = out_of_order((), S.DRAFT, TODAY + timedelta(days=1), TODAY)
    assert found is not None and found.against is None
    assert out_of_order((), S.DRAFT, TODAY, TODAY) is None


@given(st.lists(st.tuples(st.sampled_from(tuple(S)), st.integers(0, 700)), max_size=8), st.sampled_from(tuple(S)))
def test_today_is_always_in_order(told: list[tuple[ReleaseStage, int]], stage: ReleaseStage) -> None:
    held = [made(place, one, TODAY - timedelta(days=ago)) for place, (one, ago) in enumerate(told, 1)]
    assert out_of_order(held, stage, TODAY, TODAY) is None


def test_releases_stand_in_the_order_they_were_decided() -> None:
    late = made(9, S.ASSEMBLY, day(4))
    assert [one.id for one in by_decision((*HELD, late))] == ["S-001", "S-002", "S-009", "S-003", "S-004"]


def test_a_number_used_twice_is_found_and_none_is_no_number() -> None:
    held = (made(1, S.DRAFT, day(1), "企第12号"), made(2, S.COUNCIL, day(2)))
    assert [one.id for one in numbered_alike(held, "企第12号")] == ["S-001"]
    assert numbered_alike(held, None) == () == numbered_alike(held, "企第13号")


@pytest.mark.parametrize("title", ["考え方", "考え方（案）", "考え方（素案）", "考え方(パブリックコメント案)"])
def test_a_text_says_that_it_is_a_draft_until_it_is_adopted(title: str) -> None:
    for stage in S:
        is_last = stage in (S.ADOPTED, S.REVISED)
        shown = titled(text(title), stage)
        assert shown.title == ("考え方" if is_last else "考え方（案）")
        assert not title_contradicts(shown, stage)
        assert title_contradicts(text(title), stage) is (("案" in title) is is_last)
