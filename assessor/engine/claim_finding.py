"""Finds the statements in an edited text: by the marks that are still over their words, else by the words alone."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from assessor.engine.claim_sentences import ClaimSentence
from assessor.engine.wordings import PERHAPS, SURE, Likeness, Recogniser, comparable, sentence_count
from assessor.model.claims import Told
from assessor.model.programme import WordingStage

LONGEST_WINDOW = 40
"""Sentences of one line that are looked through for the text of a mark."""


class Found(NamedTuple):
    """A statement found in a text: how, at which stage it was written, and its sentences."""

    statement: str
    mark: str | None
    written: WordingStage
    sentences: tuple[ClaimSentence, ...]
    told: Told
    near: Likeness | None

    @property
    def text(self) -> str:
        """Its sentences together."""
        return "".join(one.text for one in self.sentences)


class Finder:
    """Finds statements in the sentences of one text; `true` are sentences like one that are true as they are."""

    def __init__(
        self,
        recogniser: Recogniser,
        meaning: Callable[[str], tuple[str, WordingStage] | None],
        true: Collection[str],
    ) -> None:
        """Take what is known of all wordings, what a mark means, and what is true without one."""
        self._recogniser, self._meaning, self._true = recogniser, meaning, true

    def find(self, sentences: list[ClaimSentence]) -> list[Found]:
        """Every statement found; each sentence belongs to one at most."""
        found = [*self._by_mark(sentences)]
        taken = {id(sentence) for one in found for sentence in one.sentences}
        return [*found, *self._by_wording([sentence for sentence in sentences if id(sentence) not in taken])]

    def _by_mark(self, sentences: list[ClaimSentence]) -> Iterator[Found]:
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
            meaning = self._meaning(mark)
            if meaning is None:
                continue
            name, written = meaning
            held = self._narrowed(name, under[mark]) if mark in under else self._window(name, after[mark])
            own = [one for one in held if not self._is_of_another(one, name)]
            if own:
                near = self._near("".join(one.text for one in own), name, written)
                yield Found(name, mark, written, tuple(own), Told.MARK, near)

    def _narrowed(self, name: str, held: list[ClaimSentence]) -> list[ClaimSentence]:
        """Of more sentences under a mark than its statement has those that are like it; all where none is.

        A paragraph typed anew lies whole under the mark of its first sentence: the others are looked at by themselves.
        """
        if len(held) <= 1:
            return held
        best = self._best_window(name, held)
        return best if self._likeness(best, name) >= PERHAPS else held

    def _window(self, name: str, line: list[ClaimSentence]) -> list[ClaimSentence]:
        """The neighbouring sentences of a line that are most like a statement; the first where none is."""
        best = self._best_window(name, line)
        return best if self._likeness(best, name) >= PERHAPS else line[:1]

    def _best_window(self, name: str, held: list[ClaimSentence]) -> list[ClaimSentence]:
        windows = [
            held[first : first + count]
            for first in range(min(len(held), LONGEST_WINDOW))
            for count in range(1, self._recogniser.longest + 1)
        ]
        return max(windows, key=lambda window: self._likeness(window, name), default=held[:1])

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

    def _by_wording(self, sentences: list[ClaimSentence]) -> Iterator[Found]:
        """Statements found again by their words alone; of one sentence or several, whichever is more like ours."""
        place = 0
        while place < len(sentences):
            first = sentences[place]
            if comparable(first.text) in self._true:
                place += 1
                continue
            near, window = self._nearest(first, sentences[place + 1 : place + self._recogniser.longest])
            place += len(window) if near else 1
            if near is not None and not first.is_heading:
                told = Told.WORDING if near.ratio >= SURE else Told.PERHAPS
                yield Found(near.wording.statement, None, near.wording.written, tuple(window), told, near)

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


def _is_in_line(line: int, sentence: ClaimSentence) -> bool:
    return sentence.line == line
