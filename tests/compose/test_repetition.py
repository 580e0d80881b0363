"""No public text says one thing twice: a lead of the template steps back where a statement says it already."""

import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from assessor.compose.text_length import LONG, SHORT, prose_length
from assessor.compose.text_sentences import Part, sentences_of
from assessor.model.document import Document
from assessor.model.scales import Status
from assessor.service.assessing import create_programme
from assessor.service.composing import Wanted
from assessor.service.exchanging import import_answers
from assessor.service.reporting import compose
from assessor.service.workspace import open_workspace
from tests.compose.making import document, marks, public, shipped_template, whole_city, words
from tests.compose.test_section7 import ABOUT
from tests.samples.test_samples import DATA, SAMPLE, view
from tests.service.test_privacy import SESSION

TEMPLATES = ("standard", "table", "statements", "principles")
CITIES = {
    "sample": lambda: view(SAMPLE),
    "minimal": lambda: view(DATA / "minimal_city.yaml"),
    "twenty": lambda: view(DATA / "twenty_measures.yaml"),
    "nothing": lambda: view(DATA / "nothing_in_place.yaml"),
    "all": lambda: public(whole_city(Status.IMPLEMENTED, **ABOUT)),
    "planned": lambda: public(whole_city(Status.PLANNED, **ABOUT)),
}


def content(text: str) -> set[str]:
    """The words of a sentence that carry it: what is written in kanji, katakana or letters, names in 『』 aside."""
    bare = re.sub(r"『.*?』|「.*?」|（.*?）|毎年度|取組", " ", text)
    return set(re.findall(r"[一-鿿々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}", bare)) | set(re.findall("毎年度", text))


def repeated(made: Document) -> list[tuple[str, str]]:
    """Sentences of one section that say the same: the template's own beside a statement, or two alike."""
    sections = defaultdict(list)
    for one in sentences_of(made):
        if one.part is Part.BODY and one.text.endswith("。"):
            sections[one.section].append(one)
    found = []
    for said in sections.values():
        for first, second in combinations(said, 2):
            common = content(first.text) & content(second.text)
            backed = (first.mark is None) != (second.mark is None)
            if first.text == second.text or (backed and len(common) > 1):
                found.append((first.text, second.text))
    return found


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("city", CITIES)
def test_no_public_text_says_one_thing_twice(city: str, name: str) -> None:
    made = document(CITIES[city](), shipped_template("section7", name))
    assert repeated(made) == []
    assert len(marks(made)) == len(set(marks(made)))


@pytest.mark.parametrize(
    ("template", "statement"),
    [
        ("市が公表している方針は、次のとおりです。", "方針を、市のホームページで公表しています。"),
        ("この考え方は、毎年度見直します。", "方針や決まりを毎年度見直しています。"),
        ("事故の公表は、『基準』に沿って行います。", "事故の公表の基準を定めています。"),
    ],
)
def test_a_lead_that_says_what_a_statement_says_is_noticed(template: str, statement: str) -> None:
    assert len(content(template) & content(statement)) > 1


def test_section_7_of_the_sample_can_be_read_on_two_pages(tmp_path: Path) -> None:
    """Between 900 and 1,800 characters and a table, headings and glossary aside, published assessments with them."""
    file = str(tmp_path / "sample.assessor")
    create_programme(file, SESSION, titles={"municipality": "みらい市"})
    with open_workspace(file, SESSION) as workspace:
        import_answers(workspace, str(SAMPLE))
        made = compose(workspace, Wanted("section7"))
    assert SHORT <= prose_length(made) <= LONG
    assert "要約を公表しています" in words(made.blocks)
