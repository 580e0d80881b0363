"""The figures of a PIA report: the flow of information, and the risk map before and after measures."""

from assessor.i18n.translator import translator
from assessor.model.checklist import Checklist
from assessor.model.document import Figure, Flow, RiskField, RiskMap
from assessor.model.privacy import FLOW_POINTS
from assessor.model.privacy_result import PiaResult

AXES = ("影響", "起こりやすさ")


def privacy_figures(result: PiaResult, checklist: Checklist) -> dict[str, Figure]:
    """The figures by the name a template calls them by: `flow`, `map_before`, `map_after`."""
    return {
        "flow": flow_figure(result, checklist),
        "map_before": risk_map(result, checklist, after=False),
        "map_after": risk_map(result, checklist, after=True),
    }


def flow_figure(result: PiaResult, checklist: Checklist) -> Figure:
    """Every flow as a row from collection to deletion; what nobody wrote stays a gap."""
    guide = checklist.privacy
    columns = tuple(guide.life_cycle[point].ja for point in FLOW_POINTS) if guide else ()
    flows = result.pia.flows
    said = "、".join(flow.name for flow in flows.values())
    rows = tuple(
        (f"{name} {flow.name}", tuple(flow.at(point) for point in FLOW_POINTS)) for name, flow in flows.items()
    )
    return Figure(
        title="情報の流れ",
        description=f"取得から消去までの情報の流れを、左から右へ表した図。{said}。" if said else "情報の流れの図。",
        chart=Flow(columns=columns, rows=rows),
    )


def risk_map(result: PiaResult, checklist: Checklist, *, after: bool) -> Figure:
    """Every rated risk in exactly one field, the worst impact on top."""
    matrix = checklist.risk
    ranks = {band.id: rank for rank, band in enumerate(matrix.bands)}
    titles = {band.id: band.title.ja for band in matrix.bands}
    held: dict[tuple[int, int], list[str]] = {}
    for name, risk in result.pia.risks.items():
        pair = (risk.residual_impact, risk.residual_likelihood) if after else (risk.impact, risk.likelihood)
        if pair[0] is not None and pair[1] is not None:
            held.setdefault((pair[0], pair[1]), []).append(name)

    def field(impact: int, likelihood: int) -> RiskField:
        band = matrix.matrix[impact - 1][likelihood - 1]
        return RiskField(band=titles[band], rank=ranks[band], entries=tuple(held.get((impact, likelihood), ())))

    when = translator("ja")("pia.after" if after else "pia.before")
    placed = "、".join(
        f"{name}は影響{impact}・起こりやすさ{likely}" for (impact, likely), names in held.items() for name in names
    )
    return Figure(
        title=f"リスクマップ（{when}）",
        description=f"リスクを影響と起こりやすさの4段階で置いた表。{placed or '置かれたリスクはない'}。",
        chart=RiskMap(
            axes=AXES,
            columns=tuple(f"{one.level} {one.title.ja}" for one in matrix.likelihood),
            rows=tuple(
                (f"{one.level} {one.title.ja}", tuple(field(one.level, other.level) for other in matrix.likelihood))
                for one in reversed(matrix.impact)
            ),
        ),
    )
