"""The figures of remediation: the roadmap as a Gantt chart, and progress over the closed periods as lines."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal

from assessor.compose.item_rows import owner_of
from assessor.model.document import Figure, Gantt, GanttBar, Trend, TrendLine
from assessor.model.due import HalfYear, half_year_of
from assessor.model.period import BurnPoint, TrendPoint
from assessor.model.plan import Plan
from assessor.model.remediation import ItemStatus
from assessor.model.standing import ItemStanding

MOST_BARS = 22
FEWEST_COLUMNS, MOST_COLUMNS = 4, 20
LEGEND = {"begun": "進行中", "planned": "これから", "fixed": "時期を手で決めたもの", "late": "期限を過ぎたもの"}

Kind = Literal["planned", "begun", "fixed", "late"]


def roadmap(
    found: Iterable[ItemStanding], plan: Plan | None, start: HalfYear, *, most: int = MOST_BARS
) -> Figure | None:
    """The open items over half-years from `start`: where the plan places them, without a plan by due date.

    None where nothing has a time.
    """
    bars = [
        (when, _bar(one, start, when)) for one in found if one.status.is_open and (when := _when(one, plan)) is not None
    ]
    kept = _spread(bars, most)
    if not kept:
        return None
    last = max(FEWEST_COLUMNS, max(bar.last for _, bar in kept) + 1)
    kinds = dict.fromkeys(bar.kind for _, bar in kept)
    left_out = len(bars) - len(kept)
    more = f"半期ごとに先のものだけを描き、ほかの{left_out}件は表にある。" if left_out else ""
    return Figure(
        title="対応の工程（半期ごと）",
        description=f"横に半期、縦に対応を並べ、行う時期を帯で表した図。時期の早い順。{more}",
        chart=Gantt(
            columns=tuple(start.later(place).text for place in range(min(last, MOST_COLUMNS))),
            bars=tuple(bar for _, bar in kept),
            legend=tuple((kind, words) for kind, words in LEGEND.items() if kind in kinds),
            labels=("対応", "時期", "担当"),
        ),
    )


def _spread(bars: Sequence[tuple[HalfYear, GanttBar]], most: int) -> list[tuple[HalfYear, GanttBar]]:
    """At most so many bars, by time; where there are more, the first ones of every half-year alike."""
    by_half: dict[HalfYear, list[tuple[HalfYear, GanttBar]]] = {}
    for pair in bars:
        by_half.setdefault(pair[0], []).append(pair)
    turns = zip_longest(*(by_half[half] for half in sorted(by_half)))
    chosen = [pair for turn in turns for pair in turn if pair is not None][:most]
    return sorted(chosen, key=lambda pair: pair[0])


def _when(one: ItemStanding, plan: Plan | None) -> HalfYear | None:
    if plan is not None:
        return plan.half_of.get(one.item.id)
    if one.item.pinned is not None:
        return one.item.pinned
    return half_year_of(one.last_day) if one.last_day else None


def _bar(one: ItemStanding, start: HalfYear, when: HalfYear) -> GanttBar:
    place = max(0, _places_between(start, when))
    begun = one.status in (ItemStatus.IN_PROGRESS, ItemStatus.AWAITING)
    kind: Kind = "late" if one.is_overdue else "begun" if begun else "fixed" if one.item.pinned else "planned"
    return GanttBar(
        label=f"{one.item.id} {one.item.title}",
        first=0 if begun else min(place, MOST_COLUMNS - 1),
        last=min(place, MOST_COLUMNS - 1),
        text=owner_of(one) or "担当未定",
        kind=kind,
    )


def _places_between(start: HalfYear, when: HalfYear) -> int:
    return (when.year - start.year) * 2 + when.half - start.half


def counts_trend(points: Sequence[TrendPoint]) -> Figure | None:
    """How many findings, severe findings and open items there were at each close; None below two points."""
    if len(points) < 2:
        return None
    lines = (
        ("できていないこと", [point.findings for point in points]),
        ("残っている対応", [point.open_items for point in points]),
        ("うち重大・高", [point.severe for point in points]),
    )
    return Figure(
        title="残りの移り変わり",
        description="点検期間を締めたときに残っていた件数を、線で結んだ図。" + _in_words(points[0], points[-1]),
        chart=Trend(
            columns=tuple(point.label for point in points),
            lines=tuple(
                TrendLine(label=name, values=tuple(float(value) for value in values)) for name, values in lines
            ),
            unit="件",
        ),
    )


def _in_words(first: TrendPoint, last: TrendPoint) -> str:
    return (
        f"まだできていないことは{first.label}の{first.findings}件から{last.label}の{last.findings}件、"
        f"残っている対応は{first.open_items}件から{last.open_items}件になった。"
    )


def burn_chart(points: Sequence[BurnPoint]) -> Figure | None:
    """What was left at the end of each quarter, and what will be if all goes by due date; None below two points."""
    if len(points) < 2:
        return None
    lines = (
        ("残った数", [None if one.left is None else float(one.left) for one in points]),
        ("期限どおりなら", [None if one.expected is None else float(one.expected) for one in points]),
    )
    return Figure(
        title="残っている対応の数（四半期の終わり）",
        description="四半期の終わりに残っていた対応の数と、これから期限どおりに進んだ場合に残る数を、線で結んだ図。"
        "期限を過ぎたものと期限のないものは、残るものとして数える。",
        chart=Trend(
            columns=tuple(one.label for one in points),
            lines=tuple(TrendLine(label=name, values=tuple(values)) for name, values in lines),
            unit="件",
        ),
    )


def score_trend(points: Sequence[TrendPoint]) -> Figure | None:
    """Score and coverage in whole percent, rounded down; None below two points."""
    if len(points) < 2:
        return None
    return Figure(
        title="点数と回答率の移り変わり",
        description="点検期間を締めたときの点数と回答率を、線で結んだ図。同じ数値は表にもある。",
        chart=Trend(
            columns=tuple(point.label for point in points),
            lines=(
                TrendLine(label="回答率", values=tuple(_percent(one.answered, one.applicable) for one in points)),
                TrendLine(label="点数", values=tuple(_percent(one.earned, one.possible) for one in points)),
            ),
            unit="%",
        ),
    )


def _percent(part: int, whole: int) -> float | None:
    return float(part * 100 // whole) if whole else None
