"""Every wording a statement ever had, and finding a sentence again among them though it was edited or lost its mark."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from assessor.model.alignment import MOST_WORK, aligned, work
from assessor.model.checklist import Checklist
from assessor.model.fiscal import parse_fiscal_year
from assessor.model.one_width import one_width
from assessor.model.own_name import in_own_name
from assessor.model.programme import Section7Choice, WordingStage

SURE, PERHAPS = 0.85, 0.72
"""Likeness from which a sentence is taken for one of ours, and from which it may be one."""
MOST_SENTENCES = 4
MOST_SHARING = 60
"""Wordings that may share two neighbouring letters before those say too little."""
_CANDIDATES = 5

_IGNORED = re.compile(r"[\s※・、,「」『』()\[\]“”\"'‐–—―-]|\A[・•●○◎◇◆■□►>*]+|(?<![。.!?])[。.!?]+\Z")
_PERIOD = re.compile(r"[(（\[]\s*(計画期間内|[^()（）\[\]]{1,12}年度?(?:まで|以降|中|予定)?)\s*[)）\]]")
_LOOSE_YEAR = re.compile(r"(?:令和|R)\s?(?:元|[0-9]{1,2})年度|20[0-9]{2}年度")


class Wording(NamedTuple):
    """One wording of a statement; `key` is what is compared."""

    statement: str
    written: WordingStage
    text: str
    key: str


class Likeness(NamedTuple):
    """A wording and how like a sentence is to it, 0 to 1."""

    wording: Wording
    ratio: float


def comparable(text: str) -> str:
    """A sentence as it is compared: one width, without period, marks, brackets, commas and blanks."""
    plain = one_width(text)
    return _IGNORED.sub("", _PERIOD.sub("", plain).strip()).strip("。.")


def promised_year(text: str) -> int | None:
    """The latest fiscal year that a sentence names, None where it names none."""
    years = (parse_fiscal_year(found[0]) for found in _LOOSE_YEAR.finditer(one_width(text)))
    return max((year for year in years if year is not None), default=None)


def known_wordings(
    checklist: Checklist, choice: Section7Choice, municipality: str, earlier: Iterable[Wording] = ()
) -> list[Wording]:
    """All wordings: the checklist's as this municipality says them, its own, and those of earlier releases."""
    found: list[Wording] = []

    def add(name: str, written: WordingStage, text: str) -> None:
        said = in_own_name(text, municipality)
        found.append(Wording(name, written, said, comparable(said)))

    for control in checklist.controls.values():
        for written in WordingStage:
            said = getattr(control.public, written.value)
            if said is not None:
                add(control.id, written, said.ja)
    for category in checklist.categories:
        for part, said in (("policy", category.aggregate.policy), ("fact", category.aggregate.fact)):
            if said is not None:
                add(f"{category.id}-{part}", WordingStage.IMPLEMENTED, said.ja)
    for promise in checklist.publication.promises:
        add(promise.id, WordingStage.IMPLEMENTED, promise.text.ja)
    for name, override in choice.wording.items():
        found.append(Wording(name, override.stage, override.text, comparable(override.text)))
    return [*found, *earlier]


class Recogniser:
    """Finds the wordings most like a sentence; made once, asked often. `longest` counts sentences of a wording."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        """Take all wordings; those whose comparable form is empty are left out."""
        known = [one for one in wordings if one.key]
        self._all = _Index(known)
        self._several = _Index([one for one in known if sentence_count(one.text) > 1])
        self._by_statement: dict[str, list[Wording]] = defaultdict(list)
        for one in known:
            self._by_statement[one.statement].append(one)
        self.longest = max((sentence_count(one.text) for one in known), default=1)

    def best(self, text: str) -> Likeness | None:
        """The wording most like a sentence, of any statement; None where none is even perhaps it."""
        return self._all.best(comparable(text))

    def best_of_several(self, text: str) -> Likeness | None:
        """The same among the wordings of more than one sentence."""
        return self._several.best(comparable(text))

    def of_statement(self, text: str, statement: str) -> tuple[Likeness, ...]:
        """The wordings of one statement, most like first."""
        key = comparable(text)
        found = (Likeness(one, likeness(key, one.key)) for one in self._by_statement.get(statement, ()))
        return tuple(sorted(found, key=lambda one: -one.ratio))


class _Index:
    """Wordings by the neighbouring letters they have: only those that share many are compared letter by letter."""

    def __init__(self, wordings: list[Wording]) -> None:
        self._wordings = wordings
        self._exact: dict[str, Wording] = {}
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(wordings):
            self._exact.setdefault(one.key, one)
            for pair in _pairs(one.key):
                self._having[pair].append(place)
        self._held: dict[str, Likeness | None] = {}

    def best(self, key: str) -> Likeness | None:
        """The wording most like a comparable sentence."""
        if key in self._exact:
            return Likeness(self._exact[key], 1.0)
        if key not in self._held:
            self._held[key] = self._search(key) if key else None
        return self._held[key]

    def _search(self, key: str) -> Likeness | None:
        # Endings such as 「しています」 are in half of all wordings and tell nothing apart.
        telling = [held for pair in _pairs(key) if len(held := self._having.get(pair, ())) <= MOST_SHARING]
        shared = Counter(chain.from_iterable(telling))
        needed = max(1, len(telling) // 4)
        likely = nlargest(_CANDIDATES, ((count, -place) for place, count in shared.items() if count >= needed))
        matcher = SequenceMatcher(None, "", key, autojunk=False)
        best: Likeness | None = None
        for _, place in likely:
            wording = self._wordings[-place]
            matcher.set_seq1(wording.key)
            least = best.ratio if best else PERHAPS
            if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
                continue
            is_long = work(wording.key, key) > MOST_WORK
            ratio = likeness(key, wording.key) if is_long else matcher.ratio()
            if ratio >= PERHAPS and (best is None or ratio > best.ratio):
                best = Likeness(wording, ratio)
        return best


def likeness(key: str, other: str) -> float:
    """How like a comparable sentence is to a wording's key, 0 to 1."""
    if key == other:
        return 1.0
    if work(other, key) <= MOST_WORK:
        return SequenceMatcher(None, other, key, autojunk=False).ratio()
    same = sum(stretch.end - stretch.start for stretch in aligned(other, key) if stretch.equal)
    return 2 * same / (len(other) + len(key))


def sentence_count(text: str) -> int:
    """How many sentences a wording has, as far as it matters here."""
    return min(MOST_SENTENCES, max(1, sum(text.count(end) for end in "。！？")))


def _pairs(key: str) -> set[str]:
    """The neighbouring letters of a key."""
    return {key[place : place + 2] for place in range(len(key) - 1)} or {key}
