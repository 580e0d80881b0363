"""Several files in one, as a zip of the plainest kind: stored, one order, one spelling.

What is read is written again and must give the same bytes. So nothing can hide in it: no second file of a name, no
link, no comment, no byte before, between or after.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping

from assessor.faults.stores import SealBroken

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _MADE_BY_UNIX, _UTF8 = 20, 3 << 8, 1 << 11
_DAY = 0x21
"""1 January 1980, the first day a zip knows."""

_PLAIN_FILE = 0o100600 << 16


def pack(members: Mapping[str, bytes]) -> bytes:
    """The bundle of these files, in their order."""
    body, listing, count = bytearray(), bytearray(), 0
    for name, content in members.items():
        spelt = name.encode()
        common = (_UTF8, 0, 0, _DAY, zlib.crc32(content), len(content), len(content), len(spelt), 0)
        listing += _CENTRAL.pack(
            _CENTRAL_MARK, _VERSION | _MADE_BY_UNIX, _VERSION, *common, 0, 0, 0, _PLAIN_FILE, len(body)
        )
        listing += spelt
        body += _LOCAL.pack(_LOCAL_MARK, _VERSION, *common) + spelt + content
        count += 1
    return bytes(body + listing + _END.pack(_END_MARK, 0, 0, count, count, len(listing), len(body), 0))


def unpack(bundle: bytes) -> dict[str, bytes]:
    """The files of a bundle.

    Raises:
        SealBroken: it is not byte for byte what `pack` makes.
    """
    found: dict[str, bytes] = {}
    try:
        for name, content in _files(bundle):
            if name in found:
                raise SealBroken(reason="bundle")
            found[name] = content
    except (struct.error, UnicodeDecodeError) as error:
        raise SealBroken(reason="bundle") from error
    if pack(found) != bundle:
        raise SealBroken(reason="bundle")
    return found


def _files(bundle: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while bundle[place : place + len(_LOCAL_MARK)] == _LOCAL_MARK:
        *_, size, length, extra = _LOCAL.unpack_from(bundle, place)
        start = place + _LOCAL.size + length + extra
        yield bundle[place + _LOCAL.size : place + _LOCAL.size + length].decode(), bundle[start : start + size]
        place = start + size
