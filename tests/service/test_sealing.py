"""Sealed files: the receiver alone reads them, any change is refused, and who sent them can be held against a key."""

import hashlib
import io
import json
import os
import random
import secrets
import shutil
import stat
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assessor.errors import BadText, BrokenProgramme, ExitCode, FileMissing, FileUnreadable, TargetExists, TargetIsInput
from assessor.faults.stores import (
    BadMember,
    BadReceiver,
    BadSigner,
    KeyUnusable,
    NotSealed,
    PassphraseWeak,
    SealBroken,
    SealNotForThisKey,
    SealNotOpened,
    SealSenderDiffers,
    SealTooCostly,
    SealTooLarge,
    SealWrongWay,
)
from assessor.model.sealed import is_member_name
from assessor.service import sealing
from assessor.service.passphrases import (
    BITS,
    SYLLABLES,
    WORD_LIST,
    WORDS,
    kana_of,
    new_passphrase,
    one_form,
    strong_enough,
)
from assessor.service.sealing import Closing, Opening, make_key, public_key, seal, unseal, write_opened
from assessor.storage import age_file, bundle
from assessor.storage.age_words import WORK, sealed_under
from assessor.storage.key_file import Purpose, read_key, signature
from assessor.storage.opening import open_store
from tests.model.mini import answer
from tests.storage.planted import journal_naming
from tests.tui.stage import city, session

pyrage: Any = pytest.importorskip("pyrage", reason="pyrage IS NOT INSTALLED HERE: sealed files were not tested")
pytest.importorskip("cryptography", reason="cryptography IS NOT INSTALLED HERE: sealed files were not tested")


FLIPS = 5_000
PASSPHRASE = "がいこくじんのパスワード"  # noqa: S105 (of this test alone)


class Desk(NamedTuple):
    """A programme and two people with keys."""

    folder: Path
    target: str
    mine: Path
    theirs: Path

    def seal(self, out: str = "x.age", **how: Any) -> Path:
        path = self.folder / out
        how.setdefault("receivers", (public_key(self.theirs)[0],))
        seal(self.target, str(path), session(), Closing(**how))
        return path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealing")
    city(folder, answers={("bus", "SVC-01"): answer("implemented")})
    for name in ("mine.key", "theirs.key"):
        make_key(folder / name)
    return folder


@pytest.fixture
def desk(once: Path, tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    shutil.copytree(once, folder)
    return Desk(folder, str(folder / "city.assessor"), folder / "mine.key", folder / "theirs.key")


def resealed(desk: Desk, members: dict[str, bytes], to: Path | None = None) -> Path:
    """Somebody who can read a sealed file seals something else, with everything at hand but the sender's key."""
    path = desk.folder / "again.age"
    path.write_bytes(age_file.sealed_to(bundle.pack(members), [public_key(to or desk.theirs)[0]]))
    return path


def inside(desk: Desk, sealed: Path) -> dict[str, bytes]:
    key = next(line for line in desk.theirs.read_text("utf-8").splitlines() if line.startswith("AGE-"))
    return bundle.unpack(age_file.opened_with_key(sealed.read_bytes(), key))


def test_what_was_sealed_is_taken_out_as_it_was(desk: Desk) -> None:
    report = desk.folder / "現状の報告.docx"
    report.write_bytes(b"PK report")
    sealed = desk.seal(key=desk.mine, beside=(report,))
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    opened = unseal(sealed, Opening(desk.theirs, sender=public_key(desk.mine)[1]))
    out = desk.folder / "out"
    write_opened(opened, sealed, out)
    assert {one.name for one in out.iterdir()} == {"programme.assessor", "現状の報告.docx"}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in out.iterdir()} == {0o600}
    assert (out / "現状の報告.docx").read_bytes() == b"PK report"
    with open_store(desk.target, read_only=True) as ours, open_store(str(out / "programme.assessor")) as theirs:
        assert theirs.rows() == ours.rows() and theirs.sealed() == ours.sealed()
        assert (opened.manifest.events, opened.manifest.head) == ours.head()


