"""What a template says of published summaries is no stronger form of the sentence of a control."""

import pytest

from assessor.engine.claims import check_claims
from assessor.engine.publication import public_view
from assessor.engine.released_text import lines_of
from assessor.model.claims import ClaimReport
from assessor.model.edited import EditedText
from assessor.model.publication import PublicAssessment
from assessor.model.scales import Status
from tests.compose.making import document, whole_city
from tests.compose.test_section7 import ABOUT
from tests.model.mini import TODAY, answer, judged, planned, shipped, with_answer

PLACE = PublicAssessment(service="オンデマンド交通", place="市のホームページ", published=TODAY)


def checked(published: int, said: str = "") -> ClaimReport:
    """The text of a city with one summary, held against so many; `said` takes the place of what it says of them."""
    later = with_answer(whole_city(Status.IMPLEMENTED), ("bus", "PIA-22"), planned())
    result = judged(later, shipped()).model_copy(update={"summaries": (PLACE,)})
    lines = lines_of(document(public_view(result)).blocks)
    changed = (line._replace(text=line.text.replace("次の1件の", said or "次の1件の")) for line in lines)
    now = result.model_copy(update={"summaries": (PLACE,) * published})
    return check_claims(EditedText("", "", tuple(changed)), now, {})


def test_a_number_of_assessments_that_is_true_claims_nothing_else() -> None:
    report = checked(1)
    assert report.failing == 0
    assert not [one for one in report.claims if "件のサービス" in one.text]


def test_another_number_is_looked_at() -> None:
    assert [one.statement for one in checked(1, "次の5件の").claims if "5件のサービス" in one.text] == ["PIA-22"]
    assert [one.statement for one in checked(2).claims if "1件のサービス" in one.text] == ["PIA-22"]


@pytest.mark.parametrize("phrase", ["responsible", "policies_by_law", "disclosure_standard", "review"])
def test_what_the_standard_text_says_without_a_mark_is_held_to_the_answers_behind_it(phrase: str) -> None:
    backing = shipped().publication.backing[phrase]
    said = whole_city(Status.IMPLEMENTED, **ABOUT)
    text = EditedText("", "", tuple(lines_of(document(public_view(judged(said, shipped()))).blocks)))
    assert check_claims(text, judged(said, shipped()), {}).failing == 0
    later = with_answer(said, ("programme", backing[0]), answer(Status.UNKNOWN))
    assert phrase in {one.statement for one in check_claims(text, judged(later, shipped()), {}).claims if one.fails}
