"""The decisions on one text as a chain: which belong together, what a reason may be given for."""

from collections.abc import Iterator

from assessor.engine.holdings import standings
from assessor.engine.release_course import OutOfOrder, without_change
from assessor.engine.released_text import changes, headings_in
from assessor.errors import UnknownStatement
from assessor.faults.releases import UnknownReleaseStage
from assessor.model.fiscal import era_date
from assessor.model.release import Release, ReleaseStage
from assessor.service.releases import SECTION7, releases
from assessor.service.texts import nearest
from assessor.service.workspace import Workspace


def stage_named(text: str) -> ReleaseStage:
    """The stage of that name, in Japanese or as the program calls it.

    Raises:
        UnknownReleaseStage: there is none.
    """
    found = next((one for one in ReleaseStage if text in (one.value, one.label)), None)
    if found is None:
        raise UnknownReleaseStage(stage=text, known="、".join(one.label for one in ReleaseStage))
    return found


def chain(workspace: Workspace, report: str = SECTION7, subject: str | None = None) -> tuple[Release, ...]:
    """The releases of one text in the order they were decided."""
    return tuple(one for one in releases(workspace) if (one.report, one.subject) == (report, subject))


def before(workspace: Workspace, release: Release) -> Release | None:
    """The release of the same text that was decided last before this one."""
    held = [one for one in chain(workspace, release.report, release.subject) if one.id != release.id]
    earlier = [one for one in held if (one.dated, one.id) < (release.dated, release.id)]
    return earlier[-1] if earlier else None


def check_reasons(workspace: Workspace, release: Release) -> None:
    """A reason names a statement or a heading of one of the two texts.

    Raises:
        UnknownStatement: it names neither.
    """
    previous = before(workspace, release)
    texts = (release, previous) if previous else (release,)
    known = {name for one in texts for name in (*(said.id for said in one.statements), *headings_in(one.document))}
    known.update(standings(workspace.result()))
    for name in release.reasons:
        if name not in known:
            raise UnknownStatement(statement=name, nearest=nearest(name, known))


def idle_reasons(workspace: Workspace, release: Release) -> Iterator[str]:
    """The items a reason was given for although they read as in the release before."""
    previous = before(workspace, release)
    return without_change(release.reasons, changes(previous, release) if previous else ())


def order_values(order: OutOfOrder | None) -> dict[str, str]:
    """What is told of a day of decision that goes back in time."""
    if order is None:
        return {}
    against = order.against
    reason = "to_come" if against is None else "overtakes" if against.dated < order.dated else ""
    return {
        "dated": era_date(order.dated),
        "stage": order.stage.label,
        "release": against.id if against else "",
        "before": era_date(against.dated) if against else "",
        "held": against.stage.label if against else "",
        **({"reason": reason} if reason else {}),
    }
