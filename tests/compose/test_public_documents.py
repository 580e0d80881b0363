"""The documents beside section 7: the page of promises, the principles, the glossary, the rows of the roadmap."""

from typing import Any

from hypothesis import given, settings

from assessor.compose import public_glossary, public_roadmap
from assessor.compose.layer_figure import layer_figure
from assessor.compose.public_glossary import terms_used
from assessor.compose.section7 import final
from assessor.compose.text_check import check_text
from assessor.model.assessment import Assessment
from assessor.model.document import Cell, DefinitionList, Document, Figure, Layers, ListBlock, Table
from assessor.model.programme import BudgetState
from assessor.model.publication import PublicView
from assessor.model.remark import KnownNames
from assessor.model.scales import Status
from tests.compose.making import document, headings, marks, public, shipped_template, spans_of, whole_city, words
from tests.model.mini import TODAY, assessment, backed, everywhere, one_of_each, planned, published, shipped

CLOSING = "今後の取組は、各年度の予算の議決を前提とします。"


def view_of(status: Status | None, **about: Any) -> PublicView:
    return public(whole_city(status, contact="企画課", **about))


def made(name: str, view: PublicView) -> Document:
    return document(view, shipped_template("section7", name))


def roadmap(view: PublicView) -> Document:
    return public_roadmap.public_roadmap(view, shipped_template("roadmap", "roadmap"), dated=TODAY)


def glossary(view: PublicView, *, everything: bool = False) -> Document:
    terms = view.glossary if everything else terms_used(view, document(view))
    template = shipped_template("glossary", "glossary")
    return public_glossary.public_glossary(view, terms, template, dated=TODAY)


def lines(whole: Document) -> int:
    return sum(len(block.items) for block in whole.blocks if isinstance(block, ListBlock))


# the page of promises and the principles


def test_the_page_of_promises_says_what_holds_and_else_the_principles() -> None:
    best, least = (made("statements", view_of(status)) for status in (Status.IMPLEMENTED, None))
    assert "promise_purpose" in " ".join(marks(best)) and "_policy" not in " ".join(marks(best))
    assert {mark.rpartition("_")[0].rpartition("_")[2] for mark in marks(least)[1:]} == {"policy"}
    one = everywhere(shipped(), one_of_each())
    few = made("statements", public(assessment(one_of_each(), {**one, ("programme", "GOV-26"): "implemented"})))
    assert marks(few) == [*marks(least), "s7_GOV_26_i"], "one promise alone is no page: the principles stand before it"
    for whole in (best, least):
        assert words(whole.blocks).endswith(CLOSING)
        assert headings(whole) == ["市民の皆さまへの約束", "取組の進め方", "仕組みの層と対策の分野"]


def test_nothing_that_is_only_planned_or_partly_done_stands_among_the_promises() -> None:
    assert marks(made("statements", view_of(Status.PLANNED))) == marks(made("statements", view_of(None)))


def test_the_principles_are_three_or_four_lines_whatever_the_answers() -> None:
    for status in (*Status, None):
        whole = made("principles", view_of(status))
        assert 3 <= lines(whole) <= 4, status
        assert words(whole.blocks).endswith(CLOSING)


def test_terms_are_marked_for_the_plans_own_glossary_and_not_explained_here() -> None:
    for name in ("statements", "principles"):
        whole = made(name, view_of(Status.IMPLEMENTED))
        assert "個人情報※" in words(whole.blocks)
        assert not any(isinstance(block, DefinitionList) for block in whole.blocks)


def test_our_own_words_in_every_public_document_pass_the_checks() -> None:
    for status in (*Status, None):
        view = view_of(status, budget_state="approved")
        known = KnownNames(terms=tuple(one.term for one in view.glossary), published=(view.guideline, *view.laws))
        for whole in (made("statements", view), made("principles", view), roadmap(view), glossary(view)):
            for remark in check_text(whole, shipped().publication, known=known):
                raise AssertionError(f"{whole.kind} {remark.code.value} {remark.words}: {remark.text}")


# the figure of layers


def test_the_figure_shows_every_layer_with_its_categories_and_says_so_in_words() -> None:
    view = view_of(None)
    figure = layer_figure(view)
    assert figure is not None and isinstance(figure.chart, Layers)
    assert [row.title for row in figure.chart.rows] == [layer.title for layer in view.layers]
    assert all(layer.title in figure.description for layer in view.layers)
    assert layer_figure(view.model_copy(update={"layers": ()})) is None


def test_the_figure_is_the_same_whatever_the_answers_and_its_terms_are_marked() -> None:
    best, least = (
        next(block for block in made("statements", view_of(status)).blocks if isinstance(block, Figure))
        for status in (Status.IMPLEMENTED, Status.UNKNOWN)
    )
    assert best == least
    assert isinstance(best.chart, Layers) and any("API※" in row.contents for row in best.chart.rows)
    assert not any("※" in row.title for row in best.chart.rows)


