"""Plain Japanese: what makes a finished public text hard to read, with its place and what to do instead."""

import re
from collections.abc import Iterable, Iterator

from assessor.compose.text_sentences import Part, TextSentence, folded, is_inside, places_of, sentences_of, whole_words
from assessor.compose.word_rules import RuledWords
from assessor.model.document import Document
from assessor.model.remark import KnownNames, Remark, RemarkCode, RemarkSeverity
from assessor.model.text_rules import PlainRules

GLOSSARY_SECTION = "用語"
"""A section whose heading has this word explains terms: their original words need no explanation of their own."""

_FOREIGN = re.compile(r"[ァ-ヺー]{3,}(?:・[ァ-ヺー]+)*|[A-Za-z][A-Za-z0-9+-]*[A-Za-z0-9+]")
_PLACE = re.compile(r"(?<![A-Za-z0-9+/@:._~-])[A-Za-z0-9+/@:._~-]*[A-Za-z0-9]\.[A-Za-z]{2,}[A-Za-z0-9/._~?&=#%-]*")
"""An address in the net: no foreign words, but one thing (and the leak lint's to judge)."""
_KANJI = re.compile(r"[一-鿿々〆]+")
_PASSIVE = re.compile(r"[わかがさたなばまら]れ(?=[るてた]|ま[すせし]|な[いく]|ば)")
_DOUBLE_NEGATION = re.compile(
    r"な(?:いわけ(?:で|に)は(?:な|いか|ありま)|いことは(?:な|ありま)|いとは(?:言え|いえ|限ら)|いものでは(?:な|ありま)"
    r"|くは(?:な[いく]|ありま)|いでは(?:いら|すま|おか))"
    r"|ずに(?:は)?(?:いられ|すま|おか)|なければ[^、。]{0,12}(?:しませ|できませ|行いませ)ん(?!か)"
)


def plain_language(
    text: Document | str, rules: PlainRules, *, banned: Iterable[str] = (), known: KnownNames | None = None
) -> tuple[Remark, ...]:
    """What is hard to read in a finished text, in reading order.

    `banned` are words no public text may hold; names the city publishes of itself are never remarked.
    """
    check = _Check(rules, banned, known or KnownNames())
    return tuple(remark for sentence in sentences_of(text) for remark in check.remarks(sentence))


class _Check:
    """The rules, made ready once for a whole text."""

    def __init__(self, rules: PlainRules, banned: Iterable[str], known: KnownNames) -> None:
        self._rules = rules
        self._terms = known.terms
        self._published = tuple(map(folded, known.published))
        names = tuple(map(folded, (*known.terms, *rules.plain_terms)))
        self._mixed = tuple(name for name in names if not _FOREIGN.fullmatch(name))
        plain = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._explained = re.compile(f"(?>{plain}|・)++", re.IGNORECASE) if plain else re.compile(r"(?!)")
        self._banned = whole_words(map(folded, banned))
        self._instead = whole_words(map(folded, rules.instead))
        self._advice = {folded(word): said for word, said in rules.instead.items()}
        self._words = tuple(RuledWords(rule) for rule in rules.words)

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """What this sentence gives rise to, by column."""
        excused = places_of(sentence.folded, self._published)
        found = [
            *self._length(sentence),
            *self._banned_words(sentence),
            *self._hard_words(sentence),
            *self._unexplained(sentence),
            *self._stacked(sentence),
            *self._grammar(sentence),
            *self._ruled(sentence),
        ]
        for remark in sorted(found, key=lambda one: one.column):
            start = remark.column - 1
            if not is_inside(start, start + len(remark.words), excused):
                yield remark

    def _length(self, sentence: TextSentence) -> Iterator[Remark]:
        limit = self._rules.longest_sentence
        if len(sentence.text) > limit and not _explains(sentence):
            values: dict[str, str | int] = {"length": len(sentence.text), "limit": limit}
            yield sentence.remark(RemarkCode.SENTENCE_LONG, RemarkSeverity.NOTICE, 0, len(sentence.text), values)

    def _banned_words(self, sentence: TextSentence) -> Iterator[Remark]:
        for found in self._banned.finditer(sentence.folded):
            yield sentence.remark(RemarkCode.BANNED_WORD, RemarkSeverity.BLOCK, *found.span())

    def _hard_words(self, sentence: TextSentence) -> Iterator[Remark]:
        for found in self._instead.finditer(sentence.folded):
            values: dict[str, str | int] = {"instead": self._advice.get(found[0], found[0])}
            yield sentence.remark(RemarkCode.HARD_WORD, RemarkSeverity.NOTICE, *found.span(), values)

    def _ruled(self, sentence: TextSentence) -> Iterator[Remark]:
        if not _explains(sentence):
            for rule in self._words:
                yield from rule.remarks(sentence)

    def _unexplained(self, sentence: TextSentence) -> Iterator[Remark]:
        if _explains(sentence):
            return
        addresses = (found.span() for found in _PLACE.finditer(sentence.folded))
        terms = (*places_of(sentence.folded, self._mixed), *addresses)
        for found in _FOREIGN.finditer(sentence.folded):
            if not self._explained.fullmatch(found[0]) and not is_inside(*found.span(), terms):
                yield sentence.remark(RemarkCode.TERM_UNEXPLAINED, RemarkSeverity.NOTICE, *found.span())

    def _stacked(self, sentence: TextSentence) -> Iterator[Remark]:
        for found in _KANJI.finditer(sentence.text):
            run = found[0]
            if len(run) > self._rules.longest_kanji and not any(run in term for term in self._terms):
                values: dict[str, str | int] = {"length": len(run), "limit": self._rules.longest_kanji}
                yield sentence.remark(RemarkCode.KANJI_STACKED, RemarkSeverity.NOTICE, *found.span(), values)

    def _grammar(self, sentence: TextSentence) -> Iterator[Remark]:
        passives = [] if _explains(sentence) else list(_PASSIVE.finditer(sentence.text))
        if len(passives) > self._rules.most_passives:
            first, last = passives[0].start(), passives[-1].end()
            values: dict[str, str | int] = {"count": len(passives)}
            yield sentence.remark(RemarkCode.PASSIVES, RemarkSeverity.NOTICE, first, last, values)
        for found in _DOUBLE_NEGATION.finditer(sentence.text):
            yield sentence.remark(RemarkCode.DOUBLE_NEGATION, RemarkSeverity.NOTICE, *found.span())


def _explains(sentence: TextSentence) -> bool:
    """True for a glossary entry: it explains the very words that are remarked elsewhere."""
    return sentence.part is Part.EXPLANATION or GLOSSARY_SECTION in sentence.section
