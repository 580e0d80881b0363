"""What can go wrong with inquiries, packs and merging; the sentences stand in the message catalogues."""

from assessor.errors import AssessorError, ExitCode, UnusableFile, UsageError


class UnknownInquiry(UsageError):
    """No such inquiry: `inquiry`, `nearest`."""


class NothingToAsk(UsageError):
    """Nothing is left to ask for; `count` pairs fit but are asked for already."""


class NothingToRemind(UsageError):
    """No inquiry is overdue, or (`reason` named) nothing is awaited of those named: `inquiries`."""


class DueIsPast(UsageError):
    """A due date that has passed: `text`."""


class InquiryClosed(UsageError):
    """Nothing is awaited of this inquiry any more: `inquiry`."""


class NotReturned(UsageError):
    """The returned file has no answer to this: `pair`."""


class ComparisonOld(AssessorError):
    """Something was saved since the answers were compared with what is stored."""

    exit_code = ExitCode.CONFLICT


class AnswersConflict(AssessorError):
    """Answers that came back differ from what is stored: `count`, `pairs`."""

    exit_code = ExitCode.CONFLICT


class PackSignerDiffers(UnusableFile):
    """A pack that must be signed by `wanted` is signed by somebody else, or by nobody: `path`, `reason`."""


class MergeUnrelated(UnusableFile):
    """Two files that are no copies of one programme: `path`, `other`."""


class MergeConflicts(AssessorError):
    """Both copies changed the same pieces in different ways: `count`.

    `merge` (an `engine.merging.Merge`) names them; it is for the one who catches it, not for a sentence.
    """

    exit_code = ExitCode.CONFLICT


class UnknownMergeKey(UsageError):
    """A choice for what is no conflict: `key`, `nearest`."""
