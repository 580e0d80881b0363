"""The charts say what the scorecard says, and tell nothing from zero."""

from hypothesis import given

from assessor.compose.figures import NOTHING_ANSWERED, NOTHING_APPLIES, figures, heat_map, radar
from assessor.compose.wording import percent, percent_text
from assessor.model.assessment import Assessment
from assessor.model.document import HeatMap, Radar
from assessor.model.scorecard import Score
from tests.model.mini import answer, assessment, assessments, judged, mini, one_of_each, services


@given(assessments())
def test_the_radar_has_an_axis_a_category_with_points_and_coverage(said: Assessment) -> None:
    result = judged(said)
    chart = radar(result).chart
    assert isinstance(chart, Radar)
    cards = result.scorecard.categories
    assert [axis.label for axis in chart.axes] == [category.title.ja for category in mini().categories]
    assert [axis.value for axis in chart.axes] == [card.tally.ratio for card in cards]
    assert list(chart.second) == [card.tally.coverage for card in cards]


@given(assessments())
def test_the_heat_map_has_a_column_a_subject_and_a_row_a_category(said: Assessment) -> None:
    result = judged(said)
    chart = heat_map(result).chart
    assert isinstance(chart, HeatMap)
    assert list(chart.columns) == ["全体", *(one.name for one in said.subjects[1:])]
    assert [title for title, _ in chart.rows] == [category.title.ja for category in mini().categories]
    assert all(len(cells) == len(chart.columns) for _, cells in chart.rows)
    for _, cells in chart.rows:
        assert all(cell.value is None or 0 <= cell.value <= 1 for cell in cells)


def test_nothing_that_applies_nothing_answered_and_zero_points_are_three_different_cells() -> None:
    said = assessment(one_of_each(), {("bus", "SVC-02"): answer("not_implemented")})
    chart = heat_map(judged(said)).chart
    assert isinstance(chart, HeatMap)
    service = dict(zip(chart.columns, dict(chart.rows)["サービス"], strict=True))
    governance = dict(zip(chart.columns, dict(chart.rows)["ガバナンス"], strict=True))
    assert (service["bus"].value, service["bus"].text) == (0.0, "0%")
    assert (service["os"].value, service["os"].text) == (None, NOTHING_APPLIES)
    assert (governance["全体"].value, governance["全体"].text) == (None, NOTHING_ANSWERED)


def test_each_figure_has_words_for_those_who_do_not_see_it() -> None:
    for figure in figures(judged(assessment(services(2)))).values():
        assert figure.title and figure.description.endswith("。")
    assert "アセットは対象なし" in radar(judged(assessment(services(2)))).description


def test_a_share_is_rounded_down_and_nothing_has_none() -> None:
    assert (percent(999, 1000), percent(1000, 1000), percent(0, 5), percent(0, 0)) == (99, 100, 0, None)
    assert percent_text(Score(earned=2, possible=3)) == "66%" and percent_text(Score()) == "対象なし"
