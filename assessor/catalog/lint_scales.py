"""Figures of a checklist: points, weights, bands, severities and the risk matrix."""

from collections.abc import Iterator
from itertools import pairwise

from assessor.catalog.fault import Fault
from assessor.model.checklist import Checklist, Respondent
from assessor.model.scales import Importance, RiskMatrix, Severity, Status

_BEST_FIRST = (Status.IMPLEMENTED, Status.PARTIAL, Status.PLANNED, Status.NOT_IMPLEMENTED)
_SEVERITIES = tuple(Severity)
_LEVELS = (1, 2, 3, 4)


def missing_entries(checklist: Checklist) -> Iterator[Fault]:
    """Every status, importance and respondent has its row."""
    tables = (("statuses", Status), ("importances", Importance), ("respondents", Respondent))
    for table, names in tables:
        for name in names:
            if name not in getattr(checklist, table):
                yield Fault("missing_key", (table,), {"key": name.value})


def points_out_of_order(checklist: Checklist) -> Iterator[Fault]:
    """Implemented earns 100, a better status never fewer points than a worse, a must never weighs less than a may."""
    points = {status: scale.points for status, scale in checklist.statuses.items()}
    for status, earned in points.items():
        path = ("statuses", status.value, "points")
        if (earned is None) != (status is Status.NOT_APPLICABLE):
            yield Fault("points_null", path, {"status": status.value})
    if points.get(Status.IMPLEMENTED) not in (100, None):
        yield Fault(
            "points_not_full", ("statuses", "implemented", "points"), {"points": points[Status.IMPLEMENTED] or 0}
        )
    for ladder in (_BEST_FIRST, (Status.PARTIAL, Status.UNKNOWN)):
        for better, worse in pairwise(ladder):
            high, low = points.get(better), points.get(worse)
            if high is not None and low is not None and low > high:
                path = ("statuses", worse.value, "points")
                yield Fault("figure_out_of_order", path, {"lower": worse.value, "higher": better.value})
    for heavier, lighter in pairwise(Importance):
        scales = checklist.importances
        if heavier in scales and lighter in scales and scales[lighter].weight > scales[heavier].weight:
            path = ("importances", lighter.value, "weight")
            yield Fault("figure_out_of_order", path, {"lower": lighter.value, "higher": heavier.value})


def bands_out_of_order(checklist: Checklist) -> Iterator[Fault]:
    """Every band begins elsewhere and one at 0, so that every score has exactly one."""
    begun: dict[int, str] = {}
    for number, band in enumerate(checklist.bands):
        if band.from_percent in begun:
            values: dict[str, str | int] = {"id": band.id, "other": begun[band.from_percent]}
            yield Fault("bands_alike", ("bands", number, "from_percent"), values)
        begun.setdefault(band.from_percent, band.id)
    if checklist.bands and 0 not in begun:
        yield Fault("bands_with_gap", ("bands",), {})


def severities_with_gaps(checklist: Checklist) -> Iterator[Fault]:
    """Rows stand worst first, the last takes everything and none before it does."""
    rows = checklist.severities
    for number, (upper, lower) in enumerate(pairwise(rows), 1):
        if _SEVERITIES.index(lower.id) < _SEVERITIES.index(upper.id):
            yield Fault("figure_out_of_order", ("severities", number, "id"), {"lower": lower.id, "higher": upper.id})
    for number, row in enumerate(rows):
        takes_all = not row.when and not row.duty_in_force
        if takes_all != (number == len(rows) - 1):
            yield Fault("severities_with_gap", ("severities", number), {"id": row.id.value})


def risk_matrix(checklist: Checklist) -> Iterator[Fault]:
    """Levels run 1-4, bands never fall along a row or column, the worst impact never leaves the two highest bands."""
    risk = checklist.risk
    for axis in ("likelihood", "impact"):
        if tuple(item.level for item in getattr(risk, axis)) != _LEVELS:
            yield Fault("levels_out_of_order", ("risk", axis), {"axis": axis})
    order = [band.id for band in risk.bands]
    whole = True
    for row, names in enumerate(risk.matrix):
        if len(names) != len(_LEVELS):
            whole = False
            yield Fault("matrix_not_square", ("risk", "matrix", row), {"count": len(names)})
        for column, name in enumerate(names):
            if name not in order:
                whole = False
                values: dict[str, str | int] = {"value": name, "nearest": ", ".join(order) or "-"}
                yield Fault("unknown_band", ("risk", "matrix", row, column), values)
    if whole:
        yield from _falling(risk, order)


def _falling(risk: RiskMatrix, order: list[str]) -> Iterator[Fault]:
    ranks = [[order.index(name) for name in row] for row in risk.matrix]
    for row, cells in enumerate(ranks):
        for column, rank in enumerate(cells):
            left = cells[column - 1] if column else rank
            above = ranks[row - 1][column] if row else rank
            if rank < left or rank < above:
                yield Fault("matrix_falls", ("risk", "matrix", row, column), {"band": order[rank]})
    for column, rank in enumerate(ranks[-1]):
        if rank < len(order) - 2:
            values: dict[str, str | int] = {"band": order[rank], "least": order[-2]}
            yield Fault("worst_impact_too_mild", ("risk", "matrix", len(ranks) - 1, column), values)
