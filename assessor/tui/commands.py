"""What is chosen from a list and done: actions, palette, looks, the two questions the app itself asks."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assessor.i18n.translator import LANGUAGES, translator
from assessor.tui.key_words import Action, actions, written
from assessor.tui.look import LOOKS
from assessor.tui.messages import Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp
    from assessor.tui.tasks import Conflict

SAVING_SECONDS = 3.0


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
    for look in LOOKS:
        found.append(Action((), f"look.{look}", f"app.look('{look}')", app))
    await _choose_and_do(app, app.say("palette.title"), found, (), searchable=True)


async def _choose_and_do(
    app: "AssessorApp", title: str, found: Sequence[Action], footer: Sequence[str], *, searchable: bool = False
) -> None:
    items = [
        Item(written(one.keys), app.say(one.label), place, " ".join(translator(lang)(one.label) for lang in LANGUAGES))
        for place, one in enumerate(found)
    ]
    chosen = await app.choose(title, items, searchable=searchable, footer=footer)
    if chosen is not None:
        await app.run_action(found[chosen].action, found[chosen].node)


async def looks(app: "AssessorApp") -> None:
    """The looks, the one in use marked."""
    now = app.look
    items = [Item("(*)" if name == now else "( )", app.say(f"look.{name}"), n) for n, name in enumerate(LOOKS)]
    chosen = await app.choose(app.say("key.looks"), items, start=LOOKS.index(app.look))
    if chosen is not None:
        app.action_look(LOOKS[chosen])


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
