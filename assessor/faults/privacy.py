"""What can go wrong with privacy impact assessments; the sentences stand in the message catalogues."""

from assessor.errors import UnusableFile, UsageError


class PiaForServicesOnly(UsageError):
    """Only services have a privacy impact assessment: `subject`, `kind`."""


class PiaStarted(UsageError):
    """The assessment was begun before: `subject`, `on`."""


class UnknownPiaPart(UsageError):
    """No such part of an assessment: `part`, `known`, `nearest`."""


class UnknownPiaEntry(UsageError):
    """No such entry of a part: `part`, `entry`, `known`."""


class UnknownPiaField(UsageError):
    """No such field of a part, or no `=` after it: `part`, `key`, `known`, `nearest`."""


class BadPiaValue(UsageError):
    """A field does not take this value: `key`, `value`, `known`; or has to be told: `part`, `reason` (missing)."""


class UnknownPrompt(UsageError):
    """No such risk prompt: `prompt`, `nearest`."""


class ResidualAboveInherent(UsageError):
    """A value after measures is above the one before, or there is none before: `entry`."""


class ApprovalTooEarly(UsageError):
    """There is no risk, or one without a value of what remains: `subject`, `count`, `reason` (none)."""


class PiaUnfinished(UsageError):
    """The assessment is not finished, and nobody said why it is approved all the same: `subject`, `count`."""


class NoProposal(UsageError):
    """The records propose no answer to this control, or it has one: `control`, `subject`."""


class SummaryTooEarly(UsageError):
    """Nothing was written that residents may read: `subject`."""


class PiaNotInFile(UnusableFile):
    """An exchange file has no assessment of this service: `path`, `subject`."""
