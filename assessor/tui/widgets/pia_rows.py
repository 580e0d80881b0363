"""The rows of a step or of one entry: fields, entries, deeds and proposals that can be chosen, texts between them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assessor.i18n.translator import Say
from assessor.model.privacy import FLOW_POINTS, Verdict
from assessor.model.privacy_board import PrivacyBoard
from assessor.model.privacy_guide import PrivacyGuide, Step
from assessor.model.privacy_kinds import FieldPlace, field_text
from assessor.model.privacy_parts import PARTS
from assessor.model.privacy_result import PiaResult, Proposal, ProposalState, StepState
from assessor.tui.widgets.pia_layout import ANSWERS, ENTRY_FIELDS, LAYOUTS, MYNUMBER_FIELDS, RISK_STEPS, entry_fields
from assessor.tui.widgets.pia_words import band_title, entry_line, label, missing_words, shown

NEW = "new"
"""Stands for the id of an entry that is being written and not stored yet."""


class FormRow(NamedTuple):
    """A row: `kind` is field, entry, deed, proposal (these can be chosen), head, note or text.

    A field's `target` is the fact of the service that answers it, where there is one.
    """

    kind: str
    label: str = ""
    value: str = ""
    place: FieldPlace | None = None
    target: str = ""
    tone: str = "text"

    @property
    def can_be_chosen(self) -> bool:
        """True where the cursor may stand on it."""
        return self.kind in ("field", "entry", "deed", "proposal")

    @property
    def identity(self) -> tuple[str, str, str]:
        """What the cursor is kept by, whatever else changes."""
        return self.kind, self.place.name if self.place else "", self.target


class Look(NamedTuple):
    """What is looked at: a step, or one of its entries; `given` are texts on their way, by the field's name."""

    step: str
    entry: str | None = None
    given: Mapping[str, str] = {}
    drafts: Mapping[str, str] = {}


def draft_name(subject: str, place: FieldPlace) -> str:
    """Under which name a text half typed is remembered."""
    entry = place.entry or (NEW if PARTS[place.part].letter is not None else None)
    return f"pia/{subject}/{place._replace(entry=entry).name}"


def form_rows(board: PrivacyBoard, look: Look, say: Say) -> tuple[FormRow, ...]:
    """All rows of what is looked at."""
    result, guide = board.result, board.checklist.privacy
    if result is None or guide is None:
        return ()
    if look.entry is not None:
        return tuple(_entry_rows(board, look, say))
    return tuple(_step_rows(board, result, guide, look, say))


def _step_rows(board: PrivacyBoard, result: PiaResult, guide: PrivacyGuide, look: Look, say: Say) -> Iterator[FormRow]:
    if look.step == ANSWERS:
        yield from _proposals(board, result, say)
        return
    number, step = next((n, one) for n, one in enumerate(result.steps, 1) if one.step.id.value == look.step)
    clause = say("pia.clause", clause=step.step.clause) if step.step.clause else ""
    yield FormRow("head", f"{number} {step.step.title.say(say.lang)}{clause}")
    yield FormRow("note", value=step.step.ask.say(say.lang))
    if step.state is StepState.LEFT_OUT:
        yield FormRow("note", value=say("pia.left_out"))
    elif step.missing:
        yield FormRow("note", say("pia.lacking"), missing_words(step, guide, say), tone="middle")
    else:
        yield FormRow("note", value=say("pia.step_done"), tone="good")
    layout = LAYOUTS[look.step]
    if look.step == Step.THRESHOLD:
        yield from _threshold(board, result, guide, look, say)
    for part, key in layout.fields:
        yield _field(board, FieldPlace(part, None, key), look, say)
    if look.step in RISK_STEPS:
        yield FormRow("deed", say("pia.deed.map"), target="map")
    if layout.entries is not None:
        yield from _entries(board, result, look, layout.entries, say)
    yield from _below(board, result, guide, look, say)


def _below(board: PrivacyBoard, result: PiaResult, guide: PrivacyGuide, look: Look, say: Say) -> Iterator[FormRow]:
    """What stands below the entries of some steps."""
    if look.step == Step.THRESHOLD:
        yield FormRow("head")
        yield FormRow("note", value=guide.notice.say(say.lang))
    elif look.step == Step.FLOW:
        yield from _flow_text(result, guide, say)
    elif look.step == Step.TREATMENT and result.risks:
        yield FormRow("deed", say("pia.deed.items"), target="items")
    elif look.step == Step.REPORT:
        yield from _approval(board, result, look, say)


