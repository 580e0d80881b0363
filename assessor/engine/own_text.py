"""Sentences of an edited text that nothing here stands behind: no statement, and nothing that the programme prints."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from assessor.engine.claim_sentences import ClaimSentence, claim_sentences
from assessor.engine.claim_strength import says_done
from assessor.engine.holdings import Standing
from assessor.engine.wordings import comparable
from assessor.model.checklist import Checklist, Control
from assessor.model.claims import OwnSentence
from assessor.model.edited import EditedLine
from assessor.model.one_width import one_width
from assessor.model.programme import WordingStage

AKIN, WITHIN = 0.4, 0.1
"""Share of its telling letters that a sentence has in common with a control it reads like; how near the next may be."""
LEAST_SHARED = 4
MOST_NAMED = 3

_NUMBER = re.compile(r"\A\s*(?:第?[0-9０-９]+(?:[.．][0-9０-９]+)*[章節]?[.．、)）]?[\s　]+)")
_WORD = re.compile(r"[㐀-鿿々ァ-ヺー]{2,}|[A-Za-z0-9]{2,}")
_DATE = re.compile(
    r"(?:令和|平成)?(?:元|[0-9]+)年(?:度|[0-9]+月(?:[0-9]+日)?)?(?:現在|作成|公表)?|[0-9./-]+|第?[0-9]+[章節]?"
)


def printed_keys(lines: Iterable[EditedLine]) -> frozenset[str]:
    """The sentences of a text that the programme printed, as `own_sentences` compares them."""
    return frozenset(_key(one.text) for one in claim_sentences(lines))


def own_sentences(sentences: Iterable[ClaimSentence], printed: Collection[str], kin: "Kin") -> Iterator[OwnSentence]:
    """Those of the sentences that the programme does not print, each with the controls it reads like."""
    for one in sentences:
        key = _key(one.text)
        if key and key not in printed and not _DATE.fullmatch(one_width(key)):
            yield OwnSentence(" ".join(one.text.split()), one.line, one.section, kin.of(one.text))


def _key(text: str) -> str:
    return comparable(_NUMBER.sub("", text))


class Kin:
    """The controls that a sentence reads like, though it has none of their wordings; made once, asked often."""

    def __init__(self, checklist: Checklist, standings: Mapping[str, Standing]) -> None:
        """Take the controls, and what the answers support of each."""
        self._checklist, self._standings = checklist, standings

    def of(self, text: str) -> tuple[str, ...]:
        """Controls that the sentence speaks of as done and that the answers do not support; nearest first.

        None where a control that they do support is nearer: the sentence will be a free form of that one.
        """
        pairs = _telling(text)
        whole = sum(map(self._weight, pairs))
        if not says_done(text) or not whole:
            return ()
        near = [
            (sum(map(self._weight, shared)) / whole, name)
            for name, held in self._known.items()
            if len(shared := pairs & held) >= LEAST_SHARED
        ]
        most = max((ratio for ratio, name in near if not self._supports(name)), default=0.0)
        if most < AKIN or any(ratio > most for ratio, name in near if self._supports(name)):
            return ()
        named = sorted((-ratio, name) for ratio, name in near if ratio >= most - WITHIN and not self._supports(name))
        return tuple(name for _, name in named[:MOST_NAMED])

    def _supports(self, name: str) -> bool:
        standing = self._standings.get(name)
        return standing is not None and standing.supports(WordingStage.IMPLEMENTED, None)

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        return {one.id: _telling(_all_said(one)) for one in self._checklist.controls.values()}

    @cached_property
    def _held_by(self) -> Counter[str]:
        return Counter(pair for held in self._known.values() for pair in held)

    def _weight(self, pair: str) -> float:
        return math.log((len(self._known) + 1) / (self._held_by[pair] + 1))


def _all_said(control: Control) -> str:
    public = (getattr(control.public, written.value) for written in WordingStage)
    return "。".join((control.title.ja, control.question.ja, *(said.ja for said in public if said is not None)))


def _telling(text: str) -> frozenset[str]:
    """The neighbouring letters of its words: of endings and particles nothing can be told."""
    plain = one_width(text).replace("※", "")
    return frozenset(word[place : place + 2] for word in _WORD.findall(plain) for place in range(len(word) - 1))
