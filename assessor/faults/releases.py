"""What can go wrong with edited documents, releases and public comments; the sentences stand in the catalogues."""

from assessor.errors import UnusableFile, UsageError


class DocumentRefused(UnusableFile):
    """A document edited outside that is not read back: `path`, `reason`, `word_part` (the part of a Word file)."""


class UnknownRelease(UsageError):
    """No such release: `release`, `known`."""


class NoRelease(UsageError):
    """Nothing has been released yet, so there is nothing to compare."""


class UnknownReleaseStage(UsageError):
    """No such stage of a release: `stage`, `known`."""


class ReleaseBlocked(UsageError):
    """The text tells or claims what it should not: `count`, `codes`."""


class DecisionOutOfOrder(UsageError):
    """A decision goes back in time: `dated`, `stage`, `release`, `held` (its stage), `before` (its day), `key`."""


class NothingToCorrect(UsageError):
    """A correction that changes nothing of a release: `release`."""


class CommentBlocked(UsageError):
    """A public comment tells who somebody is: `count`, `codes`."""


class CommentsUnanswered(UsageError):
    """Opinions are to be published without an answer: `count`, `numbers`."""


class PassReasonMissing(UsageError):
    """A finding passed by hand without a reason: `codes`."""


class UnknownPass(UsageError):
    """A key to let pass that names nothing found: `codes`, `known`."""


class OwnTextUnconfirmed(UsageError):
    """Sentences that nothing stands behind and nobody confirmed: `count`."""


class UnknownComment(UsageError):
    """No such public comment: `comment`, `known`."""


class NotReleasable(UsageError):
    """This kind of document is not released: `kind`, `known`."""
