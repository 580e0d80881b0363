"""How an assessment is said on the screen: values of fields, one line for an entry, what a step lacks."""

from collections.abc import Iterable

from assessor.i18n.translator import Say
from assessor.model.checklist import Checklist
from assessor.model.fiscal import era_date, parse_day
from assessor.model.privacy import FLOW_POINTS, LifeCycle, Pia, PrivacyRisk
from assessor.model.privacy_board import PrivacyBoard
from assessor.model.privacy_guide import PrivacyGuide
from assessor.model.privacy_kinds import FieldKind, FieldPlace, field_kind, field_text
from assessor.model.privacy_parts import PARTS
from assessor.model.privacy_result import ApprovalState, Missing, PiaResult, RatedRisk, StepResult, gaps_by_code

SETS = frozenset((("risk", "controls"), ("description", "uses"), ("flow", "items")))
"""Fields whose lines are chosen from what there is, and not typed."""


def label(place: FieldPlace, guide: PrivacyGuide, say: Say) -> str:
    """The name of a field; a threshold question by its title."""
    question = guide.question(place.key) if place.part == "threshold" else None
    return question.title.say(say.lang) if question else say(f"pia.label.{place.part}.{place.key}")


def shown(place: FieldPlace, text: str, board: PrivacyBoard, say: Say) -> str:
    """A field's text as it is read; empty where nothing was said."""
    if not text:
        return ""
    found = text
    match field_kind(PARTS[place.part], place.key):
        case FieldKind.YES_NO:
            found = say("fact.yes" if text == "yes" else "fact.no")
        case FieldKind.DAY:
            day = parse_day(text)
            found = era_date(day) if day and say.lang == "ja" else text
        case FieldKind.LEVEL:
            found = f"{text} {level_title(board.checklist, place.key, text, say)}"
        case FieldKind.CHOICE:
            found = choice_word(place, text, board, say)
        case FieldKind.LINES:
            lines = text.split("\n")
            named = [_named(place, one, board) for one in lines] if (place.part, place.key) in SETS else lines
            found = in_a_row(named, say("list.comma"))
    return found


def in_a_row(texts: Iterable[str], comma: str) -> str:
    """Several texts in one: after a whole sentence no comma follows."""
    found = ""
    for text in texts:
        between = "" if not found or found.endswith("。") else " " if found.endswith(".") else comma
        found += between + text
    return found


def choice_word(place: FieldPlace, value: str, board: PrivacyBoard, say: Say) -> str:
    """One of the values a field may have, in words."""
    guide = board.checklist.privacy
    if place.key == "stage" and guide is not None:
        return guide.life_cycle[LifeCycle(value)].say(say.lang)
    return say(f"pia.choice.{place.key}.{value}")


def level_title(checklist: Checklist, key: str, level: str, say: Say) -> str:
    """The plain word of a level of impact or likelihood."""
    rows = checklist.risk.impact if key.endswith("impact") else checklist.risk.likelihood
    return next((one.title.say(say.lang) for one in rows if str(one.level) == level), "")


def _named(place: FieldPlace, name: str, board: PrivacyBoard) -> str:
    item = board.result.pia.items.get(name) if place.key == "items" and board.result else None
    return f"{name} {item.name}" if item else name


def missing_words(step: StepResult, guide: PrivacyGuide, say: Say) -> str:
    """What a step lacks, on one line."""
    return say("list.comma").join(gap_words(step.missing, guide, say))


def gap_words(missing: Iterable[Missing], guide: PrivacyGuide, say: Say) -> list[str]:
    """What is lacking, each kind once with the entries it is about."""
    join = say("list.comma")
    return [
        say(f"pia.missing.{code}") + (say("pia.missing.entries", entries=join.join(entries)) if entries else "")
        for code, entries in gaps_by_code(missing, guide, say.lang).items()
    ]


def band_title(checklist: Checklist, band: str | None, say: Say) -> str:
    """A band in a word; `-` where nothing was rated."""
    return next((one.title.say(say.lang) for one in checklist.risk.bands if one.id == band), "-")


def entry_line(part: str, entry: str, step: str, board: PrivacyBoard, say: Say) -> tuple[str, str]:
    """The headline of an entry, and what a step shows of it beside."""
    if board.result is None:
        return entry, ""
    pia = board.result.pia
    if part == "risk":
        rated = next(one for one in board.result.risks if one.id == entry)
        return rated.risk.title, _risk_note(rated, step, board, say)
    return _heading(part, entry, pia, say), _note(part, entry, board.result, say)


def _heading(part: str, entry: str, pia: Pia, say: Say) -> str:
    match part:
        case "use":
            use = pia.uses[entry]
            return (say("pia.misuse") if use.misuse else "") + use.scene
        case "approval":
            return pia.approvals[entry].by
        case "review":
            review = pia.reviews[entry]
            return say(f"pia.choice.occasion.{review.occasion.value}")
    return field_text(pia, FieldPlace(part, entry, "name"))


def _note(part: str, entry: str, result: PiaResult, say: Say) -> str:
    pia, found = result.pia, ""
    match part:
        case "item":
            found = pia.items[entry].retention or say("pia.no_retention")
        case "stakeholder":
            found = say("pia.heard") if pia.stakeholders[entry].heard_on else ""
        case "flow":
            gaps = sum(not pia.flows[entry].at(point) for point in FLOW_POINTS)
            found = say("pia.gaps", count=gaps) if gaps else ""
        case "approval":
            stands = result.approval if entry == result.approval_id else None
            found = say({ApprovalState.IN_FORCE: "pia.in_force", None: "pia.earlier"}.get(stands, "pia.void"))
        case "review":
            day = pia.reviews[entry].date
            found = era_date(day) if say.lang == "ja" else day.isoformat()
    return found


def _risk_note(rated: RatedRisk, step: str, board: PrivacyBoard, say: Say) -> str:
    risk, checklist = rated.risk, board.checklist
    before, after = (band_title(checklist, band, say) for band in (rated.inherent, rated.residual))
    match step:
        case "controls":
            note = say("pia.measures", count=len(risk.controls) + len(risk.measures))
            return note + (say("pia.weak", count=len(rated.weak)) if rated.weak else "")
        case "analysis":
            return say("pia.band", band=before)
        case "treatment":
            return say("pia.treatment_note", band=after, treatment=_treatment(risk, say))
        case "risk_identify":
            guide = checklist.privacy
            return guide.life_cycle[risk.stage].say(say.lang) if guide else ""
    return say("pia.bands", before=before, after=after)


def _treatment(risk: PrivacyRisk, say: Say) -> str:
    if risk.treatment is None:
        return say("pia.no_treatment")
    word = say(f"pia.choice.treatment.{risk.treatment.value}")
    return word + (say("pia.treated") if risk.done else "")


def treatment_words(rated: RatedRisk, say: Say) -> str:
    """How a risk is treated, by whom, and the remediation items that do it."""
    risk = rated.risk
    word = say(f"pia.choice.treatment.{risk.treatment.value}") if risk.treatment else say("pia.no_treatment")
    return say("list.comma").join(filter(None, (word, risk.owner, *rated.items)))
