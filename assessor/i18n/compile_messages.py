"""Development only: makes every .mo anew from its .po (`make messages`); a test holds the two equal."""

from pathlib import Path

LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"


def compiled(po: Path) -> bytes:
    """The bytes of the .mo for a .po."""
    from datetime import UTC, datetime
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    # Without a date of its own the catalogue would carry the moment of compiling, and no two would be equal.
    catalogue.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> None:
    """Write every .mo beside its .po."""
    for po in sorted(LOCALE_FOLDER.rglob("*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po))


if __name__ == "__main__":
    main()
