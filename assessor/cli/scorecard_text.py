"""The scorecard for the terminal: no number stands without what it leaves out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from assessor.cli.table import bar, percent, table
from assessor.i18n.translator import Say
from assessor.i18n.width import cut

if TYPE_CHECKING:
    from assessor.model.result import AssessmentResult
    from assessor.model.scorecard import Scorecard, Tally

LONGEST_NAME = 16
_RIGHT = frozenset((2, 3, 4, 5))


def scorecard_lines(result: "AssessmentResult", say: Say, asked: Mapping[str, int] = MappingProxyType({})) -> list[str]:
    """The whole scorecard: total with coverage, duties, categories, subjects; `asked` counts what others are asked."""
    programme, checklist, card = result.assessment.programme, result.checklist, result.scorecard
    head = "　".join(text for text in (programme.municipality, programme.plan) if text)
    return [
        head,
        say(
            "cli.show.basis",
            title=checklist.title.say(say.lang),
            version=checklist.version,
            day=result.today.isoformat(),
        ),
        "",
        *_total(result, say, asked),
        "",
        *_duties(card, say),
        "",
        *_categories(result, say),
        "",
        *_subjects(result, say),
    ]


def _total(result: "AssessmentResult", say: Say, asked: Mapping[str, int]) -> Iterator[str]:
    card, total = result.scorecard, result.scorecard.total
    score = say(
        "cli.show.score",
        percent=percent(total.earned, total.possible),
        earned=f"{total.earned:,}",
        possible=f"{total.possible:,}",
    )
    yield f"{say('cli.show.total')}  {bar(total.earned, total.possible)}  {score}{_provisional(card, say)}"
    yield f"  {_band(result, say)}"
    rows = [
        (
            "cli.show.answered",
            f"{total.answered} / {total.applicable}",
            f"({percent(total.answered, total.applicable)})",
        ),
        ("cli.show.unknown", str(total.unknown), ""),
        ("cli.show.without_evidence", str(total.without_evidence), ""),
        ("cli.show.unmet_musts", str(total.unmet_musts), ""),
        ("cli.show.stale", str(total.stale), ""),
        ("cli.show.undetermined", str(total.undetermined), ""),
        ("cli.show.excused", str(total.excused), ""),
    ]
    if result.assessment.to_confirm:
        rows.insert(1, ("edition.waiting", str(len(result.assessment.to_confirm)), ""))
    if asked.get("pairs"):
        note = say("cli.show.asked.note", unanswered=asked["unanswered"], overdue=asked["overdue"])
        rows.insert(1, ("cli.show.asked", str(asked["pairs"]), note))
    for line in table([(say(key), count, note) for key, count, note in rows], right=frozenset((1,))):
        yield f"  {line}"


def _provisional(card: "Scorecard", say: Say) -> str:
    return say("cli.show.provisional") if card.provisional else ""


def _band(result: "AssessmentResult", say: Say) -> str:
    checklist, card = result.checklist, result.scorecard
    band = next((one for one in checklist.bands if one.id == card.band), None)
    if band is None:
        return say("cli.show.no_band", coverage=checklist.band_from_coverage)
    return say("cli.show.band", band=band.title.say(say.lang))


def _duties(card: "Scorecard", say: Say) -> Iterator[str]:
    now = [duty for duty in card.duties if duty.in_force]
    met = sum(duty.met is True for duty in now)
    unmet = [duty for duty in now if duty.met is False]
    undecided = sum(duty.met is None for duty in now)
    later = len(card.duties) - len(now)
    yield say("cli.show.duties", met=met, unmet=len(unmet), open=undecided, later=later)
    rows = [(duty.control, duty.subject, duty.basis) for duty in unmet]
    for line in table(rows):
        yield f"  {say('cli.show.unmet')}  {line}"


def _categories(result: "AssessmentResult", say: Say) -> Iterator[str]:
    titles = {category.id: category.title.say(say.lang) for category in result.checklist.categories}
    yield say("cli.show.categories")
    cards = result.scorecard.categories
    bars = [bar(one.tally.earned, one.tally.possible) if one.tally.possible else "" for one in cards]
    yield from _rows([((titles[one.id], drawn), one.tally) for one, drawn in zip(cards, bars, strict=True)], say)


def _subjects(result: "AssessmentResult", say: Say) -> Iterator[str]:
    names = {subject.id: subject.name for subject in result.assessment.subjects}
    yield say("cli.show.subjects")
    cards = result.scorecard.subjects
    yield from _rows([((card.id, cut(names[card.id], LONGEST_NAME)), card.tally) for card in cards], say)


def _rows(cards: "list[tuple[tuple[str, str], Tally]]", say: Say) -> Iterator[str]:
    head = ("", "", *(say(f"cli.show.column.{name}") for name in ("ratio", "points", "answered", "unmet_musts")))
    rows = [
        (
            *names,
            percent(tally.earned, tally.possible) + ("*" if tally.undetermined else " "),
            f"{tally.earned:,}/{tally.possible:,}",
            f"{tally.answered}/{tally.applicable}",
            str(tally.unmet_musts),
        )
        for names, tally in cards
    ]
    for line in table([head, *rows], right=_RIGHT):
        yield f"  {line}"
    if any(tally.undetermined for _, tally in cards):
        yield f"  {say('cli.show.star')}"
