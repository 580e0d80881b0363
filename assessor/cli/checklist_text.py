"""The checklist for the terminal and for other programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assessor.cli.explain_text import duty_line, reference_text
from assessor.cli.table import table
from assessor.errors import UnknownControl
from assessor.i18n.translator import Say
from assessor.i18n.wrap import wrap
from assessor.service.texts import nearest

if TYPE_CHECKING:
    from assessor.model.checklist import Category, Checklist, Control

TEXT_CELLS = 76


def overview(checklist: "Checklist", say: Say) -> Iterator[str]:
    """The checklist's name, version, what it rests on, and its categories with how many questions each has."""
    yield f"{checklist.id} {checklist.version}  {checklist.title.say(say.lang)}"
    yield from wrap(checklist.notice.say(say.lang), TEXT_CELLS)
    yield ""
    rows = [
        (one.id, one.title.say(say.lang), say(f"kind.{one.assesses.value}"), str(len(one.controls)))
        for one in checklist.categories
    ]
    head = tuple(say(f"cli.checklist.{name}") for name in ("id", "title", "assesses", "controls"))
    yield from table([head, *rows], right=frozenset((3,)))


def facts_lines(checklist: "Checklist", say: Say) -> Iterator[str]:
    """Per fact its name for `subject set --fact`, the kinds of subjects it is asked of, question and help."""
    for fact in checklist.facts:
        kinds = say("cli.list").join(say(f"kind.{kind.value}") for kind in fact.kinds)
        yield f"{fact.id}  ({kinds})"
        yield from (f"  {row}" for row in wrap(fact.ask.say(say.lang), TEXT_CELLS - 2))
        if fact.help:
            yield from (f"    {row}" for row in wrap(fact.help.say(say.lang), TEXT_CELLS - 4))


def overview_json(checklist: "Checklist", content: bytes) -> dict[str, Any]:
    """The same as JSON values."""
    from assessor.model.canonical import digest

    return {
        "id": checklist.id,
        "version": checklist.version,
        "digest": digest(content),
        "title": checklist.title.model_dump(),
        "categories": [
            {"id": one.id, "assesses": one.assesses.value, "controls": len(one.controls)}
            for one in checklist.categories
        ],
    }


def shown(checklist: "Checklist", wanted: str | None, say: Say) -> Iterator[str]:
    """One control, or the controls of one category or of all.

    Raises:
        UnknownControl: neither a control nor a category has that id.
    """
    if wanted in checklist.controls:
        return _control(checklist, checklist.controls[wanted], say)
    return _listing(_categories(checklist, wanted), say)


def shown_json(checklist: "Checklist", wanted: str | None) -> Any:
    """The same as JSON values.

    Raises:
        UnknownControl: neither a control nor a category has that id.
    """
    if wanted in checklist.controls:
        return checklist.controls[wanted].model_dump(mode="json", exclude_none=True)
    return [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in _categories(checklist, wanted)]


def _categories(checklist: "Checklist", wanted: str | None) -> "tuple[Category, ...]":
    found = tuple(one for one in checklist.categories if wanted in (None, one.id))
    if not found:
        known = [*checklist.controls, *(one.id for one in checklist.categories)]
        raise UnknownControl(control=wanted, nearest=nearest(str(wanted), known))
    return found


def _listing(categories: "tuple[Category, ...]", say: Say) -> Iterator[str]:
    for category in categories:
        yield f"{category.title.say(say.lang)} ({category.id})"
        yield from (f"  {line}" for line in table([(one.id, one.title.say(say.lang)) for one in category.controls]))


def _control(checklist: "Checklist", control: "Control", say: Say) -> Iterator[str]:
    lang = say.lang
    yield f"{control.id}  {control.title.say(lang)}"
    yield say(
        "cli.checklist.importance",
        label=checklist.importances[control.importance].label.say(lang),
        who=say("cli.list").join(checklist.respondents[one].say(lang) for one in control.answered_by),
    )
    for label, text in (
        ("question", control.question),
        ("why", control.why),
        ("first_step", control.remediation),
    ):
        yield say(f"cli.checklist.{label}")
        yield from (f"  {line}" for line in wrap(text.say(lang), TEXT_CELLS))
    if control.applies_if.facts:
        yield say("cli.checklist.applies_if", facts=say("cli.list").join(control.applies_if.facts))
    if control.evidence:
        yield say("cli.checklist.evidence")
        yield from (f"  - {one.say(lang)}" for one in control.evidence)
    yield from _in_public(control, say)
    if duty := duty_line(control, say):
        yield duty
    if control.valid_for:
        yield say("cli.checklist.valid_for", months=control.valid_for)
    yield say("cli.explain.references")
    yield from (f"  - {reference_text(checklist, one, say)}" for one in control.references)


def _in_public(control: "Control", say: Say) -> Iterator[str]:
    public = control.public
    yield say(f"cli.checklist.public.{public.rule.value}")
    for stage in ("implemented", "planned", "partial"):
        text = getattr(public, stage)
        if text is not None:
            told = f"{say(f'cli.checklist.stage.{stage}')}: {text.say(say.lang)}"
            yield from (f"  {line}" for line in wrap(told, TEXT_CELLS))
