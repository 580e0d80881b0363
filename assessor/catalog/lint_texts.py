"""Texts of a checklist, above all the sentences that are published."""

import re
from collections.abc import Iterator
from datetime import date

from assessor.catalog.fault import Fault
from assessor.catalog.lint_ids import controls_of
from assessor.catalog.yaml_source import Steps
from assessor.model.checklist import Checklist, Control, PublicRule
from assessor.model.programme import SubjectKind
from assessor.model.text import Text

MARK = "※"
LONGEST_SENTENCE = 80
"""Characters of one public sentence that are still read at once."""

_STAGES = ("implemented", "planned", "partial")
_TECHNICAL = (SubjectKind.SERVICE, SubjectKind.CITY_OS, SubjectKind.ASSET_GROUP)
_CONFESSING = ("導入", "設置", "策定", "開始", "取得")
_KANJI_STACK = re.compile(r"[一-鿿]{9,}")
_SENTENCE_END = re.compile(r"[。\n]")


def public_sentences(checklist: Checklist) -> Iterator[tuple[Steps, Text]]:
    """Every sentence that may be published, with its path."""
    for row, category in enumerate(checklist.categories):
        for part in ("policy", "fact"):
            text = getattr(category.aggregate, part)
            if text is not None:
                yield ("categories", row, "aggregate", part), text
    for path, control in controls_of(checklist):
        for stage in _STAGES:
            text = getattr(control.public, stage)
            if text is not None:
                yield (*path, "public", stage), text
    for number, promise in enumerate(checklist.publication.promises):
        yield ("publication", "promises", number, "text"), promise.text
    yield ("publication", "closing"), checklist.publication.closing


def _other_texts(checklist: Checklist) -> Iterator[tuple[Steps, Text]]:
    for row, category in enumerate(checklist.categories):
        yield ("categories", row, "title"), category.title
    for path, control in controls_of(checklist):
        for name in ("title", "question", "why", "remediation"):
            yield (*path, name), getattr(control, name)
        for number, text in enumerate(control.evidence):
            yield (*path, "evidence", number), text
    for number, fact in enumerate(checklist.facts):
        yield ("facts", number, "ask"), fact.ask
    for number, term in enumerate(checklist.glossary):
        yield ("glossary", number, "definition"), term.definition


def empty_texts(checklist: Checklist) -> Iterator[Fault]:
    """A text that is there says something."""
    for texts in (public_sentences(checklist), _other_texts(checklist)):
        for path, text in texts:
            if not text.ja.strip():
                yield Fault("text_empty", (*path, "ja"), {"key": str(path[-1])})
    for number, term in enumerate(checklist.glossary):
        for name in ("term", "yomi"):
            if not getattr(term, name).strip():
                yield Fault("text_empty", ("glossary", number, name), {"key": name})


def sentences_against_their_rule(checklist: Checklist) -> Iterator[Fault]:
    """`never` has no sentences, `individual` at least the one for implemented."""
    for path, control in controls_of(checklist):
        public = control.public
        if public.rule is PublicRule.NEVER:
            for stage in _STAGES:
                if getattr(public, stage) is not None:
                    yield Fault("sentence_never_said", (*path, "public", stage), {"control": control.id}, key=True)
        elif public.rule is PublicRule.INDIVIDUAL and public.implemented is None:
            yield Fault("sentence_missing", (*path, "public"), {"control": control.id})


def planned_sentences_of_duties(checklist: Checklist) -> Iterator[Fault]:
    """A duty in force for long is not announced as something to come."""
    for path, control in controls_of(checklist):
        if control.duty is not None and control.duty.in_force_from is None and control.public.planned is not None:
            yield _planned_duty(path, control)


def planned_sentences_of_dated_duties(checklist: Checklist, today: date) -> Iterator[Fault]:
    """The same for duties whose day has come; no reason to refuse a checklist that was right before that day."""
    for path, control in controls_of(checklist):
        begins = control.duty.in_force_from if control.duty is not None else None
        if begins is not None and begins <= today and control.public.planned is not None:
            yield _planned_duty(path, control)


def _planned_duty(path: Steps, control: Control) -> Fault:
    return Fault("planned_duty", (*path, "public", "planned"), {"control": control.id}, key=True)


def terms_without_entry(checklist: Checklist) -> Iterator[Fault]:
    """Before every ※ stands a term of the glossary; the longest one that ends there counts."""
    terms = tuple(term.term for term in checklist.glossary)
    for texts in (public_sentences(checklist), _other_texts(checklist)):
        for path, text in texts:
            index = text.ja.find(MARK)
            while index >= 0:
                if not text.ja.endswith(terms, 0, index):
                    yield Fault("term_missing", (*path, "ja"), {"text": text.ja[max(0, index - 12) : index + 1]})
                index = text.ja.find(MARK, index + 1)


def banned_words(checklist: Checklist) -> Iterator[Fault]:
    """Public sentences promise nothing that nobody can keep."""
    for path, text in public_sentences(checklist):
        for word in checklist.publication.banned_words:
            if word and word in text.ja:
                yield Fault("banned_word", (*path, "ja"), {"word": word})


def planned_sentences_that_confess(checklist: Checklist) -> Iterator[Fault]:
    """A planned sentence of a technical control holds whether or not the measure exists already."""
    for path, control in _technical(checklist):
        planned = control.public.planned
        for word in _CONFESSING:
            if planned is not None and word in planned.ja:
                yield Fault("planned_confesses", (*path, "public", "planned", "ja"), {"word": word})


def partial_sentences_of_technical_controls(checklist: Checklist) -> Iterator[Fault]:
    """A sentence that something is done in part tells where it is not done; what residents see from outside may."""
    for path, control in _technical(checklist):
        hidden = checklist.category_of[control.id].id != "service"
        if hidden and control.public.partial is not None:
            yield Fault("partial_confesses", (*path, "public", "partial"), {"control": control.id}, key=True)


def _technical(checklist: Checklist) -> Iterator[tuple[Steps, Control]]:
    names = {"service", "city_os", "asset"}
    for path, control in controls_of(checklist):
        category = checklist.category_of[control.id]
        if category.id in names and category.assesses in _TECHNICAL:
            yield path, control


def long_sentences(checklist: Checklist) -> Iterator[Fault]:
    """A public sentence of more than 80 characters is not read at once."""
    for path, text in public_sentences(checklist):
        longest = max((len(part.replace(MARK, "")) for part in _SENTENCE_END.split(text.ja)), default=0)
        if longest > LONGEST_SENTENCE:
            yield Fault("sentence_long", (*path, "ja"), {"length": longest, "limit": LONGEST_SENTENCE})


def stacked_kanji(checklist: Checklist) -> Iterator[Fault]:
    """More than eight kanji in a row are hard to read, unless they are one term of the glossary."""
    terms = {term.term for term in checklist.glossary}
    for path, text in public_sentences(checklist):
        for found in _KANJI_STACK.findall(text.ja):
            if not any(found in term for term in terms):
                yield Fault("kanji_stacked", (*path, "ja"), {"word": found})
