"""The charts of internal documents, from a scorecard: a radar of the categories, a heat map category × subject."""

from assessor.compose.gap_findings import subject_name
from assessor.compose.wording import percent, percent_text
from assessor.model.checklist import Checklist
from assessor.model.document import Figure, HeatCell, HeatMap, Radar, RadarAxis
from assessor.model.result import AssessmentResult
from assessor.model.scorecard import Tally

RADAR_LABELS = ("点数", "回答率")
NOTHING_APPLIES, NOTHING_ANSWERED = "対象外", "未回答"


def figures(result: AssessmentResult) -> dict[str, Figure]:
    """The charts by the name a template calls them by: `radar`, `heat_map`."""
    return {"radar": radar(result), "heat_map": heat_map(result)}


def radar(result: AssessmentResult) -> Figure:
    """Points and coverage per category; a category where nothing applies has no value."""
    titles = _titles(result.checklist)
    cards = result.scorecard.categories
    said = "、".join(f"{titles[card.id]}は{percent_text(card.tally)}" for card in cards)
    return Figure(
        title="分野ごとの点数と回答率",
        description=f"分野ごとの点数を放射状に表した図。{said}。",
        chart=Radar(
            axes=tuple(RadarAxis(label=titles[card.id], value=card.tally.ratio) for card in cards),
            second=tuple(card.tally.coverage for card in cards),
            labels=RADAR_LABELS,
        ),
    )


def heat_map(result: AssessmentResult) -> Figure:
    """Points of each category on each subject; what does not apply and what nobody answered are no zeros."""
    titles = _titles(result.checklist)
    names = {subject.id: subject_name(result, subject.id) for subject in result.assessment.subjects}
    subjects = result.scorecard.subjects
    tallies = {(card.id, part.id): part.tally for card in subjects for part in card.categories}
    rows = tuple(
        (title, tuple(_cell(tallies.get((card.id, category))) for card in subjects))
        for category, title in titles.items()
    )
    return Figure(
        title="分野と対象ごとの点数",
        description="縦に分野、横に対象を並べ、点数を百分率で表した図。同じ数値は対象ごとの表にもある。",
        chart=HeatMap(columns=tuple(names[card.id] for card in subjects), rows=rows),
    )


def _cell(tally: Tally | None) -> HeatCell:
    if tally is None or not tally.applicable:
        return HeatCell(value=None, text=NOTHING_APPLIES)
    if not tally.answered:
        return HeatCell(value=None, text=NOTHING_ANSWERED)
    return HeatCell(value=tally.ratio, text=f"{percent(tally.earned, tally.possible)}%")


def _titles(checklist: Checklist) -> dict[str, str]:
    return {category.id: category.title.ja for category in checklist.categories}
