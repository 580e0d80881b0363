"""A person's own key: one text file that opens what is sealed to them and signs what they seal.

It is an identity file as age programs know them; the signing key stands in a line that they pass over.
"""

import base64
import binascii
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from assessor.errors import FileUnreadable, MissingOptional
from assessor.faults.stores import BadSigner, KeyUnusable
from assessor.parts import INSTALL
from assessor.storage import age_file
from assessor.storage.atomic_file import write_atomic

SIGNER = "ed25519:"
_SIGNING_LINE = "# sign: "
_OPENING_LINE = "AGE-SECRET-KEY-1"
_LARGEST = 64 * 1024
_KEY_BYTES = 32


class Purpose(Enum):
    """What a signature is made for; what is signed begins with it, so that none fits anything else."""

    SEAL = b"assessor seal 1\n"
    PACK = b"assessor pack 1\n"


class Key(NamedTuple):
    """Both secret halves; `signing` is None in a file that another program made."""

    opening: str
    signing: bytes | None

    @property
    def receiver(self) -> str:
        """What others seal to: `age1…`."""
        return age_file.receiver_of(self.opening)

    @property
    def signer(self) -> str | None:
        """What others know our signature by: `ed25519:…`."""
        if self.signing is None:
            return None
        public = _ed25519().Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()
        return SIGNER + _text(public)


def make_key(path: Path) -> Key:
    """Make a key and write it, readable by its owner alone; an existing file is never replaced.

    Raises:
        TargetExists, OutputFailed: it cannot be written.
        MissingOptional: what it needs is not installed.
    """
    signing = _ed25519().Ed25519PrivateKey.generate().private_bytes_raw()
    opening, _ = age_file.new_key()
    key = Key(opening, signing)
    lines = (
        "# assessor 1: この鍵は人に渡さないでください / keep this file secret",
        f"# to: {key.receiver}",
        f"# from: {key.signer}",
        f"{_SIGNING_LINE}{_text(signing)}",
        opening,
    )
    write_atomic(path, "\n".join((*lines, "")).encode(), replace=False)
    return key


def read_key(path: Path) -> Key:
    """A key from its file, ours or another age program's with one key in it.

    Raises:
        FileUnreadable, KeyUnusable: by what is there.
        MissingOptional: what it needs is not installed.
    """
    try:
        if path.exists() and not path.is_file():
            raise KeyUnusable(path=str(path))
        with path.open("rb") as stream:
            text = stream.read(_LARGEST).decode()
    except FileNotFoundError as error:
        raise KeyUnusable(path=str(path), reason="missing") from error
    except OSError as error:
        raise FileUnreadable(path=str(path)) from error
    except UnicodeDecodeError as error:
        raise KeyUnusable(path=str(path)) from error
    lines = [line.strip() for line in text.splitlines()]
    opening = [line for line in lines if line.startswith(_OPENING_LINE)]
    signing = [line.removeprefix(_SIGNING_LINE) for line in lines if line.startswith(_SIGNING_LINE)]
    if len(opening) != 1 or len(signing) > 1:
        raise KeyUnusable(path=str(path))
    try:
        key = Key(opening[0], _bytes(signing[0]) if signing else None)
        age_file.receiver_of(key.opening)
    except (KeyUnusable, ValueError) as error:
        raise KeyUnusable(path=str(path)) from error
    return key


def signature(key: Key, content: bytes, purpose: Purpose) -> bytes:
    """The signature of a key that can sign.

    Raises:
        KeyUnusable: it cannot.
        MissingOptional: cryptography is not installed.
    """
    if key.signing is None:
        raise KeyUnusable(reason="no_signing")
    return bytes(_ed25519().Ed25519PrivateKey.from_private_bytes(key.signing).sign(purpose.value + content))


def is_signed(signer: str, content: bytes, given: bytes, purpose: Purpose) -> bool:
    """Whether the signature is this signer's, of this content and made for this purpose.

    Raises:
        BadSigner: that is no signer.
        MissingOptional: cryptography is not installed.
    """
    from importlib import import_module

    module = _ed25519()
    invalid: type[Exception] = import_module("cryptography.exceptions").InvalidSignature
    try:
        module.Ed25519PublicKey.from_public_bytes(checked_signer(signer)).verify(given, purpose.value + content)
    except invalid:
        return False
    return True


def checked_signer(signer: str) -> bytes:
    """The bytes of a signer as others know it.

    Raises:
        BadSigner: that is none.
    """
    try:
        if not signer.startswith(SIGNER):
            raise ValueError(signer)
        return _bytes(signer.removeprefix(SIGNER))
    except ValueError as error:
        raise BadSigner(signer=signer) from error


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        found = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
    if len(found) != _KEY_BYTES or _text(found) != text:
        raise ValueError(text)
    return found


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise MissingOptional(what="Ed25519 (cryptography)", command=INSTALL["seal"]) from error
    return ed25519