def _field(board: PrivacyBoard, place: FieldPlace, look: Look, say: Say, fact: str = "") -> FormRow:
    guide, result = board.checklist.privacy, board.result
    if guide is None or result is None:
        return FormRow("text")
    text = look.given.get(place.name)
    if text is None:
        text = field_text(result.pia, place)
    half = draft_name(result.subject.id, place) in look.drafts
    value = shown(place, text, board, say)
    return FormRow(
        "field",
        label(place, guide, say),
        (value or say("pia.unwritten")) + (say("pia.half_typed") if half else ""),
        place,
        fact,
        "middle" if half else "text" if value else "dim",
    )


def _threshold(board: PrivacyBoard, result: PiaResult, guide: PrivacyGuide, look: Look, say: Say) -> Iterator[FormRow]:
    if result.pia.start is None:
        yield FormRow("deed", say("pia.deed.begin"), target="begin")
    yield FormRow("head", say("pia.head.questions"))
    for question in guide.questions:
        place = FieldPlace("threshold", None, question.id)
        value = result.subject.facts.get(question.fact) if question.fact else None
        if question.fact and value is not None:
            word = say("pia.by_fact", value=say("fact.yes" if value else "fact.no"))
            yield FormRow("field", question.title.say(say.lang), word, place, question.fact)
        else:
            yield _field(board, place, look, say, question.fact or "")
    rule = result.threshold.rule
    yield FormRow("head", say("pia.head.verdict"))
    if rule is None:
        titles = [found.title.say(say.lang) for name in result.threshold.open if (found := guide.question(name))]
        yield FormRow("note", value=say("pia.threshold.open", questions=say("list.comma").join(titles)), tone="middle")
    else:
        yield FormRow("note", value=say(f"pia.verdict.{rule.verdict.value}"), tone="strong")
        yield FormRow("note", value=rule.why.say(say.lang))
    if result.mynumber is not None and guide.mynumber is not None:
        yield from _mynumber(board, result, guide, look, say)
    decision = result.pia.threshold.decision
    if decision is Verdict.NOT_NEEDED:
        yield FormRow("note", value=say("pia.not_needed.why"))


def _mynumber(board: PrivacyBoard, result: PiaResult, guide: PrivacyGuide, look: Look, say: Say) -> Iterator[FormRow]:
    table, found = guide.mynumber, result.mynumber
    if table is None or found is None or result.subject.facts.get("mynumber") is not True:
        return
    yield FormRow("head", say("pia.head.mynumber"))
    for part, key in MYNUMBER_FIELDS:
        yield _field(board, FieldPlace(part, None, key), look, say)
    if found.duty is None:
        names = say("list.comma").join(say(f"pia.label.threshold.{name}") for name in found.missing)
        yield FormRow("note", value=say("pia.mynumber.open", names=names), tone="middle")
    else:
        duty = table.duties[found.duty].say(say.lang)
        yield FormRow("note", value=say("pia.mynumber.duty", duty=duty), tone="strong")
        basis = found.row.basis.value if found.row else "reconstructed"
        yield FormRow("note", value=say(f"basis.{basis}"))
    for note in table.notes:
        yield FormRow("note", value=note.say(say.lang))


def _entries(board: PrivacyBoard, result: PiaResult, look: Look, part: str, say: Say) -> Iterator[FormRow]:
    field = PARTS[part].field
    held = list(getattr(result.pia, field))
    if part == "risk" and look.step in ("evaluation", "treatment"):
        held = [one.id for one in result.risks]
    yield FormRow("head", say(f"pia.head.{part}", count=len(held)))
    for entry in held:
        title, note = entry_line(part, entry, look.step, board, say)
        yield FormRow("entry", f"{entry} {title}", note, target=entry)
    if part == "risk":
        yield FormRow("note", value=say("pia.prompts_left", count=len(result.prompts)))
    if part != "approval":
        yield FormRow("deed", say(f"pia.deed.add.{part}"), target="add")


def _flow_text(result: PiaResult, guide: PrivacyGuide, say: Say) -> Iterator[FormRow]:
    """The way of the data as text: five points, each after the other."""
    for name, flow in result.pia.flows.items():
        items = [result.pia.items[one].name if one in result.pia.items else one for one in flow.items]
        yield FormRow("head", f"{name} {flow.name}")
        yield FormRow("note", value=say("pia.flow_items", items=say("list.comma").join(items) or say("pia.unwritten")))
        for place, point in enumerate(FLOW_POINTS):
            text = flow.at(point)
            arrow = "  " if place == 0 else "> "
            title = arrow + guide.life_cycle[point].say(say.lang)
            yield FormRow("text", title, text or say("pia.unwritten"), tone="text" if text else "middle")


