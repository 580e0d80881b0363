"""The parts of a Word file that anybody may have made: each is read with a limit, nothing is unpacked to disk."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word_lines import local, safe_parser

MOST_PARTS = 4_000
LARGEST_UNPACKED = 400_000_000
"""Bytes of all parts together, as the archive itself states them."""
LARGEST_PART = 40_000_000
"""Bytes of one part that is read; some ten thousand pages."""


class WordPackage:
    """The parts of a Word file, read with a limit each."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Look through the archive's own list of parts.

        Raises:
            Refused: it is encrypted, has macros, or unpacks too large.
        """
        self._archive = archive
        entries = archive.infolist()
        self.names = {entry.filename for entry in entries}
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(RefusedReason.ENCRYPTED)
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Refused(RefusedReason.MACROS)

    def part(self, name: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a part; what the archive says of its size is not believed."""
        try:
            with self._archive.open(name) as stream:
                found = stream.read(LARGEST_PART + 1)
        except KeyError:
            raise Refused(RefusedReason.NOT_WORD) from None
        except (zipfile.BadZipFile, zlib.error):
            raise Refused(RefusedReason.DAMAGED) from None
        if len(found) > LARGEST_PART:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        return found

    def ending_in(self, suffix: str) -> Iterator[tuple[str, bytes]]:
        """Every part whose name ends so, in any case; of two with one name both."""
        for entry in self._archive.infolist():
            if entry.filename.lower().endswith(suffix):
                yield entry.filename, self.part(entry)

    def elements(self, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The local names and attributes of all elements of a part; nothing where it is missing."""
        if name in self.names:
            yield from elements_of(self.part(name))


def elements_of(part: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The local names and attributes of all elements of some XML."""
    found: list[tuple[str, Mapping[str, str]]] = []
    parser = safe_parser()
    parser.StartElementHandler = lambda tag, held: found.append((local(tag), {local(k): v for k, v in held.items()}))
    parser.Parse(part, True)
    yield from found
