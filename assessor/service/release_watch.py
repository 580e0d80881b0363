"""Watches over what was released: which of its claims an answer has just broken."""

from collections.abc import Iterator

from assessor.engine.broken_claims import broken_claims
from assessor.model.claims import BrokenClaim
from assessor.model.release import RELEASE_KIND, Release, ReleaseStage
from assessor.model.result import AssessmentResult
from assessor.service.releases import SECTION7
from assessor.service.workspace import Workspace


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
        for name in sorted({max(names) for names in (public, list(held)) if names}):
            if name not in self._read:
                self._read[name] = Release.model_validate(held[name])
            yield self._read[name]
