"""Words that a rule of the checklist names, found in a sentence."""

from collections.abc import Iterator

from assessor.compose.text_sentences import TextSentence, folded, is_inside, places_of, whole_words
from assessor.model.remark import Remark
from assessor.model.text_rules import WordRule


class RuledWords:
    """One rule, made ready for many sentences."""

    def __init__(self, rule: WordRule) -> None:
        """Compile the words of the rule."""
        self._rule = rule
        self._words = whole_words(map(folded, rule.words))
        self._unless = tuple(map(folded, rule.unless))

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """Each word of the rule that the sentence holds without excuse."""
        found = list(self._words.finditer(sentence.folded))
        if not found or stands_beside(sentence, self._rule.beside):
            return
        excused = places_of(sentence.folded, self._unless)
        for one in found:
            if not is_inside(*one.span(), excused):
                yield sentence.remark(self._rule.code, self._rule.severity, *one.span())


def stands_beside(sentence: TextSentence, words: tuple[str, ...]) -> bool:
    """True when the sentence or the heading above it has one of the words."""
    return any(word in sentence.text or word in sentence.section for word in words)
