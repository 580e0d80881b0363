"""What can go wrong with inquiries, packs and merging; the sentences stand in the message catalogues."""

from assessor.errors import AssessorError, ExitCode, UsageError


class UnknownInquiry(UsageError):
    """No such inquiry: `inquiry`, `nearest`."""


class NothingToAsk(UsageError):
    """Nothing is left to ask for or to remind of; `count` pairs fit but are asked for already."""


class DueIsPast(UsageError):
    """A due date that has passed: `text`."""


class InquiryClosed(UsageError):
    """Nothing is awaited of this inquiry any more: `inquiry`."""


class NotReturned(UsageError):
    """The returned file has no answer to this: `pair`."""


class AnswersConflict(AssessorError):
    """Answers that came back differ from what is stored: `count`, `pairs`."""

    exit_code = ExitCode.CONFLICT
