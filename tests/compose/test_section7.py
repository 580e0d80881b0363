"""The public document: what stands in it, what vanishes, what it never says."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.compose.section7 import PLACEHOLDERS, context, final
from assessor.errors import TemplateInvalid
from assessor.model.assessment import Assessment
from assessor.model.document import Block, DefinitionList, Document, Heading, ListBlock, Paragraph, Span, Table
from assessor.model.publication import PublicStatement, PublicView
from assessor.model.template import Template
from tests.compose.making import (
    document,
    headings,
    marks,
    paragraph,
    public,
    shipped_template,
    spans_of,
    template,
    whole_city,
    words,
)
from tests.model.mini import TODAY, backed, one_of_each, partial, published, services, shipped, subject
from tests.model.mini import assessment as city

NAMES = ("standard", "table")
EVERY_NAME = (*NAMES, "statements")
CLOSING = "今後の取組は、各年度の予算の議決を前提とします。"
ABOUT: dict[str, Any] = {
    "plan": "みらい市スマートシティ推進計画",
    "contact": "企画課",
    "responsible": "副市長（CISO）",
    "review": "毎年度",
    "guideline_edition": "3.0",
    "policies": [{"title": "基本方針", "published": "2026-03-25"}],
    "disclosure_standard": {"title": "公表基準", "published": "2025-04-01"},
    "budget_state": "approved",
}


def every_statement(view: PublicView) -> list[PublicStatement]:
    own = [one for category in view.categories for one in category.statements]
    return [*view.promises, *(one.policy for one in view.categories if one.policy), *own]


def shown(name: str) -> Template:
    return shipped_template("section7", name)


@pytest.mark.parametrize("name", EVERY_NAME)
@pytest.mark.parametrize("status", [None, "not_implemented", "unknown", "not_applicable"])
def test_with_nothing_in_place_there_is_still_a_text_that_can_be_published(name: str, status: str | None) -> None:
    made = document(public(whole_city(status, **ABOUT)), shown(name))
    text = words(made.blocks)
    assert len(made.blocks) > 4 and CLOSING in text and "企画課" in text
    assert not re.search("未実施|実施していない|実施中|不足|検討中|できていません|該当しない|分からない", text)
    no_headings_without_words(made.blocks)
    no_dangling_sentence(made)


def test_where_the_table_vanishes_its_heading_does_too() -> None:
    full, bare = (document(public(whole_city(one, **ABOUT)), shown("table")) for one in ("implemented", None))
    assert headings(full)[1] == "7.2　分野別の取組" and "7.2　分野別の取組" not in headings(bare)


def no_headings_without_words(blocks: Sequence[Block]) -> None:
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            assert following is not None
            assert not isinstance(following, Heading) or following.level > block.level


def test_nothing_in_place_says_the_same_whatever_the_reason() -> None:
    documents = [document(public(whole_city(one, **ABOUT))) for one in (None, "not_implemented", "unknown")]
    assert documents[0] == documents[1] == documents[2]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("chapter", [1, 7, 8, 12])
def test_headings_are_numbered_by_the_chapter_of_the_plan(name: str, chapter: int) -> None:
    made = document(public(whole_city("implemented", **ABOUT)), shown(name), chapter=chapter)
    numbered = [one for one in headings(made) if re.match(r"\d", one)]
    assert [one.split("　")[0] for one in numbered] == [f"{chapter}.{place}" for place in range(1, len(numbered) + 1)]
    assert made.title.startswith(f"第{chapter}章　") and len(numbered) >= 3


def test_numbers_leave_no_gap_where_a_section_vanishes() -> None:
    full, bare = (document(public(whole_city(one, **ABOUT))) for one in ("implemented", None))
    assert len(headings(bare)) < len(headings(full))
    for made in (full, bare):
        assert [one.split("　")[0] for one in headings(made)] == [f"7.{n}" for n in range(1, len(headings(made)) + 1)]


def test_a_template_without_numbers_has_none() -> None:
    made = document(public(whole_city("implemented")), template("## 見出し\n\n{{ closing }}\n"))
    assert headings(made) == ["見出し"] and made.title == "考え方"


def test_headings_with_nothing_below_them_vanish_the_lower_levels_first() -> None:
    body = "# a\n\n## b\n\n### c\n\n## d\n\n文。\n\n### e\n\n# f\n\n文。\n\n## g\n\n### h\n"
    assert headings(document(public(whole_city(None)), template(body))) == ["a", "d", "f"]


@pytest.mark.parametrize("status", ["implemented", "planned", "partial"])
def test_the_standard_template_prints_every_statement_of_the_view_once(status: str) -> None:
    view = public(whole_city(status, **ABOUT))
    found = marks(document(view))
    assert sorted(found) == sorted(one.mark for one in every_statement(view))


@pytest.mark.parametrize("status", ["implemented", "planned", "partial"])
def test_the_table_template_prints_every_statement_of_the_categories_once(status: str) -> None:
    view = public(whole_city(status, **ABOUT))
    found = marks(document(view, shown("table")))
    expected = [one.mark for category in view.categories for one in category.statements]
    assert sorted(one for one in found if one != "s7_promise_premise_i") == sorted(expected)


@settings(max_examples=60)
@given(published(backed()), st.sampled_from(EVERY_NAME))
def test_each_statement_stands_in_its_own_words_and_no_section_is_empty(said: Assessment, name: str) -> None:
    view = public(said, backed())
    made = document(view, shown(name))
    texts = {one.mark: one.text.replace("※", "") for one in every_statement(view)}
    found: dict[str, str] = {}
    for span in spans_of(made.blocks):
        if span.mark:
            found[span.mark] = found.get(span.mark, "") + span.text.replace("※", "")
    assert found == {mark: texts[mark] for mark in found}
    no_headings_without_words(made.blocks)
    no_dangling_sentence(made)
    assert view.closing in words(made.blocks)
    clean(made)


def no_dangling_sentence(made: Document) -> None:
    for block, following in zip(made.blocks, (*made.blocks[1:], None), strict=True):
        text = words((block,))
        if isinstance(block, Paragraph) and re.search("(次のとおりです|次の取組を進めます)。$", text):
            assert isinstance(following, ListBlock | Table), text
        if "次の分野に分けて進めます。" in text:
            assert [one for one in made.blocks if isinstance(one, Table)], text
        if isinstance(block, Table):
            assert block.rows and all(len(row) == len(block.header) for row in block.rows)
            columns = range(1, len(block.header))
            assert all(any(words_of(row[n].lines) for row in block.rows) for n in columns)
        if isinstance(block, ListBlock):
            assert all(item and words(item).strip() for item in block.items)


def words_of(lines: Sequence[Sequence[Span]]) -> str:
    return "".join(span.text for line in lines for span in line)


def clean(made: Document) -> None:
    """No sign of the machinery that made it."""
    for span in spans_of(made.blocks):
        assert not re.search(r"[\[\]{}|`]|\*\*|&#|&\w+;|\{=|None|True|False|Undefined|\x00|^#|^- ", span.text), (
            span.text
        )
        assert "。。" not in span.text and "、、" not in span.text and "  " not in span.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [None, "implemented", "planned", "partial"])
def test_no_markdown_is_left_in_the_words(name: str, status: str | None) -> None:
    clean(document(public(whole_city(status, **ABOUT)), shown(name)))


HOSTILE = "# 市 | [x]{s=y} *強* <b> `c` {{ city }} &lt; ::: 1. x ※"


@pytest.mark.parametrize("name", NAMES)
def test_what_people_typed_stands_exactly_as_typed(name: str) -> None:
    wording = {"GOV-03": {"text": HOSTILE.removesuffix("※") + "\n二行目。", "stage": "implemented"}}
    view = public(whole_city("implemented", contact=HOSTILE, plan=HOSTILE, choice={"wording": wording}))
    made = document(view, shown(name))
    texts = [span.text for span in spans_of(made.blocks)]
    assert any(HOSTILE in text for text in texts) and made.subtitle == HOSTILE
    own = [span.text for span in spans_of(made.blocks) if span.mark == "s7_GOV_03_i"]
    assert own == [wording["GOV-03"]["text"]]


def test_the_words_of_a_partial_sentence_stand_in_the_column_of_what_is_done() -> None:
    said = city((*services(1), subject("s2", "service", {"personal_data": True})), {("s1", "PIA-02"): "implemented"})
    pia = context(public(said, backed()), 7)["categories"][4]["whole"]
    assert [one["id"] for one in pia["now"]] == ["PIA-02"] == [one["id"] for one in pia["extending"]]
    assert pia["later"] == []
    later = city(services(1), {("s1", "PIA-02"): partial()})
    pia = context(public(later, backed()), 7)["categories"][4]["whole"]
    assert (pia["now"], [one["id"] for one in pia["later"]]) == ([], ["PIA-02"])


def test_stages_stand_in_their_own_columns_of_the_table() -> None:
    view = public(whole_city("planned", **ABOUT))
    (table,) = [block for block in document(view).blocks if isinstance(block, Table)]
    assert [words_of(cell.lines) for cell in table.header] == ["分野", "今後の取組"]
    (two,) = [block for block in document(view, shown("table")).blocks if isinstance(block, Table)]
    assert [words_of(cell.lines) for cell in two.header] == ["分野", "今後"]


# what a template is given


@settings(max_examples=30)
@given(published(backed()))
def test_a_template_is_given_json_values_under_the_known_names(said: Assessment) -> None:
    given_values = context(public(said, backed()), 7)
    assert set(given_values) == PLACEHOLDERS
    assert json.loads(json.dumps(given_values)) == given_values


def test_a_template_that_names_something_it_is_not_given_is_refused() -> None:
    for name in ("scorecard", "findings", "result", "view", "subjects", "answers"):
        with pytest.raises(TemplateInvalid):
            document(public(whole_city(None)), template(f"{{{{ {name} }}}}\n"))


def test_a_city_may_fill_its_template_elsewhere() -> None:
    seen = []

    def fill(chosen: Template, values: object) -> str:
        seen.append((chosen.path, values))
        return "## 見出し\n\n文。\n"

    made = document(view := public(whole_city(None)), template("{{ x }}"), fill=fill)
    assert made.blocks == (Heading(level=2, spans=(Span(text="見出し"),)), paragraph("文。"))
    assert seen == [("own.md.j2", context(view, 7))]


# glossary


def test_terms_met_are_explained_in_the_order_of_the_syllabary_under_a_numbered_heading() -> None:
    made = document(public(whole_city("implemented", **ABOUT)))
    assert headings(made)[-1] == f"7.{len(headings(made))}　用語"
    listed = made.blocks[-1]
    assert isinstance(listed, DefinitionList)
    terms = ["".join(span.text for span in term) for term, _ in listed.items]
    order = [one.term for one in public(whole_city(None)).glossary]
    assert terms == [one for one in order if one in terms] and len(terms) > 10
    used = words(made.blocks[:-2])
    assert all(f"{term}※" in used for term in terms)
    assert used.count("※") >= len(terms)


def test_every_mark_of_the_text_has_its_entry() -> None:
    made = document(public(whole_city("implemented", **ABOUT)))
    listed = made.blocks[-1]
    assert isinstance(listed, DefinitionList)
    terms = {"".join(span.text for span in term) for term, _ in listed.items}
    for before in re.findall(r"([^※\n]+)※", words(made.blocks[:-2])):
        assert any(before.endswith(term) for term in terms), before


def test_an_entry_gives_the_original_words_before_the_explanation() -> None:
    made = document(public(whole_city("implemented", backed()), backed()))
    assert "（City OS=都市の基盤）町のさまざまなデータをつなぐ仕組み。" in words(made.blocks)


def test_a_template_without_a_glossary_has_no_marks_either() -> None:
    made = document(public(whole_city("implemented")), template("{{ promises['promise-premise'] | statement }}\n"))
    assert "※" not in words(made.blocks) and len(made.blocks) == 1


def test_without_a_term_there_is_no_glossary() -> None:
    made = document(public(whole_city("implemented")), template("## 見出し\n\n文。\n", glossary=True, numbered=True))
    assert headings(made) == ["7.1　見出し"]


# the document


def test_the_document_is_public_dated_and_marked_until_it_is_final() -> None:
    made = document(public(whole_city("implemented", **ABOUT)))
    assert (made.internal, made.marked, made.dated, made.municipality) == (False, True, TODAY, "みらい市")
    assert made.facts == () and made.subtitle == ABOUT["plan"]
    assert final(made) == made.model_copy(update={"marked": False})


def test_the_shipped_promises_hold_for_every_shipped_sentence() -> None:
    banned = shipped().publication.banned_words
    for status in ("implemented", "planned", "partial"):
        text = words(document(public(whole_city(status, **ABOUT))).blocks)
        assert not [word for word in banned if word in text]


def test_a_law_is_named_as_one_that_concerns_the_plan_and_only_by_what_was_answered() -> None:
    nothing = words(document(public(city(one_of_each({})))).blocks)
    assert "法律は" not in nothing and "地方自治法" not in nothing and "に沿って進めます" not in nothing
    facts = {"personal_info": True, "mynumber": True}
    told = words(document(public(city(one_of_each(facts)))).blocks).replace("\n", "")
    first, second = (law.title.ja for law in shipped().publication.laws)
    assert f"取組に関わる主な法律は、「{first}」と「{second}」です。" in told and "地方自治法" not in told


def test_fixed_phrases_stand_with_what_backs_them() -> None:
    full, bare = (words(document(public(whole_city(one, **ABOUT))).blocks) for one in ("implemented", None))
    for phrase in ("地方自治法に基づく方針", "副市長（CISO※）", "毎年度", "公表基準"):
        assert phrase in full and phrase not in bare
    assert "を参考に、取組を進めます" in full and "令和8年3月25日公表" in bare
