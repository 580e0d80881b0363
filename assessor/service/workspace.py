"""A programme, open: its store, the checklist it was begun with and what people said."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from assessor.engine.evaluate import evaluate
from assessor.errors import BrokenProgramme, UnknownControl, UnknownSubject
from assessor.model.assessment import Assessment
from assessor.model.change import Applied, Change, Save, Snapshot
from assessor.model.checklist import Checklist, Control
from assessor.model.known_checklist import read_checklist
from assessor.model.programme import Subject
from assessor.model.result import AssessmentResult
from assessor.service.published import published_assessments
from assessor.service.settings import Session
from assessor.service.texts import nearest
from assessor.storage.base import Store
from assessor.storage.opening import open_store
from assessor.storage.target import shown


class Workspace:
    """One programme and the person who works on it; `snapshot` is what the store held when it was last read."""

    def __init__(self, target: str, store: Store, session: Session) -> None:
        """Read the programme.

        Raises:
            BrokenProgramme: the checklist stored with it cannot be understood.
        """
        self.target, self.store, self.session = target, store, session
        self.checklist = self._read_checklist()
        self.snapshot: Snapshot = store.load()
        self._given: Iterator[Save] | None = None

    @property
    def assessment(self) -> Assessment:
        """What people said."""
        return self.snapshot.assessment

    def refresh(self) -> bool:
        """Read again what others may have saved; True when there was something new."""
        if self.store.head() == (self.snapshot.head_seq, self.snapshot.head_digest):
            return False
        held = self.snapshot.checklist_digest
        self.snapshot = self.store.load()
        if self.snapshot.checklist_digest != held:
            self.checklist = self._read_checklist()
        return True

    def _read_checklist(self) -> Checklist:
        try:
            return read_checklist(self.store.checklist_json())
        except ValidationError:
            raise BrokenProgramme(path=shown(self.target)) from None

    def result(self, subject_id: str | None = None) -> AssessmentResult:
        """What follows from the answers today, of all subjects or of one.

        Raises:
            UnknownSubject: there is no such subject.
        """
        assessment = self.assessment
        if subject_id is not None:
            assessment = assessment.model_copy(update={"subjects": (self.subject(subject_id),)})
        result = evaluate(self.checklist, assessment, self.session.today)
        published = published_assessments(self.snapshot.records, result.assessment.subjects, self.session.today)
        return result.model_copy(update={"summaries": published}) if published else result

    def subject(self, subject_id: str) -> Subject:
        """The subject of that id.

        Raises:
            UnknownSubject: there is none.
        """
        found = self.assessment.subject(subject_id)
        if found is None:
            known = [subject.id for subject in self.assessment.subjects]
            raise UnknownSubject(subject=subject_id, nearest=nearest(subject_id, known))
        return found

    def control(self, control_id: str) -> Control:
        """The control of that id.

        Raises:
            UnknownControl: there is none.
        """
        found = self.checklist.controls.get(control_id)
        if found is None:
            raise UnknownControl(control=control_id, nearest=nearest(control_id, self.checklist.controls))
        return found

    def apply(self, changes: Sequence[Change], save: Save | None = None, *, by: str = "") -> Applied:
        """Save changes, all or none, and read what the store holds then; give the same `save` again to try again.

        `by` names whoever stands behind the changes, where it is not the officer alone.

        Raises:
            ChecklistReplaced: a newer checklist was taken over since the programme was read here.
            StaleRevision: someone else saved an answer since the revision expected.
        """
        given = save or (next(self._given) if self._given else self.session.save())
        asked = given.checklist or self.snapshot.checklist_digest
        applied = self.store.apply(given._replace(by=by or given.by, checklist=asked), changes)
        self.refresh()
        return applied

    @contextmanager
    def saving_as(self, save: Save) -> Iterator[None]:
        """Let what is saved inside be saved under the ids of one save, so that doing it again never doubles it."""
        self._given = (save._replace(id=f"{save.id}-{nth}") if nth else save for nth in count())
        try:
            yield
        finally:
            self._given = None

    def __enter__(self) -> Self:
        """The workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the store."""
        self.store.close()


def open_for_writing(workspace: Workspace) -> None:
    """Give a workspace that was opened to be read a store that writes, and read what others saved since.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened for writing; then it can still be read.
    """
    looking, workspace.store = workspace.store, open_store(workspace.target)
    looking.close()
    workspace.refresh()


def shown_target(target: str) -> str:
    """A target as messages may show it: a URL without its password."""
    return shown(target)


def open_workspace(target: str, session: Session, *, read_only: bool = False) -> Workspace:
    """Open a programme file or a `postgresql://` URL.

    Raises:
        UnusableFile: it is missing, no programme, broken or newer than this program.
        StoreFailed: the store cannot be opened.
    """
    store = open_store(target, read_only=read_only)
    try:
        return Workspace(target, store, session)
    except BaseException:
        store.close()
        raise
