"""Watches over what was released: which of its claims an answer has just broken."""

from collections.abc import Iterator
from contextlib import contextmanager

from assessor.engine.broken_claims import broken_claims
from assessor.model.claims import BrokenClaim
from assessor.model.record_kinds import RELEASE_KIND
from assessor.model.release import Release, ReleaseStage
from assessor.model.result import AssessmentResult
from assessor.service.releases import SECTION7
from assessor.service.workspace import Workspace


class NewlyBroken(list[BrokenClaim]):
    """Claims of releases that held before some work and hold no more after it."""


@contextmanager
def watched(workspace: Workspace) -> Iterator[NewlyBroken]:
    """Fills a list with the claims that what is done meanwhile breaks; costs nothing where nothing was released."""
    found = NewlyBroken()
    if not workspace.snapshot.contents(RELEASE_KIND):
        yield found
        return
    watch = ReleaseWatch()
    known = {(one.release, one.statement) for one in watch.broken(workspace, workspace.result())}
    yield found
    now = watch.broken(workspace, workspace.result())
    found += [one for one in now if (one.release, one.statement) not in known]


class ReleaseWatch:
    """Reads each frozen text once: it does not change, and it is looked at after every answer."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._read: dict[str, Release] = {}

    def broken(self, workspace: Workspace, result: AssessmentResult) -> tuple[BrokenClaim, ...]:
        """Claims that hold no more, of the newest text that others have read and of the newest of all."""
        return tuple(one for release in self._watched(workspace) for one in broken_claims(release, result))

    def _watched(self, workspace: Workspace) -> Iterator[Release]:
        held = {
            name: row.content
            for (kind, name), row in workspace.snapshot.records.items()
            if kind == RELEASE_KIND and row.content is not None and row.content["report"] == SECTION7
        }
        public = [name for name, content in held.items() if ReleaseStage(content["stage"]).is_public]

        def decided(name: str) -> tuple[str, str]:
            return held[name]["dated"], name

        for name in sorted({max(names, key=decided) for names in (public, list(held)) if names}):
            if name not in self._read:
                self._read[name] = Release.model_validate(held[name])
            yield self._read[name]
