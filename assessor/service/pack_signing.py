"""Who made a provider pack: signed with the provider's key, and with the same one edition after edition."""

import base64
import binascii
from pathlib import Path

from assessor.engine.packs import pack_digest
from assessor.errors import AnswersInvalid
from assessor.faults.inquiries import PackSignerDiffers
from assessor.faults.stores import KeyUnusable
from assessor.model.pack import Pack
from assessor.model.problem import Problem
from assessor.storage import key_file
from assessor.storage.key_file import Purpose


def sealed(pack: Pack, key: Path | None) -> Pack:
    """A pack with its digest, and signed where there is a key; the digest says who signed.

    Raises:
        FileMissing, FileUnreadable, KeyUnusable: by the key.
        MissingOptional: what signing needs is not installed.
    """
    if key is None:
        return pack.model_copy(update={"digest": pack_digest(pack)})
    held = key_file.read_key(key)
    if held.signer is None:
        raise KeyUnusable(path=str(key), reason="no_signing")
    named = pack.model_copy(update={"signer": held.signer})
    digest = pack_digest(named)
    signature = base64.b64encode(key_file.signature(held, digest.encode(), Purpose.PACK)).decode("ascii")
    return named.model_copy(update={"digest": digest, "signature": signature})


def check_signer(pack: Pack, path: str, wanted: str | None) -> None:
    """Look whether a pack is signed by whom it says, and by whom it must be, if anybody must.

    Raises:
        PackSignerDiffers: somebody else signed it, or nobody.
        AnswersInvalid: the signature is not of this pack.
        BadSigner, MissingOptional: by the name of a signer; by what is not installed.
    """
    if wanted is not None:
        key_file.checked_signer(wanted)
        if pack.signer != wanted:
            raise PackSignerDiffers(path=path, wanted=wanted, reason="other" if pack.signer else "unsigned")
    if pack.signer is None and pack.signature is None:
        return
    if not _is_signed(pack):
        problem = Problem(code="inquiry_pack_signature", path=path, values={"where": "signature"})
        raise AnswersInvalid(path, (problem,))


def _is_signed(pack: Pack) -> bool:
    try:
        given = base64.b64decode(pack.signature or "", validate=True)
    except binascii.Error:
        return False
    return pack.signer is not None and key_file.is_signed(pack.signer, pack.digest.encode(), given, Purpose.PACK)
