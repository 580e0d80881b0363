"""The bundle inside a sealed file: what is read is byte for byte what would be written, or it is refused."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.faults.stores import SealBroken
from assessor.storage.bundle import pack, unpack

MEMBERS = {"manifest.json": b"{}", "programme.assessor": b"SQLite\0" * 9, "現状の報告.docx": b""}


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=20), st.binary(max_size=50)))
def test_what_is_packed_comes_back(members: dict[str, bytes]) -> None:
    assert unpack(pack(members)) == members


def test_any_program_for_zip_files_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        assert archive.testzip() is None
        assert {one.filename: archive.read(one) for one in archive.infolist()} == MEMBERS


def made_elsewhere(
    *members: tuple[zipfile.ZipInfo | str, bytes], comment: bytes = b"", deflated: bool = False
) -> bytes:
    target = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.comment = comment
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def link() -> zipfile.ZipInfo:
    found = zipfile.ZipInfo("programme.assessor")
    found.create_system, found.external_attr = 3, 0o120777 << 16
    return found


GOOD = pack(MEMBERS)
LISTING = GOOD.index(b"PK\x01\x02")
HOSTILE = {
    "nothing": b"",
    "another zip": made_elsewhere(("manifest.json", b"{}")),
    "compressed": made_elsewhere(("manifest.json", b"{}" * 500), deflated=True),
    "a link": made_elsewhere((link(), b"/etc/passwd")),
    "a comment": made_elsewhere(("manifest.json", b"{}"), comment=b"x"),
    "a byte after": GOOD + b"\0",
    "a byte before": b"\0" + GOOD,
    "a byte between": GOOD[:LISTING] + b"\0" + GOOD[LISTING:],
    "twice": GOOD + GOOD,
    "the same name twice": pack({"a": b"1", "b": b"2"}).replace(b"b", b"a"),
    "a listing that says otherwise": GOOD[:LISTING] + GOOD[LISTING:].replace(b"manifest.json", b"manifesT.json"),
    "an executable": GOOD[:LISTING] + GOOD[LISTING:].replace((0o100600 << 16).to_bytes(4, "little"), b"\0\0\xff\x81"),
    "a size beyond the end": GOOD.replace(b"\x02\0\0\0\x02\0\0\0", b"\xff\xff\xff\x7f\xff\xff\xff\x7f"),
    "a name that is no text": GOOD.replace(b"manifest.json", b"manifest.js\xff\xff"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_anything_else_is_refused(case: str) -> None:
    assert HOSTILE[case] != GOOD
    with pytest.raises(SealBroken):
        unpack(HOSTILE[case])


@given(st.integers(0, len(GOOD) * 8 - 1))
def test_every_flipped_bit_is_refused_or_changes_what_is_read(bit: int) -> None:
    flipped = bytearray(GOOD)
    flipped[bit // 8] ^= 1 << bit % 8
    try:
        assert unpack(bytes(flipped)) != MEMBERS
    except SealBroken:
        return


def test_a_reader_that_trusts_zipfile_would_take_a_second_file_of_a_name() -> None:
    """Positive control: the last one wins there, in silence."""
    with zipfile.ZipFile(io.BytesIO(HOSTILE["the same name twice"])) as archive:
        assert archive.read("a") == b"2"
