"""What a public text is checked for: words, units and names are data of the checklist, grammar is in the checks."""

from pydantic import Field, StrictInt

from assessor.model.base import Model
from assessor.model.remark import RemarkCode, RemarkSeverity
from assessor.model.text import Line


class WordRule(Model):
    """Words a public text should not hold.

    A word inside one of the phrases of `unless` is excused, and so is any in a sentence that has a word of `beside`
    (itself or in the heading above it).
    """

    code: RemarkCode
    severity: RemarkSeverity = RemarkSeverity.NOTICE
    words: tuple[Line, ...] = Field(min_length=1)
    unless: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()


class PromisedFigure(Model):
    """Figures that are promises to citizens: these units, in a sentence (or under a heading) with such a word.

    With `then` only where one of these stands right after the figure and the word in the same clause
    (30日以内にお答え).
    """

    beside: tuple[Line, ...] = Field(min_length=1)
    units: tuple[Line, ...] = Field(min_length=1)
    then: tuple[Line, ...] = ()


class FigureRule(Model):
    """Numbers with a unit that describe a measure; `longer` are words that only begin like a unit (分野, 回線)."""

    code: RemarkCode = RemarkCode.FIGURE
    severity: RemarkSeverity = RemarkSeverity.BLOCK
    units: tuple[Line, ...] = Field(min_length=1)
    longer: tuple[Line, ...] = ()
    unless: tuple[Line, ...] = ()
    promised: tuple[PromisedFigure, ...] = ()


class PersonRule(Model):
    """How a person is told.

    A name before a form of address, a family name before a post or before what only people do (`acts`), a word of two
    to four kanji after 担当は and the like (`roles`). Of `family_names` alone a given name may follow; those of
    `further_names` are looked for only where something else tells that they are names.
    """

    addresses: tuple[Line, ...] = ()
    not_names: tuple[Line, ...] = ()
    family_names: tuple[Line, ...] = ()
    further_names: tuple[Line, ...] = ()
    posts: tuple[Line, ...] = ()
    acts: tuple[Line, ...] = ()
    roles: tuple[Line, ...] = ()
    not_in_roles: Line = ""
    place_endings: Line = ""


class HostRule(Model):
    """Which endings make a word a host, and which hosts citizens may know (`www.` and the like under these)."""

    endings: tuple[Line, ...] = ()
    public_heads: tuple[Line, ...] = ()
    public_endings: tuple[Line, ...] = ()


class PlainRules(Model):
    """What makes a text hard to read; `plain_terms` are foreign words that need no explanation."""

    longest_sentence: StrictInt = Field(default=80, ge=20)
    longest_kanji: StrictInt = Field(default=8, ge=2)
    most_passives: StrictInt = Field(default=1, ge=0)
    plain_terms: tuple[Line, ...] = ()
    words: tuple[WordRule, ...] = ()
    instead: dict[Line, Line] = Field(default_factory=dict)


class LeakRules(Model):
    """What a public text must not tell."""

    words: tuple[WordRule, ...] = ()
    figures: tuple[FigureRule, ...] = ()
    persons: PersonRule = PersonRule.unsaid()
    hosts: HostRule = HostRule.unsaid()
    known_numbers: tuple[Line, ...] = ()
