"""The small questions of the area of inquiries: a line that must be readable, a file, several of many."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assessor.errors import AssessorError, InputInvalid
from assessor.i18n.sentences import problem_text
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp

MOST_PROBLEMS = 40

Read = TypeVar("Read")


async def typed(
    app: "AssessorApp", key: str, read: Callable[[str], Read], text: str = "", *, optional: bool = False
) -> Read | None:
    """What was made of the line typed, None where it was put away; what cannot be read is said and asked again.

    `read` runs off the screen's thread. What is wrong within a file is listed, place by place.
    """
    say, how = app.say, app.say(f"{key}.how")
    while True:
        given = await app.push_screen_wait(Prompt(say(key), how, say, text, optional=optional))
        if given is None:
            return None
        text = given
        try:
            return await asyncio.to_thread(read, given)
        except InputInvalid as error:
            how = app.in_two_sentences(error)
            await show_problems(app, error)
        except AssessorError as error:
            how = app.in_two_sentences(error)


async def show_problems(app: "AssessorApp", error: InputInvalid) -> None:
    """List what is wrong with a file; nothing of it was recorded."""
    say, problems = app.say, error.problems
    lines = [problem_text(one, say) for one in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(say("inquiry.more_problems", count=len(problems) - MOST_PROBLEMS))
    choices = (Choice("Esc", say("inquiry.problems.close"), "close"),)
    await app.ask(Asking(say("inquiry.problems", count=len(problems)), tuple(lines), choices))


async def target(app: "AssessorApp", key: str, text: str) -> Path | None:
    """A path to write to; one that exists only where it may be replaced."""
    while True:
        path = await typed(app, key, lambda given: Path(given).expanduser(), text)
        if path is None or not path.exists() or await may_replace(app, (path,)):
            return path
        text = str(path)


async def may_replace(app: "AssessorApp", paths: Sequence[Path]) -> bool:
    """Ask whether files may be replaced; Esc has the focus."""
    say = app.say
    choices = (Choice("Esc", say("write.other"), "other"), Choice("x", say("write.replace"), "replace"))
    lines = (*(str(path) for path in paths), say("write.exists.why"))
    return await app.ask(Asking(say("write.exists"), lines, choices)) == "replace"


async def several(app: "AssessorApp", title: str, names: Sequence[tuple[str, str]], held: Sequence[str]) -> list[str]:
    """Some of many (`id`, name), marked one by one; the first row ends it, none marked = all."""
    chosen, place = list(held), 0
    while True:
        items = [Item("", app.say("draft.several.done"), 0)]
        items += [Item("[x]" if one in chosen else "[ ]", name, n) for n, (one, name) in enumerate(names, 1)]
        found = await app.choose(title, items, start=place, footer=(app.say("draft.several.how"),))
        if found is None:
            return list(held)
        if found == 0:
            return [one for one, _ in names if one in chosen]
        place, one = found, names[found - 1][0]
        chosen = [*chosen, one] if one not in chosen else [other for other in chosen if other != one]
