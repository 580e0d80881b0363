"""What a finished public text must not tell: figures of measures, products, places in the network, persons, gaps."""

import re
from collections.abc import Callable, Iterator

from assessor.compose.seen_text import seen
from assessor.compose.text_sentences import TextSentence, folded, is_inside, places_of, sentences_of, whole_words
from assessor.compose.word_rules import RuledWords, stands_beside
from assessor.model.document import Document
from assessor.model.remark import KnownNames, Remark, RemarkCode, RemarkSeverity
from assessor.model.text_rules import FigureRule, HostRule, LeakRules, PersonRule, PromisedFigure

_KANJI_NUMBER = r"[二三四五六七八九]?[十百千]{1,7}[二三四五六七八九]?|[二三四五六七八九]"
_NUMBER = rf"(?:[0-9][0-9,]*(?:\.[0-9]+)?|{_KANJI_NUMBER}|(?<![複多少人件回台点個])数)"
_CLOCK = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
_CLOCK_UNIT = "時"
_DATE = re.compile(
    r"(?:(?:令和|平成|昭和)(?:元|[0-9]{1,2})|[0-9]{4})年度?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    r"|(?<![0-9])[0-9]{1,2}月[0-9]{1,2}日|(?<![0-9])[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9.])"
)
_END = r"(?![A-Za-z0-9])"
_START = r"(?<![A-Za-z0-9])"
_SHAPES = (
    (RemarkCode.EMAIL, re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        RemarkCode.NETWORK_ADDRESS,
        re.compile(
            rf"(?<![0-9.])(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(?:/[0-9]{{1,2}})?(?![0-9.])"
            rf"|{_START}(?:[0-9A-Fa-f]{{1,4}}:){{3,7}}:?[0-9A-Fa-f]{{1,4}}{_END}"
            rf"|(?<![A-Za-z0-9:])(?:[0-9A-Fa-f]{{1,4}}:){{0,6}}:[0-9A-Fa-f]{{1,4}}(?::[0-9A-Fa-f]{{1,4}}){{0,6}}{_END}"
            rf"|{_START}(?:[0-9A-Fa-f]{{2}}[:-]){{5}}[0-9A-Fa-f]{{2}}{_END}|\\\\[A-Za-z0-9_$-]+"
        ),
    ),
    (
        RemarkCode.PORT,
        re.compile(
            rf"(?i:ポート|{_START}port) ?(?:番号)?[はが:]? ?[0-9]{{2,5}}|[0-9]{{2,5}} ?番? ?ポート"
            rf"|{_START}(?i:tcp|udp) ?[/:]? ?[0-9]{{1,5}}"
        ),
    ),
    (
        RemarkCode.VERSION,
        re.compile(
            rf"(?i:バージョン|{_START}ver(?:sion)?\.?|{_START}v) ?[0-9]+(?:\.[0-9]+)*"
            r"|(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9.])"
        ),
    ),
    (
        RemarkCode.POSTAL_ADDRESS,
        re.compile(
            r"〒 ?[0-9]{3}-?[0-9]{4}|[0-9一二三四五六七八九十]{1,5}丁目|[0-9]{1,5}番地|[0-9]{1,5}番[0-9]{1,5}号"
        ),
    ),
    (RemarkCode.PRIVATE_PHONE, re.compile(r"(?<![0-9])0[789]0[- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")),
)
_MODEL_NUMBER = re.compile(rf"{_START}[A-Z][A-Za-z]+-?[0-9]{{2,}}[A-Za-z]*{_END}")
_NAME = r"(?:[一-鿿々]{1,4}(?: [一-鿿々]{1,4})?|[ァ-ヺー]{2,8}(?:・[ァ-ヺー]{2,8})?)"
_NO_ADDRESS_BEFORE, _NO_ADDRESS_AFTER = "仕同多模一異皆各", "々式子相態名族"

Finder = Callable[[TextSentence], Iterator[Remark]]


def leaks(text: Document | str, rules: LeakRules, *, known: KnownNames | None = None) -> tuple[Remark, ...]:
    """What a finished text tells that should stay inside, in reading order; of two at one place the first found.

    What the city publishes of itself (`known.published`) may hold figures and addresses, never a person's name.
    """
    check = _Check(rules, known or KnownNames())
    return tuple(remark for sentence in sentences_of(text) for remark in _remarks_as_written(check, sentence))


