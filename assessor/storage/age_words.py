"""Writing an age file under a passphrase, as the age specification says it, with a fixed amount of work.

The library that opens these files chooses the work by timing the machine: too little on a busy one, and on a fast one
more than we would open ourselves. What is written here is opened by that library and by any age program.
"""

import base64
import hmac
import os
from hashlib import scrypt, sha256
from typing import Any

from assessor.errors import MissingOptional
from assessor.parts import INSTALL

WORK = 18
"""The exponent that age programs take by default: a quarter of a gigabyte and about a second for each guess."""

_CHUNK = 64 * 1024
_BLOCK, _ROUNDS = 8, 1
_KEY, _SALT, _SECRET_BYTES = 16, 16, 32
_COUNTER = 11
_NO_NONCE = b"\0" * 12


def sealed_under(content: bytes, passphrase: str, work: int = WORK) -> bytes:
    """Content that the passphrase opens.

    Raises:
        MissingOptional: cryptography is not installed.
    """
    ciphers, derive = _primitives()
    file_key, salt, nonce = os.urandom(_KEY), os.urandom(_SALT), os.urandom(_KEY)
    wrapping = ciphers.ChaCha20Poly1305(_stretched(passphrase, salt, work))
    wrapped = wrapping.encrypt(_NO_NONCE, file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_text(salt)} {work}\n{_text(wrapped)}\n---".encode("ascii")
    proof = hmac.digest(derive(file_key, b"", b"header"), header, sha256)
    stream = ciphers.ChaCha20Poly1305(derive(file_key, nonce, b"payload"))
    chunks = [content[place : place + _CHUNK] for place in range(0, max(len(content), 1), _CHUNK)]
    body = [
        stream.encrypt(place.to_bytes(_COUNTER, "big") + bytes([place == len(chunks) - 1]), chunk, None)
        for place, chunk in enumerate(chunks)
    ]
    return b"".join((header, b" ", _text(proof).encode("ascii"), b"\n", nonce, *body))


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    memory = 2 * 128 * _BLOCK * 2**work
    salted = b"age-encryption.org/v1/scrypt" + salt
    secret = passphrase.encode()
    return scrypt(secret, salt=salted, n=2**work, r=_BLOCK, p=_ROUNDS, maxmem=memory, dklen=_SECRET_BYTES)


def _text(content: bytes) -> str:
    return base64.b64encode(content).rstrip(b"=").decode("ascii")


def _primitives() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives.ciphers import aead
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    except ImportError as error:
        raise MissingOptional(what="age (cryptography)", command=INSTALL["seal"]) from error

    def derive(key: bytes, salt: bytes, info: bytes) -> Any:
        return HKDF(SHA256(), _SECRET_BYTES, salt, info).derive(key)

    return aead, derive
