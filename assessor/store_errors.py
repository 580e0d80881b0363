"""What can go wrong with servers, copies, anchors and sealed files; the sentences stand in the message catalogues."""

from assessor.errors import AssessorError, ExitCode, UsageError


class StoreForbids(AssessorError):
    """The server does not let this role do that: `path`. No kind of `StoreFailed`: trying again does not help."""

    exit_code = ExitCode.STORE_FAILED


class ServerNeeded(UsageError):
    """Roles are of a server, a file has none: `path`."""


class UnknownLogin(UsageError):
    """The server knows no such login: `login`."""


class NameTooLong(UsageError):
    """A database's name from which no role can be named: `name`."""


class CopyDiffers(AssessorError):
    """What was copied is not equal to what was read, so nothing was kept: `path`."""

    exit_code = ExitCode.STORE_FAILED