def _remarks_as_written(check: "_Check", sentence: TextSentence) -> Iterator[Remark]:
    shown = seen(sentence.text)
    for remark in check.remarks(sentence._replace(text=shown.text)):
        yield shown.as_written(remark, sentence.text)


def _as_looked_for(name: str) -> str:
    return folded(seen(name).text)


class _Check:
    """The rules, made ready once for a whole text."""

    def __init__(self, rules: LeakRules, known: KnownNames) -> None:
        self._published = tuple(map(_as_looked_for, known.published))
        self._terms = tuple(map(_as_looked_for, known.terms))
        inside = [name for name in map(_as_looked_for, known.inside) if len(name) > 2 and name not in self._published]
        self._inside = whole_words(inside)
        self._known_numbers = whole_words(map(folded, rules.known_numbers))
        persons = _Persons(rules.persons)
        self._finders: tuple[Finder, ...] = (
            persons.remarks,
            _shapes,
            _Hosts(rules.hosts).remarks,
            self._names_inside,
            *(RuledWords(rule).remarks for rule in rules.words),
            *(_Figures(rule).remarks for rule in rules.figures),
            self._model_numbers,
        )

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """What this sentence tells, by column."""
        published = places_of(sentence.folded, self._published)
        taken = bytearray(len(sentence.text))
        kept: list[Remark] = []
        for remark in (one for find in self._finders for one in find(sentence)):
            start, end = remark.column - 1, remark.column - 1 + len(remark.words)
            is_person = remark.code in (RemarkCode.PERSON, RemarkCode.PERSON_PERHAPS)
            if any(taken[start:end]):
                continue
            if not is_person and is_inside(start, end, published):
                continue
            taken[start:end] = b"\x01" * (end - start)
            kept.append(remark)
        yield from sorted(kept, key=lambda one: one.column)

    def _names_inside(self, sentence: TextSentence) -> Iterator[Remark]:
        for found in self._inside.finditer(sentence.folded):
            yield sentence.remark(RemarkCode.INSIDE_NAME, RemarkSeverity.BLOCK, *found.span())

    def _model_numbers(self, sentence: TextSentence) -> Iterator[Remark]:
        known = places_of(sentence.folded, self._terms)
        for found in _MODEL_NUMBER.finditer(sentence.folded):
            if not self._known_numbers.search(found[0]) and not is_inside(*found.span(), known):
                yield sentence.remark(RemarkCode.MODEL_NUMBER, RemarkSeverity.NOTICE, *found.span())


def _shapes(sentence: TextSentence) -> Iterator[Remark]:
    for code, shape in _SHAPES:
        for found in shape.finditer(sentence.folded):
            yield sentence.remark(code, RemarkSeverity.BLOCK, *found.span())


class _Hosts:
    """Names of machines; the city's own public site is none."""

    def __init__(self, rule: HostRule) -> None:
        endings = "|".join(re.escape(one) for one in rule.endings) or r"(?!)"
        self._host = re.compile(
            rf"(?<![A-Za-z0-9.-])(?:https?://)?((?:[a-z0-9-]+\.)+(?:{endings})){_END}(?!\.[a-z])", re.I
        )
        self._heads, self._public = rule.public_heads, rule.public_endings

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """Each host that citizens are not told."""
        for found in self._host.finditer(sentence.folded):
            name = found[1].lower()
            public = name.startswith(tuple(f"{head}." for head in self._heads)) and name.endswith(self._public)
            if not public:
                yield sentence.remark(RemarkCode.HOST, RemarkSeverity.BLOCK, *found.span())


