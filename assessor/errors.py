"""What can go wrong and which exit code it ends with; the two sentences of each stand in the message catalogues.

An error carries values, never prose: `Name.what` and `Name.next` in `i18n/locale` say it in both languages.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The process exit codes other programs rely on."""

    FINE = 0
    CHECK_FAILED = 1
    USAGE = 2
    UNUSABLE_FILE = 3
    CONFLICT = 4
    STORE_FAILED = 5
    MISSING_OPTIONAL = 6
    BUG = 70
    INTERRUPTED = 130


class AssessorError(Exception):
    """The root of all errors a user can meet; `values` fill the two sentences."""

    exit_code = ExitCode.USAGE

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentences name."""
        super().__init__(", ".join(f"{key}={value!r}" for key, value in values.items()))
        self.values = values

    @property
    def name(self) -> str:
        """The key of its two sentences in the message catalogues."""
        return type(self).__name__


class UsageError(AssessorError):
    """Something asked for does not exist or cannot be done that way (exit 2)."""


class UnknownSubject(UsageError):
    """No such subject: `subject`, `nearest`."""


class SubjectStays(UsageError):
    """A subject that cannot be ended or resumed: `subject`; it is the whole, or (`reason`) has ended, is going_on."""


class UnknownControl(UsageError):
    """No such control: `control`, `nearest`."""


class UnknownStatement(UsageError):
    """No such statement of section 7: `statement`, `nearest`."""


class StatementSilent(UsageError):
    """Section 7 can say nothing of it: `statement`, `reason` (never: never published; open: not supported now)."""


class TextMissing(UsageError):
    """A statement cannot be put in no words: `statement`."""


class WrongKind(UsageError):
    """The control does not assess this kind of subject: `control`, `subject`, `kind`, `needed`."""


class UnknownFact(UsageError):
    """No such fact: `fact`, `nearest`."""


class TargetIsInput(UsageError):
    """The output would replace the programme it is made from: `path`."""


class SubjectNotTaken(UsageError):
    """This document speaks of the whole programme, or of one subject to be named: `kind`, `reason` (needed)."""


class UnknownReport(UsageError):
    """No such kind of document: `kind`, `known`, `nearest`."""


class BadFactValue(UsageError):
    """A fact that is neither yes, no nor unanswered: `fact`, `value`."""


class UnknownStatus(UsageError):
    """No such implementation status: `status`, `nearest`."""


class UnknownTemplate(UsageError):
    """No such report template: `template`, `known`."""


class UnknownFormat(UsageError):
    """No such document format: `format`, `known`."""


class ReasonMissing(UsageError):
    """Not applicable without a reason: `subject`, `control`."""


class BadPeriod(UsageError):
    """Not a Japanese fiscal year: `text`."""


class BadDate(UsageError):
    """Not a date: `text`."""


class BadText(UsageError):
    """A text holds a character that is refused, or is too long: `field`, `code`, `position`."""


class TextTooLong(UsageError):
    """A text is longer than its field takes: `field`, `length`, `limit`."""


class FieldMissing(UsageError):
    """A text that has to say something is empty: `field`."""


class BadId(UsageError):
    """Not a usable subject id: `id`."""


class SubjectExists(UsageError):
    """The id is taken (ids differ by more than case): `subject`."""


class TargetExists(UsageError):
    """The file to write is already there: `path`."""


class NotADemoFolder(UsageError):
    """The folder holds something else than an earlier demo: `path`."""


class NoTerminal(UsageError):
    """The screen was asked for where input or output is no terminal."""


class PlaceNotServed(UsageError):
    """A page cannot be served there: `place`, `reason` (outside: not this computer's own, taken)."""


class UnusableFile(AssessorError):
    """A file given cannot be used (exit 3)."""

    exit_code = ExitCode.UNUSABLE_FILE


class FileMissing(UnusableFile):
    """No such file or folder: `path`."""


class FileUnreadable(UnusableFile):
    """The file cannot be read: `path`, `reason` (folder, permission, other)."""


class NotAProgramme(UnusableFile):
    """Not a programme file of ours: `path`."""


class StillSealed(NotAProgramme):
    """A sealed file where a programme was asked for: `path`."""


class NewerProgramme(UnusableFile):
    """Written by a newer version: `path`, `version`, `ours`."""


class BrokenProgramme(UnusableFile):
    """A programme file of ours that is damaged: `path`."""


class InputInvalid(UnusableFile):
    """A YAML input with problems (`model.problem.Problem`s), all of them, each with its place: `path`, `count`."""

    def __init__(self, path: str, problems: tuple[object, ...]) -> None:
        """Keep every problem found."""
        super().__init__(path=path, count=len(problems))
        self.problems = problems


class ChecklistInvalid(InputInvalid):
    """A checklist folder with problems."""


class AnswersInvalid(InputInvalid):
    """An answer file with problems."""


class TemplateInvalid(InputInvalid):
    """A report template with problems."""


class ExportTooLarge(UnusableFile):
    """The export would be larger than what an import takes: `size`, `limit`."""


class StaleRevision(AssessorError):
    """Someone else saved this answer after it was read here: `subject`, `control`, `held`, `stored`."""

    exit_code = ExitCode.CONFLICT

    def __init__(self, subject: str, control: str, *, held: int, stored: int) -> None:
        """Name the pair and both revisions."""
        super().__init__(subject=subject, control=control, held=held, stored=stored)
        self.held, self.stored = held, stored


class StaleRecord(AssessorError):
    """Someone else saved this record after it was read here: `kind`, `id`, `held`, `stored`."""

    exit_code = ExitCode.CONFLICT


class StoreFailed(AssessorError):
    """The store could not read or write; nothing half-written stays: `path`."""

    exit_code = ExitCode.STORE_FAILED


class StoreFull(StoreFailed):
    """No room on the disk: `path`."""


class StoreReadOnly(StoreFailed):
    """The medium or the file cannot be written: `path`."""


class StoreLocked(StoreFailed):
    """Another program held the file for five seconds: `path`."""


class StoreUnreachable(StoreFailed):
    """The database server does not answer: `path`."""


class OutputFailed(AssessorError):
    """An output cannot be written: `path`, `reason` (folder, missing_folder, permission, full, swapped, other)."""

    exit_code = ExitCode.STORE_FAILED


class MissingOptional(AssessorError):
    """Something optional is not installed: `what`, `command`."""

    exit_code = ExitCode.MISSING_OPTIONAL


class FontMissing(MissingOptional):
    """No font here can show some text, so the PDF was not made: `text`."""


class CheckFailed(AssessorError):
    """A check found something; the findings themselves were printed as data: `count`."""

    exit_code = ExitCode.CHECK_FAILED
