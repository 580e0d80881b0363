"""Compares what a document claims with what the answers support today."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from assessor.engine.claim_finding import Finder, Found
from assessor.engine.claim_phrases import true_phrases, unsupported_phrases
from assessor.engine.claim_sentences import ClaimSentence, claim_sentences, made_on
from assessor.engine.claim_strength import Strength, added_strength, claimed_stage
from assessor.engine.holdings import Standing, printed, standings
from assessor.engine.own_text import Kin, own_sentences
from assessor.engine.publication import public_view, statement_mark
from assessor.engine.silences import open_reason
from assessor.engine.wordings import Recogniser, Wording, comparable, known_wordings, promised_year
from assessor.model.assessment import PairKey
from assessor.model.claims import AnswerBehind, Cause, Claim, ClaimReport, Missing, OwnSentence, Shift, Told, Verdict
from assessor.model.edited import EditedText
from assessor.model.programme import WordingStage
from assessor.model.result import AssessmentResult, Pair

_RANK = {WordingStage.PLANNED: 0, WordingStage.PARTIAL: 1, WordingStage.IMPLEMENTED: 2}
_COPY = re.compile(r"_?(?:Copy_?)?[0-9]+\Z")


class Earlier(NamedTuple):
    """What was released before: its id, its wordings, and the statements that stood in it, by id with their text."""

    release: str | None = None
    wordings: tuple[Wording, ...] = ()
    statements: Mapping[str, str] = {}


def check_claims(
    text: EditedText,
    result: AssessmentResult,
    shifts: Mapping[PairKey, Shift],
    earlier: Earlier | None = None,
    printed_by_us: Collection[str] | None = None,
) -> ClaimReport:
    """What a document claims and how it stands today; `shifts` are the last changes of answers.

    `printed_by_us` are the sentences that the programme prints (`printed_keys`); without them nobody's own sentences
    are looked for.
    """
    check = _Check(result, shifts, earlier or Earlier())
    sentences = list(claim_sentences(text.lines))
    claims = tuple(check.claims(sentences))
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
        own=tuple(check.own(sentences, printed_by_us)) if printed_by_us is not None else (),
    )


class _Check:
    """One comparison."""

    def __init__(self, result: AssessmentResult, shifts: Mapping[PairKey, Shift], earlier: Earlier) -> None:
        self._result, self._shifts = result, shifts
        self.standings = standings(result)
        said = result.assessment
        wordings = known_wordings(result.checklist, said.section7, said.programme.municipality, earlier.wordings)
        self._found: list[Found] = []
        self._recogniser = Recogniser(one for one in wordings if one.statement in self.standings)
        self._marks = {
            statement_mark(name, written): (name, written) for name in self.standings for written in WordingStage
        }

    def meaning(self, mark: str) -> tuple[str, WordingStage] | None:
        """The statement and stage of a mark; a word processor numbers the mark of a pasted copy."""
        return self._marks.get(mark) or self._marks.get(_COPY.sub("", mark))

    def claims(self, sentences: list[ClaimSentence]) -> Iterator[Claim]:
        """Every claim, in reading order."""
        self._found = Finder(self._recogniser, self.meaning, true_phrases(self._result)).find(sentences)
        judged = [*map(self._judged, self._found), *self._phrases(sentences)]
        yield from sorted(judged, key=lambda one: one.line)

    def own(self, sentences: list[ClaimSentence], printed_by_us: Collection[str]) -> Iterator[OwnSentence]:
        """The sentences that are no claim and that the programme does not print; only after `claims`."""
        taken = {id(sentence) for one in self._found for sentence in one.sentences}
        phrases = [phrase.key for phrase in unsupported_phrases(self._result)]
        left = (
            one
            for one in sentences
            if id(one) not in taken and not any(phrase in comparable(one.text) for phrase in phrases)
        )
        yield from own_sentences(left, printed_by_us, Kin(self._result.checklist, self.standings))

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

    def _judged(self, found: Found) -> Claim:
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

    def _claimed(self, found: Found, same: WordingStage | None) -> WordingStage:
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


def _verdict(
    found: Found, claimed: WordingStage, year: int | None, standing: Standing, strength: Strength | None
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
