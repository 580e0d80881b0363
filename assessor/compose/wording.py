"""How figures are written in documents; a share is never rounded up, so that no document flatters."""

from assessor.model.scorecard import Score


def percent(part: int, whole: int) -> int | None:
    """Whole percent, rounded down; None of nothing."""
    return part * 100 // whole if whole else None


def percent_text(score: Score) -> str:
    """`58%`, or `対象なし` where nothing applied."""
    value = percent(score.earned, score.possible)
    return "対象なし" if value is None else f"{value}%"
