"""Both checks of a finished public text together: plain language, and nothing that should stay inside."""

from assessor.compose.leak_lint import leaks
from assessor.compose.plain_language import plain_language
from assessor.model.document import Document
from assessor.model.public_data import Publication
from assessor.model.remark import KnownNames, Remark, RemarkCode, RemarkSeverity
from assessor.model.text_rules import LeakRules, PlainRules

_TOLD_BY_THE_LEAK = (RemarkCode.TERM_UNEXPLAINED, RemarkCode.KANJI_STACKED)


def check_text(text: Document | str, rules: Publication, *, known: KnownNames | None = None) -> tuple[Remark, ...]:
    """Everything to be said of a finished text, in reading order; of words that tell too much, only that.

    `text` may be a document of ours or one that was edited elsewhere and read back.
    """
    told = leaks(text, rules.leaks or LeakRules(), known=known)
    hard = plain_language(text, rules.plain or PlainRules(), banned=rules.banned_words, known=known)
    leaking: dict[tuple[int, int], list[Remark]] = {}
    for one in told:
        leaking.setdefault((one.block, one.sentence), []).append(one)
    kept = [
        one
        for one in hard
        if one.code not in _TOLD_BY_THE_LEAK
        or not any(_overlap(one, other) for other in leaking.get((one.block, one.sentence), ()))
    ]
    return tuple(sorted((*told, *kept), key=lambda one: (one.block, one.sentence, one.column)))


def blocking(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Those that keep a text from being released until someone passes them by name."""
    return tuple(one for one in remarks if one.severity is RemarkSeverity.BLOCK)


def _overlap(one: Remark, other: Remark) -> bool:
    return one.column < other.column + len(other.words) and other.column < one.column + len(one.words)
