"""The worksheet's rows on wording: the city's own sentences beside ours, and remarks on the finished text."""

from collections.abc import Iterable
from typing import Any

from assessor.compose.differences import Part, difference
from assessor.i18n.translator import translator
from assessor.model.choice import StatementChoice
from assessor.model.programme import WordingStage
from assessor.model.remark import Remark, RemarkSeverity

Json = dict[str, Any]
_STAGE_OF = {
    WordingStage.IMPLEMENTED: "in_place",
    WordingStage.PLANNED: "to_come",
    WordingStage.PARTIAL: "partial",
}


def own_words(choices: Iterable[StatementChoice]) -> list[Json]:
    """The officer's sentences with ours; those no longer used first. Parts tell what the other wording lacks."""
    rows = [_own(one) for one in choices if one.own is not None]
    return sorted(rows, key=lambda row: not row["is_outdated"])


def _own(choice: StatementChoice) -> Json:
    ours = choice.now.without_period if choice.now else ""
    own = choice.own.text if choice.own else ""
    parts = difference(ours, own) if choice.now else None
    return {
        "id": choice.id,
        "ours": _parts(parts.before) if parts else [],
        "own": _parts(parts.after) if parts else [{"text": own, "changed": False}],
        "is_outdated": choice.is_outdated,
        "is_printed": choice.printed is not None,
        "written_for": _STAGE_OF[choice.own.stage] if choice.own else None,
        "now": (_STAGE_OF[choice.now.written] if choice.now.partial else choice.now.stage.value)
        if choice.now
        else None,
    }


def _parts(parts: Iterable[Part]) -> list[Json]:
    return [{"text": part.text, "changed": part.changed} for part in parts]


def remark_rows(remarks: Iterable[Remark]) -> list[Json]:
    """Remarks by the sentence they are on, those that keep the text from being released first."""
    rows: dict[tuple[int, int], Json] = {}
    for one in remarks:
        row = rows.setdefault(
            (one.block, one.sentence),
            {"section": one.section, "text": one.text, "blocks": False, "remarks": []},
        )
        row["blocks"] = row["blocks"] or one.severity is RemarkSeverity.BLOCK
        row["remarks"].append(_said(one))
    return sorted(rows.values(), key=lambda row: not row["blocks"])


def _said(remark: Remark) -> Json:
    say = translator("ja")
    values = {**remark.values, "words": remark.words}
    what, after = (say(f"remark.{remark.code.value}.{part}", **values) for part in ("what", "next"))
    return {"what": what, "next": after, "blocks": remark.severity is RemarkSeverity.BLOCK}