def test_an_age_program_that_knows_nothing_of_us_opens_it(desk: Desk) -> None:
    sealed = desk.seal(key=desk.mine)
    secret = desk.theirs.read_text("utf-8").splitlines()[-1]
    plain = pyrage.decrypt(sealed.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.namelist() == ["manifest.json", "manifest.sig", "programme.assessor"]
        assert json.loads(archive.read("manifest.json"))["municipality"] == "みらい市"
    program = shutil.which("age")
    if program is None:
        pytest.skip("THE PROGRAM age IS NOT INSTALLED HERE: opening with it was not tested")
    opened = subprocess.run([program, "-d", "-i", str(desk.theirs), str(sealed)], capture_output=True, check=True)
    assert opened.stdout == plain


def test_what_another_age_program_sealed_is_told_from_ours(desk: Desk) -> None:
    with pytest.raises(SealBroken):
        unseal(resealed(desk, {"a": b"1"}), Opening(desk.theirs))


def test_a_passphrase_seals_for_any_age_program(desk: Desk) -> None:
    sealed = desk.seal(receivers=(), passphrase=unicodedata.normalize("NFD", PASSPHRASE))
    assert age_file.is_by_passphrase(sealed.read_bytes())
    assert sealed.read_bytes().split(b"\n")[1].endswith(f" {WORK}".encode()) and WORK <= age_file.MOST_WORK
    plain = pyrage.passphrase.decrypt(sealed.read_bytes(), unicodedata.normalize("NFC", PASSPHRASE))
    assert json.loads(bundle.unpack(plain)["manifest.json"])["to"] == ["passphrase"]
    with pytest.raises(SealWrongWay):
        unseal(sealed, Opening(desk.theirs))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_what_is_written_under_a_passphrase_is_what_an_age_library_reads(size: int) -> None:
    content = secrets.token_bytes(size)
    sealed = sealed_under(content, PASSPHRASE, 6)
    assert pyrage.passphrase.decrypt(sealed, PASSPHRASE) == content
    assert sealed_under(content, PASSPHRASE, 6) != sealed
    for broken in (sealed[:-1], sealed + b"\0", sealed[:-17], sealed[: len(sealed) // 2]):
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(broken, PASSPHRASE)


def test_a_passphrase_opens_it_however_it_was_typed(desk: Desk) -> None:
    members = changed_manifest(inside(desk, desk.seal()), to=["passphrase"])
    small = members["programme.assessor"][:1000]
    told = {"name": "programme.assessor", "size": 1000, "sha256": hashlib.sha256(small).hexdigest()}
    content = bundle.pack(changed_manifest({**members, "programme.assessor": small}, members=[told]))
    sealed = desk.folder / "by-hand.age"
    sealed.write_bytes(sealed_under(content, PASSPHRASE, 10))
    typed = unicodedata.normalize("NFD", PASSPHRASE)
    assert typed != PASSPHRASE
    assert unseal(sealed, Opening(passphrase=typed)).members == {"programme.assessor": small}
    for wrong in (PASSPHRASE + "。", PASSPHRASE[:-1], ""):
        with pytest.raises(SealNotOpened):
            unseal(sealed, Opening(passphrase=wrong))
    with pytest.raises(SealWrongWay):
        unseal(desk.seal("to-a-key.age"), Opening(passphrase=PASSPHRASE))
    sealed.write_bytes(sealed_under(content, typed, 10))
    with pytest.raises(SealNotOpened):
        unseal(sealed, Opening(passphrase=typed))


def test_every_flipped_bit_every_cut_and_every_byte_more_is_refused(desk: Desk) -> None:
    """A small content in the same seal: what protects it does not depend on its size."""
    receiver, secret = public_key(desk.theirs)[0], desk.theirs.read_text("utf-8").splitlines()[-1]
    whole = age_file.sealed_to(bundle.pack({"programme.assessor": secrets.token_bytes(600)}), [receiver])
    assert age_file.opened_with_key(whole, secret)
    assert [one for one in changed(whole) if opens(one, secret)] == []


def test_what_is_damaged_is_told_apart_from_another_secret(desk: Desk) -> None:
    """An officer with the right key is not sent to look for another, nor one with the wrong to have it sent again."""
    receiver, secret = public_key(desk.theirs)[0], desk.theirs.read_text("utf-8").splitlines()[-1]
    other = age_file.new_key()[0]
    by_key = age_file.sealed_to(secrets.token_bytes(600), [receiver])
    by_words = sealed_under(secrets.token_bytes(600), PASSPHRASE, 10)
    ways: tuple[tuple[bytes, Callable[[bytes, str], bytes], str, str, str], ...] = (
        (by_key, age_file.opened_with_key, secret, other, "key"),
        (by_words, age_file.opened_with_passphrase, PASSPHRASE, "ほかの合言葉です。", "passphrase"),
    )
    for whole, opened, right, wrong, reason in ways:
        for bad in (whole[:-1], whole + b"x", whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:]):
            assert refusal(opened, bad, right) == "damaged"
        assert refusal(opened, whole, wrong) == reason


def refusal(opened: Callable[[bytes, str], bytes], sealed: bytes, secret: str) -> object:
    with pytest.raises(SealNotOpened) as caught:
        opened(sealed, secret)
    return caught.value.values["reason"]


def changed(whole: bytes) -> Iterator[bytes]:
    """A file with one bit flipped, cut at each length, and with more at its end."""
    chosen = random.Random(20261127)
    for _ in range(FLIPS):
        bit = chosen.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)
    yield from (whole[:length] for length in range(len(whole)))
    yield whole + b"\0"
    yield whole + whole


def opens(sealed: bytes, secret: str) -> bool:
    try:
        age_file.opened_with_key(sealed, secret)
    except (NotSealed, SealNotOpened, SealWrongWay, SealTooCostly):
        return False
    return True


def test_a_seal_that_only_hides_and_proves_nothing_lets_changes_through_and_they_are_counted() -> None:
    """Positive control: the same changes, on a file that is merely hidden behind a stream of bytes."""
    plain = bundle.pack({"programme.assessor": secrets.token_bytes(600)})
    stream = secrets.token_bytes(len(plain) * 2)

    def hidden(content: bytes) -> bytes:
        return bytes(one ^ other for one, other in zip(content, stream, strict=False))

    def careless(sealed: bytes) -> bool:
        return hidden(sealed).startswith(b"PK") and len(sealed) >= len(plain)

    assert sum(careless(one) for one in changed(hidden(plain))) > FLIPS // 2


COSTLY = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA %s\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"


@pytest.mark.parametrize("work", [b"21", b"22", b"24", b"63", b"99"])
def test_work_without_end_is_refused_before_a_passphrase_is_tried(
    work: bytes, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tried(*_: object) -> bytes:
        raise AssertionError("the passphrase was tried")

    monkeypatch.setattr(pyrage.passphrase, "decrypt", tried)
    hostile = desk.folder / "hostile.age"
    hostile.write_bytes(COSTLY % work + b"x" * 100)
    with pytest.raises(SealTooCostly):
        unseal(hostile, Opening(passphrase=PASSPHRASE))
    hostile.write_bytes(COSTLY % b"20" + b"x" * 100)
    with pytest.raises(AssertionError):
        unseal(hostile, Opening(passphrase=PASSPHRASE))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"SQLite format 3\0",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n--- AAAA\n",
        b"age-encryption.org/v2\n-> X25519 A\nA\n--- A\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        *(COSTLY % work for work in (b"100", b"9" * 4000, b"+5", b"0x5", b"-1", b"05", b"", b"\xef\xbc\x91")),
        COSTLY.replace(b"-> scrypt", b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 5\nA\n-> scrypt") % b"5",
        COSTLY.replace(b"-> scrypt", b"-> X25519 A\nA\n-> scrypt") % b"5",
        b"age-encryption.org/v1\n" + b"-> X25519 A\nA\n" * 20_000 + b"--- A\n",
    ],
)
def test_what_has_no_proper_header_is_no_sealed_file(content: bytes, desk: Desk) -> None:
    broken = desk.folder / "broken.age"
    broken.write_bytes(content)
    for opening in (Opening(passphrase=PASSPHRASE), Opening(desk.theirs)):
        with pytest.raises(NotSealed) as caught:
            unseal(broken, opening)
        assert caught.value.exit_code is ExitCode.UNUSABLE_FILE and caught.value.values["path"] == str(broken)


def test_no_changed_header_ends_in_anything_but_an_error_of_ours(desk: Desk) -> None:
    """What reads the header after us is native code: it must neither crash nor open."""
    secret, receiver = age_file.new_key()
    wholes = (age_file.sealed_to(b"x" * 100, [receiver, receiver]), sealed_under(b"x" * 100, PASSPHRASE, 4))
    pieces = (b"\n", b"-> ", b"--- ", b"-> X25519 \n", b"-> scrypt A 1\n", b"-> ssh-ed25519 a b\nA\n", b"\r", b" " * 40)
    chosen = random.Random(7)
    ended: dict[str, int] = {}
    for _ in range(1_500):
        changed_one = bytearray(chosen.choice(wholes))
        place = chosen.randrange(300)
        changed_one[place : place + chosen.randrange(1, 30)] = chosen.choice((*pieces, chosen.randbytes(9)))
        try:
            if chosen.random() < 0.5:
                age_file.opened_with_key(bytes(changed_one), secret)
            else:
                age_file.opened_with_passphrase(bytes(changed_one), PASSPHRASE)
        except (NotSealed, SealNotOpened, SealWrongWay, SealTooCostly) as error:
            ended[error.name] = ended.get(error.name, 0) + 1
    assert sum(ended.values()) == 1_500 and len(ended) >= 3


def test_the_sender_is_proved_by_their_key_alone(desk: Desk) -> None:
    mine, theirs = public_key(desk.mine)[1], public_key(desk.theirs)[1]
    signed, unsigned = desk.seal("signed.age", key=desk.mine), desk.seal("unsigned.age")
    assert unseal(signed, Opening(desk.theirs, sender=mine)).manifest.signer == mine
    assert unseal(unsigned, Opening(desk.theirs)).manifest.signer is None
    for sealed, sender in ((signed, theirs), (unsigned, mine)):
        with pytest.raises(SealSenderDiffers):
            unseal(sealed, Opening(desk.theirs, sender=sender))
    for text in (
        "ed25519:",
        "ed25519:AAAA",
        mine[:-1],
        mine + "A",
        mine.replace("ed25519:", ""),
        "ed25519:" + "＠" * 43,
    ):
        with pytest.raises(BadSigner):
            unseal(signed, Opening(desk.theirs, sender=text))


def changed_manifest(held: dict[str, bytes], **values: object) -> dict[str, bytes]:
    told = json.loads(held["manifest.json"])
    return {**held, "manifest.json": json.dumps({**told, **values}, ensure_ascii=False).encode()}


def test_who_can_read_a_signed_file_cannot_change_it(desk: Desk) -> None:
    members = inside(desk, desk.seal(key=desk.mine))
    told = json.loads(members["manifest.json"])
    other = members["programme.assessor"][:-1] + b"\1"
    without = {name: held for name, held in members.items() if name != "manifest.sig"}
    for_a_pack = signature(read_key(desk.mine), members["manifest.json"], Purpose.PACK)
    forged = {
        "another name": changed_manifest(members, by="市長"),
        "another sender": changed_manifest(members, signer=public_key(desk.theirs)[1]),
        "no sender any more": changed_manifest(members, signer=None),
        "no signature": without,
        "an empty signature": {**members, "manifest.sig": b""},
        "a signature of nothing": {**without, "manifest.sig": b"\0" * 64},
        "a signature made for a pack": {**without, "manifest.sig": for_a_pack},
        "another programme": {**members, "programme.assessor": other},
        "a file more": {**members, "more.txt": b""},
        "a file less": {name: held for name, held in members.items() if name != "programme.assessor"},
        "a file told twice": changed_manifest(members, members=told["members"] * 2),
        "no programme": changed_manifest(members, members=[{"name": "a", "size": 0, "sha256": "0" * 64}]),
        "a path": changed_manifest(
            {**members, "../x": b""}, members=[*told["members"], told["members"][0] | {"name": "../x"}]
        ),
        "no manifest": {name: held for name, held in members.items() if name != "manifest.json"},
        "an unknown word": changed_manifest(members, more=1),
        "another version": changed_manifest(members, assessor_seal=2),
    }
    for name, held in forged.items():
        with pytest.raises(SealBroken):
            unseal(resealed(desk, held), Opening(desk.theirs))
            raise AssertionError(name)
    assert unseal(resealed(desk, members), Opening(desk.theirs))


def test_a_signed_file_cannot_be_passed_on_as_if_it_were_meant_for_another(desk: Desk) -> None:
    third = desk.folder / "third.key"
    make_key(third)
    members = inside(desk, desk.seal(key=desk.mine))
    with pytest.raises(SealNotForThisKey):
        unseal(resealed(desk, members, third), Opening(third, sender=public_key(desk.mine)[1]))


def test_what_was_signed_for_a_key_is_not_taken_out_of_a_file_that_words_open_nor_the_other_way_round(
    desk: Desk,
) -> None:
    for_a_key = inside(desk, desk.seal(key=desk.mine))
    passed_on = desk.folder / "words.age"
    passed_on.write_bytes(sealed_under(bundle.pack(for_a_key), PASSPHRASE, 10))
    with pytest.raises(SealNotForThisKey):
        unseal(passed_on, Opening(passphrase=PASSPHRASE, sender=public_key(desk.mine)[1]))
    for_words = changed_manifest(for_a_key, to=["passphrase"], signer=None)
    with pytest.raises(SealNotForThisKey):
        unseal(resealed(desk, {k: v for k, v in for_words.items() if k != "manifest.sig"}), Opening(desk.theirs))


@pytest.mark.parametrize(
    "at",
    ["いつか", "", "2026-11-28", "2026-11-28T01:02:03", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "1"],
)
def test_a_manifest_without_a_moment_is_refused_before_anything_is_written(at: str, desk: Desk) -> None:
    forged = changed_manifest(inside(desk, desk.seal()), at=at)
    with pytest.raises(SealBroken) as told:
        unseal(resealed(desk, forged), Opening(desk.theirs))
    assert told.value.values["reason"] == "manifest"


@pytest.mark.parametrize("name", ["com¹.txt", "LPT².x", "COM³", "conin$", "CONOUT$.txt"])
def test_the_less_known_devices_of_windows_are_no_names_of_files(name: str) -> None:
    assert not is_member_name(name)


def test_an_unsigned_programme_that_does_not_verify_is_not_taken_out(desk: Desk) -> None:
    members = inside(desk, desk.seal())
    head = json.loads(members["manifest.json"])["head"]
    forged = changed_manifest(members, head=head[::-1])
    sealed = resealed(desk, forged)
    opened = unseal(sealed, Opening(desk.theirs))
    with pytest.raises(SealBroken):
        write_opened(opened, sealed, desk.folder / "out")
    assert not list(desk.folder.glob("*out*"))


@pytest.mark.parametrize("mark", ["-journal", "-JOURNAL", "-wal", "-shm"])
def test_what_a_database_would_find_beside_the_programme_is_not_taken_out(mark: str, desk: Desk) -> None:
    victim = desk.folder / "victim.txt"
    victim.write_text("kept", "utf-8")
    planted = journal_naming(Path(desk.target), str(victim))
    held = inside(desk, desk.seal())
    manifest = json.loads(held["manifest.json"])
    name = f"programme.assessor{mark}"
    manifest["members"].append({"name": name, "size": len(planted), "sha256": hashlib.sha256(planted).hexdigest()})
    sealed = resealed(desk, {**held, "manifest.json": json.dumps(manifest).encode(), name: planted})
    with pytest.raises(SealBroken):
        write_opened(unseal(sealed, Opening(desk.theirs)), sealed, desk.folder / "out")
    assert victim.exists() and not (desk.folder / "out").exists()
    assert not is_member_name(name)


def test_the_programme_is_opened_before_anything_lies_beside_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report = desk.folder / "report.docx"
    report.write_bytes(b"report")
    sealed = desk.seal(beside=(report,))
    lay: list[set[str]] = []
    monkeypatch.setattr(
        sealing, "_check_programme", lambda _, file, __: lay.append({p.name for p in file.parent.iterdir()})
    )
    write_opened(unseal(sealed, Opening(desk.theirs)), sealed, desk.folder / "out")
    assert lay == [{"programme.assessor"}]


def test_nothing_is_written_over_and_nothing_half_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = desk.seal()
    with pytest.raises(TargetExists):
        desk.seal()
    with pytest.raises(TargetIsInput):
        seal(desk.target, desk.target, session(), Closing((public_key(desk.theirs)[0],), force=True))
    desk.seal(force=True)
    opened = unseal(sealed, Opening(desk.theirs))
    for there in (desk.folder / "a folder", desk.folder / "a link"):
        there.mkdir() if "folder" in there.name else there.symlink_to(desk.folder / "nowhere")
        with pytest.raises(TargetExists):
            write_opened(opened, sealed, there)
    monkeypatch.setattr(sealing, "_check_programme", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_opened(opened, sealed, desk.folder / "out")
    assert not list(desk.folder.glob("*out*"))


def test_sealing_leaves_no_plain_copy_anywhere_while_it_works(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    before = {one.name for one in desk.folder.iterdir()}
    real = age_file.sealed_to

    def watched(content: bytes, receivers: Any) -> bytes:
        seen.append({one.name for one in desk.folder.iterdir()} - before)
        return real(content, receivers)

    monkeypatch.setattr(age_file, "sealed_to", watched)
    desk.seal()
    assert seen == [set()]
    assert {one.name for one in desk.folder.iterdir()} - before == {"x.age"}


def test_a_programme_that_does_not_verify_is_not_handed_over(desk: Desk) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.target, isolation_level=None)) as connection:
        connection.execute("UPDATE answer SET revision = 9")
    with pytest.raises(BrokenProgramme):
        desk.seal()
    assert not (desk.folder / "x.age").exists()


@pytest.mark.parametrize(
    "name", ["manifest.json", "PROGRAMME.assessor", ".hidden", "-rf", "con.txt", "a:b", "x" * 101, "が.txt"]
)
def test_files_with_names_that_not_every_system_has_are_not_put_in(name: str, desk: Desk) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    assert not is_member_name(decomposed) or decomposed in ("manifest.json", "PROGRAMME.assessor")
    file = desk.folder / "beside" / decomposed
    file.parent.mkdir()
    file.write_bytes(b"x")
    with pytest.raises(BadMember):
        desk.seal(beside=(file,))


def test_files_beside_must_be_there_once_and_not_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = desk.folder / "a.txt"
    with pytest.raises(FileMissing):
        desk.seal(beside=(file,))
    file.write_bytes(b"x" * 2000)
    with pytest.raises(BadMember):
        desk.seal(beside=(file, file))
    monkeypatch.setattr(sealing, "MOST_BYTES", 1000)
    with pytest.raises(SealTooLarge):
        desk.seal(beside=(file,))
    with pytest.raises(SealTooLarge):
        desk.seal()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO SPECIAL FILES HERE: not tested")
def test_what_has_no_end_is_neither_put_in_nor_opened(desk: Desk) -> None:
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, desk.folder):
        with pytest.raises(FileUnreadable):
            desk.seal(beside=(path,))
        with pytest.raises(FileUnreadable):
            unseal(path, Opening(desk.theirs))
        with pytest.raises(KeyUnusable):
            public_key(path)


