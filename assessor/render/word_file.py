"""The zip file of a Word document: parts in a fixed order with a fixed time, so equal documents are equal bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts, the content types first and the others by name."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != _FIRST, part)):
            entry = ZipInfo(name, _BEGINNING_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return target.getvalue()


def with_fixed_times(archive: bytes) -> bytes:
    """The same zip without the clock of the machine that wrote it."""
    with ZipFile(BytesIO(archive)) as source:
        return zipped({name: source.read(name) for name in source.namelist()})
