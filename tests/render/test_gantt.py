from hypothesis import given
from hypothesis import strategies as st

from assessor.model.document import Gantt, GanttBar, Trend, TrendLine
from assessor.render.gantt import MOST_BARS, gantt_geometry, gantt_parts, gantt_values
from assessor.render.trend import trend_geometry, trend_values

COLUMNS = ("令和8年度下期", "令和9年度上期", "令和9年度下期")
BARS = st.builds(
    GanttBar,
    label=st.text(max_size=80),
    first=st.integers(0, 5),
    last=st.integers(0, 5),
    text=st.sampled_from(["", "企画部企画課　係長", "担当" * 30]),
)


@given(st.lists(BARS, max_size=60))
def test_every_bar_is_drawn_once_and_inside_the_picture(bars: list[GanttBar]) -> None:
    chart = Gantt(columns=COLUMNS, bars=tuple(bars))
    shapes = [gantt_geometry(part) for part in gantt_parts(chart)]
    assert sum(len(shape.bars) for shape in shapes) == len(bars)
    for shape in shapes:
        assert len(shape.bars) <= MOST_BARS
        for bar in shape.bars:
            assert shape.edges[0] <= bar.x and bar.x + bar.width <= shape.width and bar.width > 0
            assert shape.top <= bar.y < shape.bottom


def test_the_table_of_a_gantt_says_from_when_to_when() -> None:
    bar = GanttBar(label="R-001 方針", first=0, last=1, text="企画課")
    chart = Gantt(columns=COLUMNS, bars=(bar,), labels=("対応", "時期", "担当"))
    assert gantt_values(chart) == [["対応", "時期", "担当"], ["R-001 方針", "令和8年度下期～令和9年度上期", "企画課"]]


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=12))
def test_a_trend_stays_inside_and_breaks_where_nothing_is_known(values: list[float | None]) -> None:
    line = TrendLine(label="残り", values=tuple(values))
    chart = Trend(columns=tuple(map(str, range(len(values)))), lines=(line, line), unit="件")
    shape = trend_geometry(chart)
    for drawn in shape.lines:
        points = [point for run in drawn.runs for point in run]
        assert len(points) == sum(value is not None for value in values)
        assert all(0 <= y <= shape.bottom and shape.left <= x <= shape.right + 0.1 for x, y in points)
    assert abs(shape.lines[0].name_y - shape.lines[1].name_y) > 14.9
    assert len(trend_values(chart)) == len(values) + 1