class _Figures:
    """Numbers with a unit; dates and promises to citizens are none."""

    def __init__(self, rule: FigureRule) -> None:
        self._rule = rule
        units = sorted(map(folded, rule.units), key=len, reverse=True)
        said = "|".join(map(re.escape, units))
        clock = rf"|(?<![0-9:.]){_CLOCK}(?![0-9:])" if _CLOCK_UNIT in rule.units else ""
        self._figure = re.compile(rf"(?<![第0-9.,A-Za-z]){_NUMBER}\s?({said})(?:以内|以上|未満|間|ごと|おき)*{clock}")
        self._longer = tuple(map(folded, rule.longer))
        self._unless = tuple(map(folded, rule.unless))

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """Each figure that describes a measure."""
        text = sentence.folded
        dates = [found.span() for found in _DATE.finditer(text)]
        excused = places_of(text, self._unless)
        for found in self._figure.finditer(text):
            unit = found[1] or _CLOCK_UNIT
            rest = text[found.end(1) if found[1] else found.end() :]
            if (found[1] and text.startswith(self._longer, found.start(1))) or self._is_promised(sentence, unit, rest):
                continue
            if any(first < found.end() and found.start() < last for first, last in (*dates, *excused)):
                continue
            yield sentence.remark(self._rule.code, self._rule.severity, *found.span())

    def _is_promised(self, sentence: TextSentence, unit: str, rest: str) -> bool:
        return any(
            unit in promise.units
            and (_leads_to(rest, promise) if promise.then else stands_beside(sentence, promise.beside))
            for promise in self._rule.promised
        )


def _leads_to(rest: str, promise: PromisedFigure) -> bool:
    """True when the figure is the time of an answer: 30日以内にお答え, and not 90日以内に消去し、お知らせ."""
    after = next((rest.removeprefix(one) for one in promise.then if rest.startswith(one)), None)
    if after is None:
        return False
    clause = re.split("[、。]", after.lstrip("に、"), maxsplit=1)[0]
    return any(word in clause for word in promise.beside)


class _Persons:
    """People by name: before さん or 氏, or a family name before a post or a deed."""

    def __init__(self, rule: PersonRule) -> None:
        self._not_names = frozenset(rule.not_names)
        self._no_name_endings = tuple(word for word in rule.not_names if len(word) > 1)
        self._endings = rule.place_endings
        addresses = "|".join(map(re.escape, rule.addresses)) or r"(?!)"
        families = "|".join(map(re.escape, rule.family_names)) or r"(?!)"
        every = "|".join(map(re.escape, (*rule.family_names, *rule.further_names))) or r"(?!)"
        posts, acts, roles = ("|".join(map(re.escape, one)) or r"(?!)" for one in (rule.posts, rule.acts, rule.roles))
        self._addressed = re.compile(rf"({_NAME})(?<![{_NO_ADDRESS_BEFORE}])(?:{addresses})(?![{_NO_ADDRESS_AFTER}])")
        self._in_post = re.compile(rf"(?<![一-鿿々])(?:{every})[一-鿿]{{0,3}}?(?:{posts})")
        self._acting = re.compile(
            rf"(?<![一-鿿々])(?:{every})(?=[がはもにから、]{{1,2}}(?:{acts})| ?\((?:電話|内線))"
            rf"|(?:(?:{posts})|[長監官]) ?(?P<name>{every})(?=です|が|。|、|\)|\(|$)"
        )
        last = f"(?![{re.escape(rule.not_in_roles)}])" if rule.not_in_roles else ""
        self._in_role = re.compile(
            rf"(?:{roles})[はが: ]{{1,2}}([一-鿿々]{{1,3}}{last}[一-鿿々])(?=です|が|。|、|\)|\(|$)"
        )
        self._alone = re.compile(rf"(?<![一-鿿々])(?:{families}) ?[一-鿿々]{{1,3}}(?![一-鿿々ァ-ヺ])")

    def remarks(self, sentence: TextSentence) -> Iterator[Remark]:
        """Each name, and each that may be one."""
        text = sentence.folded
        for found in self._addressed.finditer(text):
            if found[1] not in self._not_names and not found[1].endswith(self._no_name_endings):
                yield sentence.remark(RemarkCode.PERSON, RemarkSeverity.BLOCK, *found.span())
        for found in (*self._in_post.finditer(text), *self._acting.finditer(text)):
            yield sentence.remark(RemarkCode.PERSON, RemarkSeverity.BLOCK, *found.span(found.lastgroup or 0))
        for found in self._alone.finditer(text):
            if found[0][-1] not in self._endings:
                yield sentence.remark(RemarkCode.PERSON_PERHAPS, RemarkSeverity.NOTICE, *found.span())
        for found in self._in_role.finditer(text):
            if not found[1].endswith(self._no_name_endings):
                yield sentence.remark(RemarkCode.PERSON_PERHAPS, RemarkSeverity.NOTICE, *found.span(1))
