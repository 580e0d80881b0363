"""The covering letter speaks as the municipality that sends it, and names its one subject in the sentence."""

from datetime import date

import pytest

from assessor.compose.inquiry_letter import inquiry_letter
from assessor.model.inquiry import Inquiry, Questionnaire, QuestionPage
from assessor.render.markdown import to_markdown
from tests.compose.making import shipped_template

SENT = date(2026, 11, 28)


def letter(municipality: str, *subjects: str) -> str:
    due = date(2026, 12, 15)
    given = {"id": "I-001", "organisation": "事業者", "sent": SENT, "due": due, "checklist": "c", "asked": {}}
    inquiry = Inquiry.model_validate(given | {"token": "t"})
    pages = tuple(QuestionPage(name, "service", name, ()) for name in subjects)
    sheet = Questionnaire(inquiry, municipality, None, None, "点検表", "1", pages, (), ())
    template = shipped_template("inquiry-letter", "inquiry-letter")
    return to_markdown(inquiry_letter(sheet, "q.xlsx", template, dated=SENT)).decode()


@pytest.mark.parametrize(("municipality", "own"), [("みらい市", "本市"), ("つきの町", "本町"), ("ひので区", "本区")])
def test_a_letter_speaks_of_its_sender(municipality: str, own: str) -> None:
    text = letter(municipality, "バス")
    assert f"{own}の行政" in text and f"{own}が保有する公文書" in text
    assert text.count("本市") == (text.count(own) if own == "本市" else 0)


def test_one_subject_stands_in_the_sentence_and_several_in_a_table() -> None:
    one, several = letter("みらい市", "バス"), letter("みらい市", "バス", "健康")
    assert "「q.xlsx」にある、バスについての0の質問" in one and "|" not in one
    assert "「q.xlsx」にある0の質問" in several and "| 健康 | 0 |" in several