def test_keys_are_their_owners_alone_and_never_replaced(desk: Desk) -> None:
    assert stat.S_IMODE(desk.mine.stat().st_mode) == 0o600
    before = desk.mine.read_bytes()
    with pytest.raises(TargetExists):
        make_key(desk.mine)
    assert desk.mine.read_bytes() == before
    receiver, signer = public_key(desk.mine)
    assert receiver.startswith("age1") and signer.startswith("ed25519:")
    assert public_key(desk.mine) != public_key(desk.theirs)


def test_a_key_of_another_age_program_opens_and_cannot_sign(desk: Desk) -> None:
    secret = str(pyrage.x25519.Identity.generate())
    plain = desk.folder / "plain.key"
    plain.write_text(f"# created: 2026\n# public key: age1…\n{secret}\n", "utf-8")
    sealed = desk.seal("p.age", receivers=(public_key(plain)[0],))
    assert unseal(sealed, Opening(plain)).members
    with pytest.raises(KeyUnusable):
        desk.seal("q.age", key=plain)


@pytest.mark.parametrize(
    "text", ["", "AGE-SECRET-KEY-1\n", "AGE-SECRET-KEY-1X\n" * 2, "age1abc\n", "# sign: x\n", "\udcff"]
)
def test_what_is_no_key_is_refused(text: str, desk: Desk) -> None:
    file = desk.folder / "no.key"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(KeyUnusable):
        public_key(file)
    with pytest.raises(KeyUnusable) as caught:
        public_key(desk.folder / "none.key")
    assert caught.value.values["reason"] == "missing"


