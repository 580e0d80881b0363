"""What a terminal would obey instead of show, made visible: control, bidirectional and invisible characters."""

import re

# C0/C1 controls except tab and newline, bidirectional controls, characters that show nothing, tag characters,
# surrogates and non-characters. Variation selectors (U+FE00-FE0F, U+E0100-E01EF) and joiners stay: names need them.
SHOWS_NOTHING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What a text may not hold and a terminal is not given, as the inside of a character class: the one list of both."""
_HIDDEN = re.compile(f"[{SHOWS_NOTHING}]")
_LINE_HIDDEN = re.compile(f"[\t\n]|{_HIDDEN.pattern}")


def visible(text: str) -> str:
    """The text with ESC as `␛` and U+202E as `<U+202E>`; tab and newline stay."""
    return _HIDDEN.sub(_picture, text)


def visible_line(text: str) -> str:
    """As `visible`, on one line: tab and newline are shown as signs too."""
    return _LINE_HIDDEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
