"""What a terminal would obey instead of show, made visible: control, bidirectional and invisible characters."""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
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
