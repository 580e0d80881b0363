"""A privacy impact assessment for the terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from assessor.cli.table import table
from assessor.cli.wording import status_label
from assessor.i18n.translator import Say
from assessor.i18n.width import cut
from assessor.i18n.wrap import wrap

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist
    from assessor.model.privacy_guide import Prompt
    from assessor.model.privacy_result import Missing, PiaResult, RatedRisk

TEXT_CELLS = 76
LONGEST_TITLE = 40
SIGNS = {"done": "[x]", "begun": "[/]", "open": "[ ]", "left_out": " - "}
"""A sign per state, so that nothing is said by colour."""


def status_lines(result: "PiaResult", checklist: "Checklist", say: Say) -> Iterator[str]:
    """Threshold, approval, every step with what it lacks, risks, proposals and conflicts."""
    yield say("pia.head", name=result.subject.name, id=result.subject.id)
    yield from _threshold(result, checklist, say)
    yield say(f"pia.approval.{result.approval.value}", entry=result.approval_id or "")
    yield ""
    for number, one in enumerate(result.steps, 1):
        yield f"{SIGNS[one.state.value]} {number:>2}  {one.step.title.say(say.lang)}"
        words = say("cli.list").join(missing_words(one.missing, checklist, say))
        yield from (f"        {line}" for line in wrap(words, TEXT_CELLS - 8) if words)
    yield ""
    yield _counts(result, checklist, say)
    yield from _proposals(result, checklist, say)


def _threshold(result: "PiaResult", checklist: "Checklist", say: Say) -> Iterator[str]:
    guide = checklist.privacy
    rule = result.threshold.rule
    if rule is None and guide is not None:
        names = [guide.question(name) for name in result.threshold.open]
        titles = say("cli.list").join(one.title.say(say.lang) for one in names if one)
        yield say("pia.threshold.open", questions=titles)
    elif rule is not None:
        yield say(f"pia.verdict.{rule.verdict.value}")
        yield from (f"  {line}" for line in wrap(rule.why.say(say.lang), TEXT_CELLS))
    decision = result.pia.threshold.decision
    if decision is not None:
        yield say("pia.decided", verdict=say(f"pia.verdict.{decision.value}"))
    mynumber = result.mynumber
    if mynumber is not None and guide is not None and guide.mynumber is not None:
        if mynumber.duty is None:
            gaps = say("cli.list").join(say(f"pia.field.{name}") for name in mynumber.missing)
            yield say("pia.mynumber.open", names=gaps)
        else:
            yield say("pia.mynumber.duty", duty=guide.mynumber.duties[mynumber.duty].say(say.lang))


def missing_words(missing: Iterable["Missing"], checklist: "Checklist", say: Say) -> list[str]:
    """What a step lacks, each kind once with the entries it is about."""
    from assessor.model.privacy_result import gaps_by_code

    found = gaps_by_code(missing, checklist.privacy, say.lang) if checklist.privacy else {}
    return [
        say(f"pia.missing.{code}")
        + (say("pia.missing.entries", entries=say("cli.list").join(entries)) if entries else "")
        for code, entries in found.items()
    ]


def unfinished_lines(result: "PiaResult", checklist: "Checklist", say: Say) -> Iterator[str]:
    """What is not written yet of all that an approval looks at; nothing where all is."""
    if result.unfinished:
        yield say("pia.unfinished", count=len(result.unfinished))
        yield from (f"  {words}" for words in missing_words(result.unfinished, checklist, say))


def _counts(result: "PiaResult", checklist: "Checklist", say: Say) -> str:
    bands = [one.residual or one.inherent for one in result.risks]
    parts = [f"{band.title.say(say.lang)} {bands.count(band.id)}" for band in reversed(checklist.risk.bands)]
    unrated = bands.count(None)
    if unrated:
        parts.append(say("pia.unrated", count=unrated))
    return say("pia.risks", count=len(bands), bands=say("cli.list").join(parts))


def _proposals(result: "PiaResult", checklist: "Checklist", say: Say) -> Iterator[str]:
    proposed = [one for one in result.proposals if one.state.value == "proposed"]
    if proposed:
        yield ""
        yield say("pia.proposed", count=len(proposed), id=result.subject.id)
        rows = [
            (one.control, status_label(checklist, one.status, say), checklist.controls[one.control].title.say(say.lang))
            for one in proposed
        ]
        yield from (f"  {line}" for line in table(rows))
    if result.conflicts:
        yield ""
        yield say("pia.conflicts")
        for one in result.conflicts:
            stored, record = (status_label(checklist, value, say) for value in (one.stored, one.status))
            yield "  " + say("pia.conflict", control=one.control, stored=stored, record=record)


def prompt_lines(checklist: "Checklist", prompts: Iterable["Prompt"], say: Say) -> Iterator[str]:
    """The prompts by the point in the life of data."""
    guide = checklist.privacy
    stage = None
    for prompt in prompts:
        if prompt.stage is not stage and guide is not None:
            stage = prompt.stage
            yield guide.life_cycle[stage].say(say.lang)
        yield f"  {prompt.id}  {prompt.title.say(say.lang)}"
        yield from (f"          {line}" for line in wrap(prompt.harm.say(say.lang), TEXT_CELLS - 10))
    yield say("pia.prompts.next")


def risk_lines(result: "PiaResult", checklist: "Checklist", say: Say) -> Iterator[str]:
    """The risks, gravest first, and the map before and after."""
    if not result.risks:
        yield say("pia.no_risks")
        return
    bands = {band.id: band.title.say(say.lang) for band in checklist.risk.bands}
    head = tuple(say(f"pia.column.{name}") for name in ("id", "title", "before", "after", "treatment", "owner", "due"))
    yield from table([head, *(_row(one, bands, say) for one in result.risks)])
    for after in (False, True):
        yield ""
        yield say("pia.map.after" if after else "pia.map.before")
        yield from map_lines(result, checklist, say, after=after)


def _row(one: "RatedRisk", bands: Mapping[str, str], say: Say) -> tuple[str, ...]:
    risk = one.risk
    due = risk.done or risk.due
    return (
        one.id,
        cut(risk.title, LONGEST_TITLE),
        bands.get(one.inherent or "", "-"),
        bands.get(one.residual or "", "-"),
        say(f"pia.treatment.{risk.treatment.value}") if risk.treatment else "-",
        cut(risk.owner or "-", 20),
        (due.isoformat() if due else "-") + (say("pia.done_mark") if risk.done else ""),
    )


def map_lines(result: "PiaResult", checklist: "Checklist", say: Say, *, after: bool) -> list[str]:
    """The 4×4 map: impact down, likelihood across; each field says its band and the risks in it."""
    matrix = checklist.risk
    bands = {band.id: band.title.say(say.lang) for band in matrix.bands}
    rows = [("", *(f"{one.level} {one.title.say(say.lang)}" for one in matrix.likelihood))]
    for impact in reversed(matrix.impact):
        cells = []
        for likelihood in matrix.likelihood:
            here = (impact.level, likelihood.level)
            ids = [one.id for one in result.risks if place(one, after=after) == here]
            cells.append(f"{bands[matrix.matrix[here[0] - 1][here[1] - 1]]} {' '.join(ids)}".strip())
        rows.append((f"{impact.level} {impact.title.say(say.lang)}", *cells))
    return table(rows)


def place(one: "RatedRisk", *, after: bool) -> tuple[int | None, int | None]:
    """(impact, likelihood) of a risk before or after measures."""
    risk = one.risk
    return (risk.residual_impact, risk.residual_likelihood) if after else (risk.impact, risk.likelihood)
