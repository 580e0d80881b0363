"""The looks: colours by name, their contrast computed on every background; words and marks come before colour."""

from textual.scrollbar import ScrollBarRender
from textual.theme import Theme

LOOKS = ("dark", "light", "contrast", "ascii")
"""The looks in the order they are offered; `ascii` is `dark` with `|` between the panes."""

LINED_LOOKS = ("contrast", "ascii")
"""The looks whose panes are told apart by a line and not by tints."""

_DARK = {
    "page": "#12161d",
    "list": "#1a202a",
    "bar": "#232c3a",
    "text-main": "#e8ebf0",
    "text-dim": "#aab4c3",
    "accent-text": "#8ec5ff",
    "good": "#8fdc9b",
    "middle": "#ffd479",
    "bad": "#ffa198",
    "key": "#ffe08a",
    "selected": "#2f4a6d",
    "on-selected": "#ffffff",
    "tab": "#8ec5ff",
    "on-tab": "#12161d",
    "alarm": "#ffa198",
    "on-alarm": "#12161d",
    "warn": "#ffd479",
    "on-warn": "#12161d",
    "fill": "#8ec5ff",
    "heat-good": "#1d4429",
    "heat-middle": "#4d3e14",
    "heat-bad": "#6b2a25",
    "on-heat-bad": "#ffffff",
    "band-low": "#1a202a",
    "band-medium": "#33404f",
    "band-high": "#ffd479",
    "on-band-high": "#12161d",
    "band-critical": "#ffa198",
    "on-band-critical": "#12161d",
}
_LIGHT = {
    "page": "#ffffff",
    "list": "#f1f3f6",
    "bar": "#dfe5ee",
    "text-main": "#1a1e26",
    "text-dim": "#4b5563",
    "accent-text": "#0a4f9e",
    "good": "#146c2e",
    "middle": "#7a4d00",
    "bad": "#a11d12",
    "key": "#6b2d8f",
    "selected": "#bfd8f7",
    "on-selected": "#1a1e26",
    "tab": "#0a4f9e",
    "on-tab": "#ffffff",
    "alarm": "#a11d12",
    "on-alarm": "#ffffff",
    "warn": "#7a4d00",
    "on-warn": "#ffffff",
    "fill": "#0a4f9e",
    "heat-good": "#cfebd6",
    "heat-middle": "#f6e3b0",
    "heat-bad": "#f7cdc7",
    "on-heat-bad": "#1a1e26",
    "band-low": "#f1f3f6",
    "band-medium": "#d3dae3",
    "band-high": "#ffd979",
    "on-band-high": "#1a1e26",
    "band-critical": "#a11d12",
    "on-band-critical": "#ffffff",
}
_CONTRAST = {
    "page": "#000000",
    "list": "#000000",
    "bar": "#000000",
    "text-main": "#ffffff",
    "text-dim": "#ffffff",
    "accent-text": "#00ffff",
    "good": "#ffffff",
    "middle": "#ffff00",
    "bad": "#ffffff",
    "key": "#ffff00",
    "selected": "#ffff00",
    "on-selected": "#000000",
    "tab": "#00ffff",
    "on-tab": "#000000",
    "alarm": "#ffffff",
    "on-alarm": "#000000",
    "warn": "#ffff00",
    "on-warn": "#000000",
    "fill": "#00ffff",
    "heat-good": "#000000",
    "heat-middle": "#000000",
    "heat-bad": "#ffffff",
    "on-heat-bad": "#000000",
    "band-low": "#000000",
    "band-medium": "#000000",
    "band-high": "#000000",
    "on-band-high": "#ffffff",
    "band-critical": "#ffffff",
    "on-band-critical": "#000000",
}
_TYPING = {
    "dark": ("#232c3a", "#12161d"),
    "light": ("#dfe5ee", "#ffffff"),
    "contrast": ("#303030", "#303030"),
    "ascii": ("#232c3a", "#12161d"),
}
"""Where something is typed: on a page, and in a dialogue. In high contrast too it is seen while empty."""

COLOURS = {"dark": _DARK, "light": _LIGHT, "contrast": _CONTRAST, "ascii": _DARK}


def themes() -> tuple[Theme, ...]:
    """The looks as the terminal interface registers them."""
    return tuple(_theme(name, colours) for name, colours in COLOURS.items())


def _theme(name: str, colours: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=colours["tab"],
        accent=colours["accent-text"],
        foreground=colours["text-main"],
        background=colours["page"],
        surface=colours["page"],
        panel=colours["bar"],
        dark=name != "light",
        variables={
            **colours,
            "typing": _TYPING[name][0],
            "typing-asked": _TYPING[name][1],
            "edge": f"ascii {colours['text-main']}" if name in LINED_LOOKS else "none",
        },
    )


class PlainScrollBar(ScrollBarRender):
    """A scroll bar of coloured blanks: the usual block characters are of ambiguous width."""

    VERTICAL_BARS = [" "]  # noqa: RUF012 - the type of the class it belongs to
    HORIZONTAL_BARS = [" "]  # noqa: RUF012 - the type of the class it belongs to