def test_a_receiver_that_is_none_is_refused_and_nothing_is_written(desk: Desk) -> None:
    for receiver in ("", "age1", "hanako", public_key(desk.theirs)[0][:-1], "age1" + "q" * 58):
        with pytest.raises(BadReceiver):
            desk.seal(receivers=(receiver, public_key(desk.theirs)[0]))
    assert not (desk.folder / "x.age").exists()


def test_passphrases_made_here_are_words_of_two_syllables_and_hard_to_guess() -> None:
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert len(WORD_LIST) == len(set(WORD_LIST)) >= 2048 and BITS > 88
    assert {len(one.split("-")) for one in made} == {WORDS}
    assert {word for one in made for word in one.split("-")} <= set(WORD_LIST)
    assert all(one.isascii() and strong_enough(one) == one for one in made)
    assert len(set(SYLLABLES.values())) == len(SYLLABLES)
    assert kana_of("kame-zori") == "かめ・ぞり"


@pytest.mark.parametrize("weak", ["", "short", "a" * 40, "abab" * 5])
def test_weak_passphrases_and_invisible_characters_are_refused(weak: str) -> None:
    with pytest.raises(PassphraseWeak):
        strong_enough(weak)
    with pytest.raises(BadText):
        one_form("correct\u202ehorse")
    assert one_form("か\u3099") == "が"


def test_a_manifest_that_names_a_member_twice_is_refused(desk: Desk) -> None:
    members = inside(desk, desk.seal())
    told = json.loads(members["manifest.json"])["members"]
    twice = bundle.pack(changed_manifest(members, members=[*told, *told]))
    sealed = desk.folder / "twice.age"
    sealed.write_bytes(age_file.sealed_to(twice, [public_key(desk.theirs)[0]]))
    with pytest.raises(SealBroken) as caught:
        unseal(sealed, Opening(key=desk.theirs))
    assert caught.value.values["reason"] == "manifest"
