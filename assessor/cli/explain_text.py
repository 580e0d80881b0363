"""Why a number is what it is, for the terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assessor.cli.table import percent, table
from assessor.cli.wording import fact_value, status_label
from assessor.i18n.translator import Say
from assessor.i18n.width import cut
from assessor.i18n.wrap import wrap

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist, Control, Reference
    from assessor.model.result import AssessmentResult, ControlExplanation, Gain
    from assessor.service.standing import StatusShare

SHOWN_GAINS = 10
TEXT_CELLS = 76
LONGEST_TITLE = 44


def score_lines(
    result: "AssessmentResult", shares: Sequence["StatusShare"], gains: Sequence["Gain"], say: Say
) -> Iterator[str]:
    """Where the points come from and which answers would add most."""
    checklist, total = result.checklist, result.scorecard.total
    yield say(
        "cli.explain.score",
        percent=percent(total.earned, total.possible),
        earned=f"{total.earned:,}",
        possible=f"{total.possible:,}",
    )
    yield say("cli.explain.rule", scale=_scale(checklist, say), weights=_weights(checklist, say))
    yield ""
    head = tuple(say(f"cli.explain.column.{name}") for name in ("status", "pairs", "earned", "possible"))
    rows = [
        (status_label(checklist, one.status, say), str(one.pairs), f"{one.earned:,}", f"{one.possible:,}")
        for one in shares
    ]
    yield from table([head, *rows], right=frozenset((1, 2, 3)))
    if total.undetermined:
        yield say("cli.explain.undetermined", count=total.undetermined)
    yield ""
    yield from _gain_lines(result, gains, say)


def _scale(checklist: "Checklist", say: Say) -> str:
    # The stored checklist sorts its keys, so the order is made here: most points first.
    scales = sorted(checklist.statuses.values(), key=lambda scale: -(scale.points or 0))
    return say("cli.list").join(f"{one.label.say(say.lang)} {one.points}" for one in scales if one.points is not None)


def _weights(checklist: "Checklist", say: Say) -> str:
    scales = sorted(checklist.importances.values(), key=lambda scale: -scale.weight)
    return say("cli.list").join(f"{one.label.say(say.lang)} {one.weight}" for one in scales)


def _gain_lines(result: "AssessmentResult", gains: Sequence["Gain"], say: Say) -> Iterator[str]:
    if not gains:
        yield say("cli.explain.no_gain")
        return
    checklist, total = result.checklist, result.scorecard.total
    yield say("cli.explain.gains", shown=min(SHOWN_GAINS, len(gains)), count=len(gains))
    held = {pair.key: pair.answer for pair in result.pairs}
    rows = []
    for gain in gains[:SHOWN_GAINS]:
        answer = held[gain.subject, gain.control]
        title = checklist.controls[gain.control].title.say(say.lang)
        share = f"{gain.points / total.possible:.1%}"
        label = status_label(checklist, answer.status if answer else None, say)
        rows.append((f"+{gain.points}", share, gain.subject, gain.control, cut(title, LONGEST_TITLE), label))
    yield from (f"  {line}" for line in table(rows, right=frozenset((0, 1))))


def control_lines(
    result: "AssessmentResult", control: "Control", explained: Sequence["ControlExplanation"], say: Say
) -> Iterator[str]:
    """One control: its question, per subject why it counts as it does, and what it rests on."""
    lang = say.lang
    yield f"{control.id}  {control.title.say(lang)}"
    importance = result.checklist.importances[control.importance]
    yield say("cli.explain.importance", label=importance.label.say(lang), weight=importance.weight)
    yield from _paragraph(say("cli.explain.question"), control.question.say(lang))
    yield from _paragraph(say("cli.explain.why"), control.why.say(lang))
    yield ""
    if not explained:
        yield say("cli.explain.no_subject")
    for one in explained:
        yield from _subject(result, one, say)
    if duty := duty_line(control, say):
        yield duty
    yield say("cli.explain.references")
    for reference in control.references:
        yield from _paragraph("  -", reference_text(result.checklist, reference, say))
    if not control.references:
        yield f"  {say('cli.none')}"


def _subject(result: "AssessmentResult", one: "ControlExplanation", say: Say) -> Iterator[str]:
    checklist = result.checklist
    subject = result.assessment.subject(one.subject)
    yield f"{one.subject}  {subject.name if subject else ''}"
    yield f"  {say('cli.explain.applicability')}: {say(f'applicability.{one.applicability.value}')}"
    for name, value in one.deciding_facts.items():
        ask = next((fact.ask.say(say.lang) for fact in checklist.facts if fact.id == name), name)
        yield from _paragraph("    -", f"{name}: {fact_value(value, say)}  {ask}")
    status = next((key for key in checklist.statuses if key.value == one.status), None)
    yield f"  {say('cli.explain.answer')}: {status_label(checklist, status, say)}"
    yield "  " + say(
        "cli.explain.points" if one.possible else "cli.explain.no_points",
        weight=one.weight,
        points=one.points,
        earned=one.earned,
        possible=one.possible,
    )
    if one.possible:
        yield from (f"  {line}" for told in _doubts(result, one, say) for line in wrap(told, TEXT_CELLS))


def _doubts(result: "AssessmentResult", one: "ControlExplanation", say: Say) -> Iterator[str]:
    """What costs no points and yet counts: the answer is old, nothing proves it."""
    pair = next(pair for pair in result.pairs if pair.key == (one.subject, one.control))
    earlier = result.assessment.to_confirm.get(pair.key)
    if earlier is not None:
        status, day = status_label(result.checklist, earlier.answer.status, say), earlier.answer.as_of.isoformat()
        yield say("edition.explain", question=earlier.question, status=status, day=day)
    if pair.answer is None:
        return
    if pair.stale:
        months = result.checklist.controls[one.control].valid_for
        yield say("cli.explain.stale", day=pair.answer.as_of.isoformat(), months=months)
    if one.status in ("implemented", "partial") and not pair.answer.evidence:
        yield say("cli.explain.no_evidence")


def duty_line(control: "Control", say: Say) -> str | None:
    """The law that asks for a control, and from when; None where none does."""
    if control.duty is None:
        return None
    since = control.duty.in_force_from
    when = say("cli.explain.since", day=since.isoformat()) if since else ""
    return say("cli.explain.duty", basis=control.duty.basis, since=when)


def reference_text(checklist: "Checklist", reference: "Reference", say: Say) -> str:
    """A reference with its edition, and whether it was read or put together by us."""
    standard = next((one for one in checklist.standards if one.id == reference.standard), None)
    title = standard.title.say(say.lang) if standard else reference.standard
    editions = standard.editions if standard else ()
    edition = next((one.title.say(say.lang) for one in editions if one.id == reference.edition), reference.edition)
    parts = [part for part in (title, edition, reference.requirement) if part]
    note = f"  {reference.note.say(say.lang)}" if reference.note else ""
    return f"{' '.join(parts)} [{say(f'basis.{reference.basis.value}')}]{note}"


def _paragraph(label: str, text: str) -> Iterator[str]:
    lines = wrap(text, TEXT_CELLS)
    if label.endswith("-"):
        indent = " " * (len(label) + 1)
        yield f"{label} {lines[0]}"
        yield from (f"{indent}{line}" for line in lines[1:])
        return
    yield f"{label}:"
    yield from (f"  {line}" for line in lines)
