"""Figures of flows and of risk maps: all that is in them is drawn, nothing by colour alone."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from assessor.i18n.translator import translator
from assessor.model.document import Figure, Flow, RiskField, RiskMap
from assessor.render.charts import drawings, values_of
from assessor.render.flow import TALLEST, flow_geometry, flow_parts
from assessor.render.risk_map import PAINTS, risk_map_geometry
from tests.render.documents import document

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("取得", "利用", "保存", "提供・連携", "消去")
CELLS = st.none() | st.text("市は録画を十四日で消す。", min_size=1, max_size=60)
FLOWS = st.lists(st.tuples(st.text("登録録画", min_size=1, max_size=8), st.tuples(*[CELLS] * 5)), max_size=40).map(
    lambda rows: Flow(columns=COLUMNS, rows=tuple(rows))
)


def words(figure: Figure) -> list[str]:
    made = drawings(figure, document(figure), font="'Noto Sans JP'", key="k")
    roots = [ElementTree.fromstring(one.svg) for one in made]  # noqa: S314 - our own drawing
    return [one.text or "" for root in roots for one in root.iter(f"{SVG}text")]


def risk_map(held: dict[int, tuple[str, ...]]) -> RiskMap:
    def field(place: int) -> RiskField:
        return RiskField(band=("低", "中", "高", "重大")[place % 4], rank=place % 4, entries=held.get(place, ()))

    rows = tuple((f"影響{row}", tuple(field(4 * row + column) for column in range(4))) for row in range(4))
    return RiskMap(axes=("影響", "起こりやすさ"), columns=("1", "2", "3", "4"), rows=rows)


@given(FLOWS)
def test_every_way_is_drawn_once_on_drawings_that_fit_a_page(chart: Flow) -> None:
    found = list(flow_parts(chart))
    assert tuple(row for part in found for row in part.rows) == chart.rows
    for part in found:
        shape = flow_geometry(part, "（未記入）")
        assert shape.height <= TALLEST or len(part.rows) == 1
        assert len(shape.boxes) == 5 * len(part.rows) and len(shape.arrows) == 4 * len(part.rows)


@given(FLOWS)
def test_a_gap_is_drawn_and_told_as_a_gap(chart: Flow) -> None:
    gaps = sum(cell is None for _, cells in chart.rows for cell in cells)
    table = values_of(chart, translator("ja"))
    assert sum(word == "（未記入）" for row in table for word in row) == gaps
    assert sum(box.is_gap for part in flow_parts(chart) for box in flow_geometry(part, "-").boxes) == gaps


@given(st.lists(st.integers(0, 15), max_size=100))
def test_every_entry_stands_in_the_map_exactly_once_whole(places: list[int]) -> None:
    held: dict[int, tuple[str, ...]] = {}
    for number, place in enumerate(places, 1):
        held[place] = (*held.get(place, ()), f"R{number}")
    chart = risk_map(held)
    figure = Figure(title="リスクマップ", description="表", chart=chart)
    drawn = [name for word in words(figure) for name in word.split() if name.startswith("R")]
    assert sorted(drawn) == sorted(f"R{number}" for number in range(1, len(places) + 1))
    assert {one.paint for one in risk_map_geometry(chart).fields} <= set(PAINTS)


def test_each_field_names_its_band_in_words() -> None:
    figure = Figure(title="リスクマップ", description="表", chart=risk_map({}))
    found = words(figure)
    assert [found.count(band) for band in ("低", "中", "高", "重大")] == [4, 4, 4, 4]