def test_without_layers_the_heading_of_the_figure_goes_too() -> None:
    view = view_of(None).model_copy(update={"layers": ()})
    assert headings(made("statements", view)) == ["市民の皆さまへの約束", "取組の進め方"]


# the glossary


def test_the_glossary_stands_in_the_order_of_the_syllabary_under_its_rows() -> None:
    view = view_of(None)
    whole = glossary(view, everything=True)
    terms = [
        span.text
        for block in whole.blocks
        if isinstance(block, DefinitionList)
        for item in block.items
        for span in item[0]
    ]
    assert terms == [one.term for one in view.glossary]
    rows = headings(whole)
    assert rows == ["あ行", "か行", "さ行", "た行", "な行", "は行", "ま行", "や行", "ら行"]
    assert "（Internet of Things＝モノのインターネット）" in words(whole.blocks)


def test_the_citys_glossary_explains_exactly_the_terms_that_section_7_marks() -> None:
    view = view_of(Status.IMPLEMENTED)
    whole = document(view)
    listed = next(block for block in reversed(whole.blocks) if isinstance(block, DefinitionList))
    assert [one.term for one in terms_used(view, whole)] == [
        "".join(span.text for span in term) for term, _ in listed.items
    ]
    assert len(terms_used(view, whole)) < len(view.glossary)


def test_the_glossary_carries_no_marks_and_explains_without_marking() -> None:
    whole = glossary(view_of(Status.IMPLEMENTED))
    assert marks(whole) == [] and "※" not in words(whole.blocks) and not whole.internal


# the roadmap


def test_each_row_stands_under_the_year_of_its_sentence_and_without_it_in_the_text() -> None:
    view = view_of(Status.PLANNED, budget_state="approved")
    whole = roadmap(view)
    (table,) = (block for block in whole.blocks if isinstance(block, Table))
    assert [cell.lines[0][0].text for cell in table.header] == ["分野", "取組", "令和9年度"]
    said = [one for category in view.categories for one in category.statements if one.period]
    assert len(table.rows) == len(said) > 50
    assert "令和" not in "".join(words_of(row) for row in table.rows)
    assert marks(whole) == [one.mark for one in said] and marks(final(whole)) == marks(whole)
    assert words(whole.blocks).endswith(CLOSING)


def words_of(row: tuple[Cell, ...]) -> str:
    return "".join(span.text for cell in row for line in cell.lines for span in line)


def test_before_the_budget_is_approved_no_year_is_told() -> None:
    for state in BudgetState:
        view = view_of(Status.PLANNED, budget_state=state.value)
        said = words(roadmap(view).blocks)
        assert ("令和" in said) == (state is BudgetState.APPROVED)
        assert ("計画期間内" in said) == (state is not BudgetState.APPROVED)


def test_the_years_are_in_order_and_the_rows_of_a_category_too() -> None:
    subjects = one_of_each(dict.fromkeys(sorted(shipped().fact_ids), True))
    years = (2030, 2027, 2028)
    told = {key: planned(years[place % 3]) for place, key in enumerate(everywhere(shipped(), subjects))}
    values = public_roadmap.context(public(assessment(subjects, dict(told), budget_state="approved")))
    assert values["years"] == ["令和9年度", "令和10年度", "令和12年度"]
    assert set(values) == public_roadmap.PLACEHOLDERS
    for category in values["categories"]:
        found = [row["year"] for row in category["rows"]]
        assert found == sorted(found)


def test_a_city_without_plans_gets_no_empty_table() -> None:
    for status in (Status.IMPLEMENTED, Status.NOT_IMPLEMENTED, None):
        whole = roadmap(view_of(status))
        assert not any(isinstance(block, Table) for block in whole.blocks)
        assert words(whole.blocks).endswith(CLOSING)


@given(published(backed()))
@settings(max_examples=60)
def test_the_roadmap_says_every_sentence_with_a_period_and_no_other(told: Assessment) -> None:
    view = public(told, backed())
    rows = [row for category in public_roadmap.context(view)["categories"] for row in category["rows"]]
    wanted = [one for category in view.categories for one in category.statements if one.period]
    assert sorted(row["mark"] for row in rows) == sorted(one.mark for one in wanted)
    for row in rows:
        assert row["period"] not in row["text"]


def test_everything_of_the_page_of_promises_stands_in_the_view() -> None:
    subjects = one_of_each()
    view = public(assessment(subjects, everywhere(backed(), subjects, Status.IMPLEMENTED)), backed())
    said = {one.text for one in (*view.promises, *(one for each in view.categories for one in each.statements))}
    policies = {category.policy.text for category in view.categories if category.policy}
    whole = made("statements", view)
    texts = {span.text.replace("※", "") for span in spans_of(whole.blocks) if span.mark}
    assert texts <= {text.replace("※", "") for text in said | policies}
