"""What a newer checklist overtook on the desk: answers to questions asked as before go on, the others are taken out."""

from collections.abc import Sequence
from dataclasses import replace

from assessor.model.assessment import Answer, PairKey
from assessor.tui.deeds import Deed
from assessor.tui.tasks import Held, Task


def is_given_to(task: Task, held: Held, pairs: Sequence[PairKey]) -> bool:
    """True where these pairs are asked now in the words that were on the screen when the task was given."""
    from assessor.engine.editions import is_asked_alike

    now = held.result.checklist
    return task.asked is None or all(is_asked_alike(task.asked, now, control) for _, control in pairs)


def renamed(task: Task, held: Held) -> Task:
    """The task, as one given to the checklist that is held now."""
    save = task.save._replace(checklist=held.checklist_digest)
    return replace(task, save=save, asked=held.result.checklist)


def still_asked(tasks: Sequence[Task], held: Held) -> tuple[list[Task], dict[PairKey, Answer | None]]:
    """The tasks without the answers to questions that are asked otherwise now or no more, and these, the last ones.

    Works are left as they are: what they answer is known only when they are done.
    """
    kept: list[Task] = []
    lost: dict[PairKey, Answer | None] = {}
    for task in tasks:
        if task.work is not None or task.save.checklist == held.checklist_digest:
            kept.append(task)
            continue
        gone = {
            one.pair: one.after
            for one in task.step
            if isinstance(one, Deed) and not is_given_to(task, held, [one.pair])
        }
        lost |= gone
        rest = tuple(one for one in task.step if not isinstance(one, Deed) or one.pair not in gone)
        if rest or task.subject is not None:
            kept.append(renamed(replace(task, step=rest), held))
    # What goes on says nothing of itself: it would take the place of the sentence about what was not saved.
    return ([replace(task, text="") for task in kept] if lost else kept), lost
