"""An age file under a passphrase, made from the age specification alone: independent of what the product uses, and
with as little work as a test likes.
"""

import base64
import hmac
import os
from hashlib import scrypt, sha256

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LAST_CHUNK = b"\0" * 11 + b"\1"


def sealed_by_hand(content: bytes, passphrase: str, work: int = 10) -> bytes:
    """The file; `content` fits into one chunk (64 KiB)."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    secret = scrypt(passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**work, r=8, p=1, dklen=32)
    wrapped = ChaCha20Poly1305(secret).encrypt(b"\0" * 12, file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_text(salt)} {work}\n{_text(wrapped)}\n---".encode()
    proof = hmac.digest(_derived(file_key, b"", b"header"), header, sha256)
    body = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(LAST_CHUNK, content, None)
    return header + b" " + _text(proof).encode() + b"\n" + nonce + body


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _text(content: bytes) -> str:
    return base64.b64encode(content).rstrip(b"=").decode("ascii")
