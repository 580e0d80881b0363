"""What is said at once of a release that an answer broke is what the full check of claims says of it."""

import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.engine.broken_claims import broken_claims
from assessor.engine.claims import check_claims
from assessor.engine.holdings import printed
from assessor.engine.released_text import edited_text, marks_in
from assessor.model.assessment import Assessment, PairKey
from assessor.model.claims import BrokenClaim
from assessor.model.programme import Section7Choice
from assessor.model.release import Release, ReleasedStatement, ReleaseStage
from assessor.model.scales import Status
from tests.compose.making import document, public
from tests.model.mini import (
    NEXT_YEAR,
    Given,
    answer,
    assessment,
    backed,
    judged,
    one_of_each,
    planned,
    published,
    with_answer,
)

DONE = answer(Status.IMPLEMENTED)
SAID: dict[PairKey, Given] = {("programme", name): DONE for name in ("GOV-01", "GOV-02", "GOV-04", "COS-03")}


def released(said: Assessment, stage: ReleaseStage = ReleaseStage.ADOPTED) -> Release:
    view = public(said, backed())
    made = document(view)
    held = (one for one in printed(view).values() if one.mark in marks_in(made))
    statements = (ReleasedStatement(id=one.id, written=one.written, text=one.text) for one in held)
    return Release(
        id="S-001",
        stage=stage,
        dated=date(2026, 11, 22),
        document=made,
        digest="sha256:0",
        checklist_digest="sha256:0",
        statements=tuple(statements),
    )


def broken(release: Release, said: Assessment) -> dict[str, BrokenClaim]:
    return {one.statement: one for one in broken_claims(release, judged(said, backed()))}


def city(**changes: Any) -> Assessment:
    policy = {"title": "基本方針", "published": "2026-03-25"}
    return assessment(one_of_each(), SAID, policies=(policy,), budget_state="approved", **changes)


@settings(max_examples=40)
@given(said=published(backed()), seed=st.integers(0, 2**32))
def test_it_is_what_the_full_check_finds(said: Assessment, seed: int) -> None:
    plain = said.model_copy(update={"section7": Section7Choice(show=said.section7.show)})
    release, chance, later = released(plain), random.Random(seed), plain
    for key in plain.answers:
        if chance.random() < 0.2:
            later = with_answer(later, key, chance.choice((None, answer(chance.choice(tuple(Status))))))
    full = check_claims(edited_text(release), judged(later, backed()), {})
    assert set(broken(release, later)) == {one.statement for one in full.claims if one.fails}


def test_nothing_is_broken_on_the_day_of_the_release() -> None:
    assert broken(released(city()), city()) == {}


def test_a_broken_sentence_is_told_with_the_heading_above_it_and_the_answer_behind_it() -> None:
    release = released(city())
    told = broken(release, with_answer(city(), ("programme", "COS-03"), answer(Status.UNKNOWN)))["COS-03"]
    assert told.pair == ("programme", "COS-03") and told.public and told.label == "成案"
    assert told.section.startswith("7.")


def test_a_draft_is_not_called_published() -> None:
    release = released(city(), ReleaseStage.DRAFT)
    told = broken(release, with_answer(city(), ("programme", "COS-03"), None))["COS-03"]
    assert (told.public, told.label) == (False, "素案")


def test_a_year_put_off_breaks_a_promise_and_one_brought_forward_does_not() -> None:
    soon = with_answer(city(), ("programme", "GOV-03"), planned(NEXT_YEAR))
    release = released(soon)
    assert "GOV-03" in broken(release, with_answer(soon, ("programme", "GOV-03"), planned(NEXT_YEAR + 1)))
    assert broken(release, with_answer(soon, ("programme", "GOV-03"), DONE)) == {}


def test_a_phrase_that_rests_on_answers_is_watched_though_it_has_no_mark() -> None:
    told = broken(released(city()), with_answer(city(), ("programme", "GOV-01"), None))
    assert "policies_by_law" in told and told["policies_by_law"].section.startswith("7.2")
