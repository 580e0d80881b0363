"""Files closed with age (https://age-encryption.org/v1): to receivers or under a passphrase; opened after a look.

The look is taken before any secret is used: how much work a passphrase costs stands in the header, and a stranger's
file may ask for hours and gigabytes.
"""

import re
from collections.abc import Sequence
from typing import Any

from assessor.errors import MissingOptional
from assessor.faults.stores import BadReceiver, KeyUnusable, NotSealed, SealNotOpened, SealTooCostly, SealWrongWay
from assessor.parts import INSTALL

_DAMAGED = ("decryption error", "Header MAC is invalid")
"""What the library says once the secret fitted and the rest did not; were it to say otherwise, we would say less."""
MOST_WORK = 20
"""The largest exponent of work that a passphrase file may ask for: about a gigabyte of memory."""

LARGEST_HEADER = 64 * 1024
_FIRST_LINE = b"age-encryption.org/v1\n"
_STANZA, _LAST = b"-> ", b"--- "
_BY_PASSPHRASE = b"scrypt"
_PASSPHRASE_WORDS = 3
_TWO_DIGITS = re.compile(rb"[1-9][0-9]?")


def sealed_to(content: bytes, receivers: Sequence[str]) -> bytes:
    """Content that any of these receivers (`age1…`) can open.

    Raises:
        BadReceiver: one is none.
        MissingOptional: pyrage is not installed.
    """
    pyrage = _pyrage()
    keys = []
    for receiver in receivers:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(receiver))
        except pyrage.RecipientError as error:
            raise BadReceiver(receiver=receiver) from error
    return bytes(pyrage.encrypt(content, keys))


def opened_with_key(sealed: bytes, key: str) -> bytes:
    """The content of a sealed file for one receiver's secret key (`AGE-SECRET-KEY-1…`).

    Raises:
        NotSealed, SealWrongWay, SealTooCostly: by its header.
        SealNotOpened: it is not for this key, or damaged.
        KeyUnusable: that is no key.
        MissingOptional: pyrage is not installed.
    """
    pyrage = _pyrage()
    if is_by_passphrase(sealed):
        raise SealWrongWay(reason="passphrase")
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(key)]))
    except pyrage.IdentityError as error:
        raise KeyUnusable() from error
    except pyrage.DecryptError as error:
        raise SealNotOpened(reason=_reason(error, "key")) from error


def opened_with_passphrase(sealed: bytes, passphrase: str) -> bytes:
    """The content of a sealed file for a passphrase.

    Raises:
        NotSealed, SealWrongWay, SealTooCostly: by its header; the passphrase was not tried.
        SealNotOpened: the passphrase is another, or the file is damaged.
        MissingOptional: pyrage is not installed.
    """
    pyrage = _pyrage()
    if not is_by_passphrase(sealed):
        raise SealWrongWay(reason="key")
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError as error:
        raise SealNotOpened(reason=_reason(error, "passphrase")) from error


def _reason(error: Exception, secret: str) -> str:
    """What kept a file from being opened: that it is damaged shows only after the secret fitted."""
    return "damaged" if str(error) in _DAMAGED else secret


def is_by_passphrase(sealed: bytes) -> bool:
    """Whether a passphrase opens the file; what it would cost was looked at.

    Raises:
        NotSealed: it has no header that we understand.
        SealTooCostly: it asks for more work than we do.
    """
    work = _work(_stanzas(sealed))
    if work is not None and work > MOST_WORK:
        raise SealTooCostly(work=work, most=MOST_WORK)
    return work is not None


def new_key() -> tuple[str, str]:
    """A new secret key and the receiver that it opens for.

    Raises:
        MissingOptional: pyrage is not installed.
    """
    identity = _pyrage().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def receiver_of(key: str) -> str:
    """The receiver that a secret key opens for.

    Raises:
        KeyUnusable: that is no key.
        MissingOptional: pyrage is not installed.
    """
    pyrage = _pyrage()
    try:
        return str(pyrage.x25519.Identity.from_str(key).to_public())
    except pyrage.IdentityError as error:
        raise KeyUnusable() from error


def _stanzas(sealed: bytes) -> list[list[bytes]]:
    """The kinds of locks with their words, as the header names them."""
    header, last, _ = sealed[:LARGEST_HEADER].partition(b"\n" + _LAST)
    if not last or not sealed.startswith(_FIRST_LINE):
        raise NotSealed()
    found = [line.removeprefix(_STANZA).split(b" ") for line in header.split(b"\n") if line.startswith(_STANZA)]
    if not found:
        raise NotSealed()
    return found


def _work(stanzas: list[list[bytes]]) -> int | None:
    """The exponent of the work that a passphrase costs; None where keys open the file."""
    if all(stanza[0] != _BY_PASSPHRASE for stanza in stanzas):
        return None
    # A passphrase stands alone: kind, salt, work; two digits are more than anybody can wait for.
    if len(stanzas) > 1 or len(stanzas[0]) != _PASSPHRASE_WORDS or not _TWO_DIGITS.fullmatch(stanzas[0][-1]):
        raise NotSealed()
    return int(stanzas[0][-1])


def _pyrage() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
        import pyrage.x25519
    except ImportError as error:
        raise MissingOptional(what="age (pyrage)", command=INSTALL["seal"]) from error
    return pyrage
