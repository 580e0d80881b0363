"""What a newer edition of the checklist changes, for the terminal."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from assessor.cli.table import percent
from assessor.i18n.translator import Say
from assessor.i18n.wrap import wrap

if TYPE_CHECKING:
    from assessor.engine.editions import Reworded
    from assessor.model.checklist import Control
    from assessor.model.scorecard import Tally
    from assessor.service.editions import NewEdition

_CELLS = 76
_INDENT = "  "
_HANGING = 4
"""How much further a text goes on than it begins."""


def edition_lines(found: "NewEdition", say: Say) -> Iterator[str]:
    """Which questions come, go and are asked otherwise, what becomes of the answers, and of the score."""
    yield say("edition.versions", before=found.before.version, after=found.after.version)
    change = found.difference
    yield from _titles("edition.added", change.added, say)
    yield from _titles("edition.gone", change.gone, say)
    yield from _reworded(change.reworded, say)
    yield from _titles("edition.resaid", [one.after for one in change.resaid], say)
    yield from _titles("edition.reweighed", [one.after for one in change.reweighed], say)
    yield from _titles("edition.duties", change.duties, say)
    for key, facts in (("edition.facts_added", change.facts_added), ("edition.facts_gone", change.facts_gone)):
        if facts:
            yield say(key, count=len(facts))
            yield from _indented(f"{fact.id}  {fact.ask.say(say.lang)}" for fact in facts)
    yield from _consequences(found, say)


def edition_json(found: "NewEdition") -> dict[str, Any]:
    """The same as JSON values."""
    change = found.difference
    return {
        "before": found.before.version,
        "after": found.after.version,
        "same": found.is_same,
        "added": [one.id for one in change.added],
        "gone": [one.id for one in change.gone],
        "reworded": [
            {"control": one.after.id, "before": one.before.question.ja, "after": one.after.question.ja}
            for one in change.reworded
        ],
        "resaid": [one.after.id for one in change.resaid],
        "reweighed": [one.after.id for one in change.reweighed],
        "duties": [one.id for one in change.duties],
        "facts_added": [one.id for one in change.facts_added],
        "facts_gone": [one.id for one in change.facts_gone],
        "to_confirm": ["/".join(key) for key in change.to_confirm],
        "dropped": ["/".join(key) for key in change.dropped],
        "withdrawn": found.withdrawn,
        "silenced": list(found.silenced),
        "total": [result.scorecard.total.model_dump(mode="json") for result in (found.result, found.result_after)],
    }


def waiting_line(count: int, say: Say) -> str:
    """How many answers were given to another wording and wait to be given again."""
    return say("edition.waiting", count=count)


def _titles(key: str, controls: "Iterable[Control]", say: Say) -> Iterator[str]:
    told = [f"{control.id}  {control.title.say(say.lang)}" for control in controls]
    if told:
        yield say(key, count=len(told))
        yield from _indented(told)


def _reworded(changed: "tuple[Reworded, ...]", say: Say) -> Iterator[str]:
    if not changed:
        return
    yield say("edition.reworded", count=len(changed))
    for one in changed:
        yield from _indented([f"{one.after.id}  {one.after.title.say(say.lang)}"])
        for key, control in (("edition.asked_before", one.before), ("edition.asked_after", one.after)):
            yield from _indented([say(key, text=control.question.say(say.lang))], _INDENT * 2)


def _consequences(found: "NewEdition", say: Say) -> Iterator[str]:
    change = found.difference
    for key, count in (
        ("edition.to_confirm", len(change.to_confirm)),
        ("edition.dropped", len(change.dropped)),
        ("edition.withdrawn", found.withdrawn),
    ):
        if count:
            yield say(key, count=count)
    if found.silenced:
        yield say("edition.silenced", count=len(found.silenced))
        yield from _indented(found.silenced)
    before, after = found.result.scorecard.total, found.result_after.scorecard.total
    yield say("edition.score", before=_score(before), after=_score(after))
    yield say("edition.coverage", before=_coverage(before), after=_coverage(after))


def _score(total: "Tally") -> str:
    return percent(total.earned, total.possible)


def _coverage(total: "Tally") -> str:
    return f"{percent(total.answered, total.applicable)} ({total.answered}/{total.applicable})"


def _indented(texts: Iterable[str], indent: str = _INDENT) -> Iterator[str]:
    for text in texts:
        first, *others = wrap(text, _CELLS - len(indent) - _HANGING)
        yield f"{indent}{first}"
        yield from (f"{indent}{' ' * _HANGING}{line}" for line in others)
