"""What can go wrong with servers, copies, anchors and sealed files; the sentences stand in the message catalogues."""

from assessor.errors import AssessorError, BrokenProgramme, ExitCode, StoreFailed, UnusableFile, UsageError


class StoreForbids(AssessorError):
    """The server does not let this role do that: `path`. No kind of `StoreFailed`: trying again does not help."""

    exit_code = ExitCode.STORE_FAILED


class ServerNeeded(UsageError):
    """Roles are of a server, a file has none: `path`."""


class ServerUnguarded(UsageError):
    """A server on another computer, and not said how the way there is guarded: `path`, `host`."""


class UnknownLogin(UsageError):
    """The server knows no such login: `login`."""


class RoleStays(AssessorError):
    """A login whose role was given by somebody else, whom the server asks to take it back: `login`."""

    exit_code = ExitCode.STORE_FAILED


class NameTooLong(UsageError):
    """A database's name from which no role can be named: `name`."""


class CopyDiffers(AssessorError):
    """What was copied is not equal to what was read, so nothing was kept: `path`."""

    exit_code = ExitCode.STORE_FAILED


class StrayCompanion(UnusableFile):
    """A file beside a programme that SQLite would take for a part of it, and that we never make: `path`."""


class JournalUnsafe(UnusableFile):
    """A journal beside a programme that no save of ours left: `path`, `reason` (kind: no ordinary file; names)."""


class ProgrammeAltered(BrokenProgramme):
    """A programme file with tables, triggers or views other than ours, or in another mode: `path`, `name`."""


class NotStored(StoreFailed):
    """The database took a save and a row of it was not written, so all of it was taken back: `name`."""


class NotSealed(UnusableFile):
    """No file that was sealed with age: `path`."""


class SealTooCostly(UnusableFile):
    """A sealed file that asks for more work than it may, before any passphrase is tried: `path`, `work`, `most`."""


class SealWrongWay(UsageError):
    """The file is opened by the other of the two ways: `path`, `reason` (passphrase, key: what opens it)."""


class SealNotOpened(UnusableFile):
    """Neither this key nor passphrase opens it, or it is damaged: `path`, `reason` (key, passphrase, damaged)."""


class SealBroken(UnusableFile):
    """What was opened is not what was sealed: `path`, `reason` (bundle, manifest, member, signature, programme)."""


class SealSenderDiffers(UnusableFile):
    """Not signed by whom it should be: `path`, `wanted`, `reason` (unsigned, other)."""


class SealNotForThisKey(UnusableFile):
    """A file that was signed for somebody else and passed on: `path`."""


class BadReceiver(UsageError):
    """Not the public half of a key: `receiver`."""


class BadSigner(UsageError):
    """Not a signer's public key: `signer`."""


class KeyUnusable(UnusableFile):
    """A key file that has not exactly one key: `path`, `reason` (no_signing, missing)."""


class PassphraseWeak(UsageError):
    """A passphrase that is too short: `least`."""


class PassphraseDiffers(UsageError):
    """The passphrase typed the second time is another."""


class BadMember(UsageError):
    """A file that cannot be put in under its name: `name`."""


class SealTooLarge(UnusableFile):
    """More than a sealed file may hold: `path`, `most`."""


class BadAnchor(UsageError):
    """No anchor of a trail: `text`."""
