"""What is chosen from a list and done: actions, palette, looks, the two questions the app itself asks."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from assessor.i18n.translator import LANGUAGES, translator
from assessor.tui.key_words import Action, actions, offers, written
from assessor.tui.look import LOOKS
from assessor.tui.messages import Notice
from assessor.tui.places import PLACES, screen_class
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.shown import SHOWN

if TYPE_CHECKING:
    from assessor.errors import AssessorError
    from assessor.tui.app import AssessorApp
    from assessor.tui.tasks import Conflict

SAVING_SECONDS = 3.0
READ_BESIDE = ("gap", "history")
"""Screens without a tab that need nothing but the programme."""
KEPT = ("lang", "look", "legend", "counts", "seen")
"""What is shown of no programme in particular."""


async def actions_of_screen(app: "AssessorApp") -> None:
    """The actions of this screen, collected from the bindings that are active now; the marks stand below."""
    found = actions(app.active_bindings, app.say)
    tab = getattr(app.screen, "tab", "")
    title = app.say("actions.title", screen=app.say(f"screen.{tab or 'home'}"))
    legend = [app.say("actions.marks"), *app.say("legend.marks").split("\n")] if tab == "questions" else []
    await _choose_and_do(app, title, found, [app.say("actions.kana"), *legend])


async def palette(app: "AssessorApp") -> None:
    """Every command, found by the words of both languages."""
    found = [*actions(app.active_bindings, app.say)]
    found += [Action((), f"look.{look}", f"app.look('{look}')", app) for look in LOOKS]
    found.append(Action((), "legend.shown", "app.legend", app))
    if app.sitting is not None:
        found.append(Action((), "key.write_document", "app.write_document", app))
        found.append(Action((), "edition.screen.command", "app.take_edition", app))
        found += elsewhere(app, {app.say(one.label) for one in found})
    await _choose_and_do(app, app.say("palette.title"), found, (), searchable=True)


def elsewhere(app: "AssessorApp", known: Collection[str]) -> Iterator[Action]:
    """What other screens offer by a letter; choosing it shows that screen and does it there."""
    for name in (*PLACES, *READ_BESIDE):
        if name == getattr(app.screen, "tab", ""):
            continue
        if name in READ_BESIDE and app.say(f"screen.{name}") not in known:
            yield Action((), f"screen.{name}", f"app.open_screen('{name}')", app)
        for binding in offers(screen_class(name)):
            if app.say(binding.description) not in known:
                do = binding.action if binding.action.startswith("app.") else f"screen.{binding.action}"
                yield Action((), binding.description, f"app.go_and_do({name!r}, {do!r})", app, name)


async def _choose_and_do(
    app: "AssessorApp", title: str, found: Sequence[Action], footer: Sequence[str], *, searchable: bool = False
) -> None:
    items = [
        Item(written(one.keys), one.words(app.say), place, " ".join(one.words(translator(lang)) for lang in LANGUAGES))
        for place, one in enumerate(found)
    ]
    chosen = await app.choose(title, items, searchable=searchable, footer=footer)
    if chosen is not None:
        await app.run_action(found[chosen].action, found[chosen].node)


async def looks(app: "AssessorApp") -> None:
    """The looks, the one in use marked, and whether the marks are explained below the list."""
    now = app.look
    items = [Item("(*)" if name == now else "( )", app.say(f"look.{name}"), n) for n, name in enumerate(LOOKS)]
    items.append(Item("[x]" if app.legend else "[ ]", app.say("legend.shown"), len(LOOKS)))
    chosen = await app.choose(app.say("key.looks"), items, start=LOOKS.index(app.look))
    if chosen == len(LOOKS):
        app.action_legend()
    elif chosen is not None:
        app.action_look(LOOKS[chosen])


async def home(app: "AssessorApp") -> None:
    """Close the programme, forget what was shown of it, and show the first screen."""
    if app.sitting is None or not await may_leave(app):
        return
    sitting, app.sitting = app.sitting, None
    sitting.close()
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    for name in SHOWN:
        if name not in KEPT:
            default = getattr(type(app), name)._default
            setattr(app, name, default() if callable(default) else default)
    app.show_home()


async def cannot_open(app: "AssessorApp", error: "AssessorError") -> None:
    """Say whole why a programme cannot be opened; a row would cut the end, which says what to do."""
    close = Choice("Enter", app.say("concern.close"), "close")
    await app.ask(Asking(app.say("home.cannot_open"), (app.in_two_sentences(error),), (close,)))


async def settle(app: "AssessorApp", conflict: "Conflict") -> None:
    """Show what both began with, theirs (who and when) and mine; nothing is marked, so that Enter decides nothing."""
    from assessor.tui.conflict_text import conflict_lines

    say = app.say
    choices = tuple(
        Choice(str(place), say(f"conflict.take_{one}"), one) for place, one in enumerate(("theirs", "mine", "other"), 1)
    )
    lines = conflict_lines(conflict, app.lang)
    value = await app.ask(Asking(say("conflict.title"), lines, choices, None, must=True))
    if app.sitting:
        app.sitting.settle(conflict, str(value))


async def rescue(app: "AssessorApp") -> None:
    """Ask for a path and write everything there; what waits goes on waiting."""
    from assessor.errors import AssessorError
    from assessor.tui.screens.prompt import Prompt

    target = await app.push_screen_wait(Prompt(app.say("rescue.title"), app.say("rescue.how"), app.say))
    if not target or app.sitting is None:
        return
    try:
        await asyncio.to_thread(app.sitting.desk.rescue, target)
    except AssessorError as error:
        app.notice = Notice(app.in_two_sentences(error), "alarm")
    else:
        app.sitting.rescued(target)


async def may_leave(app: "AssessorApp") -> bool:
    """Wait for what is being saved; where it does not get saved, ask."""
    if app.sitting is None or not app.sitting.desk.waiting:
        return True
    app.sitting.desk.again()
    try:
        await asyncio.wait_for(app.sitting.desk.settled(), SAVING_SECONDS)
    except TimeoutError:
        say, count = app.say, len(app.sitting.desk.waiting)
        choices = (Choice("Esc", say("leave.stay"), "stay"), Choice("x", say("leave.lose", count=count), "leave"))
        value = await app.ask(Asking(say("leave.title", count=count), (say("leave.why"),), choices))
        return value == "leave"
    return True
