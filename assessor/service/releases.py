"""The releases that were made: all of them, one by its id, the newest."""

from assessor.engine.release_course import by_decision
from assessor.faults.releases import NoRelease, UnknownRelease
from assessor.model.change import RecordChange
from assessor.model.record_kinds import RELEASE_KIND
from assessor.model.release import Release
from assessor.service.workspace import Workspace

SECTION7 = "section7"


def releases(workspace: Workspace) -> tuple[Release, ...]:
    """All releases in the order they were decided."""
    return by_decision(map(Release.model_validate, workspace.snapshot.contents(RELEASE_KIND).values()))


def section7_releases(workspace: Workspace) -> tuple[Release, ...]:
    """The releases of section 7 in the order they were decided."""
    return tuple(one for one in releases(workspace) if one.report == SECTION7)


def keep_release(workspace: Workspace, release: Release, *, expected: int) -> None:
    """Save a release whole.

    Raises:
        StaleRecord: somebody saved it since the revision expected.
    """
    content = release.model_dump(mode="json")
    workspace.apply([RecordChange(kind=RELEASE_KIND, id=release.id, content=content, expected_revision=expected)])


def find_release(workspace: Workspace, name: str | None) -> Release:
    """The release of that id, or without one the newest of section 7.

    Raises:
        UnknownRelease, NoRelease: there is none.
    """
    if name is None:
        newest = section7_releases(workspace)
        if not newest:
            raise NoRelease()
        return newest[-1]
    held = releases(workspace)
    found = next((one for one in held if one.id == name), None)
    if found is None:
        raise UnknownRelease(release=name, known="、".join(one.id for one in held) or "―")
    return found