def _approval(board: PrivacyBoard, result: PiaResult, look: Look, say: Say) -> Iterator[FormRow]:
    """A new approval is written here and recorded at once, by a person who sees what remains."""
    yield FormRow("head", say("pia.head.approve"))
    counted = [one.residual for one in result.risks]
    for band in reversed(board.checklist.risk.bands):
        if band.id in counted:
            yield FormRow(
                "note", band_title(board.checklist, band.id, say), say("pia.count", count=counted.count(band.id))
            )
    unrated = counted.count(None)
    if unrated:
        yield FormRow("note", value=say("pia.unrated_left", count=unrated), tone="middle")
    guide = board.checklist.privacy
    for key in ENTRY_FIELDS["approval"]:
        place = FieldPlace("approval", None, key)
        text = look.drafts.get(draft_name(result.subject.id, place), "")
        value = shown(place, text, board, say) or say("pia.today" if key == "date" else "pia.unwritten")
        if guide is not None:
            yield FormRow("field", label(place, guide, say), value, place, tone="text" if text else "dim")
    yield FormRow("deed", say("pia.deed.approve"), target="approve")


def _proposals(board: PrivacyBoard, result: PiaResult, say: Say) -> Iterator[FormRow]:
    yield FormRow("head", say("pia.head.answers"))
    yield FormRow("note", value=say("pia.answers.how"))
    proposed = [one for one in result.proposals if one.state is ProposalState.PROPOSED]
    if proposed:
        yield FormRow("deed", say("pia.deed.confirm_all", count=len(proposed)), target="confirm_all")
    for one in proposed:
        yield _proposal(board, one, say("pia.proposes", status=_status(board, one, say)), "good", say)
    if result.conflicts:
        yield FormRow("head", say("pia.conflict.head"))
        yield FormRow("note", value=say("pia.conflict.how"))
    for one in result.conflicts:
        stored = board.checklist.statuses[one.stored].label.say(say.lang) if one.stored else ""
        words = say("pia.conflict.words", stored=stored, record=_status(board, one, say))
        yield _proposal(board, one, words, "bad", say)
    if not proposed and not result.conflicts:
        yield FormRow("note", value=say("pia.answers.none"))


def _proposal(board: PrivacyBoard, one: Proposal, words: str, tone: str, say: Say) -> FormRow:
    title = board.checklist.controls[one.control].title.say(say.lang)
    return FormRow("proposal", f"{one.control} {title}", words, target=one.control, tone=tone)


def _status(board: PrivacyBoard, one: Proposal, say: Say) -> str:
    return board.checklist.statuses[one.status].label.say(say.lang)


def _entry_rows(board: PrivacyBoard, look: Look, say: Say) -> Iterator[FormRow]:
    part = LAYOUTS[look.step].entries
    result, guide = board.result, board.checklist.privacy
    if part is None or result is None or guide is None or look.entry is None:
        return
    known = look.entry in getattr(result.pia, PARTS[part].field)
    title = entry_line(part, look.entry, look.step, board, say)[0] if known else ""
    yield FormRow("head", f"{look.entry} {title}")
    if part == "risk" and known:
        yield from _risk_notes(board, result, look.entry, say)
    if part == "approval":
        for key in ENTRY_FIELDS[part]:
            place = FieldPlace(part, look.entry, key)
            value = shown(place, field_text(result.pia, place), board, say)
            yield FormRow("text", label(place, guide, say), value or say("pia.unwritten"))
        return
    for key in entry_fields(look.step):
        yield _field(board, FieldPlace(part, look.entry, key), look, say)


def _risk_notes(board: PrivacyBoard, result: PiaResult, entry: str, say: Say) -> Iterator[FormRow]:
    rated = next(one for one in result.risks if one.id == entry)
    before, after = (band_title(board.checklist, band, say) for band in (rated.inherent, rated.residual))
    yield FormRow("note", value=say("pia.bands", before=before, after=after), tone="strong")
    for linked in result.controls:
        if linked.control in rated.risk.controls:
            status = board.checklist.statuses[linked.status].label.say(say.lang) if linked.status else None
            words = say("pia.linked", where=linked.subject, status=status or say("status.unanswered"))
            title = board.checklist.controls[linked.control].title.say(say.lang)
            weak = linked.control in rated.weak
            yield FormRow("note", f"{linked.control} {title}", words, tone="middle" if weak else "text")
