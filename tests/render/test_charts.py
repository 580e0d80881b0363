from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.i18n.translator import translator
from assessor.i18n.width import cell_width
from assessor.model.document import Figure, HeatCell, HeatMap, LayerRow, Layers, Radar, RadarAxis
from assessor.render.charts import drawings, values_of
from assessor.render.heat_map import MOST_COLUMNS, heat_map_geometry, paint, parts
from assessor.render.label import folded
from assessor.render.layers import LINE_HEIGHT, layers_geometry
from assessor.render.radar import AxisShape, radar_geometry, share
from tests.render.documents import CATEGORIES, HEAT_CHART, HEAT_MAP, LAYER_CHART, LAYERS, RADAR, document, texts

SVG = "{http://www.w3.org/2000/svg}"
NOTHING = "対象外"
SHAPES = {"svg", "title", "desc", "polygon", "line", "rect", "circle", "text", "g", "defs", "pattern"}


def drawn(figure: Figure) -> list[ElementTree.Element]:
    made = drawings(figure, document(figure), font="'Noto Sans JP'", key="k")
    return [ElementTree.fromstring(one.svg) for one in made]  # noqa: S314 - our own drawing


def words(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("figure", [RADAR, HEAT_MAP, LAYERS])
def test_a_drawing_says_its_title_and_description(figure: Figure) -> None:
    for svg in drawn(figure):
        assert svg.get("role") == "img"
        assert [svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")] == [figure.title, figure.description]
        named = {one.get("id") for one in svg.iter() if one.get("id")}
        assert set(str(svg.get("aria-labelledby")).split()) <= named


@given(text=texts)
def test_no_text_becomes_markup(text: str) -> None:
    radar = Radar(axes=tuple(RadarAxis(label=text, value=0.5) for _ in range(3)), labels=(text, text))
    heat = HeatMap(columns=(text,), rows=((text, (HeatCell(value=None, text=text),)),))
    layers = Layers(rows=(LayerRow(title=text, contents=text, covered_by=(text, text)),), labels=(text, text, text))
    for chart in (radar, heat, layers):
        for svg in drawn(Figure(title=text, description=text, chart=chart)):
            assert svg.findtext(f"{SVG}desc") == text
            tags = {str(one.tag).removeprefix(SVG) for one in svg.iter()}
            assert tags <= SHAPES


def test_every_value_stands_in_words_beside_its_colour() -> None:
    (radar,) = drawn(RADAR)
    assert "● 12%　□ 99%" in words(radar)
    assert words(radar).count(NOTHING) == 1
    (heat,) = drawn(HEAT_MAP)
    fields = [cell for _, cells in HEAT_CHART.rows for cell in cells]
    shown = words(heat)
    assert shown.count(NOTHING) == sum(cell.value is None for cell in fields)
    hatched = [one for one in heat.iter(f"{SVG}rect") if str(one.get("fill")).startswith("url(#k-0-h)")]
    assert len(hatched) == shown.count(NOTHING) + 1, "one more in the legend"


def test_a_share_is_never_rounded_up() -> None:
    assert [share(value, "-") for value in (None, 0.0, 0.29, 0.999, 1.0)] == ["-", "0%", "29%", "99%", "100%"]


@given(axes=st.lists(st.sampled_from((*CATEGORIES, "短い", "a" * 50)), min_size=3, max_size=12))
def test_the_labels_of_a_radar_do_not_overlap_and_stay_on_the_paper(axes: list[str]) -> None:
    chart = Radar(axes=tuple(RadarAxis(label=name, value=1.0) for name in axes), second=(1.0,) * len(axes))
    shape = radar_geometry(chart, NOTHING)
    boxes = [_box(axis) for axis in shape.axes]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= shape.width
        assert top >= 0
        assert bottom <= shape.height - 28, "the legend stands below"
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _box(axis: AxisShape) -> tuple[float, float, float, float]:
    width = max(cell_width(line) for line in axis.lines) * 6.0
    left = axis.text_x - {"start": 0, "middle": width / 2, "end": width}[axis.anchor]
    return left, axis.text_y - 11, left + width, axis.text_y + 16 * (len(axis.lines) - 1) + 3


@given(columns=st.integers(0, 45), rows=st.integers(0, 35))
def test_a_large_heat_map_is_parted_and_loses_no_field(columns: int, rows: int) -> None:
    field = HeatCell(value=0.5, text="50%")
    names = tuple(str(column) for column in range(columns))
    chart = HeatMap(columns=names, rows=tuple((str(row), (field,) * columns) for row in range(rows)))
    shapes = [heat_map_geometry(part, NOTHING) for part in parts(chart)]
    assert sum(len(shape.fields) for shape in shapes) == columns * rows
    assert all(len(shape.columns) <= MOST_COLUMNS and shape.height < 1000 for shape in shapes)


def test_colours_are_pale_enough_for_black_words() -> None:
    assert (paint(0), paint(-1), paint(2)) == ("#ffffff", "#ffffff", paint(1))
    assert all(int(paint(1)[place : place + 2], 16) > 0x80 for place in (1, 3, 5))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_radar_of_few_axes_is_still_a_drawing(count: int) -> None:
    chart = Radar(axes=tuple(RadarAxis(label="軸", value=0.5) for _ in range(count)))
    assert drawn(Figure(title="図", description="図", chart=chart))


@given(
    rows=st.lists(
        st.builds(
            LayerRow,
            title=st.sampled_from(CATEGORIES),
            contents=st.sampled_from(("短い", "とても長い説明の文。" * 30)),
            covered_by=st.lists(st.sampled_from(CATEGORIES), max_size=6).map(tuple),
        ),
        max_size=6,
    )
)
def test_fields_of_layers_hold_their_words_and_do_not_overlap(rows: list[LayerRow]) -> None:
    shape = layers_geometry(Layers(rows=tuple(rows), labels=("", "", "")))
    for box in shape.boxes:
        assert box.height >= LINE_HEIGHT * len(box.lines)
        assert box.y + box.height <= shape.height + 1
        assert all(cell_width(line) * 6.2 <= box.width - 20 for line in box.lines)
    for one, other in combinations(shape.boxes, 2):
        assert one.column != other.column or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_neighbouring_layers_covered_by_the_same_share_one_field() -> None:
    shape = layers_geometry(LAYER_CHART)
    assert [sum(box.column == column for box in shape.boxes) for column in range(3)] == [4, 4, 3]


def test_values_are_a_table_of_equal_rows() -> None:
    say = translator("ja")
    table = values_of(Radar(axes=(RadarAxis(label="軸", value=None),), second=(0.5,), labels=("点数", "回答率")), say)
    assert table == [["", "点数", "回答率"], ["軸", NOTHING, "50%"]]
    ragged = HeatMap(columns=("甲", "乙"), rows=(("行", (HeatCell(value=None, text=""),)),))
    assert values_of(ragged, say) == [["", "甲", "乙"], ["行", NOTHING, ""]]


def test_a_long_label_ends_with_a_sign_that_something_is_left_out() -> None:
    assert folded("短い", 8, 2) == ("短い",)
    assert folded("とても長い名前のサービスです", 8, 2) == ("とても長", "い名前…")
