"""What a newer edition of the checklist changes, in words; given as JSON values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assessor.i18n.translator import Say

_INDENT = "  "


def edition_lines(told: Mapping[str, Any], say: Say) -> Iterator[str]:
    """Which questions come, go and are asked otherwise, what becomes of the answers, and of the score."""
    yield say("edition.versions", before=told["before"], after=told["after"])
    yield from _titles("added", told, say)
    yield from _titles("gone", told, say)
    yield from _reworded(told["reworded"], say)
    for name in ("resaid", "reweighed", "duties", "facts_added", "facts_gone"):
        yield from _titles(name, told, say)
    for name in ("to_confirm", "dropped", "withdrawn"):
        count = told[name] if isinstance(told[name], int) else len(told[name])
        if count:
            yield say(f"edition.{name}", count=count)
    if told["silenced"]:
        yield say("edition.silenced", count=len(told["silenced"]))
        yield from (f"{_INDENT}{text}" for text in told["silenced"])
    before, after = told["total"]
    yield say("edition.score", before=_share(before, "earned", "possible"), after=_share(after, "earned", "possible"))
    yield say("edition.coverage", before=_coverage(before), after=_coverage(after))


def _titles(name: str, told: Mapping[str, Any], say: Say) -> Iterator[str]:
    if told[name]:
        yield say(f"edition.{name}", count=len(told[name]))
        yield from (f"{_INDENT}{one['id']}  {_said(one['text'], say)}" for one in told[name])


def _reworded(changed: Sequence[Mapping[str, Any]], say: Say) -> Iterator[str]:
    if not changed:
        return
    yield say("edition.reworded", count=len(changed))
    for one in changed:
        yield f"{_INDENT}{one['id']}  {_said(one['text'], say)}"
        for when in ("before", "after"):
            yield f"{_INDENT * 2}{say(f'edition.asked_{when}', text=_said(one[when], say))}"


def _said(text: Mapping[str, Any], say: Say) -> str:
    return str(text.get(say.lang) or text["ja"])


def _coverage(total: Mapping[str, int]) -> str:
    return f"{_share(total, 'answered', 'applicable')} ({total['answered']}/{total['applicable']})"


def _share(total: Mapping[str, int], part: str, whole: str) -> str:
    """Whole percent, rounded down; `-` where there is nothing to divide by."""
    return f"{total[part] * 100 // total[whole]}%" if total[whole] else "-"
