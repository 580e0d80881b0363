"""What every store can do, whichever database holds it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from assessor.model.audit import AuditEvent, SealedEvent, Verification
from assessor.model.change import Applied, Change, Save, Snapshot
from assessor.storage.snapshots import Rows


class Store(Protocol):
    """One programme in a file or a database; may be used from several threads.

    Every method raises a `StoreFailed` or an `UnusableFile` where the store cannot do it, and then nothing is changed.
    """

    def load(self) -> Snapshot:
        """Everything that people said, as of one moment."""

    def checklist_json(self) -> bytes:
        """The canonical JSON of the programme's checklist; its digest was checked."""

    def head(self) -> tuple[int, str]:
        """Number and digest of the last event: they move with every save."""

    def apply(self, save: Save, changes: Sequence[Change]) -> Applied:
        """Write all changes with their events, or nothing; durable when it returns.

        A change that changes nothing adds no event. Given again after it was committed, a save returns what it
        returned then and writes nothing.

        Raises:
            ChecklistReplaced: an answer given to another checklist than the programme has now.
            ComparisonOld: somebody saved since a newer checklist was compared with what is held.
            StaleRevision, StaleRecord: the revision of an answer or a record is not the expected one.
            UnknownSubject: an answer of a subject that does not exist.
            SubjectExists: a new subject's id differs from a held one by case alone.
        """

    def carried(self) -> tuple[str, ...]:
        """The names of the trails of other copies that are carried beside the programme's own."""

    def events(self, after: int = 0, chain: str | None = None) -> Iterator[AuditEvent]:
        """The events with a greater number, in order; of the programme's own trail, or of one it carries."""

    def sealed(self, chain: str | None = None) -> tuple[SealedEvent, ...]:
        """All events as they are sealed, of the programme's own trail or of one it carries."""

    def rows(self) -> Rows:
        """Every row as it lies in its table, as of one moment."""

    def verify(self) -> Verification:
        """Check the chain, replay it, and compare every stored row with what it says."""

    def backup(self, target: Path, *, replace: bool = False, check: bool = True) -> None:
        """Write a consistent copy as a programme file, also while others write; verified unless the caller will.

        Raises:
            TargetExists: the target is there and `replace` is not given.
            OutputFailed: the target cannot be written.
        """

    def image(self) -> tuple[bytes, Verification]:
        """The bytes of a programme file that is a consistent copy, and what checking it gave; nothing is written.

        Raises:
            BrokenProgramme: the programme does not verify.
        """

    def close(self) -> None:
        """Let go of the file or the server; calling twice does no harm."""

    def __enter__(self) -> Self:
        """The store itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
