"""What is said of a sitting's events: what an answer changed, what was undone, why a save failed."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import AssessorError, FileMissing, StoreFull, StoreLocked, StoreReadOnly, StoreUnreachable
from assessor.i18n.translator import Say
from assessor.i18n.visible import visible_line
from assessor.model.assessment import StoredAnswer
from assessor.model.result import AssessmentResult
from assessor.service.newer import newer_installed
from assessor.service.settings import JST
from assessor.service.workspace import Workspace, shown_target
from assessor.tui.deeds import Deed, RecordDeed, StatementDeed, Step
from assessor.tui.widgets.asked import number_of
from assessor.tui.widgets.rows import cut

if TYPE_CHECKING:
    from assessor.model.claims import BrokenClaim

PLACES_CELLS = 24
WRITTEN = ("comment", "evidence", "planned_for", "reason")


def in_words(step: Step, result: AssessmentResult | None, say: Say) -> str:
    """The first deed of a step: number and answer, what was written to the same answer, or what else it is about."""
    first = step[0]
    if isinstance(first, StatementDeed):
        return say("undo.statement")
    if isinstance(first, RecordDeed):
        return first.id
    if not isinstance(first, Deed) or result is None:
        return say("undo.fact")
    number = number_of(first.pair[1])
    if written := _written(first):
        return say("saved.field", number=number, field=say(f"field.{written}"))
    label = say("edition.screen.waits" if first.waits else "status.unanswered")
    if first.after is not None:
        label = result.checklist.statuses[first.after.status].label.say(say.lang)
    return f"{number} {label}"


def _written(deed: Deed) -> str | None:
    """Which text of an answer a deed changed; None where it changed the answer itself."""
    if deed.before is None or deed.after is None or deed.before.status is not deed.after.status:
        return None
    return next((name for name in WRITTEN if getattr(deed.before, name) != getattr(deed.after, name)), None)


def last_saved(rows: Iterable[StoredAnswer]) -> str:
    """The time of the last answer (14:32); empty where none was given."""
    moments = [row.at for row in rows]
    return datetime.fromisoformat(max(moments)).astimezone(JST).strftime("%H:%M") if moments else ""


def newer_edition(workspace: Workspace, say: Say) -> str:
    """That this program brings a newer edition of the checklist, and where to take it over; else empty."""
    version = newer_installed(workspace)
    return "" if version is None else say("edition.screen.newer", version=version)


def newly_broken(before: "Sequence[BrokenClaim]", now: "Sequence[BrokenClaim]", say: Say) -> str:
    """The warning about claims of a release that held until now; empty where there is none."""
    known = {(one.release, one.statement) for one in before}
    found = [one for one in now if (one.release, one.statement) not in known]
    if not found:
        return ""
    first = next((one for one in found if one.public), found[0])
    told = [one for one in found if one.release == first.release]
    places = say("list.comma").join(dict.fromkeys(_heading(one.section) for one in told if one.section))
    where = say("broken.where", places=cut(places, PLACES_CELLS)) if places else ""
    return say("broken.public" if first.public else "broken.frozen", label=first.label, where=where)


def _heading(section: str) -> str:
    """A heading by its number, or by its words where it has none."""
    number = re.match(r"[0-9]+(?:\.[0-9]+)*", section)
    return number[0] if number else section


def failure(error: AssessorError, waiting: int, rescued: str, say: Say) -> str:
    """Why the store cannot be written, what became of what was given, and what to do."""
    named = isinstance(error, FileMissing | StoreFull | StoreReadOnly | StoreLocked | StoreUnreachable)
    why = say(f"save_failed.{error.name}" if named else "save_failed")
    if rescued:
        return why + say("save_failed.rescued", path=visible_line(Path(rescued).name))
    return why + (say("save_failed.kept", count=waiting) if waiting else say("save_failed.looking"))


def place_name(target: str) -> str:
    """Under which name a programme is remembered: its whole path, or a server's address without the password."""
    return shown_target(target) if "://" in target else str(Path(target).absolute())


def title_of(result: AssessmentResult, on_share: Say | None = None) -> str:
    """What a programme is called; above the screens of one on a network drive that is said first, by `on_share`."""
    programme = result.assessment.programme
    return (on_share("network_drive.title") if on_share else "") + (programme.plan or programme.municipality)


def recent_entry(target: str, result: AssessmentResult) -> dict[str, object]:
    """What the first screen shows of a programme the next time."""
    total = result.scorecard.total
    return {
        "target": target,
        "title": title_of(result),
        "answered": total.answered,
        "applicable": total.applicable,
        "musts": total.unmet_musts,
        "day": result.today.isoformat(),
    }


def starter_count(result: AssessmentResult) -> int:
    """How many questions of this programme belong to the starter set."""
    return sum(result.checklist.controls[pair.control].starter for pair in result.pairs)
