"""Compares what a document claims with what the answers support today."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from assessor.engine.claim_phrases import true_phrases, unsupported_phrases
from assessor.engine.claim_sentences import ClaimSentence, claim_sentences, made_on
from assessor.engine.claim_strength import Strength, added_strength, claimed_stage
from assessor.engine.holdings import Standing, printed, standings
from assessor.engine.publication import public_view, statement_mark
from assessor.engine.silences import open_reason
from assessor.engine.wordings import (
    PERHAPS,
    SURE,
    Likeness,
    Recogniser,
    Wording,
    comparable,
    known_wordings,
    promised_year,
    sentence_count,
)
from assessor.model.assessment import PairKey
from assessor.model.claims import AnswerBehind, Cause, Claim, ClaimReport, Missing, Shift, Told, Verdict
from assessor.model.edited import EditedText
from assessor.model.programme import WordingStage
from assessor.model.result import AssessmentResult, Pair

_RANK = {WordingStage.PLANNED: 0, WordingStage.PARTIAL: 1, WordingStage.IMPLEMENTED: 2}
_COPY = re.compile(r"_?(?:Copy_?)?[0-9]+\Z")
LONGEST_WINDOW = 40
"""Sentences of one line that are looked through for the text of a mark."""


class Earlier(NamedTuple):
    """What was released before: its id, its wordings, and the statements that stood in it, by id with their text."""

    release: str | None = None
    wordings: tuple[Wording, ...] = ()
    statements: Mapping[str, str] = {}


def check_claims(
    text: EditedText, result: AssessmentResult, shifts: Mapping[PairKey, Shift], earlier: Earlier | None = None
) -> ClaimReport:
    """What a document claims and how it stands today; `shifts` are the last changes of answers."""
    check = _Check(result, shifts, earlier or Earlier())
    claims = tuple(check.claims(text))
    held = dict.fromkeys(mark.mark for line in text.lines for mark in line.marks)
    said = {one.statement for one in claims if one.told is not Told.PERHAPS}
    today = printed(public_view(result))
    missing = [Missing(name, one.text) for name, one in today.items() if name not in said]
    before = earlier.statements if earlier else check.older_than(text, missing)
    gone = [Missing(name, one) for name, one in before.items() if name not in said and name not in today]
    return ClaimReport(
        document=text.name,
        release=earlier.release if earlier else None,
        claims=claims,
        removed=(*(one for one in missing if one.statement in before), *gone),
        new=tuple(one for one in missing if one.statement not in before),
        unknown_marks=tuple(mark for mark in held if check.meaning(mark) is None),
        remarks=text.remarks,
        links=text.links,
    )


class _Found(NamedTuple):
    """A statement found in a text: how, at which stage it was written, and its sentences."""

    statement: str
    mark: str | None
    written: WordingStage
    sentences: tuple[ClaimSentence, ...]
    told: Told
    near: Likeness | None

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.sentences)


class _Check:
    """One comparison."""

    def __init__(self, result: AssessmentResult, shifts: Mapping[PairKey, Shift], earlier: Earlier) -> None:
        self._result, self._shifts = result, shifts
        self.standings = standings(result)
        said = result.assessment
        wordings = known_wordings(result.checklist, said.section7, said.programme.municipality, earlier.wordings)
        self._recogniser = Recogniser(one for one in wordings if one.statement in self.standings)
        self._marks = {
            statement_mark(name, written): (name, written) for name in self.standings for written in WordingStage
        }

    def meaning(self, mark: str) -> tuple[str, WordingStage] | None:
        """The statement and stage of a mark; a word processor numbers the mark of a pasted copy."""
        return self._marks.get(mark) or self._marks.get(_COPY.sub("", mark))

    def claims(self, text: EditedText) -> Iterator[Claim]:
        """Every claim, in reading order."""
        sentences = list(claim_sentences(text.lines))
        found = [*self._by_mark(sentences)]
        taken = {id(sentence) for one in found for sentence in one.sentences}
        found += self._by_wording([sentence for sentence in sentences if id(sentence) not in taken])
        judged = [*map(self._judged, found), *self._phrases(sentences)]
        yield from sorted(judged, key=lambda one: one.line)

    def _phrases(self, sentences: list[ClaimSentence]) -> Iterator[Claim]:
        """Fixed phrases that rest on answers which are no longer there."""
        unsupported = unsupported_phrases(self._result)
        for sentence in sentences if unsupported else ():
            key = comparable(sentence.text)
            for phrase in unsupported:
                if phrase.key in key:
                    against = (pair for pair in phrase.pairs if open_reason(pair, self._result.today))
                    yield Claim(
                        statement=phrase.id,
                        mark=None,
                        written=WordingStage.IMPLEMENTED,
                        claimed=WordingStage.IMPLEMENTED,
                        text=sentence.text,
                        line=sentence.line,
                        section=sentence.section,
                        told=Told.WORDING,
                        likeness=1.0,
                        verdict=Verdict.NO_LONGER,
                        causes=(Cause.ANSWERS,),
                        ours=None,
                        answers=tuple(self._behind(against)),
                    )

    def older_than(self, text: EditedText, missing: Iterable[Missing]) -> dict[str, str]:
        """Of missing sentences those whose answers are no younger than the day the document says it was made on."""
        made = made_on(text.lines)
        if made is None:
            return {}
        found: dict[str, str] = {}
        for one in missing:
            held = [self._shifts.get(pair.key) for pair in self.standings[one.statement].pairs]
            if all(shift is not None and shift.day <= made for shift in held):
                found[one.statement] = one.text
        return found

    def _by_mark(self, sentences: list[ClaimSentence]) -> Iterator[_Found]:
        """Statements whose mark is still there, and still over their own text."""
        under: dict[str, list[ClaimSentence]] = {}
        after: dict[str, list[ClaimSentence]] = {}
        for place, sentence in enumerate(sentences):
            for mark in sentence.marks:
                under.setdefault(mark, []).append(sentence)
            for mark in sentence.begins:
                rest = takewhile(partial(_is_in_line, sentence.line), sentences[place:])
                after.setdefault(mark, list(rest))
        for mark in (*under, *(mark for mark in after if mark not in under)):
            meaning = self.meaning(mark)
            if meaning is None:
                continue
            name, written = meaning
            held = under.get(mark) or self._window(name, after[mark])
            own = [one for one in held if not self._is_of_another(one, name)]
            if own:
                near = self._near("".join(one.text for one in own), name, written)
                yield _Found(name, mark, written, tuple(own), Told.MARK, near)

    def _window(self, name: str, line: list[ClaimSentence]) -> list[ClaimSentence]:
        """The neighbouring sentences of a line that are most like a statement; the first where none is."""
        windows = [
            line[first : first + count]
            for first in range(min(len(line), LONGEST_WINDOW))
            for count in range(1, self._recogniser.longest + 1)
        ]
        best = max(windows, key=lambda window: self._likeness(window, name), default=line[:1])
        return best if self._likeness(best, name) >= PERHAPS else line[:1]

    def _likeness(self, window: list[ClaimSentence], name: str) -> float:
        found = self._recogniser.of_statement("".join(one.text for one in window), name)
        return found[0].ratio if found else 0.0

    def _near(self, text: str, name: str, written: WordingStage) -> Likeness | None:
        """The wording of a statement that a text is nearest to; of equals the one of its own stage."""
        found = self._recogniser.of_statement(text, name)
        return max(found, key=lambda one: (one.ratio, one.wording.written is written), default=None)

    def _is_of_another(self, sentence: ClaimSentence, name: str) -> bool:
        """True where a mark lies over the words of another statement: cut and pasted, or grown over a neighbour."""
        own = self._recogniser.of_statement(sentence.text, name)
        if own and own[0].ratio >= SURE:
            return False
        other = self._recogniser.best(sentence.text)
        return other is not None and other.wording.statement != name and other.ratio >= SURE

    def _by_wording(self, sentences: list[ClaimSentence]) -> Iterator[_Found]:
        """Statements found again by their words alone; of one sentence or several, whichever is more like ours."""
        place, true = 0, true_phrases(self._result)
        while place < len(sentences):
            first = sentences[place]
            if comparable(first.text) in true:
                place += 1
                continue
            near, window = self._nearest(first, sentences[place + 1 : place + self._recogniser.longest])
            place += len(window) if near else 1
            if near is not None and not first.is_heading:
                told = Told.WORDING if near.ratio >= SURE else Told.PERHAPS
                yield _Found(near.wording.statement, None, near.wording.written, tuple(window), told, near)

    def _nearest(
        self, first: ClaimSentence, following: list[ClaimSentence]
    ) -> tuple[Likeness | None, list[ClaimSentence]]:
        """The wording most like a sentence, or like it and those after it where the wording has as many."""
        window = [first]
        best = self._recogniser.best(first.text)
        for count, sentence in enumerate(following, 2):
            if (sentence.line, sentence.number) != (first.line, first.number + count - 1):
                break
            whole = [first, *following[: count - 1]]
            near = self._recogniser.best_of_several("".join(one.text for one in whole))
            fits = near is not None and sentence_count(near.wording.text) == count
            if near is not None and fits and (best is None or near.ratio > best.ratio):
                best, window = near, whole
        return best, window

    def _judged(self, found: _Found) -> Claim:
        standing, text, near = self.standings[found.statement], found.text, found.near
        same = near.wording.written if near is not None and near.ratio == 1 else None
        claimed = self._claimed(found, same)
        year = promised_year(text) if claimed is WordingStage.PLANNED else None
        strength = added_strength(text, near.wording.text) if near is not None and same is None else None
        verdict, causes = _verdict(found, claimed, year, standing, strength)
        against = () if standing.supports(claimed, year) else standing.against(claimed, self._result)
        return Claim(
            statement=found.statement,
            mark=found.mark,
            written=found.written,
            claimed=claimed,
            text=text,
            line=found.sentences[0].line,
            section=found.sentences[0].section,
            told=found.told,
            likeness=round(near.ratio, 3) if near else 0.0,
            verdict=verdict,
            causes=causes,
            ours=standing.text,
            words=strength.words if strength else (),
            answers=tuple(self._behind(against)),
        )

    def _claimed(self, found: _Found, same: WordingStage | None) -> WordingStage:
        """The strongest stage that any sentence of a claim claims."""
        stages = [claimed_stage(one.text, found.written, same_as=same) for one in found.sentences]
        return max(stages, key=lambda stage: _RANK[stage])

    def _behind(self, pairs: Iterable[Pair]) -> Iterator[AnswerBehind]:
        names = {subject.id: subject.name for subject in self._result.assessment.subjects}
        for pair in pairs:
            status = pair.answer.status if pair.answer else None
            reason = open_reason(pair, self._result.today)
            yield AnswerBehind(
                pair.subject, names[pair.subject], pair.control, status, reason, self._shifts.get(pair.key)
            )


def _is_in_line(line: int, sentence: ClaimSentence) -> bool:
    return sentence.line == line


def _verdict(
    found: _Found, claimed: WordingStage, year: int | None, standing: Standing, strength: Strength | None
) -> tuple[Verdict, tuple[Cause, ...]]:
    """How a claim stands, and why; `strength` None = in the words of its wording or of none."""
    if not standing.supports(claimed, year):
        stronger = _RANK[claimed] > _RANK[found.written]
        if stronger and standing.supports(found.written, None):
            cause = Cause.ALL_SUBJECTS if found.written is WordingStage.PARTIAL else Cause.STAGE
            return Verdict.STRENGTHENED, (cause, *(strength.causes if strength else ()))
        if standing.supports(claimed, None):
            return Verdict.NO_LONGER, (Cause.LATER_YEAR,)
        return Verdict.NO_LONGER, (Cause.ANSWERS if standing.pairs else Cause.NOTHING_APPLIES,)
    if strength is not None and strength.causes:
        return Verdict.STRENGTHENED, strength.causes
    more = standing.said is not None and _RANK[standing.said.written] > _RANK[claimed]
    is_same = strength is None and found.near is not None
    return (Verdict.HOLDS if is_same else Verdict.REWORDED), ((Cause.MORE_CAN_BE_SAID,) if more else ())
