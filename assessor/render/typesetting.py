"""The typesetter (typst) and its fonts: PDF with accessibility always on, PNG for drawings; nothing is fetched."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from assessor.errors import FontMissing, MissingOptional
from assessor.parts import INSTALL

if TYPE_CHECKING:
    from typst import Fonts

PREFERRED = ("Yu Gothic", "BIZ UDPGothic", "Noto Sans CJK JP", "IPAexGothic")
BUNDLED = "Noto Sans JP"
_BOLD = 600
_SHOWN_BY_NONE = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.S)


@dataclass(frozen=True)
class Typefaces:
    """The fonts found: families in order of preference, and whether the first of them has a bold weight."""

    fonts: "Fonts"
    families: tuple[str, ...]
    has_bold: bool


@cache
def typefaces(*, bundled_only: bool = False) -> Typefaces:
    """The Japanese fonts of this machine in our order, the bundled one last and always there.

    Raises:
        MissingOptional: typst or the bundled font is not installed.
    """
    try:
        from pylopdf_fonts_jp import sans_path
    except ImportError as cause:
        raise MissingOptional(what="pylopdf-fonts-jp", command=INSTALL["pylopdf-fonts-jp"]) from cause
    try:
        from typst import Fonts
    except ImportError as cause:
        raise MissingOptional(what="typst", command=INSTALL["typst"]) from cause
    fonts = Fonts(include_system_fonts=not bundled_only, font_paths=[sans_path().parent])
    known = {family.casefold(): family for family in fonts.families()}
    if BUNDLED.casefold() not in known:
        raise MissingOptional(what=BUNDLED, command=INSTALL["pylopdf-fonts-jp"])
    families = tuple(known[name.casefold()] for name in (*PREFERRED, BUNDLED) if name.casefold() in known)
    heaviest = max(font.weight for font in fonts.fonts() if font.family == families[0])
    return Typefaces(fonts, families, heaviest >= _BOLD)


_MAKER = re.compile(
    rb"(?<=/Creator\()Typst [^()\\]*(?=\))|(?<=<xmp:CreatorTool>)Typst [^<]*|(?<=<stEvt:softwareAgent>)Typst [^<]*"
)
"""Where a PDF names the product and version that made it; replaced in its length: places are counted in bytes."""


def typeset_pdf(source: bytes, values: dict[str, str], dated: date, faces: Typefaces) -> bytes:
    """A PDF/A-2a and PDF/UA-1 file of a typst source; its time is midnight of the document's date.

    Raises:
        FontMissing: no font here has some character, or a font the source names is not there.
    """
    from typst import TypstError, compile_with_warnings

    try:
        made, warnings = compile_with_warnings(
            source,
            font_paths=faces.fonts,
            sys_inputs=values,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(dated, time(), tzinfo=UTC),
        )
    except TypstError as cause:
        found = _SHOWN_BY_NONE.search(cause.message)
        if found is None:
            raise
        raise FontMissing(text=found["text"]) from cause
    for warning in warnings:
        if "font" in warning.message:
            raise FontMissing(text=warning.message)
    return _MAKER.sub(lambda found: b"document".ljust(len(found[0]), b"-")[: len(found[0])], made)


def typeset_png(svg: str, faces: Typefaces, pixels_per_inch: float) -> bytes:
    """The SVG drawing as PNG on white."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    from typst import compile as compile_once

    pages = compile_once(source, font_paths=faces.fonts, sys_inputs={"svg": svg}, format="png", ppi=pixels_per_inch)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())
