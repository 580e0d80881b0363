"""The scorecard: figures with what they leave out, bars, a map of subjects and categories; and what can be done."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.reactive import reactive

from assessor.model.assessment import PairKey
from assessor.model.condition import Applicability
from assessor.model.result import AssessmentResult, Gain
from assessor.model.scorecard import DutyRow, Tally
from assessor.tui.widgets.bars import bar
from assessor.tui.widgets.page import Line, Page
from assessor.tui.widgets.rows import Part, blank, cells, column_head, fill, folded, row
from assessor.tui.widgets.subject_list import subject_name

MOST_GAINS = 10
LEAST_BAR, LONGEST_BAR = 6, 30
FIELDS = (9, 7, 6)
LEAST_NAME, LONGEST_NAME = 14, 26
HEAD_ROWS = 3


class Target(NamedTuple):
    """Something on the screen that leads to a question: the sort (duty, fact, gain), the pair, what is said of it."""

    sort: str
    pair: PairKey
    text: str
    note: str = ""


def duties_open(result: AssessmentResult) -> tuple[DutyRow, ...]:
    """The duties that are not met, or of which it is not known whether they apply."""
    return tuple(one for one in result.scorecard.duties if one.met is not True and (one.in_force or one.met is False))


def facts_open(result: AssessmentResult) -> Iterator[tuple[str, str, PairKey, int]]:
    """Subject, fact, a question that waits for it, and how many do."""
    found: dict[tuple[str, str], list[PairKey]] = {}
    facts = {subject.id: subject.facts for subject in result.assessment.subjects}
    for pair in result.pairs:
        if pair.applicability is Applicability.UNDETERMINED:
            for name in result.checklist.controls[pair.control].applies_if.open_facts(facts[pair.subject]):
                found.setdefault((pair.subject, name), []).append(pair.key)
    order = {fact.id: place for place, fact in enumerate(result.checklist.facts)}
    for (subject, name), pairs in sorted(found.items(), key=lambda one: (-len(one[1]), order.get(one[0][1], 0))):
        yield subject, name, pairs[0], len(pairs)


class ScorePart(Page):
    """A part of the scorecard: `figures`, `actions` or both below each other."""

    result: reactive[AssessmentResult | None] = reactive(None)
    gains: reactive[tuple[Gain, ...]] = reactive(())
    shows: reactive[tuple[str, ...]] = reactive(("figures", "actions"))

    def follows_from(self) -> tuple[object, ...]:
        """The result, the gains, and what is shown."""
        return self.result, self.gains, self.shows

    def targets(self) -> list[Target]:
        """Everything that leads to a question, in the order it is shown."""
        result, say = self.result, self.say
        if result is None:
            return []
        found = []
        for duty in duties_open(result):
            state = say("scores.duty.unmet" if duty.met is False else "scores.duty.open")
            since = "" if duty.in_force else say("scores.duty.later", day=str(duty.in_force_from))
            text = f"{state} {self._pair(result, (duty.subject, duty.control))}"
            found.append(Target("duty", (duty.subject, duty.control), text, duty.basis + since))
        for subject, name, pair, count in facts_open(result):
            fact = next(one for one in result.checklist.facts if one.id == name)
            text = f"{self._subject(result, subject)}: {fact.ask.say(self.lang)}"
            found.append(Target("fact", pair, text, say("scores.fact.effect", count=count)))
        possible = result.scorecard.total.possible
        for gain in self.gains[:MOST_GAINS]:
            share = f"+{gain.points * 100 / possible:.1f}%" if possible else ""
            pair = (gain.subject, gain.control)
            found.append(Target("gain", pair, f"{share} {self._pair(result, pair)}"))
        return found

    def lines(self, width: int) -> list[Line]:
        """The parts shown."""
        if self.result is None:
            return []
        found: list[Line] = []
        if "figures" in self.shows:
            found += self._figures(width, self.result)
        if "actions" in self.shows:
            found += self._actions(width, self.result)
        return found

    def _figures(self, width: int, result: AssessmentResult) -> list[Line]:
        found = [*self._total(width, result), Line(blank(width)), *self._categories(width, result), Line(blank(width))]
        return [*found, *self._map(width, result), Line(blank(width)), *self._bands(width, result), Line(blank(width))]

    def _total(self, width: int, result: AssessmentResult) -> list[Line]:
        say, card = self.say, result.scorecard
        total = card.total
        room = min(max(width - 54, 8), LONGEST_BAR)
        score = say("score.none")
        if total.answered:
            score = say("score.provisional" if card.provisional else "score.points", percent=_percent(total))
        answered = say("scores.coverage", percent=_share(total.answered, total.applicable))
        head = max(cells(score), cells(answered)) + 2
        points = say("scores.points", earned=f"{total.earned:,}", possible=f"{total.possible:,}")
        counted = say("scores.answered", applicable=total.applicable, answered=total.answered)
        first = bar(total.earned, total.possible, room) if total.answered else ()
        return [
            Line(row(width, " ", Part(fill(score, head), "strong"), *first, Part(f" {points}", "dim"))),
            Line(
                row(
                    width,
                    " ",
                    Part(fill(answered, head)),
                    *bar(total.answered, total.applicable, room),
                    Part(f" {counted}", "dim"),
                )
            ),
            *self._counts(width, result),
        ]

    def _counts(self, width: int, result: AssessmentResult) -> list[Line]:
        say, total = self.say, result.scorecard.total
        texts = [
            say("score.musts", count=total.unmet_musts),
            say("scores.unknown", count=total.unknown),
            say("scores.without_evidence", count=total.without_evidence),
            say("scores.stale", count=total.stale),
            say("scores.undetermined", count=total.undetermined),
            say("scores.excused", count=total.excused),
        ]
        lines = [""]
        for text in texts:
            if lines[-1] and cells(lines[-1]) + cells(text) + 2 > width - 3:
                lines.append("")
            lines[-1] += ("  " if lines[-1] else "") + text
        return [Line(row(width, " ", Part(line))) for line in lines]

    def _categories(self, width: int, result: AssessmentResult) -> list[Line]:
        say = self.say
        titles = {one.id: one.title.say(self.lang) for one in result.checklist.categories}
        name = min(max(cells(title) for title in titles.values()), 24 if width < 90 else 32)
        heads = [say("scores.head.score"), say("scores.head.answered"), say("scores.head.musts")]
        widths = [6, max(9, cells(heads[1])), max(6, cells(heads[2]))]
        # The figures are what is read here: where it is narrow the names give way, never a column.
        name = max(min(name, width - sum(widths) - LEAST_BAR - 11), LEAST_NAME)
        room = min(max(width - name - sum(widths) - 11, LEAST_BAR), LONGEST_BAR)
        head = [Part(fill(say("scores.head.category"), name + room + 4), "dim")]
        head += [Part(_right(text, wide) + " ", "dim") for text, wide in zip(heads, widths, strict=True)]
        found = [Line(row(width, " ", *head))]
        for card in result.scorecard.categories:
            tally = card.tally
            texts = [_ratio(tally), f"{tally.answered}/{tally.applicable}", str(tally.unmet_musts)]
            parts = [Part(fill(titles[card.id], name) + " "), *bar(tally.earned, tally.possible, room), Part(" ")]
            parts += [
                Part(_right(text, wide) + " ", style)
                for text, wide, style in zip(texts, widths, ("strong", "dim", _bad(tally)), strict=True)
            ]
            found.append(Line(row(width, " ", *parts)))
        if any(card.tally.undetermined for card in result.scorecard.categories):
            found.append(Line(row(width, " ", Part(say("scores.star"), "dim"))))
        return found

    def _map(self, width: int, result: AssessmentResult) -> list[Line]:
        """Subjects down, categories across; each field says its percentage in a word and shows it by its tint."""
        order = [one.id for one in result.scorecard.categories]
        field = next((one for one in FIELDS if width - 3 - one * (len(order) + 1) >= LEAST_NAME), FIELDS[-1])
        name = max(min(width - 3 - field * (len(order) + 1), LONGEST_NAME), LEAST_NAME)
        across = max((width - name - 3) // field - 1, 1)
        found = [Line(row(width, " ", Part(self.say("scores.map"), "head")))]
        for first in range(0, len(order), across):
            found += self._map_block(width, result, (name, field), order[first : first + across])
        return found

    def _map_block(
        self, width: int, result: AssessmentResult, cells_of: tuple[int, int], shown: Sequence[str]
    ) -> list[Line]:
        name, field = cells_of
        titles = {one.id: one.title.say(self.lang) for one in result.checklist.categories}
        heads = [self.say("scores.all"), *(titles[one] for one in shown)]
        folds = [column_head(head, field - 1, HEAD_ROWS) for head in heads]
        found = []
        for line in range(max(len(fold) for fold in folds)):
            texts = [fold[line] if line < len(fold) else "" for fold in folds]
            found.append(Line(row(width, " " * (name + 2), *(Part(fill(text, field), "dim") for text in texts))))
        for card in result.scorecard.subjects:
            tallies = {one.id: one.tally for one in card.categories}
            spread: list[Part | str] = [" ", Part(fill(self._subject(result, card.id), name) + " ")]
            for tally in (card.tally, *(tallies.get(one) for one in shown)):
                spread += [_field(result, tally, field - 1), " "]
            found.append(Line(row(width, *spread)))
        return found

    def _bands(self, width: int, result: AssessmentResult) -> list[Line]:
        say, checklist, card = self.say, result.checklist, result.scorecard
        band = next((one for one in checklist.bands if one.id == card.band), None)
        coverage = checklist.band_from_coverage
        now = say("scores.band", band=band.title.say(self.lang)) if band else say("scores.no_band", coverage=coverage)
        rule = say("list.comma").join(
            say("scores.band.from", percent=one.from_percent, title=one.title.say(self.lang)) for one in checklist.bands
        )
        texts = [(now, "strong"), (say("scores.band.rule", coverage=coverage, bands=rule), "dim")]
        found = [Line(row(width, " ", Part(say("scores.band.title"), "head")))]
        for text, style in texts:
            found += [Line(row(width, " ", Part(line, style))) for line in folded(text, width - 3)]
        return found

    def _actions(self, width: int, result: AssessmentResult) -> list[Line]:
        say, found = self.say, []
        targets = self.targets()
        met = sum(1 for one in result.scorecard.duties if one.met is True and one.in_force)
        heads = {
            "duty": say("scores.duties", met=met),
            "fact": say("scores.facts"),
            "gain": say("scores.gains"),
        }
        for sort, head in heads.items():
            found += [Line(row(width, " ", Part(line, "head"))) for line in folded(head, width - 3)]
            listed = [place for place, one in enumerate(targets) if one.sort == sort]
            for place in listed:
                found += self._target(width, place, targets[place])
            if not listed:
                found.append(Line(row(width, " ", Part("  " + say(f"scores.none.{sort}"), "dim"))))
            found.append(Line(blank(width)))
        return found[:-1]

    def _target(self, width: int, place: int, one: Target) -> list[Line]:
        click = f"screen.take({place})"
        style = "bad" if one.sort == "duty" else "text"
        lines = folded(one.text, width - 5)
        found = [
            Line(row(width, "   ", Part(line, style if not n else "text", click)), place)
            for n, line in enumerate(lines)
        ]
        if one.note:
            found += [
                Line(row(width, "     ", Part(line, "dim", click)), place) for line in folded(one.note, width - 7)
            ]
        return found

    def _subject(self, result: AssessmentResult, subject: str) -> str:
        return subject_name(result, subject, self.say("subject.whole"))

    def _pair(self, result: AssessmentResult, pair: PairKey) -> str:
        title = result.checklist.controls[pair[1]].title.say(self.lang)
        return f"{pair[1]} {title}" + self.say("list.bracket", text=self._subject(result, pair[0]))


def _field(result: AssessmentResult, tally: Tally | None, width: int) -> Part:
    if tally is None or not tally.possible:
        return Part(_right("-", width), "dim")
    return Part(_right(_ratio(tally), width), heat(result, tally))


def heat(result: AssessmentResult, tally: Tally) -> str:
    """The style of a field: good in the upper half of the bands, bad in the lowest one, else middle."""
    limits = sorted((one.from_percent for one in result.checklist.bands), reverse=True)
    percent = _percent(tally)
    place = next((number for number, limit in enumerate(limits) if percent >= limit), len(limits) - 1)
    if place < len(limits) / 2:
        return "heat-good"
    return "heat-bad" if place == len(limits) - 1 else "heat-middle"


def _percent(tally: Tally) -> int:
    return tally.earned * 100 // tally.possible if tally.possible else 0


def _share(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def _ratio(tally: Tally) -> str:
    if not tally.possible:
        return "-"
    return f"{_percent(tally)}%" + ("*" if tally.undetermined else "")


def _right(text: str, width: int) -> str:
    return " " * max(width - cells(text), 0) + text


def _bad(tally: Tally) -> str:
    return "bad" if tally.unmet_musts else "dim"
