"""Texts in one width (NFKC), in time that grows with their length."""

import re
import unicodedata
from functools import cache

PIECE = 500


@cache
def _pieces() -> re.Pattern[str]:
    """Pieces that end before a character that joins none before it; where a run has no such, it is cut all the same.

    Made when the first long text comes: the screen starts without one.
    """
    return re.compile(
        r"[\s\S]{1,500}(?=[\x00-\u02ff\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff5e]|\Z)"
        r"|[\s\S]{1,500}"
    )


def one_width(text: str) -> str:
    """The text as it is compared: full and half width, composed and decomposed letters are the same.

    Python sorts the marks above and below a letter by the square of their number; nobody writes hundreds on one.
    """
    if len(text) <= PIECE:
        return unicodedata.normalize("NFKC", text)
    return "".join(unicodedata.normalize("NFKC", piece) for piece in _pieces().findall(text))
