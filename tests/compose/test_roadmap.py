"""The roadmap as a chart: every half-year is seen, however many items the first one has."""

from assessor.compose.roadmap import MOST_BARS, roadmap
from assessor.engine.remediation import standings
from assessor.model.document import Figure, Gantt
from assessor.model.due import HalfYear
from tests.model.items import item
from tests.model.mini import assessment, judged, one_of_each

START = HalfYear(2026, 2)


def drawn(*dues: str) -> tuple[Figure, list[int]]:
    held = [item(number, due=due) for number, due in enumerate(dues, 1)]
    figure = roadmap(standings(held, judged(assessment(one_of_each(), {}))), None, START)
    assert figure is not None and isinstance(figure.chart, Gantt)
    return figure, [bar.last for bar in figure.chart.bars]


def test_a_crowded_half_year_leaves_room_for_the_later_ones() -> None:
    figure, places = drawn(*["2027-03-01"] * 40, *["2027-06-01"] * 3, "2028-02-01")
    assert len(places) == MOST_BARS and places == sorted(places)
    assert [places.count(place) for place in (0, 1, 2)] == [MOST_BARS - 4, 3, 1]
    assert "ほかの22件は表にある" in figure.description


def test_few_items_are_all_drawn() -> None:
    figure, places = drawn("2027-06-01", "2027-03-01")
    assert places == [0, 1] and "ほかの" not in figure.description
