"""Handing a programme over: sealed so that the receiver alone reads it, signed so that they know from whom."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assessor.errors import FileMissing, FileUnreadable, UnusableFile
from assessor.faults.stores import (
    BadMember,
    KeyUnusable,
    SealBroken,
    SealNotForThisKey,
    SealSenderDiffers,
    SealTooLarge,
    SealWrongWay,
)
from assessor.model.sealed import (
    MANIFEST_MEMBER,
    MOST_MEMBERS,
    PROGRAMME_MEMBER,
    SIGNATURE_MEMBER,
    WORDS_OPEN_IT,
    Manifest,
    Member,
    is_member_name,
)
from assessor.service.outputs import refuse_input
from assessor.service.passphrases import one_form, strong_enough
from assessor.service.settings import Session
from assessor.storage import age_file, age_words, bundle, key_file
from assessor.storage.atomic_file import new_folder, write_atomic
from assessor.storage.key_file import Key, Purpose
from assessor.storage.opening import open_store

MOST_BYTES = 256 * 1024 * 1024
"""The largest sealed file that is opened, and the most that is sealed: all of it is held in memory."""


class Closing(NamedTuple):
    """How a file is sealed: to receivers (`age1…`) or under a passphrase; signed with a key, if any."""

    receivers: tuple[str, ...] = ()
    passphrase: str | None = None
    key: Path | None = None
    beside: tuple[Path, ...] = ()
    force: bool = False


class Opening(NamedTuple):
    """How it is opened: with a key file or a passphrase; `sender` is who must have signed it, if anybody must."""

    key: Path | None = None
    passphrase: str | None = None
    sender: str | None = None


class Opened(NamedTuple):
    """What was in a sealed file, looked through and found whole."""

    manifest: Manifest
    members: Mapping[str, bytes]


def seal(target: str, out: str, session: Session, closing: Closing) -> Manifest:
    """Write a programme, and files beside it, as one sealed file.

    Raises:
        BadReceiver, PassphraseWeak, BadText, KeyUnusable, BadMember: by how it is to be sealed.
        FileMissing, FileUnreadable, SealTooLarge: by the files beside it.
        TargetExists, TargetIsInput, OutputFailed: by the output.
        UnusableFile, StoreFailed: by the programme; one that does not verify is not handed over.
        MissingOptional: the extra `seal` is not installed.
    """
    path = Path(out)
    refuse_input(path, target)
    key = key_file.read_key(closing.key) if closing.key else None
    passphrase = strong_enough(closing.passphrase) if closing.passphrase is not None else None
    members = {PROGRAMME_MEMBER: b"", **_beside(closing.beside)}
    with open_store(target, read_only=True) as store:
        programme = store.load().assessment.programme
        members[PROGRAMME_MEMBER], checked = store.image()
    if sum(map(len, members.values())) > MOST_BYTES:
        raise SealTooLarge(path=out, most=MOST_BYTES >> 20)
    manifest = Manifest(
        municipality=programme.municipality,
        plan=programme.plan,
        by=session.by,
        at=session.now().astimezone(UTC).isoformat(timespec="seconds"),
        chain=checked.chain,
        events=checked.events,
        head=checked.head,
        to=closing.receivers or (WORDS_OPEN_IT,),
        signer=_signer(key, closing.key),
        members=tuple(
            Member(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in members.items()
        ),
    )
    content = bundle.pack({**_signed(manifest, key), **members})
    if passphrase is None:
        sealed = age_file.sealed_to(content, closing.receivers)
    else:
        sealed = age_words.sealed_under(content, passphrase)
    write_atomic(path, sealed, replace=closing.force)
    return manifest


def _signer(key: Key | None, path: Path | None) -> str | None:
    if key is None:
        return None
    if key.signer is None:
        raise KeyUnusable(path=str(path), reason="no_signing")
    return key.signer


def _beside(paths: Sequence[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        folded = {name.casefold() for name in (*found, PROGRAMME_MEMBER, MANIFEST_MEMBER, SIGNATURE_MEMBER)}
        if not is_member_name(path.name) or path.name.casefold() in folded or len(found) >= MOST_MEMBERS - 1:
            raise BadMember(name=path.name)
        found[path.name] = _read(path)
    return found


def _read(path: Path) -> bytes:
    """A file as a whole; never a device or a pipe, which would have no end."""
    try:
        if path.exists() and not path.is_file():
            raise FileUnreadable(path=str(path))
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise FileMissing(path=str(path)) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=str(path)) from error
    if len(content) > MOST_BYTES:
        raise SealTooLarge(path=str(path), most=MOST_BYTES >> 20)
    return content


def _signed(manifest: Manifest, key: Key | None) -> dict[str, bytes]:
    values = manifest.model_dump(mode="json", exclude_none=True)
    content = json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1).encode()
    found = {MANIFEST_MEMBER: content}
    if manifest.signer is not None and key is not None:
        found[SIGNATURE_MEMBER] = key_file.signature(key, content, Purpose.SEAL)
    return found


def unseal(path: Path, opening: Opening) -> Opened:
    """Open a sealed file and hold everything in it against what it says of itself; nothing is written.

    Raises:
        FileMissing, FileUnreadable, SealTooLarge, NotSealed, SealTooCostly: by the file; no secret was used.
        SealWrongWay, SealNotOpened, SealNotForThisKey, KeyUnusable, BadText: by the key or the passphrase.
        SealBroken: what is inside is not whole.
        SealSenderDiffers, BadSigner: it is not signed by the sender named.
        MissingOptional: the extra `seal` is not installed.
    """
    if opening.sender is not None:
        key_file.checked_signer(opening.sender)
    sealed = _read(path)
    key = key_file.read_key(opening.key) if opening.key else None
    try:
        if key is not None:
            content = age_file.opened_with_key(sealed, key.opening)
        else:
            content = age_file.opened_with_passphrase(sealed, one_form(opening.passphrase or ""))
        opened = _checked(bundle.unpack(content))
        _check_sender(opened.manifest, opening.sender)
        if (WORDS_OPEN_IT if key is None else key.receiver) not in opened.manifest.to:
            raise SealNotForThisKey()
    except (UnusableFile, SealWrongWay) as error:
        error.values.setdefault("path", str(path))
        raise
    return opened


def _checked(found: dict[str, bytes]) -> Opened:
    content, given = found.pop(MANIFEST_MEMBER, b""), found.pop(SIGNATURE_MEMBER, None)
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise SealBroken(reason="manifest") from error
    told = {one.name: (one.size, one.sha256) for one in manifest.members}
    if len(told) != len(manifest.members) or PROGRAMME_MEMBER not in told:
        raise SealBroken(reason="manifest")
    if {name: (len(held), hashlib.sha256(held).hexdigest()) for name, held in found.items()} != told:
        raise SealBroken(reason="member")
    if (manifest.signer is None) is not (given is None):
        raise SealBroken(reason="signature")
    if manifest.signer is not None and not key_file.is_signed(manifest.signer, content, given or b"", Purpose.SEAL):
        raise SealBroken(reason="signature")
    return Opened(manifest, found)


def _check_sender(manifest: Manifest, sender: str | None) -> None:
    if sender is not None and manifest.signer != sender:
        raise SealSenderDiffers(wanted=sender, reason="other" if manifest.signer else "unsigned")


def write_opened(opened: Opened, path: Path, out: Path) -> None:
    """Write what was in a sealed file into a new folder that only its owner may look into, whole or not at all.

    Raises:
        TargetExists, OutputFailed: the folder cannot be made.
        SealBroken: the programme does not verify, or has another head than its manifest says.
    """
    with new_folder(out) as folder:
        # The programme is opened while nothing lies beside it: what came with it is a stranger's.
        write_atomic(folder / PROGRAMME_MEMBER, opened.members[PROGRAMME_MEMBER], replace=False)
        _check_programme(opened.manifest, folder / PROGRAMME_MEMBER, path)
        for name, content in opened.members.items():
            if name != PROGRAMME_MEMBER:
                write_atomic(folder / name, content, replace=False)


def _check_programme(manifest: Manifest, programme: Path, path: Path) -> None:
    try:
        with open_store(str(programme), read_only=True) as store:
            found = store.verify()
    except UnusableFile as error:
        raise SealBroken(path=str(path), reason="programme") from error
    said = (manifest.chain, manifest.events, manifest.head)
    if not found.is_sound or (found.chain, found.events, found.head) != said:
        raise SealBroken(path=str(path), reason="programme")


def make_key(path: Path) -> tuple[str, str]:
    """Make a key file; the receiver and the signer that others are told.

    Raises:
        TargetExists, OutputFailed: it cannot be written.
        MissingOptional: the extra `seal` is not installed.
    """
    return _public(key_file.make_key(path))


def public_key(path: Path) -> tuple[str, str]:
    """The receiver and the signer of a key file.

    Raises:
        FileMissing, FileUnreadable, KeyUnusable, MissingOptional: it cannot be read.
    """
    return _public(key_file.read_key(path))


def _public(key: Key) -> tuple[str, str]:
    return key.receiver, key.signer or ""
