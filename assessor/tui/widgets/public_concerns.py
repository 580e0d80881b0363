"""What is to be looked at in section 7: claims that hold no more, words to mend, own words that are not used. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assessor.i18n.translator import Say
from assessor.model.assessment import PairKey
from assessor.model.choice import Compared, StatementChoice
from assessor.model.claims import BrokenClaim
from assessor.model.remark import Remark, RemarkSeverity
from assessor.tui.widgets.document_text import drawable


class Concern(NamedTuple):
    """One thing: its sort (a word), its line in the list, its lines in full, and where it is.

    `mark` is the sentence on this screen, `section` the heading, `pair` the question behind it.
    """

    sort: str
    label: str
    lines: tuple[str, ...]
    mark: str | None = None
    section: str = ""
    pair: PairKey | None = None


class Known(NamedTuple):
    """What the screen knows of the text."""

    broken: Iterable[BrokenClaim]
    remarks: Iterable[Remark]
    choices: Iterable[StatementChoice]
    compared: Mapping[str, Compared]


def concerns(known: Known, say: Say) -> tuple[Concern, ...]:
    """Everything, the gravest first."""
    remarks = [(one.severity is RemarkSeverity.BLOCK, one) for one in known.remarks]
    found = (
        *(_broken(one, say) for one in known.broken),
        *(remark_concern(one, say) for blocks, one in remarks if blocks),
        *_outdated(known, say),
        *(remark_concern(one, say) for blocks, one in remarks if not blocks),
    )
    return tuple(_drawable(one) for one in found)


def _drawable(one: Concern) -> Concern:
    return one._replace(label=drawable(one.label), lines=tuple(map(drawable, one.lines)))


def signs(known: Known, say: Say) -> dict[str, str]:
    """The signs before sentences, by their marks: `!` something to be said, and a word where it is in own words."""
    remarked = {one.mark for one in known.remarks if one.mark}
    own = {one.printed.mark for one in known.choices if one.printed and one.own and not one.is_outdated}
    word = say("public.own_sign")
    return {mark: ("!" if mark in remarked else "") + (word if mark in own else "") for mark in remarked | own}


def remark_concern(one: Remark, say: Say) -> Concern:
    """A remark with its place: the heading, and the character in the sentence."""
    values = {**one.values, "words": one.words}
    what, advice = (say(f"remark.{one.code.value}.{part}", **values) for part in ("what", "next"))
    end = one.column - 1 + len(one.words)
    text = f"{one.text[: one.column - 1]}〔{one.words}〕{one.text[end:]}"
    sort = say(f"concern.{one.severity.value}")
    place = say("concern.place", section=one.section or say("concern.title"), column=one.column)
    return Concern(sort, what, (place, text, "", what, advice), one.mark, one.section)


def _broken(one: BrokenClaim, say: Say) -> Concern:
    place = say("concern.broken.place", label=one.label, release=one.release, section=one.section)
    advice = say("concern.broken.next" if one.public else "concern.broken.next.frozen", label=one.label)
    lines = (place, one.text, "", say("concern.broken.what"), advice)
    return Concern(say("concern.broken", label=one.label), one.text, lines, None, one.section, one.pair)


def _outdated(known: Known, say: Say) -> Iterator[Concern]:
    for one in known.choices:
        if not one.is_outdated or one.own is None:
            continue
        stage = say(f"concern.stage.{one.now.written.value}") if one.now else say("concern.stage.silent")
        what = say("concern.outdated.what", written=say(f"concern.stage.{one.own.stage.value}"), now=stage)
        compared = known.compared.get(one.id)
        ours = say("concern.ours", text=compared.ours) if compared and one.now else say("concern.ours.none")
        own = say("concern.own", text=compared.own if compared and one.now else one.own.text)
        lines = (what, "", ours, own, "", say("concern.outdated.next"))
        mark = one.printed.mark if one.printed else None
        yield Concern(say("concern.outdated"), one.own.text, lines, mark)
